"""What a coordinator does with people, their seats and absences, and with the lists behind them."""

from collections.abc import Mapping
from datetime import date
from typing import Any, Final, TypeVar

from django.db import models, transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.changes import plain
from kezdesu.core.errors import Refused
from kezdesu.core.listed import edit_entry
from kezdesu.core.names import name_fields
from kezdesu.core.text import fold

from .imports import import_roster
from .models import Absence, Body, Category, Group, Person, Seat, Skill
from .rules import refuse_span_backwards

__all__ = [
    "add_absence",
    "add_body",
    "add_category",
    "add_group",
    "add_person",
    "add_seat",
    "add_skill",
    "edit_listed",
    "edit_person",
    "end_seat",
    "import_roster",
    "link_user",
    "remove_absence",
    "sign_in_as",
]


@transaction.atomic
def add_category(
    *, office: Office, slug: str, names: Mapping[str, str], by: User | None, position: int = 0
) -> Category:
    _refuse_taken(Category, office, slug)
    category = Category.objects.create(
        office=office, slug=slug, position=position, **name_fields(names)
    )
    audit.record("people.category_added", category, by=by, slug=slug, names=dict(names))
    return category


@transaction.atomic
def add_body(
    *, office: Office, slug: str, names: Mapping[str, str], by: User | None, position: int = 0
) -> Body:
    _refuse_taken(Body, office, slug)
    body = Body.objects.create(office=office, slug=slug, position=position, **name_fields(names))
    audit.record("people.body_added", body, by=by, slug=slug, names=dict(names))
    return body


@transaction.atomic
def add_skill(
    *, office: Office, slug: str, names: Mapping[str, str], by: User | None, position: int = 0
) -> Skill:
    _refuse_taken(Skill, office, slug)
    skill = Skill.objects.create(office=office, slug=slug, position=position, **name_fields(names))
    audit.record("people.skill_added", skill, by=by, slug=slug, names=dict(names))
    return skill


@transaction.atomic
def add_group(
    *, office: Office, slug: str, kind: str, names: Mapping[str, str], by: User | None
) -> Group:
    """`kind` is a GroupKind: the outreach group or the speaker pool."""
    _refuse_taken(Group, office, slug)
    group = Group.objects.create(office=office, slug=slug, kind=kind, **name_fields(names))
    audit.record("people.group_added", group, by=by, slug=slug, names=dict(names))
    return group


# What the log calls a change in each of the office's lists.
_EDITED: Final[dict[type[models.Model], str]] = {
    Category: "people.category_edited",
    Body: "people.body_edited",
    Skill: "people.skill_edited",
    Group: "people.group_edited",
}
_Listed = TypeVar("_Listed", Category, Body, Skill, Group)


def edit_listed(
    *, listed: _Listed, names: Mapping[str, str], by: User | None, **facts: Any
) -> _Listed:
    """Name a category, body, skill or group otherwise; of a group also its `kind`."""
    return edit_entry(action=_EDITED[type(listed)], listed=listed, names=names, by=by, **facts)


def _refuse_taken(model: type[models.Model], office: Office, slug: str) -> None:
    if model._default_manager.filter(office=office, slug=slug).exists():
        raise Refused(_("“%(slug)s” is already taken.") % {"slug": slug}, field="slug")


@transaction.atomic
def add_person(*, office: Office, full_name: str, by: User | None, **details: Any) -> Person:
    """`details` are Person's own fields: post, languages, weekdays, meetings_a_week, user …"""
    person = Person(office=office, full_name=full_name.strip(), **details)
    _save_person(person)
    audit.record("people.person_added", person, by=by, full_name=person.full_name)
    return person


@transaction.atomic
def edit_person(*, person: Person, by: User | None, **fields: Any) -> Person:
    person = Person.objects.select_for_update().get(pk=person.pk)
    changes = {
        name: _told(name, getattr(person, name), value)
        for name, value in fields.items()
        if getattr(person, name) != value
    }
    for name, value in fields.items():
        setattr(person, name, value)
    _save_person(person)
    if changes:
        audit.record("people.person_edited", person, by=by, **changes)
    return person


def _save_person(person: Person) -> None:
    person.key = fold(person.full_name)
    twin = Person.objects.filter(office=person.office, key=person.key).exclude(pk=person.pk)
    if twin.exists():
        raise Refused(
            _("There is already a person “%(name)s”.") % {"name": person.full_name},
            field="full_name",
        )
    person.save()


@transaction.atomic
def link_user(*, person: Person, user: User, by: User | None) -> Person:
    """The person signs in as `user` and sees their own meetings first."""
    if Person.objects.filter(user=user).exclude(pk=person.pk).exists():
        raise Refused(_("This user is already somebody else here."), field="user")
    if person.user_id not in (None, user.pk):
        raise Refused(
            _("“%(username)s” signs in as this person already; take it back there first.")
            % {"username": person.user},
            field="person",
        )
    return edit_person(person=person, user=user, by=by)


@transaction.atomic
def sign_in_as(*, person: Person | None, office: Office, user: User, by: User | None) -> None:
    """From now on `user` is this person of the office, or none of its people."""
    for other in Person.objects.filter(office=office, user=user):
        if other != person:
            edit_person(person=other, user=None, by=by)
    if person is not None and person.user_id != user.pk:
        link_user(person=person, user=user, by=by)


@transaction.atomic
def add_seat(
    *,
    group: Group,
    person: Person,
    category: Category,
    starts_on: date,
    by: User | None,
    body: Body | None = None,
    order_reference: str = "",
    ends_on: date | None = None,
) -> Seat:
    refuse_span_backwards(starts_on, ends_on)
    if Seat.objects.filter(group=group, person=person, ends_on__isnull=True).exists():
        raise Refused(
            _("%(person)s already has a seat in this group.") % {"person": person}, field="person"
        )
    seat = Seat.objects.create(
        group=group,
        person=person,
        category=category,
        body=body,
        order_reference=order_reference,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    audit.record("people.seat_added", person, by=by, group=group.slug, starts_on=starts_on)
    return seat


@transaction.atomic
def end_seat(*, seat: Seat, ends_on: date, by: User | None) -> Seat:
    """`ends_on` is the seat's last day."""
    refuse_span_backwards(seat.starts_on, ends_on)
    seat.ends_on = ends_on
    seat.save(update_fields=["ends_on"])
    audit.record("people.seat_ended", seat.person, by=by, group=seat.group.slug, ends_on=ends_on)
    return seat


@transaction.atomic
def add_absence(
    *, person: Person, starts_on: date, ends_on: date, by: User | None, reason: str = ""
) -> Absence:
    """Adding the same days twice leaves one absence."""
    refuse_span_backwards(starts_on, ends_on)
    absence, created = Absence.objects.get_or_create(
        person=person, starts_on=starts_on, ends_on=ends_on, defaults={"reason": reason}
    )
    if created:
        audit.record(
            "people.absence_added",
            person,
            by=by,
            absence=absence.pk,
            starts_on=starts_on,
            ends_on=ends_on,
            reason=reason,
        )
    return absence


@transaction.atomic
def remove_absence(*, absence: Absence, by: User | None) -> None:
    """The audit log keeps the days, so that the absence can be added again."""
    audit.record(
        "people.absence_removed",
        absence.person,
        by=by,
        starts_on=absence.starts_on,
        ends_on=absence.ends_on,
        reason=absence.reason,
    )
    absence.delete()


def _told(name: str, before: Any, after: Any) -> Any:
    """The log says that an address changed, and keeps none: what is in it stays for good."""
    if name == "email":
        return [bool(before), bool(after)]
    return [plain(before), plain(after)]

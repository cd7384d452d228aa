"""What the desk's screens of people show."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import chain
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet
from django.utils import timezone

from kezdesu.accounts.models import Office, User
from kezdesu.core.database import in_kazakh_order
from kezdesu.core.listed import ListedRow
from kezdesu.core.listing import Choice
from kezdesu.core.text import fold
from kezdesu.places.queries import languages_in_words

from .models import Absence, Group, Person, Seat
from .wording import weekdays_in_words

SORTS: Final = ("name", "post")


@dataclass(frozen=True)
class SeatLine:
    pk: int
    group: str
    category: str
    body: str
    order_reference: str
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True)
class PersonRow:
    """`seats` are those that last; `away_until` is set while the person is absent."""

    pk: int
    full_name: str
    post: str
    languages: str
    weekdays: str
    seats: Sequence[SeatLine]
    away_until: date | None


@dataclass(frozen=True)
class PersonPage:
    person: Person
    languages: str
    skills: str
    weekdays: str
    seats: Sequence[SeatLine]
    absences: Sequence[Absence]


def found_people(
    office: Office, *, search: str = "", group: str = "", category: str = ""
) -> QuerySet[Person]:
    """`group` and `category` are slugs of a seat that lasts."""
    people = Person.objects.filter(office=office)
    if search:
        people = people.filter(Q(key__contains=fold(search)) | Q(post__icontains=search))
    if group or category:
        seats = lasting_seats(timezone.localdate()).filter(person=OuterRef("pk"))
        wanted = {"group__slug": group, "category__slug": category}
        people = people.filter(
            Exists(seats.filter(**{name: slug for name, slug in wanted.items() if slug}))
        )
    return people


def lasting_seats(day: date) -> QuerySet[Seat]:
    return Seat.objects.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


def person_rows(
    office: Office,
    code: str,
    *,
    search: str = "",
    group: str = "",
    category: str = "",
    sort: str = "name",
) -> list[PersonRow]:
    """People that match, in the Kazakh alphabet; `sort` may have a minus."""
    today = timezone.localdate()
    found = in_order(found_people(office, search=search, group=group, category=category), sort)
    people = found.prefetch_related(seats_of_each(lasting_seats(today)), "absences")
    return [_row(person, code, today) for person in people]


def in_order(people: QuerySet[Person], sort: str) -> QuerySet[Person]:
    column = in_kazakh_order({"name": "full_name", "post": "post"}[sort.removeprefix("-")])
    return people.order_by(column.desc() if sort.startswith("-") else column.asc(), "pk")


def seats_of_each(seats: QuerySet[Seat]) -> "Prefetch[Any]":
    named = seats.select_related("group", "category", "body").order_by("group_id", "starts_on")
    return Prefetch("seats", named)


def _row(person: Person, code: str, today: date) -> PersonRow:
    away = [
        absence.ends_on
        for absence in person.absences.all()
        if absence.starts_on <= today <= absence.ends_on
    ]
    return PersonRow(
        pk=person.pk,
        full_name=person.full_name,
        post=person.post_in(code),
        languages=languages_in_words(person.languages, code),
        weekdays=weekdays_in_words(person.weekdays, code),
        seats=[_seat_line(seat, code) for seat in person.seats.all()],
        away_until=max(away, default=None),
    )


def _seat_line(seat: Seat, code: str) -> SeatLine:
    return SeatLine(
        pk=seat.pk,
        group=seat.group.name_in(code),
        category=seat.category.name_in(code),
        body=seat.body.name_in(code) if seat.body else "",
        order_reference=seat.order_reference,
        starts_on=seat.starts_on,
        ends_on=seat.ends_on,
    )


def person_page(person: Person, code: str) -> PersonPage:
    seats = person.seats.select_related("group", "category", "body").order_by("-starts_on", "pk")
    return PersonPage(
        person=person,
        languages=languages_in_words(person.languages, code),
        skills=_skills_in_words(person, code),
        weekdays=weekdays_in_words(person.weekdays, code),
        seats=[_seat_line(seat, code) for seat in seats],
        absences=list(person.absences.order_by("-starts_on", "pk")),
    )


def _skills_in_words(person: Person, code: str) -> str:
    """«медиация (2), құқық (1)»: each with its level."""
    if not person.skills:
        return ""
    names = {skill.slug: skill.name_in(code) for skill in person.office.skills.all()}
    return ", ".join(f"{names.get(slug, slug)} ({level})" for slug, level in person.skills.items())


def listed_rows(office: Office, code: str) -> dict[str, list[ListedRow]]:
    """The office's groups, categories, bodies and skills, by the word in their address."""
    skilled = Counter(chain.from_iterable(office.people.values_list("skills", flat=True)))
    seated: dict[str, Any] = {
        "groups": office.groups.annotate(used=Count("seats")).order_by("pk"),
        "categories": office.categories.annotate(used=Count("seats")).order_by("position", "pk"),
        "bodies": office.bodies.annotate(used=Count("seats")).order_by("position", "pk"),
    }
    found: dict[str, list[ListedRow]] = {
        what: [_listed(each, code, each.used) for each in rows] for what, rows in seated.items()
    }
    skills = [_listed(skill, code, skilled[skill.slug]) for skill in office.skills.all()]
    return found | {"skills": skills}


def _listed(each: Any, code: str, used: int) -> ListedRow:
    kind = each.get_kind_display() if isinstance(each, Group) else ""
    return ListedRow(each.pk, each.name_in(code), kind, used)


def group_choices(office: Office, code: str) -> list[Choice]:
    return [Choice(group.slug, group.name_in(code)) for group in office.groups.order_by("pk")]


def category_choices(office: Office, code: str) -> list[Choice]:
    return [Choice(category.slug, category.name_in(code)) for category in office.categories.all()]


def person_of(user: User, office: Office) -> Person | None:
    """Who of the office's people signs in as `user`."""
    return Person.objects.filter(office=office, user=user).first()

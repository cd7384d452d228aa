"""What an office that begins has still to do before its first schedule, in the order of the job."""

from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership, Office
from kezdesu.people.models import Group, Seat
from kezdesu.places.models import District, Place
from kezdesu.programmes.models import Target, Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan


@dataclass(frozen=True, slots=True)
class Step:
    """`address` is empty for who has not the right; `whose` is the role that has it."""

    sentence: str | Promise
    whose: str | Promise
    is_done: bool
    address: str


def first_steps(office: Office, rights: frozenset[str]) -> list[Step]:
    """Nothing once a schedule was approved: whoever came so far needs no list."""
    plans = Plan.objects.filter(track__programme__office=office)
    if plans.exclude(approved_at=None).exists():
        return []
    done = _done(office)
    return [
        Step(sentence, role.label, done.get(name, False), reverse(route) if right in rights else "")
        for name, sentence, role, route, right in _STEPS
    ]


_ADMINISTRATOR, _COORDINATOR = Role.ADMINISTRATOR, Role.COORDINATOR
_STEPS: Final = (
    (
        "coordinator",
        _("Let a coordinator sign in"),
        _ADMINISTRATOR,
        "home:settings",
        "settings.edit",
    ),
    (
        "approver",
        _("Let whoever approves schedules sign in"),
        _ADMINISTRATOR,
        "home:settings",
        "settings.edit",
    ),
    (
        "districts",
        _("Name the districts and the kinds of place"),
        _COORDINATOR,
        "places:lists",
        "places.edit",
    ),
    (
        "places",
        _("Bring the places from the office's spreadsheet"),
        _COORDINATOR,
        "places:import",
        "places.edit",
    ),
    (
        "groups",
        _("Name the groups and the categories of people"),
        _COORDINATOR,
        "people:lists",
        "people.edit",
    ),
    ("people", _("Bring the people from the roster"), _COORDINATOR, "people:import", "people.edit"),
    (
        "tracks",
        _("Set up a programme, its tracks and their rules"),
        _COORDINATOR,
        "programmes:programmes",
        "programmes.edit",
    ),
    (
        "targets",
        _("Say which places are to be visited, and by when"),
        _COORDINATOR,
        "programmes:programmes",
        "programmes.edit",
    ),
    ("plan", _("Have a schedule proposed"), _COORDINATOR, "schedule:plans", "schedule.edit"),
    ("submitted", _("Submit it for approval"), _COORDINATOR, "schedule:plans", "schedule.edit"),
    ("approved", _("Approve it"), Role.APPROVER, "schedule:plans", "schedule.approve"),
)


def _done(office: Office) -> dict[str, bool]:
    """All but the last step, in one query, however much there is."""
    here = {"office": OuterRef("pk")}
    plans = Plan.objects.filter(track__programme__office=OuterRef("pk"))
    members = Membership.objects.filter(**here, user__is_active=True)
    found: dict[str, QuerySet[Any]] = {
        "coordinator": members.filter(role=Role.COORDINATOR),
        "approver": members.filter(role=Role.APPROVER),
        "districts": District.objects.filter(**here),
        "places": Place.objects.filter(**here),
        "groups": Group.objects.filter(**here),
        "people": Seat.objects.filter(group__office=OuterRef("pk")),
        "tracks": Track.objects.filter(programme__office=OuterRef("pk")),
        "targets": Target.objects.filter(track__programme__office=OuterRef("pk")),
        "plan": plans,
        "submitted": plans.filter(status=PlanStatus.SUBMITTED),
    }
    row = Office.objects.filter(pk=office.pk).values(
        **{f"has_{name}": Exists(rows) for name, rows in found.items()}
    )
    done = row.get()
    return {name: bool(done[f"has_{name}"]) for name in found}  # type: ignore[literal-required]

"""What an office that begins has still to do before its first schedule, in the order of the job."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership, Office
from kezdesu.people.models import Seat
from kezdesu.programmes.models import Target, Track
from kezdesu.schedule.models import Plan


@dataclass(frozen=True, slots=True)
class Step:
    """`address` is empty for who has not the right."""

    sentence: str | Promise
    is_done: bool
    address: str


def first_steps(office: Office, rights: frozenset[str]) -> list[Step]:
    """Nothing once there is a schedule: whoever made one needs no list."""
    if Plan.objects.filter(track__programme__office=office).exists():
        return []
    done = _done(office)
    return [
        Step(sentence, done[name], reverse(route) if right in rights else "")
        for name, sentence, route, right in _STEPS
    ]


_STEPS = (
    (
        "colleagues",
        _("Let colleagues sign in: a coordinator first"),
        "home:settings",
        "settings.edit",
    ),
    ("districts", _("Name the districts and the kinds of place"), "places:lists", "places.edit"),
    ("places", _("Bring the places from the office's spreadsheet"), "places:import", "places.edit"),
    ("groups", _("Name the groups and the categories of people"), "people:lists", "people.edit"),
    ("people", _("Bring the people from the roster"), "people:import", "people.edit"),
    ("tracks", _("Set up a programme and its tracks"), "programmes:programmes", "programmes.edit"),
    (
        "targets",
        _("Say which places are to be visited, and by when"),
        "programmes:import",
        "programmes.edit",
    ),
    ("plan", _("Have a schedule proposed"), "schedule:plans", "schedule.edit"),
)


def _done(office: Office) -> dict[str, bool]:
    """In one query, however much there is."""
    found: dict[str, QuerySet[Any]] = {
        "colleagues": Membership.objects.filter(office=OuterRef("pk"), role=Role.COORDINATOR),
        "districts": office.districts.model.objects.filter(office=OuterRef("pk")),
        "places": office.places.model.objects.filter(office=OuterRef("pk")),
        "groups": office.groups.model.objects.filter(office=OuterRef("pk")),
        "people": Seat.objects.filter(group__office=OuterRef("pk")),
        "tracks": Track.objects.filter(programme__office=OuterRef("pk")),
        "targets": Target.objects.filter(track__programme__office=OuterRef("pk")),
        "plan": Plan.objects.filter(track__programme__office=OuterRef("pk")),
    }
    row = Office.objects.filter(pk=office.pk).values(
        **{f"has_{name}": Exists(rows) for name, rows in found.items()}
    )
    done = row.get()
    return {name: bool(done[f"has_{name}"]) for name in found}  # type: ignore[literal-required]

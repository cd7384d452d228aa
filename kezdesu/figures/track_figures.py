"""Figures of one track (residents, students …); their keys begin with its slug."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kezdesu.meetings.choices import Outcome

from .base import Base, MeetingRow
from .breakdowns import coverage_of
from .sentences import HOW_COUNTED, PARTS, PUBLICATION_KINDS
from .values import CoverageRow, Figure, Rows

# In the order a reader expects; a track has no institutions and no estimate where there is none.
NAMES: Final = (
    "targets",
    "visits_due",
    "places_met",
    "priority_places",
    "priority_places_met",
    "institutions",
    "institutions_met",
    "meetings_planned",
    "visits_held",
    "visits_held_another_day",
    *(f"meetings_{outcome.value}" for outcome in Outcome),
    "people_reached",
    "people_distinct",
    *(f"people_reached.{part}" for part in PARTS),
    *(f"counted_by.{how}" for how in HOW_COUNTED),
)
ONLY_WHERE_THERE_ARE: Final = {"institutions", "institutions_met", "people_distinct"}
_OF_THE_OFFICE: Final = {
    *("group.members", "speakers.pool", "questions.raised", "questions.answered"),
    *("questions.overdue", "press.publications"),
    *(f"press.publications.{kind}" for kind in PUBLICATION_KINDS),
}


def is_always_told(key: str) -> bool:
    """Whether a figure stands in every period that has its track, whatever happened in it."""
    name = key.partition(".")[2]
    return key in _OF_THE_OFFICE or (name in NAMES and name not in ONLY_WHERE_THERE_ARE)


def track_figures(base: Base, slug: str) -> Iterator[Figure]:
    naming = base.naming
    # They come before the track's own, whose keys win where an office names a kind alike.
    for plural, rows in kind_rows(base, slug).items():
        yield Figure(f"{slug}.{plural}", naming.of_kind(slug, plural), rows)
    found = track_rows(base, slug)
    for name in NAMES:
        if name in found:
            is_counted = not (rows_missing(name, found) and found["meetings_held"].amounts)
            yield Figure(f"{slug}.{name}", naming.of(slug, name), found[name], is_counted)


def kind_rows(base: Base, slug: str) -> dict[str, Rows]:
    """The targets by kind of place, under the kind's plural: students.universities."""
    kinds: dict[str, list[CoverageRow]] = {}
    for row in _targets(base, slug):
        kinds.setdefault(base.places[row.place_id].kind_plural, []).append(row)
    return {plural: _places(rows) for plural, rows in sorted(kinds.items())}


def track_rows(base: Base, slug: str) -> dict[str, Rows]:
    """The rows behind each of the track's own figures, by its name."""
    meetings = [row for row in base.meetings if row.track == slug]
    held = [row for row in meetings if row.outcome == Outcome.HELD]
    found = dict(_of_places(_targets(base, slug)))
    due = ((row.id, row.visits_due) for row in base.targets if row.track == slug)
    found["visits_due"] = Rows.of("programmes.target", due)
    found |= _of_the_plan(base, slug, held)
    for outcome in Outcome:
        ids = [row.id for row in meetings if row.outcome == outcome]
        found[f"meetings_{outcome.value}"] = Rows.one_each("meetings.meeting", ids)
    found |= dict(_of_attendance(held))
    for row in base.estimates:
        if row.track == slug:
            found["people_distinct"] = Rows.of("figures.peopleestimate", [(row.id, row.people)])
    return found


def rows_missing(name: str, found: Mapping[str, Rows]) -> bool:
    """Whether `name` is a part of the attendance that no meeting counted."""
    return name.startswith("people_reached.") and not found[name].amounts


def _targets(base: Base, slug: str) -> list[CoverageRow]:
    return [row for row in coverage_of(base, slug) if row.is_target]


def _of_places(targets: list[CoverageRow]) -> Iterator[tuple[str, Rows]]:
    priority = [row for row in targets if row.is_priority]
    institutions = [row for row in targets if row.is_institution]
    yield "targets", _places(targets)
    yield "places_met", _places(_met(targets))
    yield "priority_places", _places(priority)
    yield "priority_places_met", _places(_met(priority))
    if institutions:
        yield "institutions", _places(institutions)
        yield "institutions_met", _places(_met(institutions))


def _of_the_plan(base: Base, slug: str, held: list[MeetingRow]) -> dict[str, Rows]:
    visits = [visit for visit in base.visits if visit.track == slug]
    days = {row.visit_identity: row.day for row in held}  # a visit has one held record at most
    kept = [visit for visit in visits if visit.identity in days]
    moved = [visit.id for visit in kept if visit.day != days[visit.identity]]
    return {
        "meetings_planned": Rows.one_each("schedule.visit", [visit.id for visit in visits]),
        "visits_held": Rows.one_each("schedule.visit", [visit.id for visit in kept]),
        "visits_held_another_day": Rows.one_each("schedule.visit", moved),
    }


def _of_attendance(held: list[MeetingRow]) -> Iterator[tuple[str, Rows]]:
    yield "people_reached", _attendance((row.id, row.headcount) for row in held)
    for part in PARTS:
        stated = [(row.id, getattr(row, part)) for row in held if getattr(row, part) is not None]
        yield f"people_reached.{part}", _attendance(stated)
    for how in HOW_COUNTED:
        counted = ((row.id, row.headcount) for row in held if row.how_counted == how)
        yield f"counted_by.{how}", _attendance(counted)


def _attendance(amounts: Iterable[tuple[str, int]]) -> Rows:
    return Rows.of("meetings.meeting", amounts)


def _places(rows: Iterable[CoverageRow]) -> Rows:
    return Rows.one_each("places.place", [row.place_id for row in rows])


def _met(rows: Iterable[CoverageRow]) -> list[CoverageRow]:
    return [row for row in rows if row.is_met]

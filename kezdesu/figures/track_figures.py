"""Figures of one track (residents, students …); their keys begin with its slug."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Final, cast

from kezdesu.core.language import CODES, language
from kezdesu.meetings.choices import Outcome
from kezdesu.schedule.models import Plan

from .base import Base, MeetingRow
from .breakdowns import coverage_of
from .definitions import DEFINITIONS, Definition
from .sentences import HOW_COUNTED, MANY_PLANS, NO_PLAN, PARTS, PLAN
from .values import CoverageRow, Figure, Rows
from .words import Words

_MOST_PLANS: Final = 3  # that a definition names one by one


def track_figures(base: Base, slug: str) -> Iterator[Figure]:
    coverage = [row for row in coverage_of(base, slug) if row.is_target]
    meetings = [row for row in base.meetings if row.track == slug]
    yield from _of_kinds(base, slug, coverage)
    yield from _of_places(base, slug, coverage)
    yield from _of_the_plan(base, slug, meetings)
    yield from _of_meetings(base, slug, meetings)
    yield from _of_attendance(base, slug, meetings)


def _of_places(base: Base, slug: str, coverage: list[CoverageRow]) -> Iterator[Figure]:
    priority = [row for row in coverage if row.is_priority]
    yield _places(base, slug, "targets", coverage)
    yield _places(base, slug, "places_met", _met(coverage))
    yield _places(base, slug, "priority_places", priority)
    yield _places(base, slug, "priority_places_met", _met(priority))
    institutions = [row for row in coverage if row.is_institution]
    if institutions:
        yield _places(base, slug, "institutions", institutions)
        yield _places(base, slug, "institutions_met", _met(institutions))


def _of_kinds(base: Base, slug: str, coverage: list[CoverageRow]) -> Iterator[Figure]:
    """One figure a kind of place among the targets, under its plural: students.universities.

    They come before the track's own figures, whose keys win where an office names a kind alike.
    """
    kinds: dict[str, list[CoverageRow]] = {}
    for row in coverage:
        kinds.setdefault(base.places[row.place_id].kind_plural, []).append(row)
    for plural, rows in sorted(kinds.items()):
        definition = DEFINITIONS["track.kind"].about(track=base.tracks[slug], kind=rows[0].kind)
        yield Figure(f"{slug}.{plural}", definition, _place_rows(rows))


def _of_the_plan(base: Base, slug: str, meetings: list[MeetingRow]) -> Iterator[Figure]:
    plan = _stated(base.plans.get(slug, []))
    visits = [visit for visit in base.visits if visit.track == slug]
    held = {row.visit_identity for row in meetings if row.outcome == Outcome.HELD}
    kept = [visit.id for visit in visits if visit.identity in held]
    for name, ids in (("meetings_planned", [visit.id for visit in visits]), ("visits_held", kept)):
        definition = DEFINITIONS[f"track.{name}"].about(plan, track=base.tracks[slug])
        yield Figure(f"{slug}.{name}", definition, Rows.one_each("schedule.visit", ids))


def _of_meetings(base: Base, slug: str, meetings: list[MeetingRow]) -> Iterator[Figure]:
    for outcome in Outcome:
        name = f"meetings_{outcome.value}"
        ids = [row.id for row in meetings if row.outcome == outcome]
        definition = DEFINITIONS[f"track.{name}"].about(track=base.tracks[slug])
        yield Figure(f"{slug}.{name}", definition, Rows.one_each("meetings.meeting", ids))


def _of_attendance(base: Base, slug: str, meetings: list[MeetingRow]) -> Iterator[Figure]:
    track = base.tracks[slug]
    held = [row for row in meetings if row.outcome == Outcome.HELD]
    everyone = {row.id: row.headcount for row in held}
    definition = DEFINITIONS["track.people_reached"].about(track=track)
    yield _attendance(f"{slug}.people_reached", definition, everyone)
    yield from _of_estimates(base, slug)
    for part, words in PARTS.items():
        stated = {row.id: count for row in held if (count := getattr(row, part)) is not None}
        definition = DEFINITIONS["track.people_reached.part"].about(track=track, part=words)
        yield _attendance(f"{slug}.people_reached.{part}", definition, stated)
    for how, words in HOW_COUNTED.items():
        counted = {row.id: row.headcount for row in held if row.how_counted == how}
        definition = DEFINITIONS["track.counted_by"].about(track=track, how=words)
        yield _attendance(f"{slug}.counted_by.{how}", definition, counted)


def _of_estimates(base: Base, slug: str) -> Iterator[Figure]:
    """Distinct people are said only where the office states an estimate and its basis."""
    for row in base.estimates:
        if row.track == slug:
            basis = row.basis.rstrip(".")
            about = {"track": base.tracks[slug], "basis": Words(basis, basis, basis)}
            definition = DEFINITIONS["track.people_distinct"].about(**about)
            rows = Rows.of("figures.peopleestimate", [(row.id, row.people)])
            yield Figure(f"{slug}.people_distinct", definition, rows)


def _attendance(key: str, definition: Definition, amounts: Mapping[str, int]) -> Figure:
    return Figure(key, definition, Rows.of("meetings.meeting", amounts.items()))


def _places(base: Base, slug: str, name: str, rows: Iterable[CoverageRow]) -> Figure:
    definition = DEFINITIONS[f"track.{name}"].about(track=base.tracks[slug])
    return Figure(f"{slug}.{name}", definition, _place_rows(rows))


def _place_rows(rows: Iterable[CoverageRow]) -> Rows:
    return Rows.one_each("places.place", [row.place_id for row in rows])


def _met(rows: Iterable[CoverageRow]) -> list[CoverageRow]:
    return [row for row in rows if row.is_met]


def _stated(plans: list[Plan]) -> Words:
    """Which plan versions the planned visits are counted in, by document."""
    if len(plans) > _MOST_PLANS:
        return MANY_PLANS.filled(count=Words(*[str(len(plans))] * 3))
    return Words.joined(*[_document(plan) for plan in plans]) if plans else NO_PLAN


def _document(plan: Plan) -> Words:
    return Words(*(_document_in(plan, code) for code in CODES))


def _document_in(plan: Plan, code: str) -> str:
    # The database holds that an approved plan names its document.
    signed_on = cast("date", plan.document_date)
    return PLAN.in_language(code).format(
        version=plan.version,
        number=plan.document_number,
        day=language(code).short_date(signed_on),
    )

"""Base rows put together by place, by district, by week."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from datetime import date

from kezdesu.core.language import language
from kezdesu.meetings.choices import Outcome

from . import rules
from .base import Base, MeetingRow, VisitRow
from .ground import PlaceRow
from .values import CoverageRow, DistrictRow, WeekRow


def coverage_of(base: Base, track: str) -> list[CoverageRow]:
    """Target places first, then places met or planned without a target; put together once."""
    if track not in base.coverage:
        base.coverage[track] = list(_coverage(base, track))
    return base.coverage[track]


def _coverage(base: Base, track: str) -> Iterator[CoverageRow]:
    due: Counter[int] = Counter()
    for target in base.targets:
        if target.track == track:
            due[target.place_id] += target.visits_due
    visits: defaultdict[int, list[VisitRow]] = defaultdict(list)
    for visit in base.visits:
        if visit.track == track:
            visits[visit.place_id].append(visit)
    meetings: defaultdict[int, list[MeetingRow]] = defaultdict(list)
    for meeting in base.meetings:
        if meeting.track == track:
            meetings[meeting.place_id].append(meeting)
    for place_id in dict.fromkeys([*due, *visits, *meetings]):
        yield _coverage_row(
            base.places[place_id], due.get(place_id), visits[place_id], meetings[place_id]
        )


def _coverage_row(
    place: PlaceRow, visits_due: int | None, visits: list[VisitRow], meetings: list[MeetingRow]
) -> CoverageRow:
    outcomes = Counter(meeting.outcome for meeting in meetings)
    held = [meeting for meeting in meetings if meeting.outcome == Outcome.HELD]
    days = [meeting.day for meeting in held]
    return CoverageRow(
        place_id=place.id,
        name=place.name,
        kind=place.kind,
        kind_slug=place.kind_slug,
        is_institution=place.is_institution,
        district_id=place.district_id,
        district=place.district,
        latitude=place.latitude,
        longitude=place.longitude,
        is_priority=place.is_priority,
        is_target=visits_due is not None,
        visits_due=visits_due or 0,
        planned=len(visits),
        called_off=sum(is_called_off(visit, meetings) for visit in visits),
        held=len(held),
        cancelled=outcomes[Outcome.CANCELLED],
        postponed=outcomes[Outcome.POSTPONED],
        headcount=sum(meeting.headcount for meeting in held),
        first_on=min(days, default=None),
        last_on=max(days, default=None),
    )


def is_called_off(visit: VisitRow, meetings: Iterable[MeetingRow]) -> bool:
    """Cancelled, or postponed and not moved to a later day since."""
    return any(
        meeting.visit_identity == visit.identity
        and (
            meeting.outcome == Outcome.CANCELLED
            or (meeting.outcome == Outcome.POSTPONED and meeting.day >= visit.day)
        )
        for meeting in meetings
    )


def districts_of(rows: Iterable[CoverageRow]) -> list[DistrictRow]:
    """Most targets first; places without a district last."""
    by_id: defaultdict[int | None, list[CoverageRow]] = defaultdict(list)
    for row in rows:
        by_id[row.district_id].append(row)
    return in_order(_district_row(rows) for rows in by_id.values())


def in_order(rows: Iterable[DistrictRow]) -> list[DistrictRow]:
    return sorted(rows, key=_most_targets)


def _most_targets(row: DistrictRow) -> tuple[object, ...]:
    name = row.district.kk if row.district else ""
    by_name = language("kk").sort_key(name)
    return row.district is None, -row.targets, by_name, row.district_id or 0


def by_name(row: CoverageRow) -> tuple[object, ...]:
    """Kazakh order; two places of one name stand in the order in which they were added."""
    return language("kk").sort_key(row.name.kk), row.place_id


def _district_row(rows: list[CoverageRow]) -> DistrictRow:
    targets = [row for row in rows if row.is_target]
    priority = [row for row in targets if row.is_priority]
    return DistrictRow(
        district_id=rows[0].district_id,
        district=rows[0].district,
        targets=len(targets),
        places_met=sum(row.is_met for row in targets),
        priority_places=len(priority),
        priority_places_met=sum(row.is_met for row in priority),
        planned=sum(row.planned for row in rows),
        held=sum(row.held for row in rows),
        headcount=sum(row.headcount for row in rows),
    )


def weeks_of(base: Base, track: str) -> list[WeekRow]:
    planned = Counter(rules.monday_of(row.day) for row in base.visits if row.track == track)
    held: Counter[date] = Counter()
    people: Counter[date] = Counter()
    for row in base.meetings:
        if row.track == track and row.outcome == Outcome.HELD:
            held[rules.monday_of(row.day)] += 1
            people[rules.monday_of(row.day)] += row.headcount
    return [
        WeekRow(monday, planned[monday], held[monday], people[monday])
        for monday in rules.weeks_of(base.period)
    ]

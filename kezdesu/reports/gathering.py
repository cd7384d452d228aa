"""Gathers a period's facts from the one calculation and from the rows behind it."""

from collections import Counter
from typing import Final
from zoneinfo import ZoneInfo

from django.db.models import Prefetch

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.core.periods import Period
from kezdesu.figures.base import Base
from kezdesu.figures.ground import Ground
from kezdesu.figures.queries import (
    Breakdown,
    CoverageRow,
    DistrictRow,
    Figure,
    base_of,
    breakdowns_of,
    figures_for,
    figures_of,
)
from kezdesu.figures.words import Words
from kezdesu.people.models import Group, Seat

from .choices import ReportStatus
from .facts import (
    CategoryFacts,
    CorrectedFacts,
    DistrictFacts,
    FigureFacts,
    GroupFacts,
    MeetingFacts,
    PlaceFacts,
    ReportFacts,
    TrackFacts,
    VisitFacts,
    WeekFacts,
)
from .offices import group_facts, latest_plan, office_facts, office_track_facts, plan_facts
from .rows import meeting_facts, publication_facts, question_facts, visit_facts

# Visits and meetings that the report of an office above others lists one by one.
MOST_LISTED: Final = 20_000


def report_facts(office: Office, period: Period) -> ReportFacts:
    """What a report of the period says as the records stand now."""
    base = base_of(office, period)
    ground, figures, cut = base.ground, figures_of(base), breakdowns_of(base)
    lists = _lists_rows(base)
    visits = visit_facts(ground, period) if lists else {}
    meetings = meeting_facts(ground, period) if lists else {}
    name = office.named_on(period.ends_on)
    return ReportFacts(
        office=office.slug,
        office_name=Words.of(name),
        territory=Words.of_columns(name.territory_kk, name.territory_ru, name.territory_en),
        period_code=period.code,
        is_sample=office.is_sample,
        figures=[figure_facts(figure) for figure in figures.values()],
        groups=list(group_facts(base)) if ground.is_tree else _own_groups(office, period),
        tracks=[
            _track_facts(base, slug, cut[slug], visits.get(slug, []), meetings.get(slug, []))
            for slug in figures.tracks
        ],
        questions=list(question_facts(ground, period)),
        publications=list(publication_facts(ground, period)),
        corrects=_corrected_facts(office, period),
        offices=office_facts(base),
    )


def _lists_rows(base: Base) -> bool:
    """Whether the report lists meetings one by one, or leaves that to the offices beneath."""
    return not base.ground.is_tree or len(base.visits) + len(base.meetings) <= MOST_LISTED


def figures_now(office: Office, period: Period) -> list[FigureFacts]:
    return [figure_facts(figure) for figure in figures_for(office, period).values()]


def _corrected_facts(office: Office, period: Period) -> CorrectedFacts | None:
    last = office.reports.filter(period=period.code).exclude(status=ReportStatus.DRAFT).first()
    if last is None or last.frozen_at is None:
        return None
    day = last.frozen_at.astimezone(ZoneInfo(office.time_zone)).date()
    return CorrectedFacts(last.version, day, last.sha256[:12])


def figure_facts(figure: Figure) -> FigureFacts:
    return FigureFacts(
        key=figure.key,
        label=figure.label,
        value=figure.value,
        unit=figure.words_after,
        definition=figure.definition.words,
        model=figure.rows.model,
        amounts={str(row): amount for row, amount in figure.rows.amounts.items()},
        previous=figure.previous,
        is_counted=figure.is_counted,
    )


def _own_groups(office: Office, period: Period) -> list[GroupFacts]:
    seats = Seat.objects.select_related("category", "body").order_by("pk")
    groups = office.groups.prefetch_related(Prefetch("seats", seats))
    return [_group_facts(group, period) for group in groups.order_by("kind", "pk")]


def _group_facts(group: Group, period: Period) -> GroupFacts:
    seats = [
        seat
        for seat in group.seats.all()
        if seat.starts_on <= period.ends_on and (not seat.ends_on or seat.ends_on >= period.ends_on)
    ]
    counts = Counter(seat.category for seat in seats)
    bodies = {seat.body for seat in seats if seat.body}
    return GroupFacts(
        slug=group.slug,
        kind=group.kind,
        name=Words.of(group),
        members=len(seats),
        categories=[
            CategoryFacts(category.slug, Words.of(category), counts[category])
            for category in sorted(counts, key=lambda row: (row.position, row.pk))
        ],
        bodies=[Words.of(body) for body in sorted(bodies, key=lambda row: (row.position, row.pk))],
        orders=sorted(
            {seat.order_reference for seat in seats if seat.order_reference},
            key=language("kk").sort_key,
        ),
    )


def _track_facts(
    base: Base,
    slug: str,
    cut: Breakdown,
    visits: list[VisitFacts],
    meetings: list[MeetingFacts],
) -> TrackFacts:
    ground, plans = base.ground, base.plans.get(slug, [])
    plan = latest_plan(plans) if len(plans) == 1 or not ground.is_tree else None
    own = (row for row in reversed(ground.tracks) if row.slug == slug)
    track = max(own, key=lambda row: row.programme.office_id == ground.office.pk)
    approved = plan.track if plan else track  # the one plan may be that of an office beneath
    return TrackFacts(
        slug=slug,
        name=base.tracks[slug],
        approving_body=Words.of_columns(
            approved.approving_body_kk, approved.approving_body_ru, approved.approving_body_en
        ),
        plan=plan_facts(plan),
        themes=[Words.of(theme) for theme in track.themes.all()],
        places=[_place_facts(row, ground) for row in cut.places],
        districts=[_district_facts(row) for row in cut.districts],
        visits=visits,
        meetings=meetings,
        weeks=[WeekFacts(row.starts_on, row.planned, row.held, row.headcount) for row in cut.weeks],
        offices=office_track_facts(base, slug),
        rows_beneath=not _lists_rows(base),
    )


def _place_facts(row: CoverageRow, ground: Ground) -> PlaceFacts:
    return PlaceFacts(
        name=row.name,
        kind=row.kind,
        kind_slug=row.kind_slug,
        is_institution=row.is_institution,
        district=row.district,
        is_target=row.is_target,
        is_priority=row.is_priority,
        visits_due=row.visits_due,
        planned=row.planned,
        called_off=row.called_off,
        held=row.held,
        cancelled=row.cancelled,
        postponed=row.postponed,
        headcount=row.headcount,
        first_on=row.first_on,
        last_on=row.last_on,
        latitude=row.latitude,
        longitude=row.longitude,
        office=ground.names.get(ground.places[row.place_id].office_id),
        pk=row.place_id,
    )


def _district_facts(row: DistrictRow) -> DistrictFacts:
    return DistrictFacts(
        district=row.district,
        targets=row.targets,
        places_met=row.places_met,
        priority_places=row.priority_places,
        priority_places_met=row.priority_places_met,
        planned=row.planned,
        held=row.held,
        headcount=row.headcount,
        pk=row.district_id,
    )

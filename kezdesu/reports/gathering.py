"""Gathers a period's facts from the one calculation and from the rows behind it."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q

from kezdesu.accounts.models import Office
from kezdesu.core.language import language
from kezdesu.core.periods import Period
from kezdesu.figures.queries import (
    CoverageRow,
    DistrictRow,
    Figure,
    by_district,
    coverage_rows,
    figures_for,
)
from kezdesu.figures.words import Words
from kezdesu.meetings.choices import Review
from kezdesu.meetings.models import Meeting, Question
from kezdesu.people.models import Group, Seat
from kezdesu.press.models import Publication
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan, Visit

from .choices import ReportStatus
from .facts import (
    CategoryFacts,
    CorrectedFacts,
    DistrictFacts,
    FigureFacts,
    GroupFacts,
    MeetingFacts,
    PlaceFacts,
    PlanFacts,
    PublicationFacts,
    QuestionFacts,
    ReportFacts,
    TrackFacts,
    VisitFacts,
)


def report_facts(office: Office, period: Period) -> ReportFacts:
    """What a report of the period says as the records stand now."""
    figures = figures_for(office, period)
    name = office.named_on(period.ends_on)
    return ReportFacts(
        office=office.slug,
        office_name=Words.of(name),
        territory=Words.of_columns(name.territory_kk, name.territory_ru, name.territory_en),
        period_code=period.code,
        is_sample=office.is_sample,
        figures=[figure_facts(figure) for figure in figures.values()],
        groups=[_group_facts(group, period) for group in _groups(office)],
        tracks=[
            _track_facts(track, office, period)
            for track in _tracks(office)
            if track.slug in figures.tracks
        ],
        questions=[_question_facts(question) for question in _questions(office, period)],
        publications=[_publication_facts(row) for row in _publications(office, period)],
        corrects=_corrected_facts(office, period),
    )


def figures_now(office: Office, period: Period) -> list[FigureFacts]:
    return [figure_facts(figure) for figure in figures_for(office, period).values()]


def _corrected_facts(office: Office, period: Period) -> CorrectedFacts | None:
    last = office.reports.filter(period=period.code).exclude(status=ReportStatus.DRAFT).first()
    if last is None or last.frozen_at is None:
        return None
    day = _clock(last.frozen_at, office).date()
    return CorrectedFacts(last.version, day, last.sha256[:12])


def figure_facts(figure: Figure) -> FigureFacts:
    return FigureFacts(
        key=figure.key,
        label=figure.label,
        value=figure.value,
        unit=figure.unit.words,
        definition=figure.definition.words,
        model=figure.rows.model,
        amounts={str(row): amount for row, amount in figure.rows.amounts.items()},
        previous=figure.previous,
    )


def _groups(office: Office) -> Iterable[Group]:
    seats = Seat.objects.select_related("category", "body").order_by("pk")
    return office.groups.prefetch_related(Prefetch("seats", seats)).order_by("kind", "pk")


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
        orders=sorted({seat.order_reference for seat in seats if seat.order_reference}),
    )


def _tracks(office: Office) -> Iterable[Track]:
    return (
        Track.objects.filter(programme__office=office)
        .prefetch_related("themes")
        .order_by("position", "pk")
    )


def _track_facts(track: Track, office: Office, period: Period) -> TrackFacts:
    plan = _approved_plan(track, period)
    return TrackFacts(
        slug=track.slug,
        name=Words.of(track),
        approving_body=Words.of_columns(
            track.approving_body_kk, track.approving_body_ru, track.approving_body_en
        ),
        plan=_plan_facts(plan) if plan else None,
        themes=[Words.of(theme) for theme in track.themes.all()],
        places=[_place_facts(row) for row in coverage_rows(office, period, track.slug)],
        districts=[_district_facts(row) for row in by_district(office, period, track.slug)],
        visits=[_visit_facts(visit, office) for visit in _visits(plan, period)] if plan else [],
        meetings=[_meeting_facts(row, office) for row in _meetings(track, office, period)],
    )


def _approved_plan(track: Track, period: Period) -> Plan | None:
    return (
        track.plans.filter(
            status=PlanStatus.APPROVED,
            starts_on__lte=period.ends_on,
            ends_on__gte=period.starts_on,
        )
        .order_by("-starts_on", "-version")
        .first()
    )


def _plan_facts(plan: Plan) -> PlanFacts | None:
    if plan.document_date is None:
        return None
    return PlanFacts(
        version=plan.version,
        document_number=plan.document_number,
        document_date=plan.document_date,
        signatory_name=plan.signatory_name,
        signatory_post=plan.signatory_post,
    )


def _visits(plan: Plan, period: Period) -> Iterable[Visit]:
    return (
        visit
        for visit in plan.visits.select_related("target__place__district")
        .prefetch_related("themes", "crew")
        .order_by("starts_at", "pk")
        if _clock(visit.starts_at, plan.track.programme.office).date() in period
    )


def _visit_facts(visit: Visit, office: Office) -> VisitFacts:
    place, at = visit.target.place, _clock(visit.starts_at, office)
    return VisitFacts(
        day=at.date(),
        starts=f"{at:%H:%M}",
        place=Words.of(place),
        district=Words.of(place.district) if place.district else None,
        venue=visit.venue,
        themes=[Words.of(theme) for theme in visit.themes.all()],
        crew=_in_order(person.full_name for person in visit.crew.all()),
    )


def _meetings(track: Track, office: Office, period: Period) -> Iterable[Meeting]:
    return (
        meeting
        for meeting in track.meetings.filter(review=Review.ACCEPTED)
        .select_related("place")
        .prefetch_related("themes", "speakers", "questions", "publications")
        .order_by("starts_at", "pk")
        if _clock(meeting.starts_at, office).date() in period
    )


def _meeting_facts(meeting: Meeting, office: Office) -> MeetingFacts:
    at = _clock(meeting.starts_at, office)
    return MeetingFacts(
        id=str(meeting.pk),
        day=at.date(),
        starts=f"{at:%H:%M}",
        place=Words.of(meeting.place),
        venue=meeting.venue,
        outcome=meeting.outcome,
        reason=meeting.reason,
        themes=[Words.of(theme) for theme in meeting.themes.all()],
        speakers=_in_order(person.full_name for person in meeting.speakers.all()),
        headcount=meeting.headcount,
        women=meeting.women,
        youth=meeting.youth,
        how_counted=meeting.how_counted,
        questions=[question.text for question in meeting.questions.all()],
        links=[row.link for row in meeting.publications.all() if row.link],
    )


def _questions(office: Office, period: Period) -> Iterable[Question]:
    return (
        question
        for question in Question.objects.filter(
            meeting__track__programme__office=office, meeting__review=Review.ACCEPTED
        )
        .select_related("meeting__place", "meeting__track__programme__office")
        .order_by("meeting__starts_at", "pk")
        if _clock(question.meeting.starts_at, office).date() in period
    )


def _question_facts(question: Question) -> QuestionFacts:
    office = question.meeting.track.programme.office
    return QuestionFacts(
        day=_clock(question.meeting.starts_at, office).date(),
        place=Words.of(question.meeting.place),
        text=question.text,
        owner=question.owner,
        due_on=question.due_on,
        answer=question.answer,
        answered_on=question.answered_on,
    )


def _publications(office: Office, period: Period) -> Iterable[Publication]:
    within = Q(published_on__range=(period.starts_on, period.ends_on))
    return (
        Publication.objects.filter(within, outlet__office=office)
        .select_related("outlet")
        .order_by("published_on", "pk")
    )


def _publication_facts(row: Publication) -> PublicationFacts:
    return PublicationFacts(
        day=row.published_on,
        outlet=Words.of(row.outlet),
        outlet_kind=row.outlet.kind,
        level=row.outlet.level,
        kind=row.kind,
        title=row.title,
        language=row.language,
        link=row.link,
        reference=row.reference,
        views=row.views,
    )


def _place_facts(row: CoverageRow) -> PlaceFacts:
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
        held=row.held,
        cancelled=row.cancelled,
        postponed=row.postponed,
        headcount=row.headcount,
        first_on=row.first_on,
        last_on=row.last_on,
        latitude=row.latitude,
        longitude=row.longitude,
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
    )


def _clock(moment: datetime, office: Office) -> datetime:
    """The moment by the office's own clock."""
    return moment.astimezone(ZoneInfo(office.time_zone))


def _in_order(names: Iterable[str]) -> list[str]:
    return sorted(names, key=language("kk").sort_key)

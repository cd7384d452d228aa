"""The schedule as a calendar shows it after what really happened: cancelled, postponed, held."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Count, Max

from kezdesu.accounts.models import Office
from kezdesu.core.models import AuditEntry
from kezdesu.schedule.queries.calendar import Calendar, CalendarVisit, calendar_visits

from .choices import Outcome, Review
from .models import Meeting

DROPPED = "dropped"  # an amendment took it out of the schedule
PLANNED = "planned"


@dataclass(frozen=True)
class CalendarEvent:
    """`state`: planned, dropped, or the outcome of the accepted record that speaks of the visit.

    `sequence` only ever grows: with each approved version that changes the visit, and with each
    entry of the audit log on a record of it.
    """

    planned: CalendarVisit
    state: str
    reason: str
    sequence: int
    changed_at: datetime

    @property
    def ends_at(self) -> datetime:
        return self.planned.visit.starts_at + timedelta(minutes=self.planned.visit.minutes)


def calendar_events(calendar: Calendar) -> list[CalendarEvent]:
    visits = calendar_visits(calendar)
    records = _records_by_visit(calendar.office)
    acts = _acts()
    return [_event(visit, records.get(visit.identity, ()), acts) for visit in visits]


@dataclass(frozen=True)
class _Acts:
    count: int
    last_at: datetime


def _event(
    planned: CalendarVisit, records: Iterable[Meeting], acts: dict[str, _Acts]
) -> CalendarEvent:
    told = [acts[str(record.pk)] for record in records if str(record.pk) in acts]
    state, reason = _state(planned, [each for each in records if each.review == Review.ACCEPTED])
    return CalendarEvent(
        planned=planned,
        state=state,
        reason=reason,
        sequence=planned.changes + sum(each.count for each in told),
        changed_at=max([planned.changed_at, *(each.last_at for each in told)]),
    )


def _state(planned: CalendarVisit, accepted: Iterable[Meeting]) -> tuple[str, str]:
    by_outcome = {record.outcome: record for record in accepted}
    if Outcome.HELD in by_outcome:
        return Outcome.HELD, ""
    if cancelled := by_outcome.get(Outcome.CANCELLED):
        return Outcome.CANCELLED, cancelled.why_not_held
    if planned.is_dropped:
        return DROPPED, ""
    postponed = by_outcome.get(Outcome.POSTPONED)
    # It speaks of the time that the visit was moved from; a later one is a new promise.
    if postponed and postponed.starts_at >= planned.visit.starts_at:
        return Outcome.POSTPONED, postponed.why_not_held
    return PLANNED, ""


def _records_by_visit(office: Office) -> dict[UUID, list[Meeting]]:
    by_visit: dict[UUID, list[Meeting]] = defaultdict(list)
    records = Meeting.objects.filter(
        track__programme__office=office, visit_identity__isnull=False
    ).select_related("cause")
    records = records.only(
        *("pk", "visit_identity", "outcome", "review", "reason", "starts_at"),
        *("cause__name_kk", "cause__name_ru", "cause__name_en"),
    )
    for record in records.order_by("recorded_at", "pk"):
        by_visit[record.visit_identity].append(record)  # type: ignore[index]
    return by_visit


def _acts() -> dict[str, _Acts]:
    """What the log says of each record, whatever it says now: the log only grows."""
    entries = (
        AuditEntry.objects.filter(subject_type=Meeting._meta.label_lower)
        .order_by()
        .values_list("subject_id")
        .annotate(Count("pk"), Max("at"))
    )
    return {subject: _Acts(count, last_at) for subject, count, last_at in entries}

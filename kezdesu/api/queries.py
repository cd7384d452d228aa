"""What several addresses answer with. Nothing is counted here: numbers come from `figures`."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period
from kezdesu.figures.opening import Opened, Share, opened, opened_share
from kezdesu.figures.periods import period_to_show
from kezdesu.figures.queries import CoverageRow, coverage_by_track
from kezdesu.public.queries import PublicMeeting, Which, past_meetings

from .asked import InPeriod, Part, Row


@dataclass(frozen=True, slots=True)
class Totals:
    track: str
    held: int
    cancelled: int
    postponed: int
    headcount: int


def asked_period(office: Office, asked: InPeriod) -> Period:
    if asked.period:
        return Period.parse(asked.period)
    return period_to_show(office, timezone.localdate(timezone=ZoneInfo(office.time_zone)))


def listed(
    office: Office, asked: Part, rows: Sequence[Row] | QuerySet[Any], **about: Any
) -> dict[str, Any]:
    """The part asked for, and how many rows there are in all."""
    total = rows.count() if isinstance(rows, QuerySet) else len(rows)
    shown = list(asked.of(rows))  # type: ignore[arg-type]
    whose = {"office": office.slug, "is_sample": office.is_sample}
    return {**whose, **about, "total": total, "rows": shown}


def figure_named(office: Office, period: Period, key: str) -> Opened:
    """Raises Http404 for a figure that the period has not got."""
    found = opened(office, period, key)
    if found is None:
        raise Http404
    return found


def share_named(office: Office, period: Period, key: str) -> Share:
    """Raises Http404 for a figure of which no percentage is told."""
    found = opened_share(office, period, key)
    if found is None:
        raise Http404
    return found


def share_said(found: Share) -> dict[str, Any]:
    return {
        "percent": found.percent,
        "definition": found.definition,
        "part": found.part.figure,
        "whole": found.whole.figure,
    }


def records_kept(office: Office, period: Period, which: Which) -> list[PublicMeeting]:
    """Every accepted record of the period, also of a day to come that is called off already."""
    end = datetime.combine(period.ends_on, time.max, ZoneInfo(office.time_zone))
    return past_meetings(office, end, which, period=period)


def totals_of(office: Office, period: Period, which: Which) -> list[Totals]:
    """The coverage rows behind the figures, added up track by track: tracks are never summed."""
    return [
        _totals(track, [row for row in rows if which.place in {None, row.place_id}])
        for track, rows in coverage_by_track(office, period).items()
        if which.track in {"", track}
    ]


def _totals(track: str, rows: list[CoverageRow]) -> Totals:
    return Totals(
        track=track,
        held=sum(row.held for row in rows),
        cancelled=sum(row.cancelled for row in rows),
        postponed=sum(row.postponed for row in rows),
        headcount=sum(row.headcount for row in rows),
    )

"""What a signed-in user reads of the office chosen in the session, by the rights of the desk."""

from typing import Any

from django.shortcuts import get_object_or_404
from ninja import Path, Query, Router

from kezdesu.accounts.access import DeskRequest
from kezdesu.core.periods import Period
from kezdesu.figures.queries import numbers_for
from kezdesu.figures.row_lines import Lines
from kezdesu.meetings.queries import meetings_of
from kezdesu.press.queries import publications_of
from kezdesu.public.queries import Which
from kezdesu.schedule.models import Plan
from kezdesu.schedule.queries import plans_page, visit_rows

from . import answers
from .access import Needs
from .asked import Key, Part, PartInPeriod, PeriodCode, Records
from .queries import asked_period, figure_named, listed, share_named, share_said, totals_of

router = Router(tags=["desk"])
WRONG = dict.fromkeys((401, 403, 404, 422), answers.Sentence)


@router.get("/figures", auth=Needs("figures.view"), response={200: answers.Figures, **WRONG})
def figures(request: DeskRequest, asked: Query[PartInPeriod]) -> dict[str, Any]:
    """Every figure of the office's period."""
    period = asked_period(request.office, asked)
    rows = list(numbers_for(request.office, period).values())
    return listed(request.office, asked, rows, period=period.code)


@router.get(
    "/figures/{period}/{key}",
    auth=Needs("figures.view"),
    response={200: answers.DeskFigure, **WRONG},
)
def figure(
    request: DeskRequest,
    period: Path[PeriodCode],
    key: str,
    asked: Query[Part],
) -> dict[str, Any]:
    """One figure with all the rows that add up to it."""
    found = figure_named(request.office, Period.parse(period), key)
    lines = Lines(request.office, found.rows)
    return listed(request.office, asked, lines, period=period, figure=found.figure)


@router.get(
    "/figures/{period}/{key}/percent",
    auth=Needs("figures.view"),
    response={200: answers.DeskShare, **WRONG},
)
def share(
    request: DeskRequest,
    period: Path[PeriodCode],
    key: str,
    asked: Query[Part],
) -> dict[str, Any]:
    """How much of another figure this one is, with the rows of both."""
    found = share_named(request.office, Period.parse(period), key)
    lines = Lines(request.office, found.whole.rows, found.part.rows)
    return listed(request.office, asked, lines, period=period, **share_said(found))


@router.get("/meetings", auth=Needs("meetings.view"), response={200: answers.Records, **WRONG})
def meetings(request: DeskRequest, asked: Query[Records]) -> dict[str, Any]:
    """Records in every state, latest first; the totals count the accepted ones."""
    period, track = asked_period(request.office, asked), asked.track or ""
    rows = meetings_of(
        request.office,
        period=period.code,
        track=track,
        outcome=asked.outcome or "",
        review=asked.review or "",
    )
    totals = totals_of(request.office, period, Which(track=track))
    return listed(request.office, asked, rows, period=period.code, totals=totals)


@router.get("/plans", auth=Needs("schedule.view"), response={200: answers.Plans, **WRONG})
def plans(request: DeskRequest, asked: Query[Part]) -> dict[str, Any]:
    """The versions of each track's schedule by period: in force, in work, and before."""
    return listed(request.office, asked, plans_page(request.office))


@router.get("/plans/{plan}", auth=Needs("schedule.view"), response={200: answers.Visits, **WRONG})
def plan(request: DeskRequest, plan: Path[Key], asked: Query[Part]) -> dict[str, Any]:
    """One version of a schedule with its visits in order."""
    plans = Plan.objects.select_related("track__programme__office")
    found = get_object_or_404(plans, pk=plan, track__programme__office=request.office)
    about = {"plan": found.pk, "version": found.version, "status": found.status}
    return listed(request.office, asked, list(visit_rows(found)), **about)


@router.get(
    "/publications", auth=Needs("press.view"), response={200: answers.Publications, **WRONG}
)
def publications(request: DeskRequest, asked: Query[PartInPeriod]) -> dict[str, Any]:
    """The media log of the period, latest first."""
    period = asked_period(request.office, asked)
    rows = publications_of(request.office, period=period.code)
    return listed(request.office, asked, rows, period=period.code)

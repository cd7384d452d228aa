"""What visitors may read without signing in: the numbers and rows of the public pages."""

from typing import Any

from django.http import Http404, HttpRequest
from django.utils.translation import get_language
from ninja import Path, Query, Router

from kezdesu.core.periods import Period
from kezdesu.figures.queries import numbers_for
from kezdesu.newsroom.queries import card_of, public_post, published_posts
from kezdesu.public.coverage import narrowed, target_rows, tracks_covered
from kezdesu.public.figure_rows import RowsShown
from kezdesu.public.queries import Which

from . import answers
from .access import visited_office
from .asked import Asked, Meetings, Part, PartInPeriod, PeriodCode, Places, Slug
from .queries import (
    asked_period,
    figure_named,
    listed,
    records_kept,
    share_named,
    share_said,
    totals_of,
)

router = Router(tags=["public"])
WRONG = {422: answers.Sentence, 404: answers.Sentence}


@router.get("/places", response={200: answers.Places, **WRONG})
def places(request: HttpRequest, asked: Query[Places]) -> dict[str, Any]:
    """Every place with a target in the period, met or never visited, of one track."""
    office = visited_office()
    period = asked_period(office, asked)
    tracks = tracks_covered(numbers_for(office, period))
    track = asked.track or (tracks[0].slug if tracks else "")
    if asked.track and track not in {each.slug for each in tracks}:
        raise Http404
    rows = narrowed(
        target_rows(office, period, track) if track else [],
        district=asked.district,
        state=asked.state or "",
        priority=asked.is_priority,
    )
    return listed(office, asked, rows, period=period.code, track=track, tracks=tracks)


@router.get("/figures", response={200: answers.Figures, **WRONG})
def figures(request: HttpRequest, asked: Query[PartInPeriod]) -> dict[str, Any]:
    """Every figure of the period: the number, its unit and how it is counted."""
    office = visited_office()
    period = asked_period(office, asked)
    rows = list(numbers_for(office, period).values())
    return listed(office, asked, rows, period=period.code)


@router.get("/figures/{period}/{key}", response={200: answers.PublicFigure, **WRONG})
def figure(
    request: HttpRequest,
    period: Path[PeriodCode],
    key: str,
    asked: Query[Part],
) -> dict[str, Any]:
    """One figure with the rows that add up to it, where visitors may see them."""
    office = visited_office()
    found = figure_named(office, Period.parse(period), key)
    return listed(office, asked, RowsShown(found), period=period, figure=found.figure)


@router.get("/figures/{period}/{key}/percent", response={200: answers.PublicShare, **WRONG})
def share(
    request: HttpRequest,
    period: Path[PeriodCode],
    key: str,
    asked: Query[Part],
) -> dict[str, Any]:
    """How much of another figure this one is, with the rows of both where visitors may see them."""
    office = visited_office()
    found = share_named(office, Period.parse(period), key)
    rows = RowsShown(found.whole, found.part)
    return listed(office, asked, rows, period=period, **share_said(found))


@router.get("/meetings", response={200: answers.Meetings, **WRONG})
def meetings(request: HttpRequest, asked: Query[Meetings]) -> dict[str, Any]:
    """Meetings held, cancelled and postponed, latest first, with attendance in the totals."""
    office = visited_office()
    period = asked_period(office, asked)
    which = Which(track=asked.track or "", place=asked.place)
    rows = [
        each for each in records_kept(office, period, which) if asked.outcome in {None, each.state}
    ]
    totals = totals_of(office, period, which)
    return listed(office, asked, rows, period=period.code, totals=totals)


@router.get("/posts", response={200: answers.Posts, **WRONG})
def posts(request: HttpRequest, asked: Query[Part]) -> dict[str, Any]:
    """Published posts, newest first."""
    office = visited_office()
    found = listed(office, asked, published_posts(office))
    language = get_language() or "kk"
    return {**found, "rows": [card_of(post, language) for post in found["rows"]]}


@router.get("/posts/{slug}", response={200: answers.WholePost, **WRONG})
def post(request: HttpRequest, slug: Path[Slug], asked: Query[Asked]) -> Any:
    """One post with its text as HTML."""
    found = public_post(visited_office(), slug, get_language() or "kk")
    if found is None:
        raise Http404
    return found

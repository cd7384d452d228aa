"""The calendar's views: one frame, the days in the address, the filters behind it."""

from collections.abc import Sequence
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from kezdesu.accounts.access import DeskRequest, needs
from kezdesu.core.exports import download

from ..exports import card_table
from ..frame import Frame, frame_of
from ..queries import by_person as people_query
from ..queries import by_place as places_query
from ..queries.days import broken_in, grid
from ..queries.listed import SORTS, listed_cards, listed_visits
from ..queries.on_map import calendar_map
from ..queries.shown import Shown, shown_visits
from ..queries.steps import adjusting
from ..queries.targets import OVERDUE
from ..queries.targets import SORTS as PLACE_SORTS
from ..rules import week_of

BY_HAND: Final = {"week", "month", "crews"}  # views on which a draft is adjusted
VISITS_A_PAGE: Final = 100
PEOPLE_A_PAGE: Final = 25
PLACES_A_PAGE: Final = 100


@needs("schedule.view")
@require_safe
def this_week(request: DeskRequest) -> HttpResponse:
    today = timezone.localdate(timezone=ZoneInfo(request.office.time_zone))
    return redirect("schedule:week", *week_of(today))


@needs("schedule.view")
@require_safe
def week(request: DeskRequest, year: int, week: int) -> HttpResponse:
    return _grid(request, _frame(request, "week", f"{year:04}-W{week:02}"))


@needs("schedule.view")
@require_safe
def crews(request: DeskRequest, window: str) -> HttpResponse:
    return _grid(request, _frame(request, "crews", window))


@needs("schedule.view")
@require_safe
def month(request: DeskRequest, window: str) -> HttpResponse:
    return _grid(request, _frame(request, "month", window))


@needs("schedule.view")
@require_safe
def list_(request: DeskRequest, window: str) -> HttpResponse:
    frame = _frame(request, "list", window, tuple(SORTS))
    listing, shown = frame.listing, _shown(request, frame)
    visits = listed_visits(shown, listing.chosen("state"), listing.sort)
    if listing.wants_export:
        return download(listing, *card_table(shown, visits), title=_("Planned meetings"))
    page = listing.page_of(visits, VISITS_A_PAGE)
    cards = listed_cards(shown, page.object_list, broken_in(shown, frame.narrowed))
    return _page(request, frame, page=page, cards=cards)


@needs("schedule.view")
@require_safe
def by_person(request: DeskRequest, window: str) -> HttpResponse:
    frame = _frame(request, "by_person", window, people_query.SORTS)
    shown = _shown(request, frame)
    people = people_query.people_shown(
        request.office, frame.window, frame.narrowed, shown, frame.listing.sort
    )
    page = frame.listing.page_of(people, PEOPLE_A_PAGE)
    rows = people_query.with_visits(shown, frame.window, page.object_list)
    own = [(row, frame.address_of("list", frame.window, person=row.pk)) for row in rows]
    return _page(request, frame, page=page, rows=own)


@needs("schedule.view")
@require_safe
def by_place(request: DeskRequest, window: str) -> HttpResponse:
    frame = _frame(request, "by_place", window, PLACE_SORTS)
    shown = _shown(request, frame)
    targets = places_query.targets_shown(
        request.office, frame.window, frame.narrowed, shown, frame.listing.sort
    )
    page = frame.listing.page_of(targets, PLACES_A_PAGE)
    rows = places_query.with_visits(shown, page.object_list)
    overdue = sum(target.state == OVERDUE for target in targets)
    return _page(request, frame, page=page, rows=rows, overdue=overdue)


@needs("schedule.view")
@require_safe
def map_(request: DeskRequest, window: str) -> HttpResponse:
    frame = _frame(request, "map", window)
    drawn = calendar_map(request.office, frame.window, frame.narrowed, _shown(request, frame))
    return _page(request, frame, map=drawn, overdue=drawn.count(OVERDUE))


def _frame(request: DeskRequest, name: str, code: str, sorts: Sequence[str] = ("when",)) -> Frame:
    """404 for an address that names no days which the view shows."""
    try:
        return frame_of(request.GET, request.office, name, code, sorts)
    except (ValueError, OverflowError) as error:
        raise Http404 from error


def _shown(request: DeskRequest, frame: Frame) -> Shown:
    return shown_visits(request.office, frame.window, frame.narrowed)


def _grid(request: DeskRequest, frame: Frame) -> HttpResponse:
    year, week = week_of(frame.window.starts_on)
    days = grid(request.office, frame.window, frame.narrowed)
    return _page(request, frame, grid=days, year=year, week=week)


def _page(request: DeskRequest, frame: Frame, **context: Any) -> HttpResponse:
    context |= {
        "frame": frame,
        "listing": frame.listing,
        "adjusting": adjusting(frame.plan, request.user) if frame.view.name in BY_HAND else None,
    }
    return render(request, f"schedule/{frame.view.name}.html", context)

"""Every route is asked the same questions: who may open it, and what of a wrong method."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern

from kezdesu.accounts.models import Office
from kezdesu.accounts.policy import MAY
from tests.factories import make_user


@dataclass(frozen=True)
class Route:
    path: str  # desk/schedule/<int:pk>/
    view: Callable[..., Any]

    @property
    def example(self) -> str:
        """An address of this route about things that do not exist."""
        values = {
            "<int:pk>": "987654",
            "<uuid:pk>": "00000000-0000-4000-8000-000000000000",
            "<slug:slug>": "nothing-here",
            "<int:absence>": "987654",
            "<int:track>": "987654",
            "<slug:kind>": "quota",
            "<slug:what>": "skills",
            "<int:seat>": "987654",
            "<int:closure>": "987654",
            "<int:year>-<int:week>": "2023-7",
            "<str:window>": "2023-03",
            "<str:period>": "2023-H1",
            "<str:key>": "nothing.here",
            "<slug:role>": "speaker",
            "<slug:may>": "no",
            "<int:number>": "2",
            "<slug:decision>": "approve",
            "<str:language>": "kk",
            "<slug:language>": "kk",
            "<slug:purpose>": "post",
            "<slug:code>": "kk",
            "<slug:form>": "pdf",
            "<slug:track>": "nothing-here",
        }
        path = self.path
        for part, value in values.items():
            path = path.replace(part, value)
        return f"/{path}"


def routes(resolver: URLResolver | None = None, before: str = "") -> Iterator[Route]:
    for entry in (resolver or get_resolver()).url_patterns:
        if isinstance(entry.pattern, LocalePrefixPattern):
            yield from routes(entry, before)
        elif not isinstance(entry.pattern, RoutePattern):
            continue
        elif isinstance(entry, URLResolver):
            yield from routes(entry, before + str(entry.pattern))
        elif isinstance(entry, URLPattern):
            yield Route(before + str(entry.pattern), entry.callback)


def ask(client: Client, route: Route) -> HttpResponse:
    """What the route answers to a visit, or to an empty form where it only takes forms."""
    answer = client.get(route.example)
    return client.post(route.example) if answer.status_code == 405 else answer


DESK = [route for route in routes() if route.path.startswith("desk/")]
OPEN = [route for route in DESK if "<" not in route.example]


def by_path(route: Route) -> str:
    return route.path


@pytest.mark.parametrize("route", DESK, ids=by_path)
def test_every_desk_route_names_the_right_it_needs(route: Route) -> None:
    assert getattr(route.view, "action", None) in MAY


@pytest.mark.parametrize("route", OPEN, ids=by_path)
def test_a_guest_signs_in_first(route: Route, guest_client: Client, office: Office) -> None:
    answer = ask(guest_client, route)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/account/login/")


@pytest.mark.parametrize("route", OPEN, ids=by_path)
def test_who_has_no_role_is_turned_away(route: Route, client: Client, office: Office) -> None:
    client.force_login(make_user())
    assert ask(client, route).status_code == 403


@pytest.mark.parametrize("route", OPEN, ids=by_path)
def test_what_is_not_there_is_not_found_or_not_allowed(
    route: Route, coordinator_client: Client
) -> None:
    """A coordinator gets the page, a sentence, a 403 or a 404: never a traceback."""
    assert ask(coordinator_client, route).status_code in {200, 302, 403, 404, 422}


# Addresses with a part that names no record of an office: a week, a language, a decision, a period.
WITHOUT_RECORD = {
    "desk/people/lists/<slug:what>/add/",
    "desk/schedule/week/<int:year>-<int:week>/",
    *(f"desk/schedule/{view}/<str:window>/" for view in ("month", "list", "crews")),
    *(f"desk/schedule/{view}/<str:window>/" for view in ("people", "places", "map")),
    "desk/reports/wording/<slug:purpose>/<slug:code>/",
    "desk/reports/wording/<slug:purpose>/<slug:code>/preview/",
    "desk/newsroom/comments/<slug:decision>/",
    "desk/figures/<str:period>/lock/",
    "desk/figures/<str:period>/unlock/",
    "desk/figures/<str:period>/places.geojson",
}
RECORDS = [each for each in DESK if "<" in each.path and each.path not in WITHOUT_RECORD]


@pytest.mark.parametrize("route", RECORDS, ids=by_path)
def test_a_record_of_another_office_is_not_found(route: Route, coordinator_client: Client) -> None:
    assert "<" not in route.example, "give this kind of value an example above"
    assert ask(coordinator_client, route).status_code in {403, 404}


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
@pytest.mark.parametrize("route", OPEN, ids=by_path)
def test_methods_that_no_page_has_are_refused(
    route: Route, method: str, coordinator_client: Client
) -> None:
    assert getattr(coordinator_client, method)(route.example).status_code in {403, 405}

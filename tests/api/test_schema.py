"""The schema is the promise: what it allows is answered as it says, what it does not is refused."""

from collections.abc import Iterator

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.core.wsgi import get_wsgi_application
from django.db import close_old_connections
from django.test import Client
from hypothesis import settings
from schemathesis.specs.openapi.checks import ignored_auth

from kezdesu.accounts.models import User
from kezdesu.api.urls import api
from tests.conftest import client_of

described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
described.config.phases.coverage.enabled = False
described.config.generation.update(deterministic=True, with_security_parameters=False)


@pytest.fixture
def one_connection() -> Iterator[None]:
    """A request leaves the test's connection open, as Django's own test client sees to."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@described.parametrize()
@settings(max_examples=10)
@pytest.mark.usefixtures("half_year", "one_connection")
def test_the_api_keeps_its_schema(case: schemathesis.Case, coordinator: User) -> None:
    session = client_of(coordinator).cookies["sessionid"].value
    # Who may read is asked role by role elsewhere; a session in a header is no use to that check.
    case.call_and_validate(cookies={"sessionid": session}, excluded_checks=[ignored_auth])


def test_the_schema_has_one_address_without_a_language(guest_client: Client) -> None:
    answer = guest_client.get("/api/v1/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")
    assert set(answer.json()["paths"]) == set(api.get_openapi_schema()["paths"])
    assert guest_client.get("/ru/api/v1/openapi.json").status_code == 404


def test_the_page_of_documentation_loads_nothing_from_elsewhere(guest_client: Client) -> None:
    page = guest_client.get("/api/v1/docs").content.decode()
    assert "/static/ninja/swagger-ui-bundle.js" in page
    assert "://" not in page

"""The schema is the promise: what it allows is answered as it says, what it does not is refused."""

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.test import Client
from hypothesis import settings
from schemathesis.specs.openapi.checks import ignored_auth

from kezdesu.accounts.models import User
from kezdesu.api.urls import api
from tests.conftest import client_of

described = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", get_wsgi_application())
described.config.phases.coverage.enabled = False
described.config.generation.update(deterministic=True, with_security_parameters=False)


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

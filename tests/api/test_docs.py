"""The page of documentation is walked: every example answers."""

import re
from pathlib import Path

import pytest
from django.test import Client

from kezdesu.api.urls import api

PAGE = (Path(__file__).resolve().parents[2] / "docs" / "api.md").read_text()
EXAMPLES = re.findall(r"^    GET (\S+)$", PAGE, re.MULTILINE)


@pytest.mark.usefixtures("half_year")
@pytest.mark.parametrize("address", EXAMPLES)
def test_every_example_answers_with_rows(address: str, coordinator_client: Client) -> None:
    answer = coordinator_client.get(address)
    assert answer.status_code == 200
    assert answer.json()["total"] > 0
    assert answer.json()["rows"]


def test_every_address_is_on_the_page() -> None:
    stems = {path.partition("{")[0] for path in api.get_openapi_schema()["paths"]}
    assert [stem for stem in sorted(stems) if stem not in PAGE] == []

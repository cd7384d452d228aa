from pathlib import Path

import pytest

from kezdesu.accounts.models import Office
from kezdesu.meetings.columns import meeting_columns
from kezdesu.people.columns import roster_columns
from kezdesu.places.columns import place_columns
from kezdesu.programmes.columns import target_columns

PAGE = Path(__file__).resolve().parents[2] / "docs" / "spreadsheets.md"


@pytest.mark.parametrize(
    ("heading", "columns"),
    [
        ("Places", place_columns),
        ("Roster", roster_columns),
        ("Targets", target_columns),
        ("Meetings", meeting_columns),
    ],
)
def test_the_page_lists_exactly_the_columns_that_are_read(
    heading: str, columns: object, office: Office
) -> None:
    part = PAGE.read_text().partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    rows = [line.split(" | ")[:3] for line in part.splitlines() if line.startswith("| ")][1:]
    known = [
        [f"| {column.en[0]}{' *' if column.is_required else ''}", column.kk[0], column.ru[0]]
        for column in columns(office)  # type: ignore[operator]
    ]
    assert rows == known

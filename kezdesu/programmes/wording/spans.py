"""Days and hours of a rule's values, as the sentences name them."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from kezdesu.core.language import language
from kezdesu.people.wording import weekday_name

Values = Mapping[str, Any]


def spans(values: Values, code: str) -> str:
    days = [tuple(date.fromisoformat(day) for day in span) for span in values["ranges"]]
    return "; ".join(language(code).date_span(first, last) for first, last in days)


def by(values: Values) -> date:
    return date.fromisoformat(values["by"])


def hours(values: Values, code: str) -> str:
    return language(code).join(f"{start}–{end}" for start, end in values["parts"])


def weekdays(values: Values, code: str) -> list[str]:
    return [weekday_name(day, code) for day in values["weekdays"]]

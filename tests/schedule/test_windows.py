"""The days that an address names."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kezdesu.schedule.windows import DAY, HALF_YEAR, KINDS, MONTH, WEEK, Window

days = st.dates(date(1991, 1, 8), date(2199, 1, 1))


@given(days, st.sampled_from(KINDS))
def test_an_address_leads_back_to_its_days(day: date, kind: str) -> None:
    window = Window.around(day, kind)
    assert day in window
    assert Window.parse(window.code) == window


@given(days, st.sampled_from(KINDS))
def test_steps_leave_no_day_out_and_lead_back(day: date, kind: str) -> None:
    window = Window.around(day, kind)
    assert (window.next.starts_on - window.ends_on).days == 1
    assert window.next.previous == window


@pytest.mark.parametrize(
    ("code", "kind", "first", "last"),
    [
        ("2023-03-06", DAY, date(2023, 3, 6), date(2023, 3, 6)),
        ("2020-W53", WEEK, date(2020, 12, 28), date(2021, 1, 3)),
        ("2024-02", MONTH, date(2024, 2, 1), date(2024, 2, 29)),
        ("2023-H2", HALF_YEAR, date(2023, 7, 1), date(2023, 12, 31)),
    ],
)
def test_codes(code: str, kind: str, first: date, last: date) -> None:
    assert Window.parse(code) == Window(kind, first, last)


@pytest.mark.parametrize(
    "code", ["", "2023", "2023-Q1", "2023-W54", "2023-13", "2023-02-30", "1700-01", "3000-W10", "x"]
)
def test_what_names_no_days_is_refused(code: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Window.parse(code)


def test_labels_speak_the_language() -> None:
    window = Window.parse("2023-03")
    assert window.label("kk") == "2023 жылғы наурыз"
    assert window.label("ru") == "март 2023 года"
    assert Window.parse("2023-03-06").label("kk") == "2023 жылғы 6 наурыз, дүйсенбі"

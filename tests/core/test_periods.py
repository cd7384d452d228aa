from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kezdesu.core.periods import Period

PERIODS = st.sampled_from([12, 6, 3, 1]).flatmap(
    lambda months: st.builds(
        Period, st.integers(1991, 2099), st.just(months), st.integers(1, 12 // months)
    )
)


@pytest.mark.parametrize(
    ("code", "starts", "ends"),
    [
        ("2023-H1", date(2023, 1, 1), date(2023, 6, 30)),
        ("2023-H2", date(2023, 7, 1), date(2023, 12, 31)),
        ("2023-Q1", date(2023, 1, 1), date(2023, 3, 31)),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29)),
        ("2023", date(2023, 1, 1), date(2023, 12, 31)),
        (" 2023-h1 ", date(2023, 1, 1), date(2023, 6, 30)),
    ],
)
def test_parsed(code, starts, ends):
    period = Period.parse(code)
    assert (period.starts_on, period.ends_on) == (starts, ends)


@pytest.mark.parametrize(
    "code", ["", "2023-H3", "2023-Q0", "2023-13", "23-H1", "H1", "2023/H1", "0999"]
)
def test_what_is_no_period_is_refused_in_one_sentence(code):
    with pytest.raises(ValueError, match="is not a period; write 2023-H1"):
        Period.parse(code)


@given(PERIODS)
def test_a_code_reads_back(period):
    assert Period.parse(period.code) == period


@given(PERIODS)
def test_the_days_of_a_period_name_it_and_no_others_do(period):
    first, last = period.starts_on, period.ends_on
    assert Period.spanning(first, last) == period
    assert Period.spanning(first + timedelta(days=1), last) is None
    assert Period.spanning(first, last - timedelta(days=1)) is None
    assert Period.spanning(first, period.next().next().ends_on) != period


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2023, 2, 1), date(2023, 4, 30)),
        (date(2022, 7, 1), date(2023, 12, 31)),
        (date(2023, 1, 1), date(2023, 4, 30)),
        (date(2023, 6, 30), date(2023, 1, 1)),
    ],
)
def test_months_across_the_bounds_of_periods_are_none(first, last):
    assert Period.spanning(first, last) is None


@given(PERIODS)
def test_periods_follow_each_other_without_a_gap(period):
    assert period.previous().ends_on + timedelta(days=1) == period.starts_on
    assert period.next().previous() == period
    assert period.previous() < period < period.next()


@given(PERIODS, st.dates(date(1991, 1, 1), date(2099, 12, 31)))
def test_a_day_is_in_the_period_when_between_its_ends(period, day):
    assert (day in period) == (period.starts_on <= day <= period.ends_on)


@given(st.dates(date(1991, 1, 1), date(2099, 12, 31)))
def test_the_half_year_of_a_day_holds_it(day):
    assert day in Period.half_year_of(day)


@pytest.mark.parametrize(
    ("code", "kk", "ru", "en"),
    [
        ("2023-H1", "2023 жылғы I жартыжылдық", "I полугодие 2023 года", "first half of 2023"),
        ("2023-Q3", "2023 жылғы III тоқсан", "III квартал 2023 года", "third quarter of 2023"),
        ("2023-05", "2023 жылғы мамыр", "май 2023 года", "May 2023"),
        ("2023", "2023 жыл", "2023 год", "2023"),
    ],
)
def test_labels(code, kk, ru, en):
    period = Period.parse(code)
    assert [period.label(language) for language in ("kk", "ru", "en")] == [kk, ru, en]


@pytest.mark.parametrize(
    ("code", "kk", "ru", "en"),
    [
        (
            "2023-H1",
            "2023 жылғы I жартыжылдықта",
            "в I полугодии 2023 года",
            "in the first half of 2023",
        ),
        (
            "2023-H2",
            "2023 жылғы II жартыжылдықта",
            "во II полугодии 2023 года",
            "in the second half of 2023",
        ),
        (
            "2023-Q4",
            "2023 жылғы IV тоқсанда",
            "в IV квартале 2023 года",
            "in the fourth quarter of 2023",
        ),
        ("2023-05", "2023 жылғы мамырда", "в мае 2023 года", "in May 2023"),
        ("2023-03", "2023 жылғы наурызда", "в марте 2023 года", "in March 2023"),
        ("2023-01", "2023 жылғы қаңтарда", "в январе 2023 года", "in January 2023"),
        ("2023", "2023 жылы", "в 2023 году", "in 2023"),
    ],
)
def test_during(code, kk, ru, en):
    period = Period.parse(code)
    assert [period.during(language) for language in ("kk", "ru", "en")] == [kk, ru, en]

from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kezdesu.schedule.rules import (
    bare_number,
    clashes,
    merged,
    overlaps,
    short_names,
    week_days,
    week_of,
)

NOON = datetime(2023, 3, 1, 12)
SPANS = st.tuples(st.integers(0, 500), st.integers(1, 90)).map(
    lambda span: (NOON + timedelta(minutes=span[0]), NOON + timedelta(minutes=sum(span)))
)


@pytest.mark.parametrize(
    ("names", "short"),
    [
        (["Үлгіұлы Бірінші", "Үлгіұлы Екінші"], ["Үлгіұлы Б.", "Үлгіұлы Е."]),
        (["Мысалұлы Болат", "Мысалұлы Бекзат"], ["Мысалұлы Бо.", "Мысалұлы Бе."]),
        (["Мысалұлы Бол", "Мысалұлы Болат"], ["Мысалұлы Бол", "Мысалұлы Бола."]),
        (["Мысалұлы Бек А", "Мысалұлы Бек Ә"], ["Мысалұлы Бек А", "Мысалұлы Бек Ә"]),
        (["Мысалұлы", ""], ["Мысалұлы", ""]),
    ],
)
def test_initials_tell_those_shown_together_apart(names: list[str], short: list[str]) -> None:
    told = short_names(names)
    assert [told[name].replace("\u00a0", " ") for name in names] == short


@pytest.mark.parametrize(
    ("written", "bare"),
    [
        ("№ 17-ҚК", "17-ҚК"),
        (" №№1 ", "1"),
        ("№\u00a012/3", "12/3"),
        ("No. 5", "5"),
        ("N 5-б", "5-б"),
        ("no 5", "5"),
        ("N° 5", "5"),
        ("№", ""),
        ("17-ҚК № 2", "17-ҚК № 2"),
        ("NQ-5", "NQ-5"),
        ("Norma", "Norma"),
        ("Н-12", "Н-12"),
    ],
)
def test_a_document_number_is_kept_without_its_sign(written: str, bare: str) -> None:
    assert bare_number(written) == bare


def test_one_may_begin_as_the_other_ends() -> None:
    first = (NOON, NOON + timedelta(hours=1))
    assert not overlaps(first, (first[1], first[1] + timedelta(hours=1)))
    assert overlaps(first, (NOON + timedelta(minutes=59), first[1] + timedelta(hours=1)))


@given(st.lists(st.tuples(st.sampled_from("абв"), SPANS)))
def test_clashes_are_what_comparing_all_pairs_finds(
    held: list[tuple[str, tuple[datetime, datetime]]],
) -> None:
    expected = {
        who
        for at, (who, span) in enumerate(held)
        for other, second in held[at + 1 :]
        if who == other and overlaps(span, second)
    }
    assert clashes(held) == expected


def test_what_one_does_besides_counts_only_against_what_is_held() -> None:
    span = (NOON, NOON + timedelta(hours=1))
    assert clashes([("а", span)], [("а", span)]) == {"а"}
    assert clashes([("б", span)], [("а", span), ("а", span)]) == set()


@given(st.lists(st.tuples(st.integers(0, 1000), st.integers(1, 200))))
def test_merged_spans_cover_the_same_minutes_and_stand_apart(spans: list[tuple[int, int]]) -> None:
    whole = [(start, start + length) for start, length in spans]
    apart = merged(whole)
    assert {m for a, b in apart for m in range(a, b)} == {m for a, b in whole for m in range(a, b)}
    assert all(one[1] <= other[0] for one, other in pairwise(apart))


@given(st.dates(date(1990, 1, 1), date(2100, 12, 31)))
def test_a_day_lies_in_its_own_week(day: date) -> None:
    days = week_days(*week_of(day))
    assert day in days
    assert days[0].weekday() == 0


def test_a_year_of_52_weeks_has_no_53rd() -> None:
    with pytest.raises(ValueError, match="week"):
        week_days(2023, 53)

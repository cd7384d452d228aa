"""Days off and swapped days of 2023–2027 as the government's orders moved them."""

from datetime import date, timedelta

import pytest

from kezdesu.accounts.models import Office
from kezdesu.programmes.calendar import is_working_weekend, public_holiday, working_days
from kezdesu.programmes.choices import DayKind
from kezdesu.programmes.services import add_special_day
from tests.programmes.days_off import DAYS_OFF, WORKING_WEEKENDS


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=n) for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize("year", sorted(DAYS_OFF))
def test_days_off_are_those_of_the_orders(year: int) -> None:
    assert {f"{day:%m-%d}" for day in days_of(year) if public_holiday(day)} == DAYS_OFF[year]


def test_working_weekends_are_those_of_the_orders() -> None:
    years = range(2023, 2028)
    found = {day for year in years for day in days_of(year) if is_working_weekend(day)}
    assert found == WORKING_WEEKENDS


@pytest.mark.parametrize("day", sorted(WORKING_WEEKENDS))
def test_a_working_weekend_is_a_working_day(day: date, office: Office) -> None:
    assert working_days(office, day, day) == [day]


@pytest.mark.parametrize("year", sorted(DAYS_OFF))
def test_an_office_works_on_weekdays_that_are_no_days_off(year: int, office: Office) -> None:
    expected = [
        day
        for day in days_of(year)
        if (day.weekday() < 5 and f"{day:%m-%d}" not in DAYS_OFF[year]) or day in WORKING_WEEKENDS
    ]
    assert working_days(office, date(year, 1, 1), date(year, 12, 31)) == expected


@pytest.mark.parametrize(
    ("day", "kk", "ru", "en"),
    [
        (date(2023, 3, 22), "Наурыз мейрамы", "Наурыз мейрамы", "Nowruz Holiday"),
        (
            date(2023, 1, 3),
            "Жаңа жыл (қайта белгіленген демалыс)",
            "Новый год (перенос выходного)",
            "New Year's Day (observed)",
        ),
        (
            date(2023, 7, 7),
            "Демалыс күні (01.07.2023 бастап ауыстырылды)",
            "Выходной день (перенос)",
            "Day off (substituted from 07/01/2023)",
        ),
        (date(2023, 6, 28), "Құрбан айт", "Первый день Курбан-айта", "Eid al-Adha"),
        (
            date(2026, 5, 27),
            "Құрбан айт (болжамды күні)",
            "Первый день Курбан-айта",
            "Eid al-Adha (estimated)",
        ),
    ],
)
def test_a_day_off_is_named_in_three_languages(day: date, kk: str, ru: str, en: str) -> None:
    holiday = public_holiday(day)
    assert holiday is not None
    assert (holiday.kk, holiday.ru, holiday.en) == (kk, ru, en)


def test_every_day_off_has_a_russian_name() -> None:
    kazakh_letters = set("әғқңөұүһі")
    for year in DAYS_OFF:
        for day in days_of(year):
            if holiday := public_holiday(day):
                assert not kazakh_letters & set(holiday.ru.casefold()), holiday


def test_the_offices_own_days_decide(office: Office) -> None:
    friday, saturday = date(2023, 2, 3), date(2023, 2, 4)
    add_special_day(office=office, day=friday, kind=DayKind.CLOSED, names={"kk": "жөндеу"}, by=None)
    add_special_day(
        office=office, day=saturday, kind=DayKind.WORKING, names={"kk": "жұмыс"}, by=None
    )
    assert working_days(office, date(2023, 2, 2), date(2023, 2, 5)) == [date(2023, 2, 2), saturday]

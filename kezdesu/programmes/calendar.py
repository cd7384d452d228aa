"""Days an office works: Kazakhstan's public holidays, moved and swapped days, its own special days.

Dates come from the `holidays` package, which follows the government's orders on moved days; it has
no Russian names for Kazakhstan, so those stand here.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final

import holidays

from kezdesu.accounts.models import Office

from .choices import DayKind
from .models import SpecialDay

SATURDAY: Final = 5
_MOVED_KK: Final = " (қайта белгіленген демалыс)"
_ESTIMATED_KK: Final = " (бағаланған)"  # the package's word, which says “appraised”
_EXPECTED_KK: Final = " (болжамды күні)"
_SWAPPED_KK: Final = "Демалыс күні ("

_RUSSIAN: Final = {
    "Жаңа жыл": "Новый год",
    "Православиелік Рождество": "Православное Рождество",
    "Халықаралық әйелдер күні": "Международный женский день",
    "Наурыз мейрамы": "Наурыз мейрамы",
    "Қазақстан халқының бірлігі мерекесі": "Праздник единства народа Казахстана",
    "Отан Қорғаушы күні": "День защитника Отечества",
    "Жеңіс күні": "День Победы",
    "Құрбан айт": "Первый день Курбан-айта",
    "Астана күні": "День Столицы",
    "Қазақстан Республикасының Конституциясы күні": "День Конституции Республики Казахстан",
    "Республика күні": "День Республики",
    "Қазақстан Республикасы күні": "День Республики",
    "Тәуелсіздік күні": "День Независимости",
}


@dataclass(frozen=True)
class PublicHoliday:
    day: date
    kk: str
    ru: str
    en: str


def public_holiday(day: date) -> PublicHoliday | None:
    """The holiday, or the day off moved or swapped to `day`; None on an ordinary day."""
    kazakh, english = _calendars(day.year)
    if day not in kazakh:
        return None
    name = kazakh[day]
    told = name.replace(_ESTIMATED_KK, _EXPECTED_KK)
    return PublicHoliday(day, told, _russian(name), english[day])


def is_working_weekend(day: date) -> bool:
    """A Saturday or Sunday worked in exchange for a day off elsewhere."""
    return day in _calendars(day.year)[0].weekend_workdays


def public_days(year: int) -> list[PublicHoliday]:
    """The year's days off by date, moved and swapped ones among them."""
    days = sorted(_calendars(year)[0].keys())
    return [found for day in days if (found := public_holiday(day))]


def working_weekends(year: int) -> list[date]:
    """The Saturdays and Sundays of the year that are worked for a day off elsewhere."""
    return sorted(day for day in _calendars(year)[0].weekend_workdays if day.year == year)


def working_days(office: Office, first: date, last: date) -> list[date]:
    """Days of work from `first` to `last`, both included; the office's special days decide."""
    special = dict(
        SpecialDay.objects.filter(office=office, day__range=(first, last)).values_list(
            "day", "kind"
        )
    )
    days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
    return [day for day in days if _is_working(day, special.get(day))]


def _is_working(day: date, special: str | None) -> bool:
    if special is not None:
        return special == DayKind.WORKING
    if day in _calendars(day.year)[0]:
        return False
    return day.weekday() < SATURDAY or is_working_weekend(day)


@lru_cache(maxsize=32)
def _calendars(year: int) -> tuple[Any, Any]:
    """The year's days off by date, named in Kazakh and in English."""
    return (
        holidays.country_holidays("KZ", years=year, language="kk", expand=False),
        holidays.country_holidays("KZ", years=year, language="en_US", expand=False),
    )


def _russian(kazakh: str) -> str:
    if kazakh.startswith(_SWAPPED_KK):
        return "Выходной день (перенос)"
    bare = kazakh.removesuffix(_MOVED_KK).removesuffix(_ESTIMATED_KK)
    russian = _RUSSIAN.get(bare, bare)
    return f"{russian} (перенос выходного)" if kazakh.endswith(_MOVED_KK) else russian

from collections.abc import Iterable
from datetime import date
from typing import Final

from .alphabet import alphabetical_key
from .cases import Case, refuse_unknown_case
from .dates import day_first_span
from .rounding import Number, digits_of, grouped, roman_numeral, round_below, round_near

_GROUP: Final = "группа"
_FEMININE: Final = ("запись", "очередь", "площадь", "сеть", "степень", "тетрадь")
NO_BREAK_SPACE: Final = "\N{NO-BREAK SPACE}"
MONTHS: Final = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
MONTHS_GENITIVE: Final = (
    *("января", "февраля", "марта", "апреля", "мая", "июня"),
    *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
)
WEEKDAYS: Final = (
    *("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
)
WEEKDAYS_SHORT: Final = ("пн", "вт", "ср", "чт", "пт", "сб", "вс")


def number(value: Number) -> str:
    """Five digits and more in threes, decimal comma: 5000, 12 345, 4,5."""
    return grouped(value, separator=NO_BREAK_SPACE, point=",", shortest=5)


def percent(value: Number) -> str:
    return f"{number(value)}{NO_BREAK_SPACE}%"


def with_suffix(value: Number, case: Case) -> str:
    refuse_unknown_case(case)
    return number(value)


def plural(value: Number, *forms: str) -> str:
    """встреча, встречи, встреч after 1, 2, 5; a decimal takes the second; one form serves all."""
    if len(forms) < 3:
        return forms[0] if forms else ""
    one, few, many = forms[:3]
    whole, fraction = digits_of(value)
    if fraction:
        return few
    if whole.zfill(2)[-2] == "1":
        return many
    return {"1": one, "2": few, "3": few, "4": few}.get(whole[-1], many)


def counted(value: int, *forms: str) -> str:
    return f"{number(value)} {plural(value, *forms)}".rstrip()


def agree(value: int, one: str, many: str) -> str:
    """проведена 21 встреча, проведено 2 встречи, 11 встреч, 45 встреч."""
    return plural(value, one, many, many)


def more_than(value: int, *forms: str) -> str:
    below = round_below(value)
    if below is None:
        return counted(value, *forms)
    # A round number of hundreds or more is always followed by the genitive plural.
    return " ".join(("более", number(below), *forms[-1:]))


def about(value: int, *forms: str) -> str:
    near = round_near(value)
    if near is None:
        return counted(value, *forms)
    return " ".join(("около", number(near), *forms[-1:]))


def ordinal(value: int, noun: str) -> str:
    """1-й квартал, 2-я школа, 3-я часть: the ending agrees with the last letter of `noun`, which
    ends in its noun. One in -ь is feminine where it ends in -сть or is listed, else masculine."""
    last = noun.split(" ")[-1].casefold()
    endings = {"а": "я", "я": "я", "о": "е", "е": "е"}
    is_feminine = last in _FEMININE or (last.endswith("сть") and last not in ("гость", "тесть"))
    return f"{value}-{'я' if is_feminine else endings.get(last[-1:], 'й')} {noun}"


def roman(value: int, noun: str) -> str:
    return f"{roman_numeral(value)} {noun}"


def join(items: Iterable[str]) -> str:
    *first, last = [*items] or [""]
    return f"{', '.join(first)} и {last}" if first else last


def quoted(text: str) -> str:
    return f"«{text}»"


def place(name: str, kind: str, case: Case = "nominative") -> str:
    """жилой массив «Бозарык»; a template that needs another case writes `kind` in it."""
    refuse_unknown_case(case)
    return f"{kind} {quoted(name)}".lstrip()


def decline(noun: str, case: Case) -> str:
    """«Рабочая группа» → «рабочей группы»: of a group and its adjectives alone, in the genitive;
    every other noun stays as it is."""
    refuse_unknown_case(case)
    words = noun.split(" ")
    folded = [word.casefold() for word in words]
    if case != "genitive" or _GROUP not in folded:
        return noun
    before = folded.index(_GROUP)
    if not all(word.endswith(("ая", "яя")) for word in folded[:before]):
        return noun
    adjectives = [word[:-2] + _feminine(word) for word in folded[:before]]
    return " ".join([*adjectives, "группы", *words[before + 1 :]])


def _feminine(adjective: str) -> str:
    is_soft = adjective.endswith("яя") or adjective[-3] in "жшщч"
    return "ей" if is_soft else "ой"


def long_date(day: date) -> str:
    return f"{_day_and_month(day)} {day.year} года"


def short_date(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def date_span(first: date, last: date) -> str:
    return day_first_span(first, last, whole=long_date, without_year=_day_and_month)


def _day_and_month(day: date) -> str:
    return f"{day.day} {MONTHS_GENITIVE[day.month - 1]}"


def month(number: int) -> str:
    return MONTHS[number - 1]


def weekday(day: date) -> str:
    return WEEKDAYS[day.weekday()]


def weekday_short(day: date) -> str:
    return WEEKDAYS_SHORT[day.weekday()]


def sort_key(text: str) -> tuple[object, ...]:
    return alphabetical_key(text.replace("ё", "е").replace("Ё", "Е"))

"""A rule as a sentence in each language, for the track's page, plans and explanations.

Sentences decline numbers and dates by rule, so they are made here and not in a catalogue.
"""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, Final

from kezdesu.core.language import kazakh, language

from .choices import RuleKind

Values = Mapping[str, Any]


def rule_sentence(kind: str, values: Values, code: str, *, category: str = "") -> str:
    """The rule in the language `code`; `category` is the category's name in that language."""
    return _SENTENCES[code][RuleKind(kind)]({**values, "category_name": category})


def _spans(values: Values, code: str) -> str:
    days = [tuple(date.fromisoformat(day) for day in span) for span in values["ranges"]]
    return "; ".join(language(code).date_span(first, last) for first, last in days)


def _by(values: Values) -> date:
    return date.fromisoformat(values["by"])


def _crew_size_kk(values: Values) -> str:
    if values["min"] == values["max"]:
        return f"Шығу тобында {values['min']} адам болады."
    return f"Шығу тобында кемінде {values['min']}, көп дегенде {values['max']} адам болады."


def _crew_size_ru(values: Values) -> str:
    if values["min"] == values["max"]:
        people = language("ru").counted(values["min"], "человек", "человека", "человек")
        return f"В выездной группе {people}."
    return f"В выездной группе от {values['min']} до {_people_ru(values['max'])}."


def _crew_size_en(values: Values) -> str:
    least, most = values["min"], values["max"]
    number = str(least) if least == most else f"{least} to {most}"
    return f"A crew has {number} {'person' if most == 1 else 'people'}."


def _people_ru(count: int) -> str:
    return language("ru").counted(count, "человека", "человек", "человек")


def _meetings_ru(count: int) -> str:
    return language("ru").counted(count, "встречи", "встреч", "встреч")


def _meetings_en(count: int) -> str:
    return language("en").counted(count, "meeting", "meetings")


def _person_en(count: int) -> str:
    return language("en").counted(count, "person", "people")


_KK: Final[dict[RuleKind, Callable[[Values], str]]] = {
    RuleKind.CREW_SIZE: _crew_size_kk,
    RuleKind.CREW_CATEGORY: lambda held: (
        f"Әр шығу тобында «{held['category_name']}» санатынан"
        f" кемінде {held['at_least']} адам болады."
    ),
    RuleKind.PLACE_LANGUAGE: lambda held: "Шығу тобында сол орынның тілінде сөйлейтін адам болады.",
    RuleKind.MEMBER_DAILY_LIMIT: lambda held: (
        f"Бір адам күніне {held['meetings']} кездесуден артық өткізбейді."
    ),
    RuleKind.MEMBER_WEEKLY_LIMIT: lambda held: (
        f"Бір адам аптасына {held['meetings']} кездесуден артық өткізбейді."
    ),
    RuleKind.MEMBER_TOTAL_LIMIT: lambda held: (
        f"Бір адам бүкіл кезеңде {held['meetings']} кездесуден артық өткізбейді."
    ),
    RuleKind.DAILY_CAPACITY: lambda held: (
        f"Бір күнде {held['meetings']} кездесуден артық өткізілмейді."
    ),
    RuleKind.WEEKLY_CAPACITY: lambda held: (
        f"Бір аптада {held['meetings']} кездесуден артық өткізілмейді."
    ),
    RuleKind.QUOTA: lambda held: (
        f"{kazakh.long_date(_by(held), 'dative')} дейін"
        f" кемінде {held['at_least']} кездесу өткізіледі."
    ),
    RuleKind.ALLOWED_DATES: lambda held: (
        f"Кездесулер тек мына күндері өткізіледі: {_spans(held, 'kk')}."
    ),
}
_RU: Final[dict[RuleKind, Callable[[Values], str]]] = {
    RuleKind.CREW_SIZE: _crew_size_ru,
    RuleKind.CREW_CATEGORY: lambda held: (
        f"В каждой выездной группе не менее {_people_ru(held['at_least'])}"
        f" из категории «{held['category_name']}»."
    ),
    RuleKind.PLACE_LANGUAGE: lambda held: (
        "В выездной группе есть человек, говорящий на языке этого места."
    ),
    RuleKind.MEMBER_DAILY_LIMIT: lambda held: (
        f"Один человек проводит не более {_meetings_ru(held['meetings'])} в день."
    ),
    RuleKind.MEMBER_WEEKLY_LIMIT: lambda held: (
        f"Один человек проводит не более {_meetings_ru(held['meetings'])} в неделю."
    ),
    RuleKind.MEMBER_TOTAL_LIMIT: lambda held: (
        f"Один человек проводит не более {_meetings_ru(held['meetings'])} за весь период."
    ),
    RuleKind.DAILY_CAPACITY: lambda held: (
        f"В один день проводится не более {_meetings_ru(held['meetings'])}."
    ),
    RuleKind.WEEKLY_CAPACITY: lambda held: (
        f"За одну неделю проводится не более {_meetings_ru(held['meetings'])}."
    ),
    RuleKind.QUOTA: lambda held: (
        f"К {_dative_ru(_by(held))} проводится не менее {_meetings_ru(held['at_least'])}."
    ),
    RuleKind.ALLOWED_DATES: lambda held: (
        f"Встречи проводятся только в эти дни: {_spans(held, 'ru')}."
    ),
}
_EN: Final[dict[RuleKind, Callable[[Values], str]]] = {
    RuleKind.CREW_SIZE: _crew_size_en,
    RuleKind.CREW_CATEGORY: lambda held: (
        f"Every crew has at least {_person_en(held['at_least'])}"
        f" of the category “{held['category_name']}”."
    ),
    RuleKind.PLACE_LANGUAGE: lambda held: (
        "A crew has someone who speaks the language of the place."
    ),
    RuleKind.MEMBER_DAILY_LIMIT: lambda held: (
        f"One person holds at most {_meetings_en(held['meetings'])} a day."
    ),
    RuleKind.MEMBER_WEEKLY_LIMIT: lambda held: (
        f"One person holds at most {_meetings_en(held['meetings'])} a week."
    ),
    RuleKind.MEMBER_TOTAL_LIMIT: lambda held: (
        f"One person holds at most {_meetings_en(held['meetings'])} in the whole period."
    ),
    RuleKind.DAILY_CAPACITY: lambda held: (
        f"At most {_meetings_en(held['meetings'])} can be held on one day."
    ),
    RuleKind.WEEKLY_CAPACITY: lambda held: (
        f"At most {_meetings_en(held['meetings'])} can be held in one week."
    ),
    RuleKind.QUOTA: lambda held: (
        f"At least {_meetings_en(held['at_least'])} by {language('en').long_date(_by(held))}."
    ),
    RuleKind.ALLOWED_DATES: lambda held: (
        f"Meetings are held only on these days: {_spans(held, 'en')}."
    ),
}
_SENTENCES: Final = {"kk": _KK, "ru": _RU, "en": _EN}


def _dative_ru(day: date) -> str:
    # «К 30 июня 2023 года»: the numeral is read in the dative and written the same.
    return language("ru").long_date(day)

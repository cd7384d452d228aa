"""The sentences of rules in Russian."""

from collections.abc import Callable
from typing import Final

from kezdesu.core.language import russian
from kezdesu.core.spreadsheets.words import language_name

from ..choices import RuleKind
from ..rules import HIGHEST_WEIGHT
from .spans import Values, by, hours, spans

# «по понедельникам»: the dative plural, which no catalogue of weekdays has.
_ON_WEEKDAYS: Final = (
    *("понедельникам", "вторникам", "средам", "четвергам"),
    *("пятницам", "субботам", "воскресеньям"),
)


def _people(count: int) -> str:
    return russian.counted(count, "человека", "человек", "человек")


def _meetings(count: int) -> str:
    return russian.counted(count, "встречи", "встреч", "встреч")


def _minutes(count: int) -> str:
    """«к 21 минуте, к 22 минутам»."""
    return russian.counted(count, "минуте", "минутам", "минутам")


def _days(count: int) -> str:
    return russian.counted(count, "дня", "дней", "дней")


def _crew_size(values: Values) -> str:
    if values["min"] == values["max"]:
        people = russian.counted(values["min"], "человек", "человека", "человек")
        return f"В выездной группе {people}."
    return f"В выездной группе от {values['min']} до {_people(values['max'])}."


def _skill(values: Values) -> str:
    level = f" на уровне не ниже {values['level']}" if values["level"] > 1 else ""
    return (
        f"В каждой выездной группе не менее {_people(values['at_least'])}"
        f" с навыком «{values['name']}»{level}."
    )


def _crew_language(values: Values) -> str:
    tongue = language_name(values["language"], "ru")
    spoken = (
        f"{tongue.removesuffix('ий')}им языком" if tongue.endswith("ий") else f"языком {tongue}"
    )
    people = _people(values["at_least"])
    return f"В каждой выездной группе не менее {people}, владеющих {spoken}."


def _most(span: str) -> Callable[[Values], str]:
    return lambda values: f"{span} проводится не более {_meetings(values['meetings'])}."


def _person_most(span: str) -> Callable[[Values], str]:
    return lambda values: f"Один человек проводит не более {_meetings(values['meetings'])} {span}."


def _weekdays(values: Values) -> str:
    days = russian.join(_ON_WEEKDAYS[day] for day in values["weekdays"])
    return f"Встречи проводятся только по {days}."


def _spacing(values: Values) -> str:
    least, most = values["at_least"], values["at_most"]
    if not least:
        return (
            f"Между двумя приездами в одно место проходит не более {_days(most)}."
            if most
            else "В одно место можно приехать и дважды в день."
        )
    span = f"{least} и не более {_days(most)}" if most else _days(least)
    return f"Между двумя приездами в одно место проходит не менее {span}."


def _left_out(values: Values) -> str:
    return (
        f"Встреча, не вошедшая в график, приравнивается к {_minutes(values['ordinary'])}"
        f" в дороге в месте важности 1 и к {_minutes(values['highest'])}"
        f" в месте важности {HIGHEST_WEIGHT}."
    )


def _late(values: Values) -> str:
    if not values["minutes"]:
        return "Опоздание против срока не учитывается."
    return (
        f"Каждый день опоздания против срока приравнивается к {_minutes(values['minutes'])}"
        " в дороге с умножением на важность места."
    )


def _waiting(values: Values) -> str:
    if not values["minutes"]:
        return "Сколько дней место ждёт встречи, не учитывается."
    return (
        f"Каждый день ожидания встречи приравнивается к {_minutes(values['minutes'])}"
        " в дороге с умножением на важность места."
    )


def _uneven(values: Values) -> str:
    once = values["minutes"]
    if not once:
        return "Неравная нагрузка людей не учитывается."
    return (
        "Одна встреча сверх справедливой доли человека или до неё приравнивается"
        f" к {_minutes(once)} в дороге, две — к {_minutes(4 * once)}."
    )


def _again(values: Values) -> str:
    if not values["minutes"]:
        return "Повторный приезд того же человека в то же место не учитывается."
    return (
        "Повторный приезд того же человека в то же место приравнивается"
        f" к {_minutes(values['minutes'])} в дороге."
    )


SENTENCES: Final[dict[RuleKind, Callable[[Values], str]]] = {
    RuleKind.CREW_SIZE: _crew_size,
    RuleKind.CREW_CATEGORY: lambda held: (
        f"В каждой выездной группе не менее {_people(held['at_least'])}"
        f" из категории «{held['name']}»."
    ),
    RuleKind.CREW_SKILL: _skill,
    RuleKind.CREW_LANGUAGE: _crew_language,
    RuleKind.PLACE_LANGUAGE: lambda held: (
        "В выездной группе есть человек, говорящий на языке этого места."
    ),
    RuleKind.MEMBER_DAILY_LIMIT: _person_most("в день"),
    RuleKind.MEMBER_WEEKLY_LIMIT: _person_most("в неделю"),
    RuleKind.MEMBER_TOTAL_LIMIT: _person_most("за весь период"),
    RuleKind.PERIOD_CAPACITY: _most("В одну часть дня"),
    RuleKind.DAILY_CAPACITY: _most("В один день"),
    RuleKind.WEEKLY_CAPACITY: _most("За одну неделю"),
    RuleKind.ALLOWED_DATES: lambda held: (
        f"Встречи проводятся только в эти дни: {spans(held, 'ru')}."
    ),
    RuleKind.ALLOWED_WEEKDAYS: _weekdays,
    RuleKind.OPEN_HOURS: lambda held: f"Встречи проводятся в часы {hours(held, 'ru')}.",
    RuleKind.MEETING_LENGTH: lambda held: (
        "На одну встречу отводится"
        f" {russian.counted(held['minutes'], 'минута', 'минуты', 'минут')}."
    ),
    RuleKind.SPACING: _spacing,
    # «К 30 июня 2023 года»: the numeral is read in the dative and written the same.
    RuleKind.QUOTA: lambda held: (
        f"К {russian.long_date(by(held))} проводится не менее {_meetings(held['at_least'])}."
    ),
    RuleKind.PRIORITY: lambda held: (
        f"Важность приоритетного места считается не ниже {held['weight']} из {HIGHEST_WEIGHT}."
    ),
    RuleKind.LEFT_OUT: _left_out,
    RuleKind.LATE: _late,
    RuleKind.PRIORITY_FIRST: _waiting,
    RuleKind.UNEVEN_LOAD: _uneven,
    RuleKind.SAME_SPEAKER_AGAIN: _again,
}

"""The sentences of rules in Kazakh."""

from collections.abc import Callable
from typing import Final

from kezdesu.core.language import kazakh
from kezdesu.core.spreadsheets.words import language_name

from ..choices import RuleKind
from ..rules import HIGHEST_WEIGHT
from .spans import Values, by, hours, spans, weekdays


def _crew_size(values: Values) -> str:
    if values["min"] == values["max"]:
        return f"Шығу тобында {values['min']} адам болады."
    return f"Шығу тобында кемінде {values['min']}, көп дегенде {values['max']} адам болады."


def _skill(values: Values) -> str:
    who = f"кемінде {values['at_least']} адам болады"
    if values["level"] == 1:
        return f"Әр шығу тобында «{values['name']}» дағдысы бар {who}."
    level = kazakh.ordinal(values["level"], "деңгейден")
    return f"Әр шығу тобында «{values['name']}» дағдысын {level} төмен емес меңгерген {who}."


def _crew_language(values: Values) -> str:
    tongue = language_name(values["language"], "kk")
    spoken = kazakh.decline(tongue, "locative")
    return f"Әр шығу тобында {spoken} сөйлейтін кемінде {values['at_least']} адам болады."


def _most(opening: str) -> Callable[[Values], str]:
    return lambda values: f"{opening} {_number(values['meetings'])} кездесуден артық өткізілмейді."


def _person_most(span: str) -> Callable[[Values], str]:
    return lambda values: (
        f"Бір адам {span} {_number(values['meetings'])} кездесуден артық өткізбейді."
    )


def _weekdays(values: Values) -> str:
    return f"Кездесулер {kazakh.join(weekdays(values, 'kk'))} күндері ғана өткізіледі."


def _spacing(values: Values) -> str:
    most = values["at_most"]
    if not values["at_least"]:
        return (
            f"Бір орынға екі рет барғанда арасында көп дегенде {most} күн болады."
            if most
            else "Бір орынға бір күнде екі рет те баруға болады."
        )
    up_to = f", көп дегенде {most}" if most else ""
    return f"Бір орынға екі рет барғанда арасында кемінде {values['at_least']}{up_to} күн болады."


def _left_out(values: Values) -> str:
    return (
        "Кестеге енбей қалған кездесу маңыздылығы 1 орында жолдағы"
        f" {_number(values['ordinary'])} минутқа, маңыздылығы {HIGHEST_WEIGHT} орында"
        f" {_number(values['highest'])} минутқа тең."
    )


def _late(values: Values) -> str:
    if not values["minutes"]:
        return "Мерзімінен кешігу ескерілмейді."
    return (
        f"Мерзімінен кешіккен әр күн жолдағы {_number(values['minutes'])} минутқа тең,"
        " ол орынның маңыздылығына көбейтіледі."
    )


def _waiting(values: Values) -> str:
    if not values["minutes"]:
        return "Кездесуді қанша күткені ескерілмейді."
    return (
        f"Орынның кездесуді күткен әр күні жолдағы {_number(values['minutes'])} минутқа тең,"
        " ол орынның маңыздылығына көбейтіледі."
    )


def _uneven(values: Values) -> str:
    once = values["minutes"]
    if not once:
        return "Адамдардың жүктемесі тең болмауы ескерілмейді."
    return (
        "Адамның кездесуі әділ үлесінен 1-ге артық не кем болса, бұл жолдағы"
        f" {_number(once)} минутқа, 2-ге артық не кем болса, {_number(4 * once)} минутқа тең."
    )


def _again(values: Values) -> str:
    if not values["minutes"]:
        return "Бір адамның сол орынға қайта баруы ескерілмейді."
    return f"Бір адамның сол орынға қайта баруы жолдағы {_number(values['minutes'])} минутқа тең."


_number = kazakh.number
SENTENCES: Final[dict[RuleKind, Callable[[Values], str]]] = {
    RuleKind.CREW_SIZE: _crew_size,
    RuleKind.CREW_CATEGORY: lambda held: (
        f"Әр шығу тобында «{held['name']}» санатынан кемінде {held['at_least']} адам болады."
    ),
    RuleKind.CREW_SKILL: _skill,
    RuleKind.CREW_LANGUAGE: _crew_language,
    RuleKind.PLACE_LANGUAGE: lambda held: "Шығу тобында сол орынның тілінде сөйлейтін адам болады.",
    RuleKind.MEMBER_DAILY_LIMIT: _person_most("күніне"),
    RuleKind.MEMBER_WEEKLY_LIMIT: _person_most("аптасына"),
    RuleKind.MEMBER_TOTAL_LIMIT: _person_most("бүкіл кезеңде"),
    RuleKind.PERIOD_CAPACITY: _most("Күннің бір бөлігінде"),
    RuleKind.DAILY_CAPACITY: _most("Бір күнде"),
    RuleKind.WEEKLY_CAPACITY: _most("Бір аптада"),
    RuleKind.ALLOWED_DATES: lambda held: (
        f"Кездесулер тек мына күндері өткізіледі: {spans(held, 'kk')}."
    ),
    RuleKind.ALLOWED_WEEKDAYS: _weekdays,
    RuleKind.OPEN_HOURS: lambda held: (
        f"Кездесулер сағат {hours(held, 'kk')} аралығында өткізіледі."
    ),
    RuleKind.MEETING_LENGTH: lambda held: f"Бір кездесуге {held['minutes']} минут беріледі.",
    RuleKind.SPACING: _spacing,
    RuleKind.QUOTA: lambda held: (
        f"{kazakh.long_date(by(held), 'dative')} дейін"
        f" кемінде {_number(held['at_least'])} кездесу өткізіледі."
    ),
    RuleKind.PRIORITY: lambda held: (
        f"Басым орынның маңыздылығы кемінде {held['weight']} деп есептеледі"
        f" (ең жоғарысы — {HIGHEST_WEIGHT})."
    ),
    RuleKind.LEFT_OUT: _left_out,
    RuleKind.LATE: _late,
    RuleKind.PRIORITY_FIRST: _waiting,
    RuleKind.UNEVEN_LOAD: _uneven,
    RuleKind.SAME_SPEAKER_AGAIN: _again,
}

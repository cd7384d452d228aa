"""The sentences of rules in English."""

from collections.abc import Callable
from typing import Final

from kezdesu.core.language import english
from kezdesu.core.spreadsheets.words import language_name

from ..choices import RuleKind
from ..rules import HIGHEST_WEIGHT
from .spans import Values, by, hours, spans, weekdays


def _people(count: int) -> str:
    return english.counted(count, "person", "people")


def _meetings(count: int) -> str:
    return english.counted(count, "meeting", "meetings")


def _minutes(count: int) -> str:
    return english.counted(count, "minute", "minutes")


def _days(count: int) -> str:
    return english.counted(count, "day", "days")


def _crew_size(values: Values) -> str:
    least, most = values["min"], values["max"]
    number = str(least) if least == most else f"{least} to {most}"
    return f"A crew has {number} {'person' if most == 1 else 'people'}."


def _skill(values: Values) -> str:
    level = f" at level {values['level']} or above" if values["level"] > 1 else ""
    people = _people(values["at_least"])
    return f"Every crew has at least {people} with the skill “{values['name']}”{level}."


def _crew_language(values: Values) -> str:
    speak = "speaks" if values["at_least"] == 1 else "speak"
    tongue = language_name(values["language"], "en")
    return f"Every crew has at least {_people(values['at_least'])} who {speak} {tongue}."


def _most(span: str) -> Callable[[Values], str]:
    return lambda values: f"At most {_meetings(values['meetings'])} can be held {span}."


def _person_most(span: str) -> Callable[[Values], str]:
    return lambda values: f"One person holds at most {_meetings(values['meetings'])} {span}."


def _weekdays(values: Values) -> str:
    return f"Meetings are held only on {english.join(f'{day}s' for day in weekdays(values, 'en'))}."


def _spacing(values: Values) -> str:
    least, most = values["at_least"], values["at_most"]
    if not least:
        return (
            f"Two visits to one place are at most {_days(most)} apart."
            if most
            else "One place may be visited twice on one day."
        )
    span = f"{least} and at most {_days(most)}" if most else _days(least)
    return f"Two visits to one place are at least {span} apart."


def _left_out(values: Values) -> str:
    return (
        f"A visit left out counts as {_minutes(values['ordinary'])} on the way at a place of"
        f" importance 1, and as {_minutes(values['highest'])} at one of importance"
        f" {HIGHEST_WEIGHT}."
    )


def _late(values: Values) -> str:
    if not values["minutes"]:
        return "Days after the due date do not count."
    return (
        f"Each day after the due date counts as {_minutes(values['minutes'])} on the way,"
        " times the importance of the place."
    )


def _waiting(values: Values) -> str:
    if not values["minutes"]:
        return "How long a place waits for its visit does not count."
    return (
        "Each day that a place waits for its visit counts as"
        f" {_minutes(values['minutes'])} on the way, times the importance of the place."
    )


def _uneven(values: Values) -> str:
    once = values["minutes"]
    if not once:
        return "Uneven load does not count."
    return (
        "One meeting above or below a person's fair share counts as"
        f" {_minutes(once)} on the way, two as {_minutes(4 * once)}."
    )


def _again(values: Values) -> str:
    if not values["minutes"]:
        return "The same person at the same place again does not count."
    return (
        "The same person at the same place again counts as"
        f" {_minutes(values['minutes'])} on the way."
    )


SENTENCES: Final[dict[RuleKind, Callable[[Values], str]]] = {
    RuleKind.CREW_SIZE: _crew_size,
    RuleKind.CREW_CATEGORY: lambda held: (
        f"Every crew has at least {_people(held['at_least'])} of the category “{held['name']}”."
    ),
    RuleKind.CREW_SKILL: _skill,
    RuleKind.CREW_LANGUAGE: _crew_language,
    RuleKind.PLACE_LANGUAGE: lambda held: (
        "A crew has someone who speaks the language of the place."
    ),
    RuleKind.MEMBER_DAILY_LIMIT: _person_most("a day"),
    RuleKind.MEMBER_WEEKLY_LIMIT: _person_most("a week"),
    RuleKind.MEMBER_TOTAL_LIMIT: _person_most("in the whole period"),
    RuleKind.PERIOD_CAPACITY: _most("in one part of a day"),
    RuleKind.DAILY_CAPACITY: _most("on one day"),
    RuleKind.WEEKLY_CAPACITY: _most("in one week"),
    RuleKind.ALLOWED_DATES: lambda held: (
        f"Meetings are held only on these days: {spans(held, 'en')}."
    ),
    RuleKind.ALLOWED_WEEKDAYS: _weekdays,
    RuleKind.OPEN_HOURS: lambda held: f"Meetings are held within {hours(held, 'en')}.",
    RuleKind.MEETING_LENGTH: lambda held: f"A meeting is given {_minutes(held['minutes'])}.",
    RuleKind.SPACING: _spacing,
    RuleKind.QUOTA: lambda held: (
        f"At least {_meetings(held['at_least'])} by {english.long_date(by(held))}."
    ),
    RuleKind.PRIORITY: lambda held: (
        f"A priority place counts with an importance of at least {held['weight']}"
        f" out of {HIGHEST_WEIGHT}."
    ),
    RuleKind.LEFT_OUT: _left_out,
    RuleKind.LATE: _late,
    RuleKind.PRIORITY_FIRST: _waiting,
    RuleKind.UNEVEN_LOAD: _uneven,
    RuleKind.SAME_SPEAKER_AGAIN: _again,
}

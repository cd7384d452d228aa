"""What each kind of rule holds, and what makes a rule or a target impossible."""

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Final

from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

from .choices import RuleKind

HIGHEST_WEIGHT: Final = 10
MOST_VISITS: Final = 365  # that a target may ask for
HIGHEST_LEVEL: Final = 3
MOST_CREW: Final = 30
MOST_MINUTES: Final = 100_000  # on the way, that a cost may be worth
LONGEST_MEETING: Final = 8 * 60

# What holds where a track states no rule of the kind; the other kinds then bind nothing.
USUAL: Final[Mapping[RuleKind, Mapping[str, Any]]] = {
    RuleKind.CREW_SIZE: {"min": 1, "max": 3},
    # Ten o'clock, when errands at home and first lectures are done, and three, before the evening;
    # two hours hold one meeting and some talk after it.
    RuleKind.OPEN_HOURS: {"parts": [["10:00", "12:00"], ["15:00", "17:00"]]},
    RuleKind.MEETING_LENGTH: {"minutes": 60},
    # Two visits that one target asks for are not one long one.
    RuleKind.SPACING: {"at_least": 14, "at_most": None},
    # A priority place weighs as the most important ordinary target does.
    RuleKind.PRIORITY: {"weight": HIGHEST_WEIGHT},
    # More than any delay or way: 10 points a day of waiting for half a year are far less.
    RuleKind.LEFT_OUT: {"ordinary": 11_000, "highest": 20_000},
    RuleKind.LATE: {"minutes": 50},
    RuleKind.PRIORITY_FIRST: {"minutes": 1},
    RuleKind.UNEVEN_LOAD: {"minutes": 20},
    RuleKind.SAME_SPEAKER_AGAIN: {"minutes": 60},
}


def checked_values(
    kind: str,
    values: Mapping[str, Any],
    *,
    categories: Collection[str],
    skills: Collection[str] = (),
) -> dict[str, Any]:
    """`values` as a rule of this kind stores them; Refused names the field that is wrong.

    crew_size {min, max} · crew_category {category, at_least} · crew_skill {skill, level,
    at_least} · crew_language {language, at_least} · place_language {} · member_daily_limit,
    member_weekly_limit, member_total_limit, period_capacity, daily_capacity, weekly_capacity
    {meetings} · allowed_dates {ranges: [[from, to], …]} · allowed_weekdays {weekdays: 0 Monday …} ·
    open_hours {parts: [["10:00", "12:00"], …]} · meeting_length {minutes} · spacing {at_least,
    at_most or None, in days} · quota {at_least, by} · priority {weight} · left_out {ordinary,
    highest} · late, priority_first, uneven_load, same_speaker_again {minutes}; days as ISO text.
    """
    if kind not in RuleKind.values:
        raise Refused(_("“%(kind)s” is not a kind of rule.") % {"kind": kind}, field="kind")
    fields = _FIELDS[RuleKind(kind)]
    for name in values:
        if name not in fields:
            raise Refused(
                _("A rule of this kind holds no “%(name)s”.") % {"name": name}, field=name
            )
    held = {name: read(name, values.get(name)) for name, read in fields.items()}
    _refuse_turned_round(held)
    if "category" in held and held["category"] not in categories:
        raise Refused(
            _("There is no category “%(slug)s”.") % {"slug": held["category"]}, field="category"
        )
    if "skill" in held and held["skill"] not in skills:
        raise Refused(_("There is no skill “%(slug)s”.") % {"slug": held["skill"]}, field="skill")
    return held


def _refuse_turned_round(held: Mapping[str, Any]) -> None:
    """The least stands before the most, under whatever names."""
    for least, most in (("min", "max"), ("at_least", "at_most"), ("ordinary", "highest")):
        if held.get(most) is not None and held[least] > held[most]:
            raise Refused(_("The least is greater than the most."), field=most)


def refuse_bad_target(*, starts_on: date, ends_on: date, due_on: date, weight: int) -> None:
    if ends_on < starts_on:
        raise Refused(_("The last day is before the first."), field="ends_on")
    if not starts_on <= due_on <= ends_on:
        raise Refused(_("The due date lies outside the target's period."), field="due_on")
    if not 1 <= weight <= HIGHEST_WEIGHT:
        raise Refused(
            _("The importance goes from 1 to %(highest)s.") % {"highest": HIGHEST_WEIGHT},
            field="weight",
        )


def _whole(least: int, most: int) -> "_Read":
    def read(name: str, value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
            raise Refused(
                _("Write a whole number from %(least)s to %(most)s.")
                % {"least": least, "most": most},
                field=name,
            )
        return value

    return read


def _if_given(read: "_Read") -> "_Read":
    return lambda name, value: None if value is None else read(name, value)


def _word(name: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise Refused(_("Choose one."), field=name)
    return value


def _day(name: str, value: Any) -> str:
    try:
        return date.fromisoformat(str(value)).isoformat()
    except ValueError:
        raise Refused(_("Write a date as 26.07.2023."), field=name) from None


def _ranges(name: str, value: Any) -> list[list[str]]:
    if not isinstance(value, (list, tuple)) or not value:
        raise Refused(_("Give at least one stretch of days."), field=name)
    if not all(isinstance(span, (list, tuple)) for span in value):
        raise Refused(_("Each stretch has a first day and a last day after it."), field=name)
    ranges = [[_day(name, day) for day in span] for span in value]
    if any(len(span) != 2 or span[0] > span[1] for span in ranges):
        raise Refused(_("Each stretch has a first day and a last day after it."), field=name)
    return ranges


def _weekdays(name: str, value: Any) -> list[int]:
    days = sorted(set(value)) if isinstance(value, (list, tuple)) else []
    if not days or not all(day in range(7) for day in days):
        raise Refused(_("Choose at least one day of the week."), field=name)
    return days


_CLOCK: Final = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _parts(name: str, value: Any) -> list[list[str]]:
    """Parts of the day in order, none beginning before the one before it has ended."""
    if not isinstance(value, (list, tuple)) or not value:
        raise Refused(_("Give at least one part of the day, as 10:00–12:00."), field=name)
    if not all(_is_part(part) for part in value):
        raise Refused(_("Write each part of the day as 10:00–12:00."), field=name)
    parts = sorted([*part] for part in value)
    if any(one[1] > other[0] for one, other in pairwise(parts)):
        raise Refused(_("Two parts of the day overlap."), field=name)
    return parts


def _is_part(part: Any) -> bool:
    if not isinstance(part, (list, tuple)) or len(part) != 2:
        return False
    return all(_CLOCK.fullmatch(str(clock)) for clock in part) and part[0] < part[1]


_Read = Callable[[str, Any], Any]
_count: Final = _whole(1, 10_000)
_people: Final = _whole(1, MOST_CREW)
_minutes: Final = _whole(0, MOST_MINUTES)
_MEETINGS: Final[dict[str, _Read]] = {"meetings": _count}
_WORTH: Final[dict[str, _Read]] = {"minutes": _minutes}
_FIELDS: Final[dict[RuleKind, dict[str, _Read]]] = {
    RuleKind.CREW_SIZE: {"min": _people, "max": _people},
    RuleKind.CREW_CATEGORY: {"category": _word, "at_least": _people},
    RuleKind.CREW_SKILL: {"skill": _word, "level": _whole(1, HIGHEST_LEVEL), "at_least": _people},
    RuleKind.CREW_LANGUAGE: {"language": _word, "at_least": _people},
    RuleKind.PLACE_LANGUAGE: {},
    RuleKind.MEMBER_DAILY_LIMIT: _MEETINGS,
    RuleKind.MEMBER_WEEKLY_LIMIT: _MEETINGS,
    RuleKind.MEMBER_TOTAL_LIMIT: _MEETINGS,
    RuleKind.PERIOD_CAPACITY: _MEETINGS,
    RuleKind.DAILY_CAPACITY: _MEETINGS,
    RuleKind.WEEKLY_CAPACITY: _MEETINGS,
    RuleKind.ALLOWED_DATES: {"ranges": _ranges},
    RuleKind.ALLOWED_WEEKDAYS: {"weekdays": _weekdays},
    RuleKind.OPEN_HOURS: {"parts": _parts},
    RuleKind.MEETING_LENGTH: {"minutes": _whole(15, LONGEST_MEETING)},
    RuleKind.SPACING: {"at_least": _whole(0, 365), "at_most": _if_given(_whole(1, 365))},
    RuleKind.QUOTA: {"at_least": _count, "by": _day},
    RuleKind.PRIORITY: {"weight": _whole(1, HIGHEST_WEIGHT)},
    RuleKind.LEFT_OUT: {"ordinary": _minutes, "highest": _minutes},
    RuleKind.LATE: _WORTH,
    RuleKind.PRIORITY_FIRST: _WORTH,
    RuleKind.UNEVEN_LOAD: _WORTH,
    RuleKind.SAME_SPEAKER_AGAIN: _WORTH,
}

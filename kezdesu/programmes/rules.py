"""What each kind of rule holds, and what makes a rule or a target impossible."""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any, Final

from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

from .choices import RuleKind

HIGHEST_WEIGHT: Final = 10


def checked_values(
    kind: str, values: Mapping[str, Any], *, categories: Collection[str]
) -> dict[str, Any]:
    """`values` as a rule of this kind stores them; Refused names the field that is wrong.

    crew_size {min, max} · crew_category {category, at_least} · place_language {} ·
    member_daily_limit, member_weekly_limit, member_total_limit, daily_capacity, weekly_capacity
    {meetings} · quota {at_least, by} · allowed_dates {ranges: [[from, to], …]}; days as ISO text.
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
    if held.get("min", 0) > held.get("max", 0):
        raise Refused(_("The least is greater than the most."), field="max")
    if "category" in held and held["category"] not in categories:
        raise Refused(
            _("There is no category “%(slug)s”.") % {"slug": held["category"]}, field="category"
        )
    return held


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


def _count(name: str, value: Any) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 1 <= value <= 10_000:
        raise Refused(_("Write a whole number, 1 or more."), field=name)
    return value


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


_Read = Callable[[str, Any], Any]
_MEETINGS: Final[dict[str, _Read]] = {"meetings": _count}
_FIELDS: Final[dict[RuleKind, dict[str, _Read]]] = {
    RuleKind.CREW_SIZE: {"min": _count, "max": _count},
    RuleKind.CREW_CATEGORY: {"category": _word, "at_least": _count},
    RuleKind.PLACE_LANGUAGE: {},
    RuleKind.MEMBER_DAILY_LIMIT: _MEETINGS,
    RuleKind.MEMBER_WEEKLY_LIMIT: _MEETINGS,
    RuleKind.MEMBER_TOTAL_LIMIT: _MEETINGS,
    RuleKind.DAILY_CAPACITY: _MEETINGS,
    RuleKind.WEEKLY_CAPACITY: _MEETINGS,
    RuleKind.QUOTA: {"at_least": _count, "by": _day},
    RuleKind.ALLOWED_DATES: {"ranges": _ranges},
}

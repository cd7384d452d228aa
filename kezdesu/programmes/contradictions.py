"""What a track's rules and targets, taken together, make impossible. Pure functions on values."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final

from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

from .choices import RuleKind
from .rules import USUAL
from .wording import by_day

Values = Mapping[str, Any]

NEEDS: Final = (RuleKind.CREW_CATEGORY, RuleKind.CREW_SKILL, RuleKind.CREW_LANGUAGE)


@dataclass(frozen=True)
class Asked:
    """What one target asks for."""

    starts_on: date
    ends_on: date
    visits_due: int


@dataclass(frozen=True)
class Standing:
    """The other rules that bind, the targets, and how to ask for the office's working days."""

    rules: Sequence[tuple[RuleKind, Values]]
    targets: Sequence[Asked]
    starts_on: date
    working_days: Callable[[date, date], Iterable[date]]


def refuse_contradiction(kind: RuleKind, values: Values, standing: Standing) -> None:
    """Refused, at the field that is being stated, when no schedule could keep all the rules."""
    rules = _Together(kind, values, standing)
    for judge in _JUDGES.get(kind, ()):
        judge(rules)


class _Together:
    """The rule being stated among the others."""

    def __init__(self, kind: RuleKind, values: Values, standing: Standing) -> None:
        self.kind, self.values, self.standing = kind, values, standing

    def all(self, *kinds: RuleKind) -> Iterator[Values]:
        if self.kind in kinds:
            yield self.values
        yield from (held for kind, held in self.standing.rules if kind in kinds)

    def one(self, kind: RuleKind) -> Values | None:
        """What is stated, else what is usual; None where the kind binds nothing."""
        return next(self.all(kind), USUAL.get(kind))

    def field(self, **fields: str) -> str:
        """The field of the kind that is being stated."""
        return fields[self.kind.value]


def _crew_holds_its_needs(rules: _Together) -> None:
    size = rules.one(RuleKind.CREW_SIZE)
    asked = max((held["at_least"] for held in rules.all(*NEEDS)), default=0)
    if size and asked > size["max"]:
        raise Refused(
            _("A crew of at most %(most)s cannot hold the %(asked)s people it is asked for.")
            % {"most": size["max"], "asked": asked},
            field="max" if rules.kind == RuleKind.CREW_SIZE else "at_least",
        )


def _meeting_fits_the_hours(rules: _Together) -> None:
    hours, length = rules.one(RuleKind.OPEN_HOURS), rules.one(RuleKind.MEETING_LENGTH)
    if not hours or not length:
        return
    longest = max(_minutes(end) - _minutes(start) for start, end in hours["parts"])
    if length["minutes"] > longest:
        raise Refused(
            _("A meeting of %(length)s minutes is longer than any part of a day, at most %(most)s.")
            % {"length": length["minutes"], "most": longest},
            field=rules.field(open_hours="parts", meeting_length="minutes"),
        )


def _targets_ask_for_the_quota(rules: _Together) -> None:
    by = date.fromisoformat(rules.values["by"])
    asked = sum(each.visits_due for each in rules.standing.targets if each.starts_on <= by)
    if rules.standing.targets and asked < rules.values["at_least"]:
        raise Refused(
            _("The targets ask for %(asked)s visits by %(by)s: there cannot be %(least)s.")
            % {"asked": asked, "by": by_day(by), "least": rules.values["at_least"]},
            field="at_least",
        )


def _weeks_hold_the_quota(rules: _Together) -> None:
    pace = next(rules.all(RuleKind.WEEKLY_CAPACITY), None)
    if pace is None:
        return
    start = min((each.starts_on for each in rules.standing.targets), default=None)
    start = start or rules.standing.starts_on
    for quota in rules.all(RuleKind.QUOTA):
        by = date.fromisoformat(quota["by"])
        weeks = ((by - start).days + start.weekday()) // 7 + 1
        if by >= start and weeks * pace["meetings"] < quota["at_least"]:
            raise Refused(
                _("At %(pace)s a week there are at most %(most)s by %(by)s, not %(least)s.")
                % {
                    "pace": pace["meetings"],
                    "most": weeks * pace["meetings"],
                    "by": by_day(by),
                    "least": quota["at_least"],
                },
                field=rules.field(weekly_capacity="meetings", quota="at_least"),
            )


def _targets_bear_the_spacing(rules: _Together) -> None:
    least = rules.values["at_least"]
    for each in rules.standing.targets:
        days = (each.ends_on - each.starts_on).days
        if (each.visits_due - 1) * least > days:
            raise Refused(
                _("A target asks for %(visits)s visits in %(days)s days: leave fewer days between.")
                % {"visits": each.visits_due, "days": days + 1},
                field="at_least",
            )


def _some_working_day_remains(rules: _Together) -> None:
    weekdays = rules.one(RuleKind.ALLOWED_WEEKDAYS)
    spans = [
        (date.fromisoformat(first), date.fromisoformat(last))
        for held in rules.all(RuleKind.ALLOWED_DATES)
        for first, last in held["ranges"]
    ] or [_year_from(rules.standing.starts_on)]
    first, last = min(span[0] for span in spans), max(span[1] for span in spans)
    allowed = set(weekdays["weekdays"]) if weekdays else set(range(7))
    days = rules.standing.working_days(first, last)
    if not any(
        day.weekday() in allowed and any(start <= day <= end for start, end in spans)
        for day in days
    ):
        raise Refused(
            _("No working day is left on which a meeting could be held."),
            field=rules.field(allowed_dates="ranges", allowed_weekdays="weekdays"),
        )


def _year_from(first: date) -> tuple[date, date]:
    return first, first + timedelta(days=365)


def _minutes(clock: str) -> int:
    hour, minute = clock.split(":")
    return int(hour) * 60 + int(minute)


_JUDGES: Final[Mapping[RuleKind, Sequence[Callable[[_Together], None]]]] = {
    RuleKind.CREW_SIZE: [_crew_holds_its_needs],
    RuleKind.CREW_CATEGORY: [_crew_holds_its_needs],
    RuleKind.CREW_SKILL: [_crew_holds_its_needs],
    RuleKind.CREW_LANGUAGE: [_crew_holds_its_needs],
    RuleKind.OPEN_HOURS: [_meeting_fits_the_hours],
    RuleKind.MEETING_LENGTH: [_meeting_fits_the_hours],
    RuleKind.QUOTA: [_targets_ask_for_the_quota, _weeks_hold_the_quota],
    RuleKind.WEEKLY_CAPACITY: [_weeks_hold_the_quota],
    RuleKind.SPACING: [_targets_bear_the_spacing],
    RuleKind.ALLOWED_DATES: [_some_working_day_remains],
    RuleKind.ALLOWED_WEEKDAYS: [_some_working_day_remains],
}

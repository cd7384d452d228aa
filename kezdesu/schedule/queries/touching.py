"""How much of a period and of its newest plan a rule touches; all is read once."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kezdesu.people.models import Person, Seat
from kezdesu.programmes.calendar import working_days
from kezdesu.programmes.choices import COSTS, RuleKind
from kezdesu.programmes.models import Track

from ..choices import OPEN, PlanStatus
from ..inputs import seats_within, targets_within
from ..models import Plan
from ..planning import judgement
from ..proposals import Broken, Judgement
from ..track_rules import Stated, TrackRules, rules_of
from .judged import MOST_JUDGED
from .plans import half_year_to_plan

Values = Mapping[str, Any]


@dataclass(frozen=True)
class Touch:
    """One number that a rule touches; `of` is what it is a part of."""

    label: str | Promise
    number: int
    of: int | None = None
    is_fault: bool = False


# What the engine's checker calls a rule that a visit breaks.
_BROKEN_AS: Final = {
    RuleKind.CREW_SIZE: "crew_size",
    RuleKind.CREW_CATEGORY: "need_category",
    RuleKind.CREW_SKILL: "need_skill",
    RuleKind.CREW_LANGUAGE: "need_language",
    RuleKind.PLACE_LANGUAGE: "need_language",
    RuleKind.MEMBER_DAILY_LIMIT: "day_limit",
    RuleKind.MEMBER_WEEKLY_LIMIT: "week_limit",
    RuleKind.MEMBER_TOTAL_LIMIT: "total_limit",
    RuleKind.PERIOD_CAPACITY: "period_capacity",
    RuleKind.DAILY_CAPACITY: "day_capacity",
    RuleKind.WEEKLY_CAPACITY: "week_capacity",
    RuleKind.ALLOWED_DATES: "allowed_days",
    RuleKind.ALLOWED_WEEKDAYS: "allowed_weekdays",
    RuleKind.OPEN_HOURS: "allowed_periods",
    RuleKind.SPACING: "spacing",
}


class Ground:
    """A track's period: its targets, its people, its working days and its newest plan.

    Without a plan it is the half-year that would be planned next, within the programme's days.
    """

    def __init__(self, track: Track) -> None:
        self.track = track
        self.plan = _newest_plan(track)
        if self.plan:
            self.starts_on, self.ends_on = self.plan.starts_on, self.plan.ends_on
        else:
            self.starts_on, self.ends_on = half_year_to_plan([track], timezone.localdate())

    @cached_property
    def stated(self) -> dict[int, Stated]:
        """The rules that bind, by their keys."""
        rules = self.track.rules.filter(is_active=True).order_by("pk")
        return {rule.pk: (rule.kind, rule.values) for rule in rules}

    @cached_property
    def targets(self) -> list[Any]:
        return list(targets_within(self.track, self.starts_on, self.ends_on))

    @cached_property
    def days(self) -> list[date]:
        return working_days(self.track.programme.office, self.starts_on, self.ends_on)

    @cached_property
    def people(self) -> dict[Person, set[str]]:
        """Who has a seat in the group in the period, with the categories of their seats."""
        seats = Seat.objects.filter(
            seats_within(self.starts_on, self.ends_on), group=self.track.group_id
        )
        found: dict[Person, set[str]] = {}
        named = seats.select_related("person", "category").order_by("person__key", "pk")
        for seat in named.prefetch_related("person__absences"):
            found.setdefault(seat.person, set()).add(seat.category.slug)
        return found

    @cached_property
    def visit_days(self) -> list[date]:
        """The day of each visit of the plan, in the office's own time."""
        if self.plan is None:
            return []
        zone = ZoneInfo(self.track.programme.office.time_zone)
        starts = self.plan.visits.values_list("starts_at", flat=True)
        return [each.astimezone(zone).date() for each in starts]

    @property
    def is_too_large(self) -> bool:
        """Whether a page could not wait until the plan is judged."""
        return len(self.visit_days) > MOST_JUDGED

    @cached_property
    def judged(self) -> Judgement | None:
        """The plan under the rules as they are."""
        return judgement(self.plan) if self.plan and not self.is_too_large else None

    def tried(self, kind: RuleKind, values: Values, pk: int | None) -> Judgement | None:
        """The plan under the rules with this one added, or in place of rule `pk`."""
        if self.plan is None or self.is_too_large:
            return None
        others = {key: each for key, each in self.stated.items() if key != pk}
        return judgement(self.plan, rules_of([*others.values(), (kind.value, values)]))


def touches(
    ground: Ground, kind: RuleKind, values: Values, judged: Judgement | None
) -> list[Touch]:
    """What the rule touches in the period, and what of the plan breaks it or what it weighs."""
    found = [*_IN_THE_PERIOD[kind](ground, values)]
    if judged is None:
        return found
    if kind in COSTS:
        return [*found, Touch(_("weighs in the schedule, minutes"), round(judged.cost[kind.value]))]
    if kind in _BROKEN_AS:
        broken = _breaking(kind, values, judged, rules_of(ground.stated.values()))
        return [*found, Touch(_("planned meetings that break it"), broken, is_fault=broken > 0)]
    return found


def _newest_plan(track: Track) -> Plan | None:
    """The version in work, else the one in force, of the latest period."""
    plans = Plan.objects.filter(track=track, status__in=[*OPEN, PlanStatus.APPROVED])
    newest = plans.order_by("-starts_on", "-version").first()
    if newest:
        newest.track = track
    return newest


def _breaking(kind: RuleKind, values: Values, judged: Judgement, rules: TrackRules) -> int:
    def is_meant(found: Broken) -> bool:
        if found.rule != _BROKEN_AS[kind]:
            return False
        if kind == RuleKind.PLACE_LANGUAGE:
            return found.what not in dict(rules.languages)
        named = values.get("category") or values.get("skill") or values.get("language")
        return named is None or found.what == named

    return sum(any(map(is_meant, found)) for found in judged.broken.values())


def _fitting(ground: Ground, fits: Callable[[Person, set[str]], bool]) -> list[Touch]:
    number = sum(fits(person, categories) for person, categories in ground.people.items())
    return [Touch(_("people who fit"), number, len(ground.people), is_fault=number == 0)]


def _in_group(ground: Ground, values: Values) -> list[Touch]:
    return [Touch(_("people in the group"), len(ground.people))]


def _category(ground: Ground, values: Values) -> list[Touch]:
    return _fitting(ground, lambda _person, categories: values["category"] in categories)


def _skill(ground: Ground, values: Values) -> list[Touch]:
    return _fitting(
        ground, lambda person, _: person.skills.get(values["skill"], 0) >= values["level"]
    )


def _language(ground: Ground, values: Values) -> list[Touch]:
    return _fitting(ground, lambda person, _: values["language"] in person.languages)


def _places_with_language(ground: Ground, values: Values) -> list[Touch]:
    number = sum(bool(target.place.languages) for target in ground.targets)
    return [Touch(_("targets whose language is known"), number, len(ground.targets))]


def _targets(ground: Ground, values: Values) -> list[Touch]:
    return [Touch(_("targets"), len(ground.targets))]


def _working(ground: Ground, fits: Callable[[date], bool]) -> list[Touch]:
    number = sum(map(fits, ground.days))
    return [Touch(_("working days"), number, len(ground.days), is_fault=number == 0)]


def _dates(ground: Ground, values: Values) -> list[Touch]:
    rules = rules_of([(RuleKind.ALLOWED_DATES, values)])
    return _working(ground, rules.allows)


def _weekdays(ground: Ground, values: Values) -> list[Touch]:
    return _working(ground, lambda day: day.weekday() in values["weekdays"])


def _every_day(ground: Ground, values: Values) -> list[Touch]:
    return [Touch(_("working days"), len(ground.days))]


def _visits(ground: Ground, values: Values) -> list[Touch]:
    return [Touch(_("planned meetings"), len(ground.visit_days))]


def _several(ground: Ground, values: Values) -> list[Touch]:
    number = sum(target.visits_due > 1 for target in ground.targets)
    return [Touch(_("targets of several visits"), number, len(ground.targets))]


def _by_then(ground: Ground, values: Values) -> list[Touch]:
    by = date.fromisoformat(values["by"])
    asked = sum(target.visits_due for target in ground.targets)
    found = [Touch(_("visits that the targets ask for"), asked)]
    if ground.plan is None or by < ground.starts_on:
        return found
    planned = sum(day <= by for day in ground.visit_days)
    is_short = planned < values["at_least"]
    return [*found, Touch(_("planned by that day"), planned, is_fault=is_short)]


def _priority(ground: Ground, values: Values) -> list[Touch]:
    number = sum(target.place.is_priority for target in ground.targets)
    return [Touch(_("priority places"), number, len(ground.targets))]


_IN_THE_PERIOD: Final[Mapping[RuleKind, Callable[[Ground, Values], list[Touch]]]] = {
    RuleKind.CREW_SIZE: _targets,
    RuleKind.CREW_CATEGORY: _category,
    RuleKind.CREW_SKILL: _skill,
    RuleKind.CREW_LANGUAGE: _language,
    RuleKind.PLACE_LANGUAGE: _places_with_language,
    RuleKind.MEMBER_DAILY_LIMIT: _in_group,
    RuleKind.MEMBER_WEEKLY_LIMIT: _in_group,
    RuleKind.MEMBER_TOTAL_LIMIT: _in_group,
    RuleKind.PERIOD_CAPACITY: _every_day,
    RuleKind.DAILY_CAPACITY: _every_day,
    RuleKind.WEEKLY_CAPACITY: _every_day,
    RuleKind.ALLOWED_DATES: _dates,
    RuleKind.ALLOWED_WEEKDAYS: _weekdays,
    RuleKind.OPEN_HOURS: _visits,
    RuleKind.MEETING_LENGTH: _targets,
    RuleKind.SPACING: _several,
    RuleKind.QUOTA: _by_then,
    RuleKind.PRIORITY: _priority,
    RuleKind.LEFT_OUT: _targets,
    RuleKind.LATE: _targets,
    RuleKind.PRIORITY_FIRST: _targets,
    RuleKind.UNEVEN_LOAD: _in_group,
    RuleKind.SAME_SPEAKER_AGAIN: _in_group,
}

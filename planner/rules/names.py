"""The hard rules by name: one name in code, documents and explanations alike.

The order gives each rule the bit under which the compiled search can lift it.
"""

from __future__ import annotations

from typing import Final

NAMES: Final = (
    "must_be_planned",
    "left_out_budget",
    "quota",
    "pinned_period",
    "pinned_members",
    "allowed_days",
    "allowed_weekdays",
    "allowed_periods",
    "opening_hours",
    "period_length",
    "crew_size",
    "need_category",
    "need_language",
    "need_skill",
    "need_person",
    "availability",
    "day_limit",
    "week_limit",
    "total_limit",
    "travel_time",
    "crews_stay_together",
    "period_capacity",
    "day_capacity",
    "week_capacity",
    "precedence",
    "spacing",
    "start_lag",
    "different_people",
)


def bit(name: str) -> int:
    return 1 << NAMES.index(name)


def names_of(mask: int) -> tuple[str, ...]:
    return tuple(name for at, name in enumerate(NAMES) if mask >> at & 1)

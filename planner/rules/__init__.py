"""Every hard rule, as one object each: its name, its check and its words."""

from __future__ import annotations

from planner.rules import crew, time, whole
from planner.rules.base import Rule
from planner.rules.names import NAMES

_BY_NAME = {rule.name: rule for rule in (*whole.RULES, *time.RULES, *crew.RULES)}
RULES: tuple[Rule, ...] = tuple(_BY_NAME[name] for name in NAMES)


def rule_named(name: str) -> Rule:
    return _BY_NAME[name]

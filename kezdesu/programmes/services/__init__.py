"""What a coordinator does with programmes, tracks, themes, rules, targets and special days."""

from .days import add_special_day, remove_special_day
from .programmes import (
    add_programme,
    add_theme,
    add_track,
    edit_programme,
    edit_theme,
    edit_track,
)
from .rules import add_rule, edit_rule, judged_values, remove_rule, switch_rule
from .targets import add_target, add_targets, edit_target, remove_target

__all__ = [
    "add_programme",
    "add_rule",
    "add_special_day",
    "add_target",
    "add_targets",
    "add_theme",
    "add_track",
    "edit_programme",
    "edit_rule",
    "edit_target",
    "edit_theme",
    "edit_track",
    "judged_values",
    "remove_rule",
    "remove_special_day",
    "remove_target",
    "switch_rule",
]

"""One change of a row, as services write and log it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model

from . import audit

_Row = TypeVar("_Row", bound=Model)


def changed(
    action: str, row: _Row, values: Mapping[str, Any], by: Model | None, **told: Any
) -> _Row:
    """Set the values and log each that differs, before and after; nothing is logged of the same."""
    told |= set_values(row, values)
    row.save()
    if told:
        audit.record(action, row, by=by, **told)
    return row


def set_values(row: Model, values: Mapping[str, Any]) -> dict[str, list[Any]]:
    """Of each that differs what it was and what it is now, as the log keeps it."""
    changes = {}
    for name, value in values.items():
        if (before := getattr(row, name)) != value:
            changes[name] = [plain(before), plain(value)]
            setattr(row, name, value)
    return changes


def plain(value: Any) -> Any:
    """As the audit log keeps it: a row by its number, the rest as it is."""
    return value.pk if isinstance(value, Model) else value

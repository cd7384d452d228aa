"""One change of a row, as all services of programmes write and log it."""

from collections.abc import Mapping
from typing import Any, TypeVar

from django.db.models import Model

from kezdesu.accounts.models import User
from kezdesu.core import audit

_Row = TypeVar("_Row", bound=Model)


def changed(
    action: str, row: _Row, values: Mapping[str, Any], by: User | None, **told: Any
) -> _Row:
    """Set the values and log each that differs, before and after; nothing is logged of the same."""
    for name, value in values.items():
        if (before := getattr(row, name)) != value:
            told[name] = [_plain(before), _plain(value)]
            setattr(row, name, value)
    row.save()
    if told:
        audit.record(action, row, by=by, **told)
    return row


def _plain(value: Any) -> Any:
    """As the audit log keeps it: a row by its number, the rest as it is."""
    return value.pk if hasattr(value, "pk") else value

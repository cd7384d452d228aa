"""Make SQLite fold and sort Kazakh as PostgreSQL's ICU does.

SQLite folds case only for ASCII, so `icontains` would miss «Қызылорда» for «қызыл». Each new
connection gets Unicode `LIKE`, `LOWER`, `UPPER` and the collation that a migration makes for
PostgreSQL, so one query text serves both databases. Numbers stand by their size: 3-шағын аудан
before 11-шағын аудан.
"""

import re
from functools import lru_cache
from typing import Any

from django.db.backends.signals import connection_created
from django.db.models import Value
from django.db.models.functions import Coalesce, Collate, NullIf
from django.utils.translation import get_language

from .language.kazakh import sort_key

COLLATION = "kezdesu_kk"


def in_kazakh_order(field: str) -> Collate:
    """An `order_by` expression for a text column, in the order of the Kazakh alphabet."""
    return Collate(field, COLLATION)


def in_shown_order(name: str) -> Collate:
    """The same for a name in three languages, by the one that the page shows."""
    return Collate(shown(name), COLLATION)


def shown(name: str) -> Coalesce:
    """Of a name in three languages the one that the page shows; None where there is no row."""
    return Coalesce(NullIf(f"{name}_{get_language() or 'kk'}", Value("")), f"{name}_kk")


def teach_sqlite_kazakh(connection: Any, **_: object) -> None:
    if connection.vendor != "sqlite":
        return
    raw = connection.connection
    raw.create_function("like", 2, _like, deterministic=True)
    raw.create_function("like", 3, _like, deterministic=True)
    raw.create_function("lower", 1, _lower, deterministic=True)
    raw.create_function("upper", 1, _upper, deterministic=True)
    raw.create_collation(COLLATION, _collate)


def _collate(left: str, right: str) -> int:
    a, b = sort_key(left), sort_key(right)
    return (a > b) - (a < b)


def _lower(text: Any) -> Any:
    return text.lower() if isinstance(text, str) else text


def _upper(text: Any) -> Any:
    return text.upper() if isinstance(text, str) else text


def _like(pattern: Any, text: Any, escape: str = "\\") -> bool | None:
    if pattern is None or text is None:
        return None
    return _like_pattern(str(pattern), escape).fullmatch(str(text)) is not None


@lru_cache(maxsize=256)
def _like_pattern(pattern: str, escape: str) -> re.Pattern[str]:
    parts, escaped = [], False
    for char in pattern:
        if escaped or char not in {escape, "%", "_"}:
            parts.append(re.escape(char))
            escaped = False
        elif char == escape:
            escaped = True
        else:
            parts.append(".*" if char == "%" else ".")
    return re.compile("".join(parts), re.IGNORECASE | re.DOTALL)


connection_created.connect(teach_sqlite_kazakh, dispatch_uid="teach_sqlite_kazakh")

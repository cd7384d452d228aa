"""What holds of a headcount's numbers, and of how long a deleted file stays."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Final

PARTS = ("women", "men", "youth", "students")
ERASED_AFTER: Final = timedelta(days=30)  # of its deletion, which can be taken back until then


def part_beyond_total(total: int, parts: Mapping[str, int | None]) -> str | None:
    """The first part that cannot be of this total, or None.

    Women and men exclude one another, so together they fit the total too; youth and students
    may be among either.
    """
    for name in PARTS:
        if (parts.get(name) or 0) > total:
            return name
    if (parts.get("women") or 0) + (parts.get("men") or 0) > total:
        return "men"
    return None


def erased_at(deleted_at: datetime) -> datetime:
    """From when on a deleted file may be erased for good."""
    return deleted_at + ERASED_AFTER

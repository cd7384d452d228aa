"""What holds of a headcount's numbers."""

from collections.abc import Mapping

PARTS = ("women", "men", "youth", "students")


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

"""The offices as a tree."""

from collections import defaultdict

from .models import Office


def with_beneath(office: Office) -> list[Office]:
    """The office and all beneath it, each after the one above it; one query."""
    children: dict[int | None, list[Office]] = defaultdict(list)
    for row in Office.objects.order_by("pk"):
        children[row.parent_id].append(row)
    found = [office]
    for each in found:  # grows as it is read
        found += children[each.pk]
    return found


def has_beneath(office: Office) -> bool:
    return office.children.exists()

"""Files that rows name and the store does not hold as it should."""

from collections.abc import Iterator
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kezdesu.core.examining import Finding, listed

from .store import path_of


def lost_files(rows: QuerySet[Any]) -> Iterator[Finding]:
    """Of rows with the columns `file` and `size`: what is missing, and what is cut short."""
    lost = [name for name, size in rows.values_list("file", "size") if not _is_whole(name, size)]
    if lost:
        yield Finding(
            _("Files that are missing or not whole: %(count)s (%(names)s).")
            % {"count": len(lost), "names": listed(lost)},
            _("Bring them back from the folder “uploads” of a backup."),
        )


def _is_whole(name: str, size: int) -> bool:
    path = path_of(name)
    return path.is_file() and path.stat().st_size == size

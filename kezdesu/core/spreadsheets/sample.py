"""An empty table for the office to fill."""

from collections.abc import Sequence

from django.http import HttpResponse

from kezdesu.core.exports import workbook, workbook_bytes

from .columns import Column


def empty_table(columns: Sequence[Column], title: str) -> HttpResponse:
    """Headings only, in the page's language; what must be filled in comes first."""
    return workbook(_in_order(columns), [], title)


def empty_workbook(columns: Sequence[Column]) -> bytes:
    """The same table as bytes, for the command line."""
    return workbook_bytes(_in_order(columns), [])


def _in_order(columns: Sequence[Column]) -> list[Column]:
    return sorted(columns, key=lambda column: not column.is_required)

"""An empty table for the office to fill."""

from collections.abc import Sequence

from django.http import HttpResponse

from kezdesu.core.exports import workbook

from .columns import Column


def empty_table(columns: Sequence[Column], title: str) -> HttpResponse:
    """Headings only, in the page's language; what must be filled in comes first."""
    in_order: list[Column] = sorted(columns, key=lambda column: not column.is_required)
    return workbook(in_order, [], title)

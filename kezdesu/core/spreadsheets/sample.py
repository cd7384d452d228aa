"""Tables written for the office: an empty one to fill, and rows that the importer reads back."""

import io
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from urllib.parse import quote

from django.http import HttpResponse
from xlsxwriter import Workbook

from .columns import Column

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def empty_table(columns: Sequence[Column], title: str) -> HttpResponse:
    """Headings only, in the page's language; what must be filled in comes first."""
    return table_of(sorted(columns, key=lambda column: not column.is_required), [], title)


def table_of(columns: Sequence[Column], rows: Iterable[Sequence[Any]], title: str) -> HttpResponse:
    """An .xlsx download whose headings the importer knows."""
    file = io.BytesIO()
    with Workbook(file, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        day = workbook.add_format({"num_format": "dd.mm.yyyy"})
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, [column.label for column in columns], head)
        for at, row in enumerate(rows, 1):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                elif value not in ("", None):
                    sheet.write(at, column, value)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(columns), 22)
    answer = HttpResponse(file.getvalue(), content_type=XLSX)
    answer["Content-Disposition"] = f"attachment; filename*=UTF-8''{quote(title)}.xlsx"
    return answer

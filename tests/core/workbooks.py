"""Workbooks as bytes: ordinary ones cell by cell, and those that should never have been sent."""

import io
import zipfile
from collections.abc import Mapping, Sequence
from typing import Any

from django.core import serializers
from django.db.models import Model
from xlsxwriter import Workbook

from kezdesu.core.models import AuditEntry
from kezdesu.people.models import Absence, Person, Seat
from kezdesu.places.models import Place, PlaceAlias
from kezdesu.programmes.models import Target

Rows = Sequence[Sequence[Any]]
WRITTEN: tuple[type[Model], ...] = (
    *(Place, PlaceAlias, Person, Absence, Seat, Target),
    AuditEntry,
)


def dump() -> str:
    """Every row that an import may write."""
    rows = [row for model in WRITTEN for row in model._default_manager.order_by("pk")]
    return serializers.serialize("json", rows)


def book(rows: Rows = (), **more_sheets: Rows) -> io.BytesIO:
    """`rows` on the first sheet; text beginning with = is a formula with its value after a |."""
    file = io.BytesIO()
    with Workbook(file, {"strings_to_numbers": False, "default_date_format": "dd.mm.yyyy"}) as made:
        for name, sheet_rows in {"Тізім": rows, **more_sheets}.items():
            _fill(made.add_worksheet(name), sheet_rows)
    file.seek(0)
    return file


def _fill(sheet: Any, rows: Rows) -> None:
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            if isinstance(value, str) and value.startswith("="):
                formula, _, result = value.partition("|")
                sheet.write_formula(at, column, formula, None, result)
            elif isinstance(value, str):
                sheet.write_string(at, column, value)
            elif value is not None:
                sheet.write(at, column, value)


def package(parts: Mapping[str, bytes]) -> io.BytesIO:
    """A zip file of these parts."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as writer:
        for name, content in parts.items():
            writer.writestr(name, content)
    file.seek(0)
    return file


def changed_part(file: io.BytesIO, name: str, content: bytes) -> io.BytesIO:
    """The same package with one part replaced."""
    with zipfile.ZipFile(file) as reader:
        parts = {each: reader.read(each) for each in reader.namelist()}
    return package(parts | {name: content})


def with_flag_encrypted(file: io.BytesIO) -> io.BytesIO:
    """The package's first part says that it is encrypted (bit 0 of its flags)."""
    content = bytearray(file.getvalue())
    content[6] |= 1
    directory = content.find(b"PK\x01\x02")
    content[directory + 8] |= 1
    return io.BytesIO(bytes(content))


def with_hidden_sheet(rows: Rows) -> io.BytesIO:
    file = io.BytesIO()
    with Workbook(file) as made:
        made.add_worksheet("Мұқаба").write(0, 0, "2023")
        sheet = made.add_worksheet("Тізім")
        _fill(sheet, rows)
        sheet.hide()
    file.seek(0)
    return file

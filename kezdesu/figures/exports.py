"""The rows behind a number as a table, in the page's language and order."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kezdesu.core.exports import Field

from .row_lines import Lines, RowLine


def line_table(lines: Lines) -> tuple[list[Field], Iterator[list[Any]]]:
    """Columns and rows; what stands under “adds” comes to the figure."""
    fields = [*_fields(), Field("adds", _("Adds"), "#indicator+value+num")]
    return fields, (_told(line) for line in lines.one_by_one())


def share_table(lines: Lines) -> tuple[list[Field], Iterator[list[Any]]]:
    """The same of a percentage's whole, with what each row adds to its part."""
    fields = [
        *_fields(),
        Field("adds_to_whole", _("Adds to the whole"), "#targeted"),
        Field("adds_to_part", _("Adds to the part"), "#reached"),
    ]
    return fields, ([*_told(line), line.counted] for line in lines.one_by_one())


def _fields() -> list[Field]:
    return [
        Field("record", _("Record number"), "#meta+id"),
        Field("title", _("Row"), "#meta+name"),
        Field("day", _("Date"), "#date"),
        Field("details", _("Details"), "#description"),
        Field("how_counted", _("How counted"), "#meta+method"),
    ]


def _told(line: RowLine) -> list[Any]:
    return [line.pk, line.title, line.day, ", ".join(line.details), line.how_counted, line.amount]

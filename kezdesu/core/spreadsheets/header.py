"""The row of headings: one row, or two when a heading is merged over its parts."""

from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

from .cells import text
from .columns import Column, Headings, is_numbering
from .parts import column_letters
from .workbook import Sheet

LEAST_MATCHES: Final = 2  # fewer known words in a row are a coincidence


@dataclass(frozen=True)
class Header:
    """Where the table's headings are; indices from 0."""

    at: int
    below: int  # first row of the body
    columns: dict[int, Column]
    twice: tuple[tuple[int, int], ...]  # pairs of columns with one meaning
    unknown: dict[int, str]


def header_at(sheet: Sheet, at: int, headings: Headings) -> Header | None:
    """The header that begins in row `at`, or None when that row is none."""
    single = _header(at, at + 1, _single_row(sheet, at), headings)
    if at in sheet.wide and at + 1 < len(sheet.cells):
        double = _header(at, at + 2, _two_rows(sheet, at), headings)
        beneath = _header(at + 1, at + 2, _single_row(sheet, at + 1), headings)
        # A title merged above an ordinary header adds nothing to it.
        if double and len(double.columns) > max(_matches(single), _matches(beneath)):
            return double
    return single


def _matches(header: Header | None) -> int:
    return len(header.columns) if header else 0


def _header(
    at: int, below: int, candidates: dict[int, list[str]], headings: Headings
) -> Header | None:
    columns: dict[int, Column] = {}
    twice, unknown = [], {}
    for index, spellings in candidates.items():
        column = next((found for text_ in spellings if (found := headings.match(text_))), None)
        before = next((i for i, known in columns.items() if known == column), None)
        if column is None:
            unknown[index] = spellings[0]
        elif before is not None:
            twice.append((before, index))
        else:
            columns[index] = column
    if len(columns) < min(LEAST_MATCHES, len(headings.columns)):
        return None
    return Header(at, below, columns, tuple(twice), unknown)


def _single_row(sheet: Sheet, at: int) -> dict[int, list[str]]:
    return {
        index: [written] for index, value in enumerate(sheet.cells[at]) if (written := text(value))
    }


def _two_rows(sheet: Sheet, at: int) -> dict[int, list[str]]:
    """«Атауы» merged over «қазақша» and «орысша» reads «Атауы қазақша», «Атауы орысша»."""
    upper, lower = list(sheet.cells[at]), sheet.cells[at + 1]
    for first, last in sheet.wide[at]:
        upper[first : last + 1] = [upper[first]] * len(upper[first : last + 1])
    candidates = {}
    for index, (above, beneath) in enumerate(zip(upper, lower, strict=False)):
        over, under = text(above), text(beneath)
        if over and under and over != under:
            candidates[index] = [f"{over} {under}", under, over]
        elif over or under:
            candidates[index] = [over or under or ""]
    return candidates


def refuse_bad_header(sheet: Sheet, header: Header, headings: Headings) -> None:
    """A doubled, missing or unknown column would lose or mix data: the whole file waits."""
    _refuse_doubled(sheet, header)
    _refuse_missing(sheet, header, headings)
    _refuse_unknown(sheet, header, headings)


def _refuse_doubled(sheet: Sheet, header: Header) -> None:
    for first, second in header.twice:
        raise Refused(
            _(
                "Sheet “%(sheet)s”, row %(row)s: columns %(first)s and %(second)s are both"
                " «%(heading)s»; keep one of them."
            )
            % {
                **_where(sheet, header, second),
                "first": column_letters(first + 1),
                "second": column_letters(second + 1),
                "heading": header.columns[first].label,
            }
        )


def _refuse_missing(sheet: Sheet, header: Header, headings: Headings) -> None:
    present = {column.key for column in header.columns.values()}
    missing = [column for column in headings.required if column.key not in present]
    if missing:
        raise Refused(
            _("Sheet “%(sheet)s”, row %(row)s: there is no column %(headings)s; add it.")
            % {**_where(sheet, header, 0), "headings": headings.labels(missing)}
        )


def _refuse_unknown(sheet: Sheet, header: Header, headings: Headings) -> None:
    for index, heading in header.unknown.items():
        if is_numbering(heading) or not _has_content(sheet, header, index):
            continue
        closest = headings.closest(heading)
        advice = (
            _("perhaps «%(heading)s» is meant; rename or delete it") % {"heading": closest}
            if closest
            else _("delete it or name it one of %(headings)s") % {"headings": headings.labels()}
        )
        raise Refused(
            _(
                "Sheet “%(sheet)s”, row %(row)s, column %(column)s: the heading «%(heading)s»"
                " is unknown; %(advice)s."
            )
            % {**_where(sheet, header, index), "heading": heading, "advice": advice}
        )


def _where(sheet: Sheet, header: Header, index: int) -> dict[str, object]:
    return {"sheet": sheet.name, "row": header.below, "column": column_letters(index + 1)}


def _has_content(sheet: Sheet, header: Header, index: int) -> bool:
    return any(index < len(row) and text(row[index]) for row in sheet.cells[header.below :])

"""What an import did or would do, row by row."""

from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext


@dataclass(frozen=True)
class Fault:
    """Why a row is refused. `column` is its letter, empty when the whole row is meant."""

    sheet: str
    row: int
    column: str
    reason: str

    def __str__(self) -> str:
        where = {"sheet": self.sheet, "row": self.row, "column": self.column}
        if self.column:
            place = _("Sheet “%(sheet)s”, row %(row)s, column %(column)s") % where
        else:
            place = _("Sheet “%(sheet)s”, row %(row)s") % where
        return f"{place}: {self.reason}"


@dataclass(frozen=True)
class Change:
    field: str  # as the user's language calls it
    old: str  # empty when nothing was known
    new: str


@dataclass(frozen=True)
class Entry:
    sheet: str
    row: int
    name: str
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Duplicate:
    """A row that says again, without contradiction, what `first_row` of `first_sheet` said."""

    sheet: str
    row: int
    name: str
    first_sheet: str
    first_row: int


@dataclass(frozen=True)
class PassedOver:
    """A row or a sheet (row 0) outside the table: a note, a total, a hidden sheet."""

    sheet: str
    row: int
    text: str


@dataclass(frozen=True)
class ImportOutcome:
    added: tuple[Entry, ...]
    changed: tuple[Entry, ...]
    unchanged: tuple[Entry, ...]
    refused: tuple[Fault, ...]
    duplicates: tuple[Duplicate, ...]
    passed_over: tuple[PassedOver, ...]
    is_written: bool  # False after a dry run, and when a bad row held the file back

    @property
    def changes_anything(self) -> bool:
        return bool(self.added or self.changed)

    @property
    def refused_rows(self) -> int:
        return len({(fault.sheet, fault.row) for fault in self.refused})

    @property
    def refusal(self) -> str:
        """One sentence for a file held back by bad rows; empty when there is none."""
        if not self.refused:
            return ""
        return ngettext(
            "%(count)s row is refused: %(first)s",
            "%(count)s rows are refused; the first: %(first)s",
            self.refused_rows,
        ) % {"count": self.refused_rows, "first": self.refused[0]}

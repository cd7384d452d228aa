"""Why a frozen report differs from the records of today: row by row, and by whose act."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext as _

from kezdesu.core.history import act_in_words
from kezdesu.core.models import AuditEntry
from kezdesu.figures.row_lines import RowLine, lines_of

from .models import Report
from .rules import Drift

# More rows than a page needs to show what happened; the rest is said as a number.
SHOWN = 20


@dataclass(frozen=True, slots=True)
class ChangedRow:
    line: RowLine
    before: int | None  # what it added when the report was frozen; None when it was not there
    now: int | None
    act: AuditEntry | None  # the latest one on this row since then

    @property
    def act_words(self) -> str:
        return act_in_words(self.act.action) if self.act else ""


@dataclass(frozen=True, slots=True)
class DriftRow:
    """A figure that moved on, with the rows that moved it."""

    drift: Drift
    rows: list[ChangedRow]

    @property
    def more(self) -> int:
        return len(self.drift.rows) - len(self.rows)


def drift_rows(report: Report, drifts: Iterable[Drift]) -> list[DriftRow]:
    """Two or three queries a figure that moved, none when nothing did."""
    return [DriftRow(drift, _rows(report, drift)) for drift in drifts]


def _rows(report: Report, drift: Drift) -> list[ChangedRow]:
    shown = dict(islice(drift.rows.items(), SHOWN))
    lines = lines_of(report.office, drift.model, shown)
    acts = _acts(report, drift.model, shown)
    gone = RowLine(_("a record that is no longer there"), "", "")
    return [
        ChangedRow(lines.get(row, gone), before, now, acts.get(row))
        for row, (before, now) in shown.items()
    ]


def _acts(report: Report, model: str, ids: Iterable[str]) -> dict[str, AuditEntry]:
    entries = AuditEntry.objects.filter(
        subject_type=model, subject_id__in=list(ids), at__gte=report.frozen_at
    ).select_related("actor")
    return {entry.subject_id: entry for entry in entries.order_by("id")}

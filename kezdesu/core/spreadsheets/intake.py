"""Gather what a file says of each thing before any of it is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from django.db.models import Model
from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

from .outcome import Change, Duplicate, Entry, Fault, ImportOutcome
from .table import Row, Table

Item = TypeVar("Item", bound=Model)
Show = Callable[[str, Any], str]


@dataclass
class Draft(Generic[Item]):
    """One thing as the file leaves it; `before` holds the stored values that it changes."""

    item: Item
    name: str
    row: Row
    is_new: bool
    given: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    more: dict[str, list[Any]] = field(default_factory=dict)  # rows to add beside it: aliases …

    @property
    def changes(self) -> dict[str, Any]:
        """For the audit log: what the file gave a new thing, what it changed of an old one."""
        if self.is_new:
            said = {key: _plain(value) for key, value in self.given.items()}
        else:
            said = {
                key: [_plain(old), _plain(getattr(self.item, key))]
                for key, old in self.before.items()
            }
        return said | self.more

    @property
    def is_changed(self) -> bool:
        return bool(self.before or any(self.more.values()))


class Intake:
    """`labels` name the columns for the user, `show` words a value of a column."""

    def __init__(self, labels: Mapping[str, str], show: Show) -> None:
        self._labels, self._show = labels, show
        self._drafts: dict[int, Draft[Any]] = {}
        self._refused: list[Fault] = []
        self._duplicates: list[Duplicate] = []

    def take(self, table: Table, read: Callable[[Row], None]) -> None:
        """Read every row; a row that `read` refuses leaves nothing behind."""
        for row in table.rows:
            if row.faults:
                self._refused.extend(row.faults)
                continue
            try:
                read(row)
            except Refused as refusal:
                self._refused.append(row.fault(refusal.field or "", str(refusal)))

    def say(
        self, row: Row, item: Item, name: str, values: Mapping[str, Any], *, again: bool = False
    ) -> Draft[Item]:
        """Set what the row gives; blank (None) leaves a field alone.

        Rows of one file must not contradict one another. `again` is True where one thing may
        stand in several rows without being a duplicate.
        """
        draft = self._drafts.get(id(item))
        said = {key: value for key, value in values.items() if value is not None}
        self.refuse_contradiction(item, said)
        if draft is None:
            draft = Draft(item, name, row, is_new=item.pk is None)
            self._drafts[id(item)] = draft
        elif not again:
            self._duplicates.append(
                Duplicate(row.sheet, row.number, name, draft.row.sheet, draft.row.number)
            )
        self._set(draft, said)
        return draft

    def refuse_contradiction(self, item: Model, values: Mapping[str, Any]) -> None:
        """For a row that speaks of several things: ask of all before saying any."""
        draft = self._drafts.get(id(item))
        if draft is None:
            return
        for key, value in values.items():
            if value is not None and draft.given.get(key, value) != value:
                raise Refused(
                    _(
                        "“%(name)s” already stands in row %(row)s of sheet “%(sheet)s”"
                        " with «%(field)s» %(value)s; make the two agree or delete one."
                    )
                    % {
                        "name": draft.name,
                        "row": draft.row.number,
                        "sheet": draft.row.sheet,
                        "field": self._labels.get(key, key),
                        "value": self._show(key, draft.given[key]),
                    },
                    field=key,
                )

    def _set(self, draft: Draft[Any], said: Mapping[str, Any]) -> None:
        draft.given.update(said)
        for key, value in said.items():
            old = getattr(draft.item, key)
            if old != value:
                setattr(draft.item, key, value)
                draft.before.setdefault(key, old)

    def drafts_of(self, model: type[Item]) -> Iterator[Draft[Item]]:
        """Drafts that need writing, in the order in which the file first names them."""
        for draft in self._drafts.values():
            if isinstance(draft.item, model) and (draft.is_new or draft.is_changed):
                yield draft

    def outcome(self, table: Table, *, skip_bad_rows: bool, dry_run: bool) -> ImportOutcome:
        """`is_written` says whether the importer should write now."""
        entries = [self._entry(drafts) for drafts in self._by_row()]
        return ImportOutcome(
            added=tuple(entry for is_new, entry in entries if is_new),
            changed=tuple(entry for is_new, entry in entries if entry.changes and not is_new),
            unchanged=tuple(entry for is_new, entry in entries if not entry.changes and not is_new),
            refused=tuple(self._refused),
            duplicates=tuple(self._duplicates),
            passed_over=tuple(table.passed_over),
            is_written=not dry_run and (skip_bad_rows or not self._refused),
        )

    def _by_row(self) -> list[list[Draft[Any]]]:
        rows: dict[tuple[str, int], list[Draft[Any]]] = {}
        for draft in self._drafts.values():
            rows.setdefault((draft.row.sheet, draft.row.number), []).append(draft)
        return list(rows.values())

    def _entry(self, drafts: list[Draft[Any]]) -> tuple[bool, Entry]:
        """Whether the row adds something, and what it says; the last draft names it."""
        is_new = any(draft.is_new for draft in drafts)
        changes = () if is_new else tuple(self._changes(drafts))
        row = drafts[-1].row
        return is_new, Entry(row.sheet, row.number, drafts[-1].name, changes)

    def _changes(self, drafts: Iterable[Draft[Any]]) -> Iterator[Change]:
        for draft in drafts:
            for key, old in draft.before.items():
                label = self._labels.get(key, key)
                known = "" if old in (None, "", []) else self._show(key, old)
                yield Change(label, known, self._show(key, getattr(draft.item, key)))
            for key, items in draft.more.items():
                shown = "; ".join(self._show(key, item) for item in items)
                if shown:
                    yield Change(self._labels.get(key, key), "", f"+ {shown}")

    def counts(self) -> dict[str, int]:
        """For the audit log, beside each thing's own entry."""
        written = [draft for draft in self._drafts.values() if draft.is_new or draft.is_changed]
        added = sum(draft.is_new for draft in written)
        return {
            "added": added,
            "changed": len(written) - added,
            "refused": len(self._refused),
        }


def _plain(value: Any) -> Any:
    """As the audit log keeps it: a row by its number, the rest as it is."""
    return value.pk if isinstance(value, Model) else value

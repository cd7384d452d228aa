"""What a figure is made of. Nothing here reads the database."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Generic, Protocol, TypeVar

from kezdesu.accounts.models import Office
from kezdesu.core.language import CODES
from kezdesu.core.periods import Period

from . import rules
from .definition import Definition
from .sentences import NOT_COUNTED
from .words import Unit, Words

RowId = str | int


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind a figure: `model` as "meetings.meeting", and what each row adds."""

    model: str
    amounts: Mapping[RowId, int]

    @classmethod
    def one_each(cls, model: str, ids: Iterable[RowId]) -> "Rows":
        return cls(model, dict.fromkeys(ids, 1))

    @classmethod
    def of(cls, model: str, amounts: Iterable[tuple[RowId, int]]) -> "Rows":
        return cls(model, dict(amounts))

    @property
    def ids(self) -> list[RowId]:
        return list(self.amounts)

    @property
    def total(self) -> int:
        return sum(self.amounts.values())


class _Defined(Protocol):
    @property
    def key(self) -> str: ...
    @property
    def definition(self) -> Definition: ...
    @property
    def value(self) -> int: ...
    @property
    def is_counted(self) -> bool: ...
    @property
    def words_after(self) -> Words: ...


class _Told:
    """How a figure is told, whether its rows are at hand or not."""

    __slots__ = ()

    @property
    def label(self: _Defined) -> Words:
        """What it is, by itself: "Residents: places met"."""
        if self.definition.subject is None:
            return self.definition.label
        return Words.joined(self.definition.subject, self.definition.label, by=": ")

    @property
    def short_label(self: _Defined) -> Words:
        """The same under a heading that names the track."""
        return self.definition.label

    @property
    def unit(self: _Defined) -> Unit:
        return self.definition.unit

    @property
    def known(self: _Defined) -> int | None:
        """The value; None of a part of the attendance that no meeting counted, which is not 0."""
        return self.value if self.is_counted else None

    @property
    def words_after(self: _Defined) -> Words:
        """The unit as it follows the value, or that the figure was not counted."""
        if not self.is_counted:
            return NOT_COUNTED
        return Words(*(self.definition.unit.after(self.value, code) for code in CODES))

    def counted_in(self: _Defined, code: str) -> str:
        """«45 орын»; «— саналмаған» where nobody counted."""
        if not self.is_counted:
            return f"— {NOT_COUNTED.in_language(code)}"
        return self.definition.unit.counted(self.value, code)

    @property
    def unit_after(self: _Defined) -> str:
        """The same in the reader's language."""
        return str(self.words_after)

    @property
    def section(self: _Defined) -> str:
        """What the key begins with: group, speakers, a track's slug, questions or press."""
        return self.key.partition(".")[0]

    @property
    def percent_of(self: _Defined) -> str:
        """The key of the figure that this one is a part of, where a percentage is told of it."""
        return rules.whole_of(self.key)

    @property
    def rows_are_public(self: _Defined) -> bool:
        """Whether a visitor may see the rows; of people and questions only the number."""
        return self.definition.section not in {"group", "speakers", "questions"}


@dataclass(frozen=True, slots=True)
class Figure(_Told):
    """A figure has no number of its own: its value is the sum of its rows."""

    key: str  # residents.people_reached
    definition: Definition  # filled with the office's own names
    rows: Rows
    is_counted: bool = True
    previous: int | None = None  # a period earlier; None when the figure was not kept then
    percent: int | None = None  # of the figure `percent_of`

    @property
    def value(self) -> int:
        return self.rows.total

    def counting(self, scope: Words | None) -> "Figure":
        """The same figure, its definition saying whose work counts."""
        return replace(self, definition=replace(self.definition, scope=scope))


@dataclass(frozen=True, slots=True)
class Number(_Told):
    """A figure whose rows were counted, office by office, and are not at hand."""

    key: str
    definition: Definition
    value: int
    is_counted: bool = True
    previous: int | None = None
    percent: int | None = None

    def counting(self, scope: Words | None) -> "Number":
        return replace(self, definition=replace(self.definition, scope=scope))


Told = TypeVar("Told", Figure, Number)


@dataclass(frozen=True, slots=True)
class FigureSet(Mapping[str, Told], Generic[Told]):
    """All figures of an office and a period by key, in the order a reader expects."""

    office: Office
    period: Period
    figures: Mapping[str, Told]
    tracks: Mapping[str, Words]  # the name of each track, by the slug that begins its keys

    def __getitem__(self, key: str) -> Told:
        return self.figures[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    @classmethod
    def of(
        cls, office: Office, period: Period, figures: Iterable[Told], tracks: Mapping[str, Words]
    ) -> "FigureSet[Told]":
        """Each with its percentage, where it is a part of another."""
        by_key = {figure.key: figure for figure in figures}
        values = {key: figure.value for key, figure in by_key.items()}
        for key, figure in by_key.items():
            if figure.percent_of in values:
                percent = rules.percent(values[key], values[figure.percent_of])
                by_key[key] = replace(figure, percent=percent)
        return cls(office, period, by_key, tracks)

    def section(self, name: str) -> list[Told]:
        """The figures whose keys begin with `name`: "residents", "press" …"""
        return [figure for figure in self.figures.values() if figure.section == name]


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One place of a track: every place with a target in the period, met or not.

    Places met or planned without a target follow with `is_target` False, so that the rows add up
    to the track's figures.
    """

    place_id: int
    name: Words
    kind: Words
    kind_slug: str
    is_institution: bool
    district_id: int | None
    district: Words | None
    latitude: float | None
    longitude: float | None
    is_priority: bool
    is_target: bool
    visits_due: int
    planned: int  # visits in the approved plan within the period
    called_off: int  # those of them that will not be held as they stand
    held: int
    cancelled: int
    postponed: int
    headcount: int
    first_on: date | None  # of the meetings held
    last_on: date | None

    @property
    def is_met(self) -> bool:
        return self.held > 0

    @property
    def state(self) -> str:
        """ "met", "planned" (a visit in the plan is still to be held) or "due"."""
        return "met" if self.held else "planned" if self.planned > self.called_off else "due"


@dataclass(frozen=True, slots=True)
class DistrictRow:
    """A district's coverage of one track; `district` is None for places without one."""

    district_id: int | None
    district: Words | None
    targets: int
    places_met: int
    priority_places: int
    priority_places_met: int
    planned: int
    held: int
    headcount: int

    @property
    def percent_met(self) -> int | None:
        return rules.percent(self.places_met, self.targets)


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One ISO week (Monday to Sunday, by local days) of one track, cut to the period."""

    starts_on: date  # its Monday, which may lie before the period
    planned: int
    held: int
    headcount: int


@dataclass(frozen=True, slots=True)
class Breakdown:
    """A track's base rows put together three ways; the sums of each equal its figures."""

    places: list[CoverageRow]
    districts: list[DistrictRow]
    weeks: list[WeekRow]


@dataclass(frozen=True, slots=True)
class Summary:
    """All that a page tells in numbers; drawings by the track they are of."""

    figures: FigureSet[Number]
    districts: Mapping[str, list[DistrictRow]]
    weeks: Mapping[str, list[WeekRow]]

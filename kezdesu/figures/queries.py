"""The one calculation: every page, chart, export, report and post shows figures made here.

    figures = figures_for(office, Period.parse("2023-H1"))
    figures["residents.people_reached"].value      # 5136
    figures["residents.people_reached"].rows.ids   # the meetings behind it

A figure has no number of its own: its value *is* the sum of its rows, so a number and the rows
it opens to cannot disagree. Breakdowns are cut from the same base rows as the figures.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period

from .definitions import Definition, Unit, Words

RowId = str | int


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows behind a figure: `model` as "meetings.meeting", and what each row adds."""

    model: str
    amounts: Mapping[RowId, int]

    @property
    def ids(self) -> list[RowId]:
        return list(self.amounts)

    @property
    def total(self) -> int:
        return sum(self.amounts.values())


@dataclass(frozen=True, slots=True)
class Figure:
    key: str  # residents.people_reached
    label: Words
    definition: Definition
    rows: Rows
    previous: int | None = None  # the same figure a period earlier; None when it had no such key
    rows_are_public: bool = True  # whether a visitor may see the rows, or the number only

    @property
    def value(self) -> int:
        return self.rows.total

    @property
    def unit(self) -> Unit:
        return self.definition.unit

    @property
    def section(self) -> str:
        """"group", "speakers", a track's slug, "questions" or "press"."""
        return self.key.partition(".")[0]


@dataclass(frozen=True, slots=True)
class FigureSet(Mapping[str, Figure]):
    """All figures of an office and a period by key, in the order a reader expects."""

    office: Office
    period: Period
    figures: Mapping[str, Figure]
    tracks: Mapping[str, Words]  # the name of each track whose slug begins keys

    def __getitem__(self, key: str) -> Figure:
        return self.figures[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.figures)

    def __len__(self) -> int:
        return len(self.figures)

    def percent(self, part: str, whole: str) -> int | None:
        """How much of one figure another is, in whole percent; None when the whole is 0."""
        raise NotImplementedError


@dataclass(frozen=True, slots=True)
class CoverageRow:
    """One place of a track: every place with a target in the period, met or not.

    Places met without a target follow with `is_target` False, so that the rows add up to the
    track's figures.
    """

    place_id: int
    name: Words
    kind: Words
    kind_slug: str
    district_id: int | None
    district: Words | None
    is_target: bool
    is_priority: bool
    visits_due: int
    planned: int  # visits in the approved plan within the period
    held: int
    cancelled: int
    postponed: int
    headcount: int
    first_on: date | None  # of the meetings held
    last_on: date | None
    latitude: float | None
    longitude: float | None

    @property
    def is_met(self) -> bool:
        return self.held > 0

    @property
    def state(self) -> str:
        """"met", "planned" (in the plan, not met yet) or "due"."""
        return "met" if self.held else "planned" if self.planned else "due"


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


@dataclass(frozen=True, slots=True)
class WeekRow:
    """One ISO week (Monday to Sunday, by local dates) of one track, cut to the period."""

    starts_on: date  # its Monday, also where the period begins later
    planned: int
    held: int
    headcount: int


def figures_for(office: Office, period: Period) -> FigureSet:
    """Every figure of the office's own work in the period, with the period before beside it."""
    raise NotImplementedError


def coverage_rows(office: Office, period: Period, track: str) -> list[CoverageRow]:
    """The places of the track with slug `track`, in Kazakh order of their names."""
    raise NotImplementedError


def by_district(office: Office, period: Period, track: str) -> list[DistrictRow]:
    """Coverage by district, most targets first; sums equal the track's figures."""
    raise NotImplementedError


def by_week(office: Office, period: Period, track: str) -> list[WeekRow]:
    """Every week that touches the period, empty ones too; sums equal the track's figures."""
    raise NotImplementedError

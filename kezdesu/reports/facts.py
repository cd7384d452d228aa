"""Everything a report says, as plain values: made once, frozen as JSON, read back the same.

Names are `Words` in three languages, so one frozen report gives each language its documents.
"""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from kezdesu.core.periods import Period
from kezdesu.figures.words import Words


@dataclass(frozen=True, slots=True)
class FigureFacts:
    key: str
    label: Words
    value: int
    unit: Words
    definition: Words
    model: str
    amounts: dict[str, int]  # row id: what the row adds
    previous: int | None
    is_counted: bool = True  # reports frozen before it was told apart say 0 of what was not

    @property
    def known(self) -> int | None:
        """The value; None of a part of the attendance that no meeting counted, which is not 0."""
        return self.value if self.is_counted else None


@dataclass(frozen=True, slots=True)
class CategoryFacts:
    slug: str
    name: Words
    members: int


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """A group on the last day of the period."""

    slug: str
    kind: str
    name: Words
    members: int
    categories: list[CategoryFacts]
    bodies: list[Words]
    orders: list[str]  # the orders that its seats rest on


@dataclass(frozen=True, slots=True)
class PlanFacts:
    version: int
    document_number: str
    document_date: date
    signatory_name: str
    signatory_post: str


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    name: Words
    kind: Words
    kind_slug: str
    is_institution: bool
    district: Words | None
    is_target: bool
    is_priority: bool
    visits_due: int
    planned: int
    held: int
    cancelled: int
    postponed: int
    headcount: int
    first_on: date | None
    last_on: date | None
    latitude: float | None = None  # reports frozen before there were maps hold no points
    longitude: float | None = None
    office: Words | None = None  # where several offices count
    pk: int | None = None  # reports frozen before their cells opened name no record
    called_off: int = 0  # of the planned; reports frozen before it was told apart hold none

    @property
    def is_met(self) -> bool:
        return self.held > 0


@dataclass(frozen=True, slots=True)
class DistrictFacts:
    district: Words | None
    targets: int
    places_met: int
    priority_places: int
    priority_places_met: int
    planned: int
    held: int
    headcount: int
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class VisitFacts:
    day: date
    starts: str  # 10:00, by the office's clock
    place: Words
    district: Words | None
    venue: str
    themes: list[Words]
    crew: list[str]  # the responsible one first
    number: int | None = None  # in the signed schedule, where there is one


@dataclass(frozen=True, slots=True)
class MentionFacts:
    """Where the press told of a meeting without an address on the web: on paper or on air."""

    outlet: Words
    reference: str  # number or page
    day: date


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    id: str
    day: date
    starts: str
    place: Words
    venue: str
    outcome: str
    reason: str
    themes: list[Words]
    speakers: list[str]
    headcount: int | None
    women: int | None
    youth: int | None
    how_counted: str
    questions: list[str]
    links: list[str]
    mentions: list[MentionFacts] = field(default_factory=list)
    held_on: date | None = None  # of one that was not held: when it was, after all
    cause: Words | None = None  # of one that was not held: what the office's list calls it

    @property
    def is_held(self) -> bool:
        return self.outcome == "held"


@dataclass(frozen=True, slots=True)
class WeekFacts:
    starts_on: date
    planned: int
    held: int
    headcount: int


@dataclass(frozen=True, slots=True)
class OfficeTrackFacts:
    """What one office did in a track, in the report of an office above it."""

    name: Words
    plans: int  # approved ones that the planned meetings are counted in
    plan: PlanFacts | None  # the latest of them
    targets: int
    places_met: int
    planned: int
    kept: int
    held: int
    headcount: int
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class OfficeFacts:
    name: Words
    members: int
    speakers: int
    publications: int
    questions: int
    pk: int | None = None


@dataclass(frozen=True, slots=True)
class HeldAfterFacts:
    """How many of the meetings that were not held when planned were held at another time."""

    cancelled: int
    postponed: int


@dataclass(frozen=True, slots=True)
class CauseFacts:
    """How many meetings were not held for one reason of the office's list."""

    name: Words
    meetings: int


@dataclass(frozen=True, slots=True)
class KindFacts:
    """How many of a track's targets are of one kind of place."""

    name: Words
    places: int
    met: int


@dataclass(frozen=True, slots=True)
class TrackFacts:
    slug: str
    name: Words
    approving_body: Words
    plan: PlanFacts | None
    themes: list[Words]
    places: list[PlaceFacts]
    districts: list[DistrictFacts]
    visits: list[VisitFacts]
    meetings: list[MeetingFacts]
    weeks: list[WeekFacts] = field(default_factory=list)  # reports frozen earlier hold none
    offices: list[OfficeTrackFacts] = field(default_factory=list)  # where several count
    rows_beneath: bool = False  # visits and meetings are listed in the offices' own reports

    @property
    def plans(self) -> int:
        """How many schedules of several offices stand behind the planned meetings."""
        return sum(office.plans for office in self.offices)

    @property
    def targets(self) -> list[PlaceFacts]:
        return [place for place in self.places if place.is_target]

    @property
    def met(self) -> list[PlaceFacts]:
        return [place for place in self.places if place.is_met]

    @property
    def is_met_by_schedule(self) -> bool:
        """Whether every place met was on the approved schedule, on whatever day it was met."""
        return self.plan is not None and all(place.planned for place in self.met)

    @property
    def priority(self) -> list[PlaceFacts]:
        return [place for place in self.targets if place.is_priority]

    @property
    def priority_met(self) -> list[PlaceFacts]:
        return [place for place in self.priority if place.is_met]

    @property
    def due(self) -> list[PlaceFacts]:
        """Places whose visits are still owed when the period ends."""
        return [place for place in self.targets if not place.is_met]

    @property
    def institutions(self) -> list[PlaceFacts]:
        return [place for place in self.targets if place.is_institution]

    @property
    def is_of_institutions(self) -> bool:
        """Whether the track goes to institutions alone, of which none need be a priority area."""
        return bool(self.institutions) and len(self.institutions) == len(self.targets)

    @property
    def kinds(self) -> list[KindFacts]:
        """The kinds of the targets, most places first."""
        return _kinds(self.targets)

    @property
    def institution_kinds(self) -> list[KindFacts]:
        """The kinds of the institutions among the targets, most places first."""
        return _kinds(self.institutions)

    @property
    def held(self) -> list[MeetingFacts]:
        return [meeting for meeting in self.meetings if meeting.is_held]

    @property
    def not_held(self) -> list[MeetingFacts]:
        return [meeting for meeting in self.meetings if not meeting.is_held]

    @property
    def causes(self) -> list[CauseFacts]:
        """The most frequent first."""
        found = Counter(meeting.cause for meeting in self.not_held if meeting.cause)
        return [CauseFacts(*each) for each in found.most_common()]

    @property
    def other_causes(self) -> int:
        """Meetings that were not held for a reason that the list does not name."""
        return sum(meeting.cause is None for meeting in self.not_held)

    @property
    def held_after(self) -> HeldAfterFacts:
        """Zeros where the meetings are listed in the offices' own reports."""
        found = Counter(meeting.outcome for meeting in self.not_held if meeting.held_on)
        return HeldAfterFacts(found["cancelled"], found["postponed"])


def _kinds(targets: list[PlaceFacts]) -> list[KindFacts]:
    found: dict[str, list[PlaceFacts]] = {}
    for place in targets:
        found.setdefault(place.kind_slug, []).append(place)
    kinds = [
        KindFacts(places[0].kind, len(places), sum(place.is_met for place in places))
        for places in found.values()
    ]
    return sorted(kinds, key=lambda kind: -kind.places)


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    day: date
    place: Words
    text: str
    owner: str
    due_on: date | None
    answer: str
    answered_on: date | None


@dataclass(frozen=True, slots=True)
class PublicationFacts:
    day: date
    outlet: Words
    outlet_kind: str
    level: str
    kind: str
    title: str
    language: str
    link: str
    reference: str
    views: int | None


@dataclass(frozen=True, slots=True)
class CorrectedFacts:
    """The frozen report that this one takes the place of."""

    version: int
    frozen_on: date
    seal: str  # the first twelve signs of its SHA-256


@dataclass(frozen=True, slots=True)
class ReportFacts:
    office: str  # its slug
    office_name: Words
    territory: Words
    period_code: str
    is_sample: bool
    figures: list[FigureFacts]  # a list: JSON of a database keeps no order of keys
    groups: list[GroupFacts]
    tracks: list[TrackFacts]
    questions: list[QuestionFacts]
    publications: list[PublicationFacts]
    corrects: CorrectedFacts | None = None
    offices: list[OfficeFacts] = field(default_factory=list)  # with those beneath, if any

    @property
    def period(self) -> Period:
        return Period.parse(self.period_code)

    @property
    def group_name(self) -> Words | None:
        """What the office calls its group; None where there are several, or several offices."""
        groups = [group for group in self.groups if group.kind != "pool" and group.members]
        return groups[0].name if len(groups) == 1 and not self.offices else None

    @property
    def by_key(self) -> dict[str, FigureFacts]:
        return {figure.key: figure for figure in self.figures}

    @property
    def unanswered(self) -> list[QuestionFacts]:
        return [question for question in self.questions if not question.answered_on]


def as_json(value: Any) -> Any:
    """Plain JSON values of facts, for freezing."""
    if is_dataclass(value):
        return {each.name: as_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, Mapping):
        return {key: as_json(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_json(item) for item in value]
    return value.isoformat() if isinstance(value, date) else value


def facts_from_json(frozen: Mapping[str, Any]) -> ReportFacts:
    """The facts that `as_json` wrote."""
    facts: ReportFacts = _read(ReportFacts, frozen)
    return facts


def _read(hint: Any, value: Any) -> Any:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is UnionType:
        present = next(argument for argument in arguments if argument is not NoneType)
        return None if value is None else _read(present, value)
    if origin is list:
        return [_read(arguments[0], item) for item in value]
    if isinstance(hint, type) and is_dataclass(hint):
        hints = _hints(hint)
        return hint(**{name: _read(hints[name], item) for name, item in value.items()})
    return date.fromisoformat(value) if hint is date else value


@lru_cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)

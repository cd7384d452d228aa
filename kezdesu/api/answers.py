"""What the API answers, in the words of the glossary. Texts are in the language asked for."""

from datetime import date, datetime
from typing import Annotated
from uuid import UUID

from django.utils import timezone
from ninja import Schema
from pydantic import AfterValidator, BeforeValidator, ConfigDict, Field

Text = Annotated[str, BeforeValidator(str)]
Moment = Annotated[datetime, AfterValidator(timezone.localtime)]  # with the offset of the day


class Answer(Schema):
    model_config = ConfigDict(allow_inf_nan=False)


class Sentence(Answer):
    error: str


class Listed(Answer):
    """`total` counts all rows of the list, of which `rows` are a part."""

    office: str
    is_sample: bool
    total: int


class Place(Answer):
    id: int = Field(validation_alias="pk")
    name: str
    kind: str
    district: str
    district_slug: str


class Track(Answer):
    slug: str
    name: str
    targets: int = Field(validation_alias="targets.value")
    places_met: int = Field(validation_alias="met.value")


class CoveredPlace(Answer):
    id: int = Field(validation_alias="place_id")
    name: Text
    kind: Text
    district: Text | None
    district_id: int | None
    latitude: float | None
    longitude: float | None
    is_priority: bool
    state: str
    visits_due: int
    planned: int
    held: int
    cancelled: int
    postponed: int
    headcount: int
    first_on: date | None
    last_on: date | None


class Places(Listed):
    period: str
    track: str
    tracks: list[Track]
    rows: list[CoveredPlace]


class Figure(Answer):
    """`value` is the sum of what its rows add, and null of a part of the attendance that no meeting
    counted; `previous` is the value a period earlier.

    `percent` is told where the figure is a part of another, `percent_of`.
    """

    key: str
    label: Text
    definition: Text
    unit: str = Field(validation_alias="unit.slug")
    value: int | None = Field(validation_alias="known")
    previous: int | None
    percent: int | None
    percent_of: str
    rows_are_public: bool


class Figures(Listed):
    period: str
    rows: list[Figure]


class PublicRow(Answer):
    amount: int
    place: Place | None
    on: date | Moment | None
    how_counted: str
    title: str
    language: str
    outlet: str
    link: str


class DeskRow(Answer):
    """`opens` and `opens_pk` name the record that tells more."""

    amount: int
    title: str
    day: date | None
    details: tuple[str, ...]
    how_counted: str
    opens: str
    opens_pk: int | str


class PublicFigure(Listed):
    period: str
    figure: Figure
    rows: list[PublicRow]


class DeskFigure(Listed):
    period: str
    figure: Figure
    rows: list[DeskRow]


class PublicShareRow(PublicRow):
    """`amount` is what the row adds to the whole, `counted` what it adds to the part."""

    counted: int


class DeskShareRow(DeskRow):
    """`amount` is what the row adds to the whole, `counted` what it adds to the part."""

    counted: int


class Share(Listed):
    """How much of one figure another is; `rows` are those of the whole."""

    period: str
    percent: int | None
    definition: Text
    part: Figure
    whole: Figure


class PublicShare(Share):
    rows: list[PublicShareRow]


class DeskShare(Share):
    rows: list[DeskShareRow]


class Totals(Answer):
    """Of one track's accepted records; `headcount` adds up attendances, not distinct people."""

    track: str
    held: int
    cancelled: int
    postponed: int
    headcount: int


class Meeting(Answer):
    id: UUID = Field(validation_alias="key")
    outcome: str = Field(validation_alias="state")
    starts_at: Moment
    place: Place
    track: str = Field(validation_alias="track_slug")
    venue: str
    themes: tuple[str, ...]
    reason: str
    headcount: int | None
    how_counted: str


class Meetings(Listed):
    period: str
    totals: list[Totals]
    rows: list[Meeting]


class Record(Answer):
    """A record as its writer left it; only an accepted one counts."""

    id: UUID
    review: str
    outcome: str
    starts_at: Moment
    place_id: int
    place: Text
    track: str = Field(validation_alias="track.slug")
    venue: str
    reason: str
    headcount: int | None
    women: int | None
    men: int | None
    youth: int | None
    students: int | None
    how_counted: str = Field(validation_alias="get_how_counted_display")
    recorded_at: Moment


class Records(Listed):
    period: str
    totals: list[Totals]
    rows: list[Record]


class Tag(Answer):
    slug: str
    name: str


class Post(Answer):
    """`language` is the one it is written in: Kazakh where the language asked for is missing."""

    slug: str
    language: str
    title: str
    lead: str
    author: str
    published_at: Moment
    tags: list[Tag]


class Posts(Listed):
    rows: list[Post]


class WholePost(Answer):
    post: Post = Field(validation_alias="card")
    body: str
    languages: tuple[str, ...]
    is_sample: bool


class Plan(Answer):
    id: int = Field(validation_alias="pk")
    version: int
    status: str
    document_number: str
    document_date: date | None
    reason: str
    visits: int
    due: int
    left_out: int


class PlansOfPeriod(Answer):
    starts_on: date
    ends_on: date
    in_force: Plan | None
    in_work: Plan | None
    earlier: list[Plan]


class PlansOfTrack(Answer):
    track: str = Field(validation_alias="name")
    approving_body: str
    periods: list[PlansOfPeriod]


class Plans(Listed):
    rows: list[PlansOfTrack]


class Visit(Answer):
    id: int = Field(validation_alias="pk")
    number: int
    starts_at: datetime
    ends_at: datetime
    place: str
    kind: str
    district: str
    is_priority: bool
    venue: str
    themes: tuple[str, ...]
    crew: tuple[str, ...]
    is_pinned: bool


class Visits(Listed):
    plan: int
    version: int
    status: str
    rows: list[Visit]


class Publication(Answer):
    id: int
    published_on: date
    outlet: Text
    title: str
    language: str
    kind: str
    link: str
    reference: str
    views: int | None
    meeting: UUID | None = Field(validation_alias="meeting_id")


class Publications(Listed):
    period: str
    rows: list[Publication]

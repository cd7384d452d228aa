"""Reads for visitors: whose page this is, and which meetings it may show."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby
from typing import Any, Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_shown_order
from kezdesu.core.language import language
from kezdesu.core.periods import Period
from kezdesu.core.text import fold
from kezdesu.meetings.choices import Outcome, Review
from kezdesu.meetings.models import Meeting
from kezdesu.meetings.shelf import public_photos
from kezdesu.places.models import District, Place
from kezdesu.programmes.models import Theme, Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

PLANNED = "planned"


@dataclass(frozen=True, slots=True)
class PublicPlace:
    """`district` is empty where it is not known, `kind` where the name says it already."""

    pk: int
    name: str
    kind: str
    district: str
    district_slug: str


@dataclass(frozen=True, slots=True)
class PublicMeeting:
    """A planned visit or an accepted record, without people; `state`: "planned" or the outcome."""

    key: str
    state: str
    state_name: str
    starts_at: datetime
    minutes: int | None
    place: PublicPlace
    track: str
    track_slug: str
    venue: str
    themes: tuple[str, ...]
    reason: str
    headcount: int | None
    how_counted: str
    photos: tuple[UUID, ...] = ()  # those that visitors may see


@dataclass(frozen=True, slots=True)
class DistrictMeetings:
    """One district's meetings; `name` is empty for places whose district is not known."""

    slug: str
    name: str
    meetings: tuple[PublicMeeting, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """A way to narrow a list."""

    slug: str
    name: str


@dataclass(frozen=True, slots=True)
class Which:
    """What a list of meetings is narrowed to; what is empty does not narrow."""

    district: str = ""
    track: str = ""
    place: int | None = None


EVERY_MEETING: Final = Which()


def public_office() -> Office | None:
    """The office whose page visitors see: the oldest with a name and none above it."""
    roots = Office.objects.filter(parent__isnull=True, names__isnull=False)
    return roots.prefetch_related("names").order_by("pk").first()


def upcoming_meetings(
    office: Office, now: datetime, which: Which = EVERY_MEETING
) -> list[PublicMeeting]:
    """From today on: visits of approved plans, and those called off, earliest first."""
    today = now.astimezone(ZoneInfo(office.time_zone)).replace(
        hour=0, minute=0, second=0, microsecond=0
    )
    visits = _planned_visits(office).filter(starts_at__gte=today)
    called_off = _accepted(office).filter(starts_at__gte=today).exclude(outcome=Outcome.HELD)
    visits = visits.filter(**_conditions(which, place="target__place", track="plan__track"))
    shown = [_from_visit(visit) for visit in visits]
    shown += [_from_record(record) for record in called_off.filter(**_conditions(which))]
    return sorted(shown, key=lambda meeting: (meeting.starts_at, meeting.key))


def past_meetings(
    office: Office,
    now: datetime,
    which: Which = EVERY_MEETING,
    *,
    period: Period | None = None,
    count: int | None = None,
) -> list[PublicMeeting]:
    """Accepted records up to now, cancelled and postponed ones too, latest first."""
    records = _accepted(office).filter(starts_at__lte=now, **_conditions(which))
    if period:
        records = records.filter(starts_at__date__range=(period.starts_on, period.ends_on))
    return [_from_record(record) for record in records.order_by("-starts_at", "-pk")[:count]]


def with_photos(meetings: Iterable[PublicMeeting]) -> list[PublicMeeting]:
    """The same meetings with what of their photos visitors may see."""
    shown = list(meetings)
    records = [UUID(each.key) for each in shown if each.state != PLANNED]
    photos: dict[str, list[UUID]] = {}
    for record, pk in public_photos(records).values_list("record", "pk"):
        photos.setdefault(str(record), []).append(pk)
    return [replace(each, photos=tuple(photos.get(each.key, ()))) for each in shown]


def by_district(meetings: Iterable[PublicMeeting]) -> list[DistrictMeetings]:
    """The same meetings in the same order, district by district; an unknown one comes last."""
    ordered = sorted(meetings, key=_district_order)
    return [
        DistrictMeetings(slug=slug, name=name, meetings=tuple(group))
        for (slug, name), group in groupby(
            ordered, key=lambda meeting: (meeting.place.district_slug, meeting.place.district)
        )
    ]


def place_named(office: Office, pk: int) -> PublicPlace | None:
    found = Place.objects.filter(office=office, pk=pk).select_related("kind", "district").first()
    return place_shown(found) if found else None


def districts(office: Office) -> list[Choice]:
    found = (
        District.objects.filter(office=office, places__isnull=False)
        .distinct()
        .order_by(in_shown_order("name"))
    )
    return [Choice(district.slug, district.name) for district in found]


def tracks(office: Office) -> list[Choice]:
    """The tracks of the office's programmes; two programmes' tracks of one slug are one choice."""
    found = Track.objects.filter(programme__office=office).order_by(
        "programme__starts_on", "position"
    )
    latest = {track.slug: track for track in found}
    ordered = sorted(latest.values(), key=lambda track: (track.position, track.pk))
    return [Choice(track.slug, track.name) for track in ordered]


def _district_order(meeting: PublicMeeting) -> tuple[object, ...]:
    place = meeting.place
    by_name = language(get_language() or "kk").sort_key(place.district)
    return not place.district_slug, by_name, place.district_slug


def _accepted(office: Office) -> QuerySet[Meeting]:
    return (
        Meeting.objects.filter(track__programme__office=office, review=Review.ACCEPTED)
        .select_related("place__district", "place__kind", "track", "cause")
        .prefetch_related("themes")
        .order_by("starts_at", "pk")
    )


def _conditions(which: Which, place: str = "place", track: str = "track") -> dict[str, Any]:
    wanted = {
        f"{place}__district__slug": which.district,
        f"{track}__slug": which.track,
        f"{place}__pk": which.place,
    }
    return {path: value for path, value in wanted.items() if value}


def _planned_visits(office: Office) -> QuerySet[Visit]:
    """Visits of approved plans that no accepted record speaks of, at the time it is planned for.

    A postponed record speaks of the time it was moved from, not of the new one.
    """
    spoken_of = Meeting.objects.filter(
        Q(outcome__in=[Outcome.HELD, Outcome.CANCELLED]) | Q(starts_at__gte=OuterRef("starts_at")),
        visit_identity=OuterRef("identity"),
        review=Review.ACCEPTED,
    )
    return (
        Visit.objects.filter(
            ~Exists(spoken_of),
            plan__track__programme__office=office,
            plan__status=PlanStatus.APPROVED,
        )
        .select_related("target__place__district", "target__place__kind", "plan__track")
        .prefetch_related("themes")
        .order_by("starts_at", "pk")
    )


def _from_visit(visit: Visit) -> PublicMeeting:
    return PublicMeeting(
        key=str(visit.identity),
        state=PLANNED,
        state_name=_("planned"),
        starts_at=visit.starts_at,
        minutes=visit.minutes,
        venue=visit.venue,
        track=visit.plan.track.name,
        track_slug=visit.plan.track.slug,
        themes=_names(visit.themes.all()),
        reason="",
        headcount=None,
        how_counted="",
        place=place_shown(visit.target.place),
    )


def _from_record(record: Meeting) -> PublicMeeting:
    return PublicMeeting(
        key=str(record.pk),
        state=record.outcome,
        state_name=record.get_outcome_display(),
        starts_at=record.starts_at,
        minutes=None,
        venue=record.venue,
        track=record.track.name,
        track_slug=record.track.slug,
        themes=_names(record.themes.all()),
        reason=record.why_not_held,
        headcount=record.headcount,
        how_counted=record.get_how_counted_display() if record.how_counted else "",
        place=place_shown(record.place),
    )


def place_shown(place: Place) -> PublicPlace:
    """`place` with its district and kind already read."""
    district = place.district
    kind = "" if fold(place.kind.name) in fold(place.name) else place.kind.name
    return PublicPlace(
        pk=place.pk,
        name=place.name,
        kind=kind,
        district=district.name if district else "",
        district_slug=district.slug if district else "",
    )


def _names(themes: Iterable[Theme]) -> tuple[str, ...]:
    return tuple(theme.name for theme in themes)

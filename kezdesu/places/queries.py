"""What the desk's screens of places show."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Coalesce, NullIf

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_kazakh_order, in_shown_order
from kezdesu.core.listed import ListedRow
from kezdesu.core.listing import Choice
from kezdesu.core.spreadsheets.words import language_name

from .models import Closure, Place, PlaceAlias
from .rules import name_key

SORTS: Final = ("name", "kind", "district", "size")
RECORDS_SHOWN: Final = 20


@dataclass(frozen=True)
class PlaceRow:
    pk: int
    name: str
    kind: str
    district: str
    is_priority: bool
    priority_basis: str
    languages: str
    size: int | None
    has_point: bool
    is_active: bool


@dataclass(frozen=True)
class TargetLine:
    track_pk: int
    track: str
    starts_on: date
    ends_on: date
    due_on: date
    visits_due: int
    weight: int


@dataclass(frozen=True)
class MeetingLine:
    pk: Any
    starts_at: datetime
    track: str
    outcome: str
    headcount: int | None


@dataclass(frozen=True)
class PlacePage:
    """One place with its targets and its latest accepted records."""

    place: Place
    aliases: Sequence[str]
    languages: str
    targets: Sequence[TargetLine]
    meetings: Sequence[MeetingLine]
    closures: Sequence[Closure]


def place_rows(
    office: Office,
    code: str,
    *,
    search: str = "",
    district: str = "",
    kind: str = "",
    priority: str = "",
    sort: str = "name",
) -> list[PlaceRow]:
    """Places that match, named in the language `code`, in its alphabet; `sort` may have a minus."""
    places = found_places(office, search=search, district=district, kind=kind, priority=priority)
    return [_row(place, code) for place in in_order(places, sort, code)]


def found_places(
    office: Office, *, search: str = "", district: str = "", kind: str = "", priority: str = ""
) -> QuerySet[Place]:
    """`priority` is "yes", "no" or ""; `district` and `kind` are slugs, "none" a place without."""
    places = Place.objects.filter(office=office).select_related("kind", "district")
    if search:
        places = places.filter(_spelled(search))
    if district:
        places = places.filter(
            Q(district__isnull=True) if district == "none" else Q(district__slug=district)
        )
    if kind:
        places = places.filter(kind__slug=kind)
    if priority:
        places = places.filter(is_priority=priority == "yes")
    return places


def _spelled(search: str) -> Q:
    key = name_key(search)
    alias = PlaceAlias.objects.filter(place=OuterRef("pk"), key__contains=key)
    return (
        Q(key__contains=key)
        | Q(name_ru__icontains=search)
        | Q(name_en__icontains=search)
        | Q(Exists(alias))
    )


def in_order(places: QuerySet[Place], sort: str, code: str) -> QuerySet[Place]:
    shown = Coalesce(NullIf(f"name_{code}", Value("")), "name_kk")
    by_name = in_kazakh_order("shown_name")
    first: Any = {
        "name": by_name,
        "kind": in_kazakh_order(f"kind__name_{code}"),
        "district": in_kazakh_order(f"district__name_{code}"),
        "size": F("size"),
    }[sort.removeprefix("-")]
    turned = first.desc(nulls_last=True) if sort.startswith("-") else first.asc(nulls_last=True)
    return places.annotate(shown_name=shown).order_by(turned, by_name, "pk")


def _row(place: Place, code: str) -> PlaceRow:
    return PlaceRow(
        pk=place.pk,
        name=place.name_in(code),
        kind=place.kind.name_in(code),
        district=place.district.name_in(code) if place.district else "",
        is_priority=place.is_priority,
        priority_basis=place.priority_basis,
        languages=languages_in_words(place.languages, code),
        size=place.size,
        has_point=place.latitude is not None,
        is_active=place.is_active,
    )


def languages_in_words(codes: Iterable[str], code: str) -> str:
    return ", ".join(language_name(each, code) for each in codes)


def district_choices(office: Office, code: str) -> list[Choice]:
    counts: Counter[str | None] = Counter(office.places.values_list("district__slug", flat=True))
    named = [
        Choice(district.slug, district.name_in(code), counts[district.slug])
        for district in office.districts.order_by(in_kazakh_order(f"name_{code}"))
        if counts[district.slug]
    ]
    return [*named, Choice("none", "—", counts[None])] if counts[None] else named


def kind_choices(office: Office, code: str) -> list[Choice]:
    counts = Counter(office.places.values_list("kind__slug", flat=True))
    return [
        Choice(kind.slug, kind.name_in(code), counts[kind.slug])
        for kind in office.place_kinds.order_by("pk")
        if counts[kind.slug]
    ]


def place_page(place: Place, code: str) -> PlacePage:
    return PlacePage(
        place=place,
        aliases=list(place.aliases.order_by("pk").values_list("name", flat=True)),
        languages=languages_in_words(place.languages, code),
        targets=[
            TargetLine(
                track_pk=target.track_id,
                track=target.track.name_in(code),
                starts_on=target.starts_on,
                ends_on=target.ends_on,
                due_on=target.due_on,
                visits_due=target.visits_due,
                weight=target.weight,
            )
            for target in place.targets.select_related("track").order_by("-starts_on", "track_id")
        ],
        meetings=[
            MeetingLine(
                pk=meeting.pk,
                starts_at=meeting.starts_at,
                track=meeting.track.name_in(code),
                outcome=meeting.outcome,
                headcount=meeting.headcount,
            )
            for meeting in place.meetings.filter(review="accepted")
            .select_related("track")
            .order_by("-starts_at")[:RECORDS_SHOWN]
        ],
        closures=list(place.closures.order_by("-starts_on", "pk")),
    )


def listed_rows(office: Office, code: str) -> dict[str, list[ListedRow]]:
    """The office's kinds of place and its districts, by the word in their address."""
    kinds = office.place_kinds.annotate(used=Count("places")).order_by("pk")
    districts = office.districts.annotate(used=Count("places"))
    return {
        "kinds": [ListedRow(each.pk, each.name_in(code), "", each.used) for each in kinds],
        "districts": [
            ListedRow(each.pk, each.name_in(code), each.national_code, each.used)
            for each in districts.order_by(in_shown_order("name"))
        ],
    }

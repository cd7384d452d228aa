"""What an office's figures stand on, whatever the period: whose work counts, tracks, places."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import NamedTuple
from zoneinfo import ZoneInfo

from django.db.models import Q, prefetch_related_objects
from django.utils import timezone

from kezdesu.accounts.models import Office
from kezdesu.accounts.tree import with_beneath
from kezdesu.people.models import Category
from kezdesu.places.models import District, Place, PlaceKind
from kezdesu.programmes.models import Track

from .rules import Span, local_bounds
from .words import Words


class PlaceRow(NamedTuple):
    id: int
    office_id: int
    name: Words
    kind: Words
    kind_slug: str
    kind_plural: str
    is_institution: bool
    is_priority: bool
    district_id: int | None
    district: Words | None
    latitude: float | None
    longitude: float | None


@dataclass(frozen=True)
class Ground:
    """Places, their kinds, districts and categories are read when they are first asked for."""

    office: Office
    offices: dict[int, Office]  # whose work counts, by id; the office itself first
    names: dict[int, Words]  # of the offices as they are called today; empty for one alone
    tracks: list[Track]  # with their programmes, in order

    def only(self, office: int) -> "Ground":
        """One of the offices by itself."""
        own = self.offices[office]
        tracks = [row for row in self.tracks if row.programme.office_id == office]
        return Ground(own, {office: own}, {}, tracks)

    def stream(self, slug: str) -> "Ground":
        """The same offices with the tracks of one slug alone."""
        return replace(self, tracks=[row for row in self.tracks if row.slug == slug])

    @cached_property
    def places(self) -> dict[int, PlaceRow]:
        return {row.id: row for row in _places(self)}

    @cached_property
    def categories(self) -> dict[str, Words]:
        """Of people, by slug, in order; the office's own name before those of offices beneath."""
        rows = list(Category.objects.filter(office__in=self.offices))
        return self._named((row.slug, row) for row in rows)

    @cached_property
    def kinds(self) -> dict[str, Words]:
        """Of places, by slug; of names that differ the office's own, as of categories."""
        return self._named((row.slug, row) for row in self.kind_rows.values())

    @cached_property
    def plural_kinds(self) -> dict[str, Words]:
        """The same by what the figures call several of a kind."""
        return self._named((row.plural_slug, row) for row in self.kind_rows.values())

    def _named(self, rows: Iterable[tuple[str, Category | PlaceKind]]) -> dict[str, Words]:
        found: dict[str, Words] = {}
        own: dict[str, Words] = {}
        for slug, row in rows:
            found[slug] = Words.of(row)
            if row.office_id == self.office.pk:
                own.setdefault(slug, found[slug])
        return found | own

    @cached_property
    def kind_rows(self) -> dict[int, PlaceKind]:
        found = PlaceKind.objects.filter(office__in=self.offices).order_by("pk")
        return {row.pk: row for row in found}

    @cached_property
    def _districts(self) -> dict[int, District]:
        return {row.pk: row for row in District.objects.filter(office__in=self.offices)}

    def district(self, pk: int | None) -> Words | None:
        """With its office beside it where several offices count: two may have a “Centre”."""
        row = self._districts.get(pk) if pk else None
        if row is None:
            return None
        name = Words.of(row)
        return Words.joined(name, self.names[row.office_id], by=", ") if self.names else name

    @property
    def is_tree(self) -> bool:
        """Whether the work of other offices counts as well."""
        return len(self.offices) > 1

    @cached_property
    def track_ids(self) -> list[int]:
        return [track.pk for track in self.tracks]

    @cached_property
    def slug_of(self) -> dict[int, str]:
        return {track.pk: track.slug for track in self.tracks}

    @cached_property
    def office_of(self) -> dict[int, int]:
        return {track.pk: track.programme.office_id for track in self.tracks}

    @cached_property
    def zones(self) -> dict[int, ZoneInfo]:
        return {pk: ZoneInfo(office.time_zone) for pk, office in self.offices.items()}

    def zone_of(self, track: int) -> ZoneInfo:
        """By whose clock the meetings of a track begin."""
        return self.zones[self.office_of[track]]

    def tracks_by_zone(self) -> Iterator[tuple[ZoneInfo, list[int]]]:
        for zone in dict.fromkeys(self.zones.values()):
            yield zone, [pk for pk, office in self.office_of.items() if self.zones[office] == zone]

    def within(self, span: Span, of_tracks: str) -> Q:
        """Rows of the tracks that start in those days, each by its own office's clock."""
        found = Q(pk__in=[])
        for zone, tracks in self.tracks_by_zone():
            begins, ended = local_bounds(span, zone)
            found |= Q(**{of_tracks: tracks}, starts_at__gte=begins, starts_at__lt=ended)
        return found


def ground_of(office: Office) -> Ground:
    """Two queries; one more for the names of the offices beneath, where there are any."""
    offices = {each.pk: each for each in with_beneath(office)}
    names = names_today(offices.values()) if len(offices) > 1 else {}
    tracks = Track.objects.filter(programme__office__in=offices).select_related("programme")
    return Ground(office, offices, names, list(tracks.order_by("position", "id")))


def names_today(offices: Collection[Office]) -> dict[int, Words]:
    """One query; the short name stands in for an office that has none yet."""
    prefetch_related_objects(list(offices), "names")
    today = timezone.localdate()
    return {
        each.pk: Words.of(each.named_on(today)) if each.names.all() else Words(*[each.slug] * 3)
        for each in offices
    }


def _places(ground: Ground) -> Iterator[PlaceRow]:
    kinds = {pk: (row, Words.of(row)) for pk, row in ground.kind_rows.items()}
    district_of = cache(ground.district)
    columns = ("name_kk", "name_ru", "name_en", "is_priority", "latitude", "longitude")
    rows = Place.objects.filter(office__in=ground.offices).order_by("id")
    for pk, office, kind, district, kk, ru, en, is_priority, *point in rows.values_list(
        "id", "office_id", "kind_id", "district_id", *columns
    ):
        of, words = kinds[kind]
        yield PlaceRow(
            id=pk,
            office_id=office,
            name=Words.of_columns(kk, ru, en),
            kind=words,
            kind_slug=of.slug,
            kind_plural=of.plural_slug,
            is_institution=of.is_institution,
            is_priority=is_priority,
            district_id=district,
            district=district_of(district),
            latitude=point[0],
            longitude=point[1],
        )

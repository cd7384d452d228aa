"""What the desk's screens of programmes and tracks show."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from django.db.models import Count, F, QuerySet, Sum, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_kazakh_order
from kezdesu.core.names import free_slug
from kezdesu.core.periods import Period
from kezdesu.places.models import Place
from kezdesu.places.queries import found_places

from .calendar import public_days, working_days, working_weekends
from .choices import COSTS, DayKind
from .models import Programme, Target, Track
from .rules import USUAL
from .wording import rule_sentence

SORTS: Final = ("place", "district", "due", "visits", "weight")


@dataclass(frozen=True)
class TrackCard:
    pk: int
    name: str
    group: str
    approving_body: str
    targets: int
    visits_due: int


@dataclass(frozen=True)
class ProgrammeCard:
    pk: int
    name: str
    starts_on: date
    ends_on: date | None
    tracks: Sequence[TrackCard]


@dataclass(frozen=True)
class TargetRow:
    pk: int
    place_pk: int
    place: str
    kind: str
    district: str
    is_priority: bool
    starts_on: date
    ends_on: date
    due_on: date
    visits_due: int
    weight: int


@dataclass(frozen=True)
class TrackPage:
    track: Track
    name: str
    programme: str
    group: str
    approving_body: str
    themes: Sequence[str]
    rules: Sequence[str]  # those stated that bind
    usual: Sequence[str]  # what else holds, since the track states no rule of the kind


def programme_cards(office: Office, code: str) -> list[ProgrammeCard]:
    """Programmes of the office, newest first, each with its tracks."""
    tracks = (
        Track.objects.filter(programme__office=office)
        .select_related("group")
        .annotate(count=Count("targets"))
        .order_by("position", "pk")  # grouping forgets the model's own order
    )
    due = dict(
        Target.objects.filter(track__programme__office=office)
        .values_list("track")
        .annotate(due=Sum("visits_due"))
    )
    by_programme: dict[int, list[TrackCard]] = {}
    for track in tracks:
        card = _track_card(track, code, due.get(track.pk, 0))
        by_programme.setdefault(track.programme_id, []).append(card)
    return [
        ProgrammeCard(
            pk=programme.pk,
            name=programme.name_in(code),
            starts_on=programme.starts_on,
            ends_on=programme.ends_on,
            tracks=by_programme.get(programme.pk, []),
        )
        for programme in Programme.objects.filter(office=office).order_by("-starts_on", "pk")
    ]


def _track_card(track: Any, code: str, visits_due: int) -> TrackCard:
    return TrackCard(
        pk=track.pk,
        name=track.name_in(code),
        group=track.group.name_in(code),
        approving_body=approving_body_in(track, code),
        targets=track.count,
        visits_due=visits_due,
    )


def track_slug(programme: Programme, name: str) -> str:
    """The word that begins the keys of a new track's figures: that of the office's track of the
    same name in another programme, so that the figures of one stream stay comparable."""
    taken = set(programme.tracks.values_list("slug", flat=True))
    same = Track.objects.filter(programme__office=programme.office_id, name_kk=name.strip())
    known = same.order_by("-pk").values_list("slug", flat=True).first()
    return known if known and known not in taken else free_slug(name, taken)


@dataclass(frozen=True)
class ThemeRow:
    pk: int
    name: str
    tracks: str


def theme_rows(office: Office, code: str) -> list[ThemeRow]:
    """The office's themes, each with the tracks that speak about it."""
    themes = office.themes.prefetch_related("tracks").order_by("pk")
    return [
        ThemeRow(
            theme.pk,
            theme.name_in(code),
            ", ".join(track.name_in(code) for track in theme.tracks.all()),
        )
        for theme in themes
    ]


YEARS: Final = tuple(str(year) for year in range(2020, 2036))


@dataclass(frozen=True)
class DayLine:
    """A day that is not as other days: off, or worked. `pk` is set where the office set it."""

    day: date
    name: str
    is_working: bool
    pk: int | None = None


@dataclass(frozen=True)
class DaysPage:
    year: int
    lines: Sequence[DayLine]
    working: int

    @property
    def previous(self) -> int | None:
        return self.year - 1 if str(self.year - 1) in YEARS else None

    @property
    def next(self) -> int | None:
        return self.year + 1 if str(self.year + 1) in YEARS else None


def days_page(office: Office, year: int, code: str) -> DaysPage:
    """The public calendar of a year with the office's own days over it."""
    own = {
        special.day: DayLine(
            special.day, special.name_in(code), special.kind == DayKind.WORKING, special.pk
        )
        for special in office.special_days.filter(day__year=year)
    }
    given = {
        **{each.day: DayLine(each.day, getattr(each, code), False) for each in public_days(year)},
        **{day: DayLine(day, _("worked for a day off"), True) for day in working_weekends(year)},
    }
    lines = sorted((given | own).values(), key=lambda line: line.day)
    working = working_days(office, date(year, 1, 1), date(year, 12, 31))
    return DaysPage(year, lines, len(working))


def approving_body_in(track: Track, code: str) -> str:
    body: str = getattr(track, f"approving_body_{code}")
    return body or track.approving_body_kk


def track_page(track: Track, code: str) -> TrackPage:
    rules, names = list(track.rules.filter(is_active=True).order_by("pk")), rule_names(track, code)
    stated = {rule.kind for rule in rules}
    return TrackPage(
        track=track,
        name=track.name_in(code),
        programme=track.programme.name_in(code),
        group=track.group.name_in(code),
        approving_body=approving_body_in(track, code),
        themes=[theme.name_in(code) for theme in track.themes.order_by("pk")],
        rules=[sentence_of(rule.kind, rule.values, code, names) for rule in rules],
        usual=[
            sentence_of(kind, values, code, names)
            for kind, values in USUAL.items()
            if kind not in COSTS and kind not in stated
        ],
    )


def rule_names(track: Track, code: str) -> dict[tuple[str, str], str]:
    """What a rule's values may name: ("category", slug) and ("skill", slug), by their names."""
    office = track.programme.office
    categories = {("category", each.slug): each.name_in(code) for each in office.categories.all()}
    return categories | {("skill", each.slug): each.name_in(code) for each in office.skills.all()}


def sentence_of(
    kind: str, values: Mapping[str, Any], code: str, names: Mapping[tuple[str, str], str]
) -> str:
    """The sentence of a rule; what is no longer listed is called by its slug."""
    named = (("category", values.get("category")), ("skill", values.get("skill")))
    name = next((names.get((field, slug), slug) for field, slug in named if slug), "")
    return rule_sentence(kind, values, code, name=name)


def target_rows(
    track: Track, code: str, *, search: str = "", priority: str = "", sort: str = "place"
) -> list[TargetRow]:
    """The track's targets; `priority` is "yes", "no" or ""; `sort` may have a minus."""
    targets = _found(track, search, priority)
    by_name = in_kazakh_order("shown_name")
    first: Any = {
        "place": by_name,
        "district": in_kazakh_order(f"place__district__name_{code}"),
        "due": F("due_on"),
        "visits": F("visits_due"),
        "weight": F("weight"),
    }[sort.removeprefix("-")]
    turned = first.desc(nulls_last=True) if sort.startswith("-") else first.asc(nulls_last=True)
    shown = Coalesce(NullIf(f"place__name_{code}", Value("")), "place__name_kk")
    ordered = targets.annotate(shown_name=shown).order_by(turned, by_name, "pk")
    return [_target_row(target, code) for target in ordered]


def _found(track: Track, search: str, priority: str) -> QuerySet[Target]:
    targets = track.targets.select_related("place__kind", "place__district")
    if search:
        places = found_places(track.programme.office, search=search)
        targets = targets.filter(place__in=places)
    if priority:
        targets = targets.filter(place__is_priority=priority == "yes")
    return targets


def _target_row(target: Target, code: str) -> TargetRow:
    place = target.place
    return TargetRow(
        pk=target.pk,
        place_pk=place.pk,
        place=place.name_in(code),
        kind=place.kind.name_in(code),
        district=place.district.name_in(code) if place.district else "",
        is_priority=place.is_priority,
        starts_on=target.starts_on,
        ends_on=target.ends_on,
        due_on=target.due_on,
        visits_due=target.visits_due,
        weight=target.weight,
    )


def days_to_target(track: Track, today: date) -> tuple[date, date]:
    """The days of the track's latest targets; before there are any, those of the programme, of
    which one without an end is taken as far as the half-year."""
    latest = track.targets.order_by("-starts_on", "-pk").values_list("starts_on", "ends_on").first()
    if latest:
        return latest
    first = track.programme.starts_on
    last = track.programme.ends_on or Period.half_year_of(max(first, today)).ends_on
    return first, last


def free_places(track: Track, first: date, last: date) -> QuerySet[Place]:
    """Places in use that the track has not as a target on any of these days."""
    targets = track.targets.filter(starts_on__lte=last, ends_on__gte=first)
    places = track.programme.office.places.filter(is_active=True)
    return places.exclude(pk__in=targets.values("place"))

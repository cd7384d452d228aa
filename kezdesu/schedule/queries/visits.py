"""A visit as pages and documents show it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, QuerySet

from kezdesu.core.language import language
from kezdesu.people.models import Person

from ..models import Plan, Visit
from ..proposals import Broken
from ..wording import broken_in_words


@dataclass(frozen=True)
class VisitRow:
    pk: int
    number: int
    starts_at: datetime  # in the office's time
    ends_at: datetime
    place: str
    kind: str
    district: str
    is_priority: bool
    priority_basis: str
    is_institution: bool
    venue: str
    themes: tuple[str, ...]
    crew: tuple[str, ...]
    is_pinned: bool
    broken: tuple[str, ...] = ()


def visit_rows(
    plan: Plan,
    broken: Mapping[int | None, list[Broken]] | None = None,
    keys: Collection[int] | None = None,
) -> Iterable[VisitRow]:
    """A plan's visits, or those of `keys`, by start, with their numbers in the printed schedule."""
    zone, numbers = ZoneInfo(plan.track.programme.office.time_zone), printed_numbers(plan)
    visits = plan.visits.all() if keys is None else plan.visits.filter(pk__in=keys)
    for visit in with_all(visits):
        found = sentences((broken or {}).get(visit.pk, ()))
        yield replace(visit_row(visit, numbers[visit.pk], zone), broken=found)


def printed_order(rows: Iterable[VisitRow]) -> list[VisitRow]:
    """District by district, each by date: the same in every language."""
    return sorted(rows, key=lambda row: row.number)


def visit_keys(plan: Plan) -> list[int]:
    """By start."""
    return list(plan.visits.order_by("starts_at", "pk").values_list("pk", flat=True))


def printed_numbers(plan: Plan) -> dict[int, int]:
    """By visit: by district, day and place, as the Kazakh paper lists them, in every language."""
    columns = ("target__place__district__name_kk", "starts_at", "target__place__name_kk", "pk")
    on_paper = sorted(map(_on_paper, plan.visits.order_by().values_list(*columns)))
    return {key[-1]: number for number, key in enumerate(on_paper, 1)}


def _on_paper(columns: tuple[str | None, datetime, str, int]) -> tuple[Any, ...]:
    district, starts_at, place, pk = columns
    in_order = language("kk").sort_key
    return not district, in_order(district or ""), starts_at, in_order(place), pk


def with_all(visits: QuerySet[Visit]) -> QuerySet[Visit]:
    return (
        visits.select_related("target__place__kind", "target__place__district")
        .prefetch_related("themes", Prefetch("crew", in_printed_order(Person.objects.all())))
        .order_by("starts_at", "pk")
    )


def in_printed_order(people: QuerySet[Person]) -> QuerySet[Person]:
    """A crew as the schedule names it, the responsible one first: as they came to the roster."""
    return people.order_by("pk")


def visit_row(visit: Visit, number: int, zone: ZoneInfo) -> VisitRow:
    place = visit.target.place
    starts_at = visit.starts_at.astimezone(zone)
    return VisitRow(
        pk=visit.pk,
        number=number,
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=visit.minutes),
        place=place.name,
        kind=place.kind.name,
        district=place.district.name if place.district else "",
        is_priority=place.is_priority,
        priority_basis=place.priority_basis,
        is_institution=place.kind.is_institution,
        venue=visit.venue,
        themes=tuple(theme.name for theme in visit.themes.all()),
        crew=tuple(person.full_name for person in visit.crew.all()),
        is_pinned=visit.is_pinned,
    )


def sentences(broken: Iterable[Broken]) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(
            f"{each.who.full_name}: {said}" if each.who else said
            for each in broken
            for said in [broken_in_words(each.rule, dict(each.facts))]
        )
    )

"""The calendar person by person: everyone who has a seat or a visit, also who goes nowhere."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_kazakh_order
from kezdesu.core.text import fold
from kezdesu.people.models import Absence, Person, Seat

from ..models import Visit
from ..windows import Window
from .cards import Card, cards_of
from .shown import Narrowed, Shown
from .visits import with_all

SORTS = ("name", "visits")


@dataclass(frozen=True)
class PersonRow:
    pk: int
    name: str
    absences: tuple[tuple[date, date], ...]
    cards: tuple[Card, ...]


def people_shown(
    office: Office, window: Window, narrowed: Narrowed, shown: Shown, sort: str
) -> QuerySet[Person]:
    """By name, or who goes most often first; a minus turns either round."""
    visits = Visit.objects.filter(pk__in=shown.visits.order_by().values("pk"))
    seats = Seat.objects.filter(starts_on__lte=window.ends_on).filter(
        Q(ends_on=None) | Q(ends_on__gte=window.starts_on)
    )
    if narrowed.track:
        seats = seats.filter(group__tracks__slug=narrowed.track)
    goes = Q(pk__in=Visit.crew.through.objects.filter(visit__in=visits).values("person"))
    is_named = Q(key__contains=fold(narrowed.search)) if narrowed.search else Q()
    may_go = Q() if narrowed.district else Q(pk__in=seats.values("person")) & is_named
    people = Person.objects.filter(goes | may_go if may_go else goes, office=office)
    if narrowed.person:
        people = people.filter(pk=narrowed.person)
    return _sorted(people, visits, sort)


def with_visits(shown: Shown, window: Window, people: Iterable[Person]) -> list[PersonRow]:
    drawn = list(people)
    visits = with_all(shown.visits.filter(crew__in=drawn).distinct())
    by_person: dict[int, list[Card]] = {}
    for card in cards_of(shown, visits):
        for goer in card.crew:
            by_person.setdefault(goer.pk, []).append(card)
    absences = _absences(window, drawn)
    return [
        PersonRow(
            person.pk,
            person.full_name,
            tuple(absences.get(person.pk, ())),
            tuple(by_person.get(person.pk, ())),
        )
        for person in drawn
    ]


def _sorted(people: QuerySet[Person], visits: QuerySet[Visit], sort: str) -> QuerySet[Person]:
    by_name = in_kazakh_order("full_name")
    if sort.removeprefix("-") == "visits":
        count = Count("visits", filter=Q(visits__in=visits))
        people = people.annotate(going=count).order_by("-going", by_name, "pk")
    else:
        people = people.order_by(by_name, "pk")
    return people.reverse() if sort.startswith("-") else people


def _absences(window: Window, people: list[Person]) -> dict[int, list[tuple[date, date]]]:
    found = Absence.objects.filter(
        person__in=people, starts_on__lte=window.ends_on, ends_on__gte=window.starts_on
    ).order_by("starts_on")
    by_person: dict[int, list[tuple[date, date]]] = {}
    for absence in found:
        by_person.setdefault(absence.person_id, []).append((absence.starts_on, absence.ends_on))
    return by_person

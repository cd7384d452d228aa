"""Which places a track owes visits."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.places.models import Place

from ..models import Target, Track
from ..rules import refuse_bad_target


@transaction.atomic
def add_target(
    *,
    track: Track,
    place: Place,
    starts_on: date,
    ends_on: date,
    by: User | None,
    due_on: date | None = None,
    visits_due: int = 1,
    weight: int = 1,
) -> Target:
    """Due on the period's last day unless told otherwise."""
    [target] = add_targets(
        track=track,
        places=[place],
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=due_on,
        visits_due=visits_due,
        weight=weight,
        by=by,
    )
    return target


@transaction.atomic
def add_targets(
    *,
    track: Track,
    places: Iterable[Place],
    starts_on: date,
    ends_on: date,
    by: User | None,
    due_on: date | None = None,
    visits_due: int = 1,
    weight: int = 1,
) -> list[Target]:
    """One target for each place, all of one period and importance; one audit entry."""
    due_on = due_on or ends_on
    refuse_bad_target(starts_on=starts_on, ends_on=ends_on, due_on=due_on, weight=weight)
    wanted = list(places)
    _refuse_targeted(track, wanted, starts_on)
    targets = Target.objects.bulk_create(
        Target(
            track=track,
            place=place,
            starts_on=starts_on,
            ends_on=ends_on,
            due_on=due_on,
            visits_due=visits_due,
            weight=weight,
        )
        for place in wanted
    )
    audit.record(
        "programmes.targets_added",
        track,
        by=by,
        starts_on=starts_on,
        ends_on=ends_on,
        due_on=due_on,
        visits_due=visits_due,
        weight=weight,
        places=[place.pk for place in wanted],
    )
    return targets


def _refuse_targeted(track: Track, places: list[Place], starts_on: date) -> None:
    taken = Target.objects.filter(track=track, place__in=places, starts_on=starts_on)
    seen = set(taken.values_list("place_id", flat=True))
    for place in places:
        if place.pk in seen:
            raise Refused(
                _("“%(place)s” is already a target of this track in this period.")
                % {"place": place},
                field="place",
            )
        seen.add(place.pk)

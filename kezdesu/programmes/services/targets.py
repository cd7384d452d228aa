"""Which places a track owes visits."""

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.changes import changed
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


@transaction.atomic
def edit_target(
    *, target: Target, ends_on: date, due_on: date, visits_due: int, weight: int, by: User | None
) -> Target:
    """Visits that are planned already stay as they are."""
    target = Target.objects.select_for_update().get(pk=target.pk)
    refuse_bad_target(starts_on=target.starts_on, ends_on=ends_on, due_on=due_on, weight=weight)
    values = {"ends_on": ends_on, "due_on": due_on, "visits_due": visits_due, "weight": weight}
    return changed("programmes.target_edited", target, values, by)


@transaction.atomic
def remove_target(*, target: Target, by: User | None) -> None:
    """Only one on which nothing rests; the log keeps what it was, so that it can be put back."""
    target = Target.objects.select_for_update().get(pk=target.pk)
    _refuse_met(target)
    told = {
        "place": target.place_id,
        "starts_on": target.starts_on,
        "ends_on": target.ends_on,
        "due_on": target.due_on,
        "visits_due": target.visits_due,
        "weight": target.weight,
    }
    try:
        target.delete()
    except ProtectedError:
        raise Refused(
            _(
                "This target stands in a schedule, so it is kept. If nobody is to go there, leave"
                " its visit out of the schedule and write why."
            )
        ) from None
    audit.record("programmes.target_removed", target.track, by=by, **told)


def _refuse_met(target: Target) -> None:
    """What was held is asked through the track's own relation: programmes know no meetings."""
    zone = ZoneInfo(target.track.programme.office.time_zone)
    first = datetime.combine(target.starts_on, time.min, zone)
    after = datetime.combine(target.ends_on + timedelta(days=1), time.min, zone)
    meetings = target.track.meetings.filter(place=target.place_id)
    if meetings.filter(starts_at__gte=first, starts_at__lt=after).exists():
        raise Refused(
            _(
                "Meetings of this track were recorded at this place in these days: they count for"
                " this target, so it is kept. Change what is wrong in it instead."
            )
        )


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

"""What an office states of its figures itself: how many distinct people its meetings reached."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.periods import Period
from kezdesu.programmes.locking import refuse_locked
from kezdesu.programmes.models import Track

from .models import PeopleEstimate
from .queries import numbers_for


@transaction.atomic
def state_estimate(
    *, track: Track, period: Period, people: int, basis: str, by: User | None
) -> PeopleEstimate:
    """State, or state anew, how many distinct people came; never more than were counted."""
    office, basis = track.programme.office, basis.strip()
    refuse_locked(office, period.ends_on)
    if not basis:
        raise Refused(_("Say what the estimate rests on."), field="basis")
    if people < 1:
        raise Refused(_("An estimate is at least one person."), field="people")
    attendances = numbers_for(office, period)[f"{track.slug}.people_reached"].value
    if people > attendances:
        raise Refused(
            _("There cannot be more people than attendances: %(count)s.") % {"count": attendances},
            field="people",
        )
    stated, _made = PeopleEstimate.objects.update_or_create(
        track=track,
        period=period.code,
        defaults={
            "people": people,
            "basis": basis,
            "stated_at": timezone.now(),
            "stated_by": by,
        },
    )
    audit.record(
        "figures.estimate_stated", stated, by=by, period=period.code, people=people, basis=basis
    )
    return stated


@transaction.atomic
def withdraw_estimate(*, estimate: PeopleEstimate, by: User | None) -> None:
    """From here on the figure is not said."""
    refuse_locked(estimate.track.programme.office, Period.parse(estimate.period).ends_on)
    audit.record("figures.estimate_withdrawn", estimate, by=by, period=estimate.period)
    estimate.delete()

"""Days of which nothing may be recorded: those of a locked period, and of no programme.

What an office has settled is not changed by a late or altered record.

Answers to questions may still come: a figure counts them whenever they are given.
"""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.language import language
from kezdesu.core.periods import Period

from .models import PeriodLock, Programme


@transaction.atomic
def lock_period(*, office: Office, period: Period, by: User | None) -> PeriodLock:
    """Settle a period that has ended: its records and publications no longer change."""
    if period.ends_on >= _day_of(office, timezone.now()):
        raise Refused(_("The period has not ended yet: lock it when it is over."))
    try:
        with transaction.atomic():
            lock = PeriodLock.objects.create(
                office=office,
                period=period.code,
                starts_on=period.starts_on,
                ends_on=period.ends_on,
                locked_by=by,
                locked_at=timezone.now(),
            )
    except IntegrityError:  # period_locked_once
        raise Refused(_("This period is already locked.")) from None
    audit.record("programmes.period_locked", lock, by=by, period=period.code)
    return lock


@transaction.atomic
def unlock_period(*, office: Office, period: Period, reason: str, by: User | None) -> PeriodLock:
    """Let records of the period change again; the reason stays with the lock and in the log."""
    reason = reason.strip()
    if not reason:
        raise Refused(_("Say why the period is unlocked."), field="reason")
    lock = lock_of(office, period)
    if lock is None:
        raise Refused(_("This period is not locked."))
    lock.unlocked_by, lock.unlocked_at, lock.unlock_reason = by, timezone.now(), reason
    lock.save(update_fields=["unlocked_by", "unlocked_at", "unlock_reason"])
    audit.record("programmes.period_unlocked", lock, by=by, period=period.code, reason=reason)
    return lock


def lock_of(office: Office, period: Period) -> PeriodLock | None:
    """The lock in force on exactly this period."""
    return (
        PeriodLock.objects.filter(office=office, period=period.code, unlocked_at__isnull=True)
        .select_related("locked_by")
        .first()
    )


def locks_of(office: Office, period: Period) -> list[PeriodLock]:
    """Every lock the period ever had, lifted ones too, latest first."""
    locks = PeriodLock.objects.filter(office=office, period=period.code)
    return list(locks.select_related("locked_by", "unlocked_by"))


def refuse_locked(office: Office, *moments: datetime | date) -> None:
    """Raises Refused when one of the moments falls on a local day of a locked period."""
    refuse_within(locks_in_force(office), office, *moments)


def locks_in_force(office: Office) -> list[PeriodLock]:
    return list(PeriodLock.objects.filter(office=office, unlocked_at__isnull=True))


def refuse_within(locks: Sequence[PeriodLock], office: Office, *moments: datetime | date) -> None:
    """As `refuse_locked`, for who has looked the locks up already."""
    for moment in moments:
        day = _day_of(office, moment) if isinstance(moment, datetime) else moment
        lock = next((each for each in locks if each.starts_on <= day <= each.ends_on), None)
        if lock is None:
            continue
        raise Refused(
            _(
                "The period is locked: %(period)s. A coordinator or the leadership can unlock it"
                " on the page “Figures”, stating a reason; then try again."
            )
            % {"period": Period.parse(lock.period).label(get_language() or "kk")}
        )


def refuse_outside(programme: Programme, moment: datetime) -> None:
    """Raises Refused when the moment lies on no day of the programme: mostly a mistyped year."""
    day = _day_of(programme.office, moment)
    if programme.starts_on <= day and (programme.ends_on is None or day <= programme.ends_on):
        return
    short = language(get_language() or "kk").short_date
    span = [short(each) if each else "…" for each in (programme.starts_on, programme.ends_on)]
    raise Refused(
        _(
            "This day lies outside the programme (%(span)s): put the day right, or change the days"
            " of the programme."
        )
        % {"span": " – ".join(span)},
        field="starts_at",
    )


def _day_of(office: Office, moment: datetime) -> date:
    return timezone.localtime(moment, ZoneInfo(office.time_zone)).date()

"""Private calendar addresses: made, sealed, revoked. Services, as those in `services`."""

from typing import Final
from uuid import UUID

from django.core.signing import Signer
from django.db import transaction
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.accounts.policy import may
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.people.models import Person

from .models import CalendarLink

_SIGNER: Final = Signer(salt="kezdesu.calendar")


@transaction.atomic
def make_calendar_link(*, office: Office, person: Person | None, by: User) -> CalendarLink:
    """Of the whole office, of oneself, or, for who edits the schedule, of anyone of the office."""
    is_own = person is not None and person.user_id == by.pk
    if person and not is_own and not may(by, "schedule.edit", office):
        raise Refused(_("Only a coordinator makes a calendar of somebody else."), field="person")
    link = CalendarLink.objects.create(
        office=office, person=person, owner=by, made_at=timezone.now()
    )
    whose = person.full_name if person else office.slug
    audit.record("schedule.calendar_link_made", link, by=by, whose=whose)
    return link


@transaction.atomic
def revoke_calendar_link(*, link: CalendarLink, by: User) -> None:
    """From now on the address opens nothing; revoking again changes nothing."""
    if link.owner_id != by.pk and not may(by, "schedule.edit", link.office):
        raise Refused(_("Only its owner or a coordinator revokes a calendar address."))
    if CalendarLink.objects.filter(pk=link.pk, revoked_at=None).update(revoked_at=timezone.now()):
        audit.record("schedule.calendar_link_revoked", link, by=by)


def seal_of(link: CalendarLink) -> str:
    """What stands beside the identity in the address; only this installation can make it."""
    return _SIGNER.signature(link.identity.hex)


def opened(identity: UUID, seal: str) -> CalendarLink | None:
    """The link behind an address; None when it is made up, revoked, or its owner has left."""
    if not constant_time_compare(_SIGNER.signature(identity.hex), seal):
        return None
    links = CalendarLink.objects.select_related("office", "owner", "person")
    link = links.filter(identity=identity, revoked_at=None).first()
    if link is None or not link.owner.is_active:
        return None
    return link if may(link.owner, "schedule.view", link.office) else None

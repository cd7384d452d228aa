"""The rows that acts on a schedule begin from, held or refused."""

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused
from kezdesu.core.language import language
from kezdesu.people.models import Person

from ..choices import EDITABLE
from ..models import Plan


def locked(plan: Plan) -> Plan:
    """The row as it now is, held until the transaction ends; Refused when it was discarded."""
    row = Plan.objects.select_for_update().filter(pk=plan.pk).first()
    if row is None:
        raise Refused(_("This draft was discarded meanwhile."))
    return row


def editable(plan: Plan) -> Plan:
    plan = locked(plan)
    if plan.status not in EDITABLE:
        raise Refused(
            _("Only a draft or a returned version can be changed; amend an approved one.")
        )
    return plan


def versions(plan: Plan) -> QuerySet[Plan]:
    return Plan.objects.filter(track=plan.track_id, starts_on=plan.starts_on)


def zone_of(plan: Plan) -> ZoneInfo:
    return ZoneInfo(plan.track.programme.office.time_zone)


def stated(text: str, field: str, sentence: str) -> str:
    text = text.strip()
    if not text:
        raise Refused(sentence, field=field)
    return text


def in_order(people: Iterable[Person]) -> list[str]:
    return sorted((person.full_name for person in people), key=language("kk").sort_key)

"""Days an office closes, or works though it would be closed."""

from collections.abc import Mapping
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.errors import Refused
from kezdesu.core.names import name_fields

from ..models import SpecialDay


@transaction.atomic
def add_special_day(
    *, office: Office, day: date, kind: str, names: Mapping[str, str], by: User | None
) -> SpecialDay:
    """`kind` is a DayKind: the office is closed, or works though it would be closed."""
    if SpecialDay.objects.filter(office=office, day=day).exists():
        raise Refused(_("This day is already set."), field="day")
    special = SpecialDay.objects.create(office=office, day=day, kind=kind, **name_fields(names))
    audit.record("programmes.special_day_added", special, by=by, day=day, kind=kind)
    return special


@transaction.atomic
def remove_special_day(*, special: SpecialDay, by: User | None) -> None:
    """The day is again what the calendar makes of it; the log keeps what it was."""
    audit.record(
        "programmes.special_day_removed",
        special.office,
        by=by,
        day=special.day,
        kind=special.kind,
        names={"kk": special.name_kk, "ru": special.name_ru, "en": special.name_en},
    )
    special.delete()

"""The desk's own lists as tables, in the page's language."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from kezdesu.core.exports import Field

from .queries import OverduePlace


def overdue_table(rows: Iterable[OverduePlace]) -> tuple[list[Field], Iterator[list[Any]]]:
    fields = [
        Field("place", _("Place"), "#loc+name"),
        Field("district", _("District"), "#adm2+name"),
        Field("is_priority", _("Priority"), "#status+priority"),
        Field("track", _("Track"), "#activity+programme"),
        Field("due_on", _("Due by"), "#date+due"),
        Field("held", _("Meetings held"), "#activity+held+num"),
        Field("visits_due", _("Visits due"), "#targeted+visits"),
    ]
    return fields, (
        [
            *(row.name, row.district, row.is_priority),
            *(row.track, row.due_on, row.held, row.visits_due),
        ]
        for row in rows
    )

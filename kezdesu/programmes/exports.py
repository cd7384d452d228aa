"""A track's targets as a table, in the page's language."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from kezdesu.core.exports import Field

from .queries import TargetRow


def target_table(rows: Iterable[TargetRow]) -> tuple[list[Field], Iterator[list[Any]]]:
    """`rows` as the screen narrowed and sorted them."""
    fields = [
        Field("place", _("Place"), "#loc+name"),
        Field("kind", _("Kind"), "#loc+type"),
        Field("district", _("District"), "#adm2+name"),
        Field("is_priority", _("Priority"), "#status+priority"),
        Field("starts_on", _("First day"), "#date+start"),
        Field("ends_on", _("Last day"), "#date+end"),
        Field("due_on", _("Due on"), "#date+due"),
        Field("visits_due", _("Visits due"), "#targeted+visits"),
        Field("weight", _("Importance"), "#meta+weight"),
    ]
    return fields, (
        [
            *(row.place, row.kind, row.district, row.is_priority),
            *(row.starts_on, row.ends_on, row.due_on, row.visits_due, row.weight),
        ]
        for row in rows
    )

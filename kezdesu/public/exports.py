"""What a visitor has narrowed the coverage to, as a table in the page's language."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils.translation import gettext as _

from kezdesu.core.exports import Field
from kezdesu.figures.queries import CoverageRow

from .coverage import STATES


def coverage_table(rows: Iterable[CoverageRow]) -> tuple[list[Field], Iterator[list[Any]]]:
    fields = [
        Field("place", _("Place"), "#loc+name"),
        Field("kind", _("Kind"), "#loc+type"),
        Field("district", _("District"), "#adm2+name"),
        Field("is_priority", _("Priority"), "#status+priority"),
        Field("state", _("State"), "#status"),
        Field("held", _("Meetings held"), "#activity+held+num"),
        Field("visits_due", _("Visits due"), "#targeted+visits"),
        Field("headcount", _("Headcount"), "#reached"),
        Field("last_on", _("Last meeting"), "#date+last"),
    ]
    return fields, (_row(row) for row in rows)


def _row(row: CoverageRow) -> list[Any]:
    return [
        *(str(row.name), str(row.kind), str(row.district or "")),
        *(row.is_priority, str(STATES[row.state])),
        *(row.held, row.visits_due, row.headcount, row.last_on),
    ]

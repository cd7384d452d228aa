"""A plan's visits as a plain table, one row a visit; the printed form is in `documents`."""

from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _

from kezdesu.core.exports import Field

from .models import Plan
from .queries import VisitRow, visit_rows


def visit_table(plan: Plan) -> tuple[list[Field], Iterator[list[Any]]]:
    """Columns and rows in the order of the schedule, in the page's language."""
    fields = [
        Field("starts_at", _("Date and time"), "#date+start"),
        Field("place", _("Place"), "#loc+name"),
        Field("district", _("District"), "#adm2+name"),
        Field("venue", _("Venue"), "#loc+venue"),
        Field("themes", _("Themes"), "#activity+theme"),
        Field("crew", _("Crew"), "#contact+name"),
    ]
    return fields, (_row(visit) for visit in visit_rows(plan))


def _row(visit: VisitRow) -> list[Any]:
    return [
        visit.starts_at,
        visit.place,
        visit.district,
        visit.venue,
        "; ".join(visit.themes),
        ", ".join(visit.crew),
    ]

"""Visits as a plain table, one row a visit; the printed form is in `documents`."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kezdesu.core.exports import Field
from kezdesu.core.states import STATES

from .models import Plan, Visit
from .outcomes import in_words
from .queries import TargetRow, VisitRow, visit_rows
from .queries.listed import listed_cards
from .queries.shown import Shown

_CHUNK: Final = 500  # visits


def visit_table(plan: Plan) -> tuple[list[Field], Iterator[list[Any]]]:
    """Columns and rows in the order of the schedule, in the page's language."""
    return _fields(), (_row(visit) for visit in visit_rows(plan))


def card_table(shown: Shown, visits: QuerySet[Visit]) -> tuple[list[Field], Iterator[list[Any]]]:
    """Of many visits, with the track and what became of each; a few in memory at a time."""
    fields = [
        *_fields(),
        Field("track", _("Track"), "#activity+track"),
        Field("state", _("Status"), "#status"),
        Field("reason", _("Reason"), "#status+reason"),
    ]
    return fields, _card_rows(shown, visits)


def target_table(rows: Iterable[TargetRow]) -> tuple[list[Field], Iterator[list[Any]]]:
    """A year's targets as the screen narrowed and sorted them."""
    fields = [
        Field("place", _("Place"), "#loc+name"),
        Field("district", _("District"), "#adm2+name"),
        Field("is_priority", _("Priority"), "#status+priority"),
        Field("state", _("Status"), "#status"),
        Field("track", _("Track"), "#activity+programme"),
        Field("due_on", _("Due by"), "#date+due"),
        Field("planned_on", _("Planned for"), "#date+planned"),
        Field("plan_version", _("Version"), "#meta+version"),
        Field("last_on", _("Last visit"), "#date+last"),
        Field("days_overdue", _("Days overdue"), "#indicator+overdue+num"),
    ]
    return fields, (_target(row) for row in rows)


def _target(row: TargetRow) -> list[Any]:
    return [
        *(row.place, row.district, row.is_priority),
        *(str(STATES[row.state].word), row.track, row.due_on, row.planned_on, row.plan_version),
        *(row.last_on, row.days_overdue),
    ]


def _card_rows(shown: Shown, visits: QuerySet[Visit]) -> Iterator[list[Any]]:
    all_of_them = visits.iterator(_CHUNK)
    while some := list(islice(all_of_them, _CHUNK)):
        for card in listed_cards(shown, some, {}):
            yield [*_row(card.row), card.track, in_words(card.state), card.reason]


def _fields() -> list[Field]:
    return [
        Field("starts_at", _("Date and time"), "#date+start"),
        Field("place", _("Place"), "#loc+name"),
        Field("district", _("District"), "#adm2+name"),
        Field("venue", _("Venue"), "#loc+venue"),
        Field("themes", _("Themes"), "#activity+theme"),
        Field("crew", _("Crew"), "#contact+name"),
    ]


def _row(visit: VisitRow) -> list[Any]:
    return [
        visit.starts_at,
        visit.place,
        visit.district,
        visit.venue,
        "; ".join(visit.themes),
        ", ".join(visit.crew),
    ]

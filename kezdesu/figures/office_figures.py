"""Figures of the office as a whole: its people, the questions it was asked, its press."""

from collections.abc import Iterable, Iterator

from kezdesu.people.choices import GroupKind

from .base import Base
from .definitions import DEFINITIONS
from .sentences import PUBLICATION_KINDS
from .values import Figure, RowId, Rows


def group_figures(base: Base) -> Iterator[Figure]:
    members = [seat for seat in base.seats if seat.kind == GroupKind.OUTREACH]
    yield _seats("group.members", [seat.id for seat in members])
    for slug, name in base.ground.categories.items():
        seats = [seat.id for seat in members if seat.category == slug]
        definition = DEFINITIONS["group.composition"].about(category=name)
        yield Figure(f"group.composition.{slug}", definition, Rows.one_each("people.seat", seats))
    pool = [seat.id for seat in base.seats if seat.kind == GroupKind.POOL]
    yield _seats("speakers.pool", pool)


def question_figures(base: Base) -> Iterator[Figure]:
    answered = [row.id for row in base.questions if row.is_answered]
    yield _figure("questions.raised", "meetings.question", [row.id for row in base.questions])
    yield _figure("questions.answered", "meetings.question", answered)
    overdue = [row.id for row in base.questions if row.is_overdue]
    yield _figure("questions.overdue", "meetings.question", overdue)


def press_figures(base: Base) -> Iterator[Figure]:
    model = "press.publication"
    yield _figure("press.publications", model, [row.id for row in base.publications])
    for kind, name in PUBLICATION_KINDS.items():
        ids = [row.id for row in base.publications if row.kind == kind]
        definition = DEFINITIONS["press.publications.kind"].about(kind=name)
        yield Figure(f"press.publications.{kind}", definition, Rows.one_each(model, ids))


def _seats(key: str, ids: Iterable[RowId]) -> Figure:
    return _figure(key, "people.seat", ids)


def _figure(key: str, model: str, ids: Iterable[RowId]) -> Figure:
    return Figure(key, DEFINITIONS[key], Rows.one_each(model, ids))

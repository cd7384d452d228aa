"""A planned visit, or a target left out, as a change remembers it and puts it back exactly."""

from datetime import UTC, datetime
from typing import Any, Final
from uuid import UUID

from django.db.models import QuerySet

from ..models import LeftOut, Plan, Visit

VISIT: Final = "visit"
LEFT_OUT: Final = "left_out"

State = dict[str, Any]
"""JSON: `row` says which of the two it is, `pk` is its key, the rest are its columns."""


def visit_state(visit: Visit) -> State:
    return {
        "row": VISIT,
        "pk": visit.pk,
        "identity": str(visit.identity),
        "target": visit.target_id,
        "starts_at": visit.starts_at.astimezone(UTC).isoformat(),
        "minutes": visit.minutes,
        "venue": visit.venue,
        "is_pinned": visit.is_pinned,
        "crew": _keys(visit.crew.all()),
        "themes": _keys(visit.themes.all()),
    }


def left_out_state(left_out: LeftOut) -> State:
    return {
        "row": LEFT_OUT,
        "pk": left_out.pk,
        "target": left_out.target_id,
        "reasons": left_out.reasons,
    }


def stands(plan: Plan, state: State) -> bool:
    """Whether the row is in the plan, and just as `state` says."""
    if state["row"] == VISIT:
        visit = plan.visits.filter(pk=state["pk"]).first()
        return visit is not None and visit_state(visit) == state
    left_out = plan.left_out.filter(pk=state["pk"]).first()
    return left_out is not None and left_out_state(left_out) == state


def put(plan: Plan, state: State) -> None:
    """Write the row under its own key, whether it is there or not."""
    if state["row"] == LEFT_OUT:
        LeftOut(
            pk=state["pk"], plan=plan, target_id=state["target"], reasons=state["reasons"]
        ).save()
        return
    visit = Visit(
        pk=state["pk"],
        plan=plan,
        identity=UUID(state["identity"]),
        target_id=state["target"],
        starts_at=datetime.fromisoformat(state["starts_at"]),
        minutes=state["minutes"],
        venue=state["venue"],
        is_pinned=state["is_pinned"],
    )
    visit.save()
    visit.crew.set(state["crew"])
    visit.themes.set(state["themes"])


def take_away(plan: Plan, state: State) -> None:
    rows: QuerySet[Any] = plan.visits.all() if state["row"] == VISIT else plan.left_out.all()
    rows.filter(pk=state["pk"]).delete()


def _keys(rows: QuerySet[Any]) -> list[int]:
    return sorted(row.pk for row in rows)

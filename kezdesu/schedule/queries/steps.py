"""What was changed in a draft, by whom and when, in words; and what can be undone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.accounts.policy import may
from kezdesu.core.history import SYSTEM
from kezdesu.core.language import language
from kezdesu.people.models import Person

from ..choices import EDITABLE, StepKind
from ..models import Plan, Step
from ..rules import open_steps

State = dict[str, Any]


@dataclass(frozen=True)
class StepRow:
    number: int
    place: str
    what: str
    who: str
    when: str
    is_own: bool  # of who reads it


@dataclass(frozen=True)
class DraftSteps:
    """The revision that a page shows, and the change that would be undone or redone next."""

    revision: int
    undo: StepRow | None
    redo: StepRow | None


@dataclass(frozen=True)
class Adjusting:
    """A draft that the reader may change by hand on the page at hand."""

    plan: Plan
    steps: DraftSteps


def adjusting(plan: Plan | None, reader: User) -> Adjusting | None:
    """None for a version that is out of hand, and for who only reads."""
    if plan is None or plan.status not in EDITABLE:
        return None
    if not may(reader, "schedule.edit", plan.track.programme.office):
        return None
    return Adjusting(plan, draft_steps(plan, reader))


def draft_steps(plan: Plan, reader: User | None) -> DraftSteps:
    done, undone = next_steps(plan)
    rows = {
        step.number: step_row(step, reader)
        for step in with_names(plan).filter(number__in=[*done, *undone])
    }
    undo, redo = (rows[steps[0]] if steps else None for steps in (done, undone))
    return DraftSteps(plan.revision, undo, redo)


def next_steps(plan: Plan) -> tuple[list[int], list[int]]:
    """The number of the change to be undone next, and to be redone; each empty where none is."""
    done, undone = _open(plan)
    return done[-1:], undone[-1:]


def changes_made(plan: Plan) -> int:
    """By hand and not undone, since it was last proposed or repaired."""
    return len(_open(plan)[0])


def with_names(plan: Plan) -> Any:
    return plan.steps.select_related(
        "made_by", "target__place", "plan__track__programme__office"
    ).order_by("number")


def step_row(step: Step, reader: User | None = None) -> StepRow:
    zone = ZoneInfo(step.plan.track.programme.office.time_zone)
    by = step.made_by
    return StepRow(
        number=step.number,
        place=step.target.place.name if step.target else "",
        what=_what(step, zone),
        who=(by.get_full_name() or by.get_username()) if by else str(SYSTEM),
        when=_moment(step.made_at.astimezone(zone)),
        is_own=reader is not None and step.made_by_id == reader.pk,
    )


def _open(plan: Plan) -> tuple[list[int], list[int]]:
    return open_steps(plan.steps.values_list("number", "kind", "of__number"))


def _what(step: Step, zone: ZoneInfo) -> str:
    if step.before is None or step.after is None:
        return _("proposed anew or repaired")
    what = language(get_language() or "kk").join(_parts(step.before, step.after, zone))
    if step.kind == StepKind.UNDO:
        return _("undone: %(what)s") % {"what": what}
    if step.kind == StepKind.REDO:
        return _("redone: %(what)s") % {"what": what}
    return what


def _parts(before: State, after: State, zone: ZoneInfo) -> Iterator[str]:
    if after["row"] == "left_out":
        yield _("left out")
    elif before["row"] == "left_out":
        yield _("brought back to %(when)s") % {"when": _moment(_start(after, zone))}
    else:
        yield from _differences(before, after, zone)


def _differences(before: State, after: State, zone: ZoneInfo) -> Iterator[str]:
    if before["starts_at"] != after["starts_at"]:
        yield _from_to(_start(before, zone), _start(after, zone))
    if before["crew"] != after["crew"]:
        yield _("crew: %(names)s") % {"names": _joined_and_left(before["crew"], after["crew"])}
    if before["venue"] != after["venue"]:
        yield _("venue: %(venue)s") % {"venue": after["venue"] or "—"}
    if before["themes"] != after["themes"]:
        yield _("themes")
    if before["is_pinned"] != after["is_pinned"]:
        yield _("pinned") if after["is_pinned"] else _("unpinned")


def _joined_and_left(before: list[int], after: list[int]) -> str:
    """«+ Aigul, − Bolat»."""
    joined, left = set(after) - set(before), set(before) - set(after)
    people = Person.objects.in_bulk(joined | left)
    return ", ".join(
        f"{sign} {people[key].full_name}"
        for sign, keys in (("+", joined), ("−", left))
        for key in sorted(keys)
        if key in people
    )


def _start(state: State, zone: ZoneInfo) -> datetime:
    return datetime.fromisoformat(state["starts_at"]).astimezone(zone)


def _from_to(before: datetime, after: datetime) -> str:
    if before.date() == after.date():
        return f"{before:%H:%M} → {after:%H:%M}"
    return f"{_moment(before)} → {_moment(after)}"


def moment_in_words(at: datetime, office: Office) -> str:
    return _moment(at.astimezone(ZoneInfo(office.time_zone)))


def _moment(at: datetime) -> str:
    return f"{language(get_language() or 'kk').short_date(at.date())}, {at:%H:%M}"

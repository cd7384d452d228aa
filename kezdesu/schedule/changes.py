"""The changes that a repair found, as its run keeps them until somebody decides."""

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

from .inputs import Held
from .models import LeftOut, Plan, RepairRun, Visit
from .proposals import Broken, Change, Nearest, PlannedVisit
from .wording import broken_in_words


@dataclass(frozen=True)
class Side:
    """A visit as it was, or as it would be; `crew` are people's keys."""

    starts_at: datetime
    minutes: int
    crew: tuple[int, ...]

    def plain(self) -> dict[str, Any]:
        return {
            "starts_at": self.starts_at.isoformat(),
            "minutes": self.minutes,
            "crew": list(self.crew),
        }

    @classmethod
    def read(cls, kept: Mapping[str, Any] | None) -> "Side | None":
        if kept is None:
            return None
        return cls(datetime.fromisoformat(kept["starts_at"]), kept["minutes"], tuple(kept["crew"]))


@dataclass(frozen=True)
class KeptChange:
    """One change by its visit's identity. Without `before` the visit is new, without `after` it is
    left out; `why` is as LeftOut keeps its reasons."""

    identity: UUID
    target: int
    before: Side | None
    after: Side | None
    why: tuple[dict[str, str], ...]


def told(plan: Plan, found: Nearest) -> dict[str, Any]:
    """What a repair found, as JSON can hold it."""
    zone = ZoneInfo(plan.track.programme.office.time_zone)
    identities = dict(plan.visits.values_list("pk", "identity"))
    return {
        "changes": [_told(change, identities, zone) for change in found.changes],
        "unplanned": [
            {"target": each.target.pk, "reasons": each.reasons} for each in found.unplanned
        ],
        "broken": list(found.broken),
        "is_proven": found.is_proven,
    }


def _told(change: Change, identities: Mapping[int, UUID], zone: ZoneInfo) -> dict[str, Any]:
    before, after = change.before, change.after
    return {
        "identity": str(identities[before.key] if before else uuid4()),
        "target": change.target.pk,
        "before": _side(before.starts(zone), before).plain() if before else None,
        "after": _side(after.starts_at, after).plain() if after else None,
        "why": list(change.why),
    }


def _side(starts_at: datetime, planned: Held | PlannedVisit) -> Side:
    return Side(starts_at, planned.minutes, tuple(person.pk for person in planned.crew))


def changes_of(run: RepairRun) -> list[KeptChange]:
    return [
        KeptChange(
            identity=UUID(each["identity"]),
            target=each["target"],
            before=Side.read(each["before"]),
            after=Side.read(each["after"]),
            why=tuple(each["why"]),
        )
        for each in run.result.get("changes", ())
    ]


def visits_seal(plan: Plan) -> str:
    """Another one as soon as a visit has another day, hour, crew or pin; its venue is no matter."""
    visits = plan.visits.prefetch_related("crew").order_by("identity")
    rows = [
        [
            str(visit.identity),
            visit.starts_at.timestamp(),
            visit.minutes,
            visit.is_pinned,
            sorted(person.pk for person in visit.crew.all()),
        ]
        for visit in visits
    ]
    return hashlib.sha256(json.dumps(rows).encode()).hexdigest()


def apply_changes(draft: Plan, changes: Iterable[KeptChange]) -> None:
    """In the transaction of the caller, to a version that may still change."""
    visits = {visit.identity: visit for visit in draft.visits.all()}
    for change in changes:
        if change.after is None:
            visits[change.identity].delete()
            LeftOut.objects.create(plan=draft, target_id=change.target, reasons=list(change.why))
        elif change.before is None:
            _add(draft, change, change.after)
        else:
            _put(visits[change.identity], change.after)


def _put(visit: Visit, now: Side) -> None:
    visit.starts_at = now.starts_at
    visit.save(update_fields=["starts_at"])
    visit.crew.set(now.crew)


def _add(draft: Plan, change: KeptChange, now: Side) -> None:
    visit = Visit.objects.create(
        plan=draft,
        identity=change.identity,
        target_id=change.target,
        starts_at=now.starts_at,
        minutes=now.minutes,
    )
    visit.crew.set(now.crew)
    visit.themes.set(draft.track.themes.order_by("pk")[:1])


BrokenRules = Mapping[int | None, list[Broken]]
MOST_NAMED: Final = 3


def refuse_newly_broken(plan: Plan, before: BrokenRules, draft: Plan, after: BrokenRules) -> None:
    """In the draft no rule may be broken oftener than in the plan as it stood."""
    old, now = _where_broken(plan, before), _where_broken(draft, after)
    places = dict(draft.visits.values_list("identity", "target__place__name_kk"))
    found = [
        _sentence(places.get(identity) if identity else None, broken)
        for broken, identities in now.items()
        if len(identities) > len(old.get(broken, ()))
        for identity in sorted(identities - old.get(broken, set()), key=str)
    ]
    if found:
        raise Refused(
            _(
                "These changes alone do not hold: %(what)s. Choose the change that makes room for"
                " them as well, or all of them."
            )
            % {"what": "; ".join(found[:MOST_NAMED])},
            field="changes",
        )


def _where_broken(plan: Plan, rules: BrokenRules) -> dict[Broken, set[UUID | None]]:
    identities = dict(plan.visits.values_list("pk", "identity"))
    where: dict[Broken, set[UUID | None]] = {}
    for key, broken in rules.items():
        for each in broken:
            where.setdefault(each, set()).add(None if key is None else identities[key])
    return where


def _sentence(place: str | None, broken: Broken) -> str:
    who = f"{broken.who.full_name}: " if broken.who else ""
    sentence = f"{who}{broken_in_words(broken.rule, dict(broken.facts))}"
    return f"{place} — {sentence}" if place else sentence

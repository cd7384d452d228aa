"""What one version of a schedule changes in another, visit by visit, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

from kezdesu.core.models import AuditEntry

from ..models import Plan, RepairRun
from .visits import VisitRow, visit_row, with_all

# In the order in which people ask: what is no longer, what is otherwise, what is new.
DROPPED, MOVED, REASSIGNED, SMALLER, ELSEWHERE, RETHEMED, ADDED = (
    "dropped",
    "moved",
    "reassigned",
    "smaller",
    "elsewhere",
    "rethemed",
    "added",
)
KINDS: Final[dict[str, Promise]] = {
    DROPPED: pgettext_lazy("difference", "dropped"),
    MOVED: pgettext_lazy("difference", "moved"),
    REASSIGNED: pgettext_lazy("difference", "another crew"),
    SMALLER: pgettext_lazy("difference", "a smaller crew"),
    ELSEWHERE: pgettext_lazy("difference", "another venue"),
    RETHEMED: pgettext_lazy("difference", "other themes"),
    ADDED: pgettext_lazy("difference", "added"),
}


@dataclass(frozen=True)
class ChangedVisit:
    """A visit before and after; `before` None: it is new, `after` None: it is no longer held."""

    identity: UUID
    before: VisitRow | None
    after: VisitRow | None
    why: tuple[str, ...] = ()

    @property
    def row(self) -> VisitRow:
        row = self.after or self.before
        assert row, "a change has one side at least"
        return row

    @property
    def kinds(self) -> tuple[str, ...]:
        if self.before is None:
            return (ADDED,)
        if self.after is None:
            return (DROPPED,)
        before, after = self.before, self.after
        found = {
            MOVED: (before.starts_at, before.ends_at) != (after.starts_at, after.ends_at),
            REASSIGNED: set(before.crew) != set(after.crew),
            SMALLER: len(before.crew) > len(after.crew),
            ELSEWHERE: before.venue != after.venue,
            RETHEMED: set(before.themes) != set(after.themes),
        }
        return tuple(kind for kind, is_so in found.items() if is_so)

    @property
    def words(self) -> list[str]:
        return [self._in_words(kind) for kind in self.kinds]

    def _in_words(self, kind: str) -> str:
        word = str(KINDS[kind])
        if kind == SMALLER and self.before and self.after:
            return f"{word}, {len(self.before.crew)} → {len(self.after.crew)}"
        return word

    @property
    def joined(self) -> list[str]:
        """Who goes now and did not before."""
        before = self.before.crew if self.before else ()
        return [name for name in (self.after.crew if self.after else ()) if name not in before]

    @property
    def left(self) -> list[str]:
        after = self.after.crew if self.after else ()
        return [name for name in (self.before.crew if self.before else ()) if name not in after]


@dataclass(frozen=True)
class Step:
    """One version on the way from the former to the plan: why, by whom, under which document."""

    pk: int
    number: int
    status: str
    reason: str
    made_by: str
    made_at: datetime | None
    document_number: str
    document_date: date | None


@dataclass(frozen=True)
class Difference:
    plan: Plan
    former: Plan
    steps: tuple[Step, ...]
    changes: tuple[ChangedVisit, ...]
    unchanged: int
    versions: tuple[tuple[int, str], ...]  # number and status of all others to compare with

    @property
    def counts(self) -> list[tuple[str, int]]:
        return counts_of(self.changes)


def counts_of(changes: Iterable[ChangedVisit]) -> list[tuple[str, int]]:
    """Each kind in words and how often; a visit that moved and has another crew is in both."""
    counted = Counter(kind for change in changes for kind in change.kinds)
    return [(str(word), counted[kind]) for kind, word in KINDS.items() if counted[kind]]


def difference(plan: Plan, former: Plan) -> Difference:
    """From `former` to `plan`, two versions of one schedule; by the day that comes first."""
    zone = ZoneInfo(plan.track.programme.office.time_zone)
    before, after = _rows(former, zone), _rows(plan, zone)
    between = _between(plan, former)
    code = get_language() or "kk"
    why = _why_left_out(plan, former, code) | _reasons([each.pk for each in between], code)
    changes = [
        ChangedVisit(identity, before.get(identity), after.get(identity), why.get(identity, ()))
        for identity in dict.fromkeys([*before, *after])
    ]
    changed = [change for change in changes if change.kinds]
    return Difference(
        plan=plan,
        former=former,
        steps=tuple(_steps(between)),
        changes=tuple(sorted(changed, key=_first_day)),
        unchanged=len(changes) - len(changed),
        versions=tuple(
            Plan.objects.filter(track=plan.track_id, starts_on=plan.starts_on)
            .exclude(pk=plan.pk)
            .order_by("version")
            .values_list("version", "status")
        ),
    )


def former_version(plan: Plan) -> Plan | None:
    """The version that this one amends."""
    earlier = Plan.objects.filter(
        track=plan.track_id, starts_on=plan.starts_on, version__lt=plan.version
    )
    return earlier.order_by("-version").first()


def _rows(plan: Plan, zone: ZoneInfo) -> dict[UUID, VisitRow]:
    return {visit.identity: visit_row(visit, 0, zone) for visit in with_all(plan.visits.all())}


def _between(plan: Plan, former: Plan) -> Sequence[Plan]:
    """The versions that lead from one to the other, either way round."""
    first, last = sorted((plan.version, former.version))
    versions = Plan.objects.filter(track=plan.track_id, starts_on=plan.starts_on)
    return list(versions.filter(version__gt=first, version__lte=last).order_by("version"))


def _steps(versions: Sequence[Plan]) -> Iterable[Step]:
    made = _made(versions)
    for version in versions:
        entry = made.get(str(version.pk))
        actor = entry.actor if entry else None
        yield Step(
            pk=version.pk,
            number=version.version,
            status=version.status,
            reason=version.reason,
            made_by=(actor.get_full_name() or actor.get_username()) if actor else "",
            made_at=entry.at if entry else None,
            document_number=version.document_number,
            document_date=version.document_date,
        )


def _made(versions: Sequence[Plan]) -> Mapping[str, AuditEntry]:
    entries = AuditEntry.objects.filter(
        subject_type=Plan._meta.label_lower,
        subject_id__in=[str(version.pk) for version in versions],
        action="schedule.plan_amended",
    )
    return {entry.subject_id: entry for entry in entries.select_related("actor")}


def _reasons(plans: Sequence[int], code: str) -> dict[UUID, tuple[str, ...]]:
    """Why a repair changed a visit, from the repairs accepted into these versions."""
    runs = RepairRun.objects.filter(accepted_into__in=plans).order_by("decided_at", "pk")
    return {
        UUID(change["identity"]): reasons_in(change["why"], code)
        for run in runs
        for change in run.result.get("changes", ())
        if change["identity"] in run.accepted
    }


def _why_left_out(plan: Plan, former: Plan, code: str) -> dict[UUID, tuple[str, ...]]:
    """Why the plan holds a visit of the former one no longer, as it says of what it left out."""
    left_out = plan.left_out.exclude(reasons=[]).values_list("target_id", "reasons")
    said = {target: reasons_in(reasons, code) for target, reasons in left_out}
    gone = former.visits.filter(target_id__in=said).exclude(
        identity__in=plan.visits.values("identity")
    )
    return {identity: said[target] for identity, target in gone.values_list("identity", "target")}


def reasons_in(why: Iterable[Mapping[str, str]], code: str) -> tuple[str, ...]:
    return tuple(each.get(code) or each["kk"] for each in why)


def _first_day(change: ChangedVisit) -> tuple[datetime, int]:
    days = [row.starts_at for row in (change.before, change.after) if row]
    return min(days), change.row.pk

"""One version of a schedule."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.db.models import Count, Exists, Min, OuterRef, QuerySet
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core.choices import LetterState
from kezdesu.core.database import in_shown_order
from kezdesu.core.language import language
from kezdesu.core.outbox import states_of
from kezdesu.core.text import tied

from ..choices import EDITABLE, LEADS_TO, OPEN, PlanStatus
from ..inputs import dues_of
from ..models import Plan, RepairRun, Scan, Visit
from ..planning import broken_rules
from ..wording import COSTS
from .difference import former_version
from .judged import broken_now, is_judged
from .plans import approving_body, first_week
from .repair import open_repairs
from .rules import is_under_earlier_rules
from .steps import DraftSteps, changes_made, draft_steps
from .visits import VisitRow, sentences, visit_rows


@dataclass(frozen=True)
class LeftOutRow:
    pk: int
    place: str
    district: str
    is_priority: bool
    priority_basis: str
    due_on: date
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class LeftOutGroup:
    """Places that the same reasons keep out."""

    reasons: tuple[str, ...]
    rows: tuple[LeftOutRow, ...]


@dataclass(frozen=True)
class CostLine:
    label: str
    points: int


@dataclass(frozen=True)
class PlanPage:
    plan: Plan
    track: str
    approving_body: str
    planned: int
    past: int  # visits of an open version on days that are over, as no version before has them
    first_week: tuple[int, int]
    visits: tuple[VisitRow, ...]  # of this page
    bent: tuple[VisitRow, ...]  # of the whole version
    is_too_large_to_judge: bool
    left_out: tuple[LeftOutRow, ...]
    asks_nothing: bool  # of its days: all is held, or planned for others
    costs: tuple[CostLine, ...]
    total_cost: int
    broken: tuple[str, ...]  # of the schedule as a whole
    other_versions: tuple[tuple[int, int, str], ...]  # key, version, status
    steps: DraftSteps | None  # while it may be changed
    scans: tuple[Scan, ...]  # of the signed document
    letters: tuple[tuple[str, int], ...]  # state in words and how many, of notices to the crews
    is_under_earlier_rules: bool
    repairs: tuple[RepairRun, ...]  # under way or to be decided on
    is_editable: bool
    may_submit: bool
    may_decide: bool

    @property
    def may_repair(self) -> bool:
        return self.is_editable or self.plan.status == PlanStatus.APPROVED

    @property
    def printed_in(self) -> list[tuple[str, str]]:
        """The two languages that the law asks for, each a file of its own."""
        return [("kk", _("Kazakh")), ("ru", _("Russian"))]

    @property
    def signatory_post(self) -> str:
        return self.plan.signatory_post_in(get_language() or "kk")

    @property
    def has_document(self) -> bool:
        return self.plan.document_date is not None

    @property
    def span(self) -> str:
        plan = self.plan
        return tied(language(get_language() or "kk").date_span(plan.starts_on, plan.ends_on))

    @property
    def due(self) -> int:
        return self.planned + len(self.left_out)

    @property
    def left_out_by_reasons(self) -> list[LeftOutGroup]:
        """What is said once for all the places it holds for; priority places still come first."""
        groups: dict[tuple[str, ...], list[LeftOutRow]] = {}
        for row in self.left_out:
            groups.setdefault(row.reasons, []).append(row)
        return [LeftOutGroup(reasons, tuple(rows)) for reasons, rows in groups.items()]

    @property
    def broken_count(self) -> int:
        return len(self.bent) + len(self.broken)


def plan_page(plan: Plan, shown: Collection[int], reader: User | None = None) -> PlanPage:
    """One version with the visits of the keys `shown`.

    Rules are judged only while it is open: an approved one stands.
    """
    zone = ZoneInfo(plan.track.programme.office.time_zone)
    all_visits = plan.visits.aggregate(count=Count("pk"), first=Min("starts_at"))
    planned, broken = all_visits["count"], broken_now(plan)
    left_out = tuple(_left_out_rows(plan))
    drawn = {pk for pk in broken if pk is not None} | set(shown)
    rows = list(visit_rows(plan, broken, drawn))
    return PlanPage(
        plan=plan,
        track=plan.track.name,
        approving_body=approving_body(plan.track),
        planned=planned,
        past=_past_visits(plan, zone).count() if plan.status in OPEN else 0,
        first_week=first_week(all_visits["first"], plan.starts_on, zone),
        visits=tuple(row for row in rows if row.pk in shown),
        bent=tuple(row for row in rows if row.broken),
        is_too_large_to_judge=plan.status in OPEN and not is_judged(plan, planned),
        left_out=left_out,
        asks_nothing=not (planned or left_out or dues_of(plan.track, plan.starts_on, plan.ends_on)),
        costs=tuple(_cost_lines(plan)),
        total_cost=round(sum(plan.engine.get("cost", {}).values())),
        broken=sentences(broken.get(None, ())),
        other_versions=tuple(
            Plan.objects.filter(track=plan.track_id, starts_on=plan.starts_on)
            .exclude(pk=plan.pk)
            .order_by("-version")
            .values_list("pk", "version", "status")
        ),
        steps=draft_steps(plan, reader) if plan.status in EDITABLE else None,
        scans=tuple(plan.scans.filter(withdrawn_at=None)),
        letters=tuple(
            (str(LetterState(state).label), count)
            for state, count in sorted(states_of(f"plan/{plan.pk}/").items())
        ),
        is_under_earlier_rules=is_under_earlier_rules(plan),
        repairs=tuple(open_repairs(plan)),
        is_editable=plan.status in EDITABLE,
        may_submit=PlanStatus.SUBMITTED in LEADS_TO[plan.status],
        may_decide=PlanStatus.APPROVED in LEADS_TO[plan.status],
    )


def bent_visits(plan: Plan) -> list[VisitRow]:
    """The visits of an open version that bend a rule, with what they bend."""
    return [row for row in visit_rows(plan, broken_rules(plan)) if row.broken]


@dataclass(frozen=True)
class DiscardPage:
    """What goes with a draft, and the version that it would have followed."""

    planned: int
    changed: int  # by hand, since it was proposed
    former: Plan | None


def discard_page(plan: Plan) -> DiscardPage:
    return DiscardPage(plan.visits.count(), changes_made(plan), former_version(plan))


def _past_visits(plan: Plan, zone: ZoneInfo) -> QuerySet[Visit]:
    """On days before the office's today; what an amendment only takes over was planned in time."""
    midnight = datetime.combine(timezone.localdate(timezone=zone), time.min, zone)
    before = Visit.objects.filter(
        plan__track=plan.track_id,
        plan__starts_on=plan.starts_on,
        plan__version__lt=plan.version,
        identity=OuterRef("identity"),
        starts_at=OuterRef("starts_at"),
    )
    return plan.visits.filter(~Exists(before), starts_at__lt=midnight)


def _left_out_rows(plan: Plan) -> Iterable[LeftOutRow]:
    language = get_language() or "kk"
    rows = plan.left_out.select_related("target__place__district")
    for each in rows.order_by(
        "-target__place__is_priority", in_shown_order("target__place__name"), "pk"
    ):
        place = each.target.place
        yield LeftOutRow(
            each.pk,
            place.name,
            place.district.name if place.district else "",
            place.is_priority,
            place.priority_basis,
            each.target.due_on,
            tuple(reason.get(language, reason["kk"]) for reason in each.reasons),
        )


def _cost_lines(plan: Plan) -> Iterable[CostLine]:
    """Terms that cost something, dearest first."""
    costs = plan.engine.get("cost", {})
    for name in sorted(costs, key=lambda name: -costs[name]):
        if round(costs[name]) and name in COSTS:
            yield CostLine(str(COSTS[name]), round(costs[name]))

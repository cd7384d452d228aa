"""What would help: rules that contradict each other, and single changes tried one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from planner.bound import INFINITE, lower_bound
from planner.check import check
from planner.language import Language, Words
from planner.problem import Capacity, Member, Problem, Visit
from planner.rules.lifting import LIFTS, without
from planner.rules.names import NAMES
from planner.solution import Solution
from planner.stopping import MaxIterations
from planner.weights import Weights

NEWCOMER = "one more"
TRIAL = MaxIterations(20_000)
MOST_VISITS_ASKED = 20  # left out or late, dearest first, whose changes are tried


def contradiction(problem: Problem) -> tuple[str, ...]:
    """Rules that cannot all hold, none of which can be spared; () where no such set is proven.

    Rules are lifted one by one for good as long as the rest stays impossible (deletion filter,
    Chinneck & Dravnieks 1991). Proof is by the linear relaxation, which knows nothing of order and
    spacing of visits: contradictions that need these are not found.
    """
    counting = replace(problem, weights=Weights(**dict.fromkeys(vars(problem.weights), 0.0)))
    if lower_bound(counting) < INFINITE:
        return ()
    kept = list(NAMES)
    for name in reversed(NAMES):
        fewer = [other for other in kept if other != name]
        lifted = [other for other in LIFTS if other not in fewer]
        if lower_bound(without(counting, lifted)) == INFINITE:
            kept = fewer
    return tuple(kept)


@dataclass(frozen=True)
class Advice:
    """A single change and what it was seen to bring when it was tried on the plan.

    ``visits`` come into the plan or in time by it, on ``days``; ``saved`` is in points and counts
    what leaving them out or late cost; ``missing`` is how many broken rules it mends.
    """

    change: str  # member, member_always_free, visits_per_day, week_limit, ...
    subject: str
    visits: tuple[str, ...]
    days: tuple[date, ...]
    missing: int
    saved: float

    def sentence(self, language: Language = "en") -> str:
        days = ", ".join(f"{day:%d.%m.%Y}" for day in self.days[:3])
        more = "…" if len(self.days) > 3 else ""
        text = _ADVICE[self.change].say(language, subject=self.subject)
        return _BRINGS.say(language, change=text, count=len(self.visits), days=days + more)


@dataclass(frozen=True)
class _Candidate:
    change: str
    subject: str
    apply: Callable[[Problem], Problem]


def advice(problem: Problem, solution: Solution, *, seed: int = 1) -> tuple[Advice, ...]:
    """Single changes that bring visits into the plan or into time, the most helpful first."""
    asked = [obstacle.visit for obstacle in (*solution.left_out, *solution.late)]
    asked.sort(
        key=lambda name: (problem.visit[name].price is not None, -_worth(problem.visit[name]))
    )
    tried = [
        _tried(problem, solution, candidate, seed)
        for candidate in _candidates(problem, asked[:MOST_VISITS_ASKED])
    ]
    helpful = [each for each in tried if each.visits and (each.missing > 0 or each.saved > 1e-6)]
    return tuple(sorted(helpful, key=lambda each: (-each.missing, -each.saved, each.subject)))


def _worth(visit: Visit) -> float:
    return float(visit.price or 0) + visit.weight


def _candidates(problem: Problem, asked: list[str]) -> Iterator[_Candidate]:
    crews = {_qualities(problem.visit[name]): name for name in asked}
    for subject, name in sorted(crews.items()):
        yield _Candidate("member", subject, lambda p, name=name: _with_newcomer(p, p.visit[name]))  # type: ignore[misc]
    if asked:
        yield from _wider_limits(problem)
        yield from _free_members(problem)
    for name in asked:
        yield _Candidate("any_day", name, lambda p, name=name: _any_day(p, name))  # type: ignore[misc]


def _wider_limits(problem: Problem) -> Iterator[_Candidate]:
    for capacity in problem.capacities:
        wider = replace(capacity, most=capacity.most + 1)
        subject = f"{wider.id}: {wider.most}"
        change = f"visits_per_{wider.per}"
        yield _Candidate(change, subject, lambda p, w=wider: _with_capacity(p, w))  # type: ignore[misc]
    for change in ("per_day", "per_week", "in_total"):
        for member in problem.members:
            limit = getattr(member, change)
            if limit is not None:
                wide = replace(member, **{change: limit + 1})
                subject = f"{member.name or member.id}: {limit + 1}"
                yield _Candidate(change, subject, lambda p, m=wide: _with_member(p, m))  # type: ignore[misc]


def _free_members(problem: Problem) -> Iterator[_Candidate]:
    for member in problem.members:
        if member.available is not None and len(member.available) < len(problem.periods):
            free = replace(member, available=None)
            subject = member.name or member.id
            yield _Candidate("always_free", subject, lambda p, m=free: _with_member(p, m))  # type: ignore[misc]


def _with_capacity(problem: Problem, changed: Capacity) -> Problem:
    capacities = (changed if each.id == changed.id else each for each in problem.capacities)
    return replace(problem, capacities=tuple(capacities))


def _with_member(problem: Problem, changed: Member) -> Problem:
    members = (changed if member.id == changed.id else member for member in problem.members)
    return replace(problem, members=tuple(members))


def _any_day(problem: Problem, name: str) -> Problem:
    free = {"allowed_days": None, "allowed_weekdays": None, "allowed_periods": None}
    visits = (replace(v, **free) if v.id == name else v for v in problem.visits)  # type: ignore[arg-type]
    return replace(problem, visits=tuple(visits))


def _qualities(visit: Visit) -> str:
    named = [need for need in visit.needs if need.kind != "person"]
    texts = [need.value if need.level == 1 else f"{need.value} {need.level}" for need in named]
    return ", ".join(texts)


def _with_newcomer(problem: Problem, visit: Visit) -> Problem:
    """One more member with every quality that a visit asks for, who is always free."""
    of_kind = {
        kind: [need for need in visit.needs if need.kind == kind]
        for kind in ("category", "language", "skill")
    }
    member = Member(
        id=NEWCOMER,
        categories=frozenset(need.value for need in of_kind["category"]),
        languages=frozenset(need.value for need in of_kind["language"]),
        skills={need.value: need.level for need in of_kind["skill"]},
        base=problem.members[0].base if problem.members else None,
        share=0,
    )
    return replace(problem, members=(*problem.members, member))


def _tried(problem: Problem, solution: Solution, candidate: _Candidate, seed: int) -> Advice:
    from planner.search.run import Search  # slow to load, as in solve

    changed = candidate.apply(problem)
    search = Search(changed, seed)
    search.start_from(solution.assignments)
    search.construct()
    search.improve(TRIAL)
    verdict = check(changed, assignments := search.assignments())
    late = {obstacle.visit for obstacle in solution.late}
    before = {each.visit for each in solution.assignments} - late
    on_time = [
        each
        for each in assignments
        if each.visit not in before
        and not (each.visit in late and changed.period[each.period].day > _due(changed, each.visit))
    ]
    unkept = ("left_out", "late")
    return Advice(
        change=candidate.change,
        subject=candidate.subject,
        visits=tuple(sorted(each.visit for each in on_time)),
        days=tuple(sorted({changed.period[each.period].day for each in on_time})),
        missing=len(solution.violations) - len(verdict.violations),
        saved=sum(solution.cost[name] - verdict.cost[name] for name in unkept),
    )


def _due(problem: Problem, name: str) -> date:
    return problem.visit[name].due or problem.days[-1]


_BRINGS = Words(
    "{change} Сонда жоспарға тағы {count} кездесу кіреді: {days}.",
    "{change} Тогда в план войдут ещё встречи ({count}): {days}.",
    "{change} That would bring in {count} more: {days}.",
)
_ADVICE = {
    "member": Words(
        "Тағы бір адам керек ({subject}).",
        "Нужен ещё один человек ({subject}).",
        "One more member is needed ({subject}).",
    ),
    "visits_per_day": Words(
        "Күндегі кездесулер шегін көтеру керек ({subject}).",
        "Нужно поднять предел встреч в день ({subject}).",
        "Raise the limit of visits per day ({subject}).",
    ),
    "visits_per_period": Words(
        "Кезеңдегі кездесулер шегін көтеру керек ({subject}).",
        "Нужно поднять предел встреч в периоде ({subject}).",
        "Raise the limit of visits per period ({subject}).",
    ),
    "visits_per_week": Words(
        "Аптадағы кездесулер шегін көтеру керек ({subject}).",
        "Нужно поднять предел встреч в неделю ({subject}).",
        "Raise the limit of visits per week ({subject}).",
    ),
    "per_day": Words(
        "Адамның күндік шегін көтеру керек ({subject}).",
        "Нужно поднять дневной предел человека ({subject}).",
        "Raise a member's limit per day ({subject}).",
    ),
    "per_week": Words(
        "Адамның апталық шегін көтеру керек ({subject}).",
        "Нужно поднять недельный предел человека ({subject}).",
        "Raise a member's limit per week ({subject}).",
    ),
    "in_total": Words(
        "Адамның жалпы шегін көтеру керек ({subject}).",
        "Нужно поднять общий предел человека ({subject}).",
        "Raise a member's limit in total ({subject}).",
    ),
    "always_free": Words(
        "{subject} барлық кезеңде бос болуы керек.",
        "Нужно, чтобы {subject} был свободен во все периоды.",
        "{subject} would have to be free in every period.",
    ),
    "any_day": Words(
        "«{subject}» кездесуін кез келген күні өткізуге рұқсат ету керек.",
        "Нужно разрешить встречу «{subject}» в любой день.",
        "Allow “{subject}” on any day.",
    ),
}

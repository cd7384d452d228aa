"""What would help: rules that contradict each other, and single changes tried one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import count

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

    All is measured against the same trial without the change: searching on may help by itself.
    ``visits`` come into the plan or in time by it, on ``days``, and ``instead`` of them others fall
    out or become late; ``saved`` is in points and counts what leaving them out or late cost;
    ``missing`` is how many broken rules it mends.
    """

    change: str  # member, member_always_free, visits_per_day, week_limit, ...
    subject: str
    visits: tuple[str, ...]
    instead: tuple[str, ...]
    days: tuple[date, ...]
    missing: int
    saved: float

    @property
    def more(self) -> int:
        return len(self.visits) - len(self.instead)

    @property
    def helps(self) -> bool:
        return self.more > 0 and (self.missing > 0 or self.saved > 1e-6)

    def sentence(self, language: Language = "en") -> str:
        days = ", ".join(f"{day:%d.%m.%Y}" for day in self.days[:3])
        more = "…" if len(self.days) > 3 else ""
        nameless = self.change == "member" and not self.subject
        words = _ANYBODY if nameless else _ADVICE[self.change]
        text = words.say(language, subject=self.subject)
        words = _TRADES if self.instead else _BRINGS
        said = {"change": text, "count": len(self.visits), "fallen": len(self.instead)}
        return words.say(language, days=days + more, **said)


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
    if not asked:
        return ()
    unchanged = _trial(problem, solution, seed)
    tried = [
        _advice(each, unchanged, _trial(each.apply(problem), solution, seed))
        for each in _candidates(problem, asked[:MOST_VISITS_ASKED])
    ]
    helpful = [each for each in tried if each.helps]
    return tuple(sorted(helpful, key=lambda each: (-each.missing, -each.saved, each.subject)))


def _worth(visit: Visit) -> float:
    return float(visit.price or 0) + visit.weight


def _candidates(problem: Problem, asked: list[str]) -> Iterator[_Candidate]:
    crews = {_qualities(problem.visit[name]): name for name in asked}
    for subject, name in sorted(crews.items()):
        yield _Candidate("member", subject, lambda p, name=name: _with_newcomer(p, p.visit[name]))  # type: ignore[misc]
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


def _newcomers() -> Iterator[str]:
    yield NEWCOMER
    yield from (f"{NEWCOMER} {number}" for number in count(2))


def _with_newcomer(problem: Problem, visit: Visit) -> Problem:
    """One more member with every quality that a visit asks for, who is always free."""
    of_kind = {
        kind: [need for need in visit.needs if need.kind == kind]
        for kind in ("category", "language", "skill")
    }
    member = Member(
        id=next(name for name in _newcomers() if name not in problem.member),
        categories=frozenset(need.value for need in of_kind["category"]),
        languages=frozenset(need.value for need in of_kind["language"]),
        skills={need.value: need.level for need in of_kind["skill"]},
        base=problem.members[0].base if problem.members else None,
        share=0,
    )
    return replace(problem, members=(*problem.members, member))


@dataclass(frozen=True)
class _Trial:
    """What a short search from the plan comes to: each planned visit's day, and what is late."""

    day: Mapping[str, date]
    late: frozenset[str]
    broken: int
    unkept: float

    def standing(self, visit: str) -> int:
        """0 left out, 1 late, 2 in time."""
        return (visit in self.day) + (visit in self.day and visit not in self.late)


def _trial(problem: Problem, solution: Solution, seed: int) -> _Trial:
    from planner.search.run import Search  # slow to load, as in solve

    search = Search(problem, seed)
    search.start_from(solution.assignments)
    search.construct()
    search.improve(TRIAL)
    verdict = check(problem, assignments := search.assignments())
    day = {each.visit: problem.period[each.period].day for each in assignments}
    late = {name for name in day if (due := problem.visit[name].due) and day[name] > due}
    unkept = verdict.cost["left_out"] + verdict.cost["late"]
    return _Trial(day, frozenset(late), len(verdict.violations), unkept)


def _advice(candidate: _Candidate, unchanged: _Trial, changed: _Trial) -> Advice:
    names = sorted({*unchanged.day, *changed.day})
    rises = {name: changed.standing(name) - unchanged.standing(name) for name in names}
    better = tuple(name for name in names if rises[name] > 0)
    return Advice(
        change=candidate.change,
        subject=candidate.subject,
        visits=better,
        instead=tuple(name for name in names if rises[name] < 0),
        days=tuple(sorted({changed.day[name] for name in better})),
        missing=unchanged.broken - changed.broken,
        saved=unchanged.unkept - changed.unkept,
    )


_BRINGS = Words(
    "{change} Сонда жоспарға тағы {count} кездесу кіреді: {days}.",
    "{change} Тогда в план войдут ещё встречи ({count}): {days}.",
    "{change} That would bring in {count} more: {days}.",
)
_TRADES = Words(
    "{change} Сонда жоспарға {count} кездесу кіреді ({days}), бірақ {fallen} кездесу"
    " жоспардан шығады немесе мерзімінен кешігеді.",
    "{change} Тогда в план войдут встречи ({count}): {days}, но выпадут или опоздают другие"
    " ({fallen}).",
    "{change} That would bring in {count} ({days}), but {fallen} would fall out or be late.",
)
_ANYBODY = Words("Тағы бір адам керек.", "Нужен ещё один человек.", "One more member is needed.")
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

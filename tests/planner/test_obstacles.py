"""What is said to stand in a visit's way does, and nothing less would let it in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from itertools import chain, combinations, product
from random import Random
from typing import Any

import pytest

from planner import (
    Assignment,
    MaxIterations,
    Member,
    Need,
    Problem,
    Spacing,
    StartLag,
    Travel,
    Visit,
    Weights,
    check,
    solve,
)
from planner.solution import Obstacle
from tests.planner.worlds import MONDAY, make_periods, make_problem, make_visit

MORNING = make_periods(1)[:1]
ARU, DANA = Member(id="aru"), Member(id="dana")
HELD = make_visit("togys", crew_max=1)


def wanting(**changes: Any) -> Visit:
    return make_visit("bozaryk", crew_max=1, price=1, **changes)


def one_more(**changes: Any) -> Problem:
    """One morning of three hours with ways of twenty minutes, Togys held and Bozaryk out."""
    members = changes.pop("members", (ARU,))
    visits = (changes.pop("held", HELD), changes.pop("out", wanting()))
    return make_problem(periods=MORNING, members=members, visits=visits, **changes)


def in_the_way(problem: Problem, *, starts_at: int = 600, crew: str = "aru") -> Obstacle:
    from planner.search.run import Search

    search = Search(problem, 1)
    search.start_from(
        [Assignment(visit="togys", period=MORNING[0].id, starts_at=starts_at, crew=(crew,))]
    )
    assert [each.visit for each in search.assignments()] == ["togys"]
    return search.obstacles()[0][0]


lag = StartLag(first="togys", second="bozaryk", at_least=60, at_most=90)
soon_after = StartLag(
    first="bozaryk", second="togys", at_least=45, at_most=45, different_people=False
)
one_day_apart = Spacing(first="togys", second="bozaryk", at_least=1)
long = make_visit("togys", minutes=180, crew_max=1)
FAR = Travel(places=("bozaryk", "togys", "far"), minutes=((0, 0, 170), (0, 0, 170), (170, 170, 0)))


@pytest.mark.parametrize(
    ("problem", "rules"),
    [
        (one_more(members=(ARU, DANA), spacings=(one_day_apart,)), ["spacing"]),
        (one_more(start_lags=(lag,)), ["different_people"]),
        (
            one_more(out=wanting(closes_at=640, minutes=200)),
            ["opening_hours", "period_length"],
        ),
        (one_more(held=long, out=wanting(minutes=180)), ["travel_time"]),
        (one_more(out=wanting(needs=(Need(kind="language", value="uz"),))), ["need_language"]),
        (one_more(out=wanting(minutes=150, after=frozenset({"togys"}))), ["period_length"]),
        (one_more(out=wanting(minutes=150, opens_at=650)), ["period_length"]),
        (
            one_more(
                members=(ARU, DANA),
                out=wanting(minutes=130, closes_at=780, after=frozenset({"togys"})),
            ),
            ["precedence"],
        ),
        (one_more(out=wanting(minutes=110), start_lags=(soon_after,)), ["travel_time"]),
    ],
)
def test_the_rules_in_the_way_are_named(problem: Problem, rules: list[str]) -> None:
    assert [sorted(each) for each in in_the_way(problem).rule_sets] == [rules]


@pytest.mark.parametrize(
    "problem",
    [
        one_more(members=(Member(id="dana", base="far"), ARU), travel=FAR),
        one_more(crews_stay_together=True),
    ],
)
def test_cost_alone_keeps_out_a_visit_that_some_crew_could_hold(problem: Problem) -> None:
    assert in_the_way(problem).rule_sets == ()


def test_visits_of_other_people_wait_for_each_other_in_one_period() -> None:
    """The search itself, and with it repair; so small a problem would else be decided without."""
    people = [
        Member(id="aru", languages=frozenset({"kk"})),
        Member(id="dana", languages=frozenset({"ru"})),
    ]
    first = make_visit("togys", crew_max=1, needs=(Need(kind="language", value="kk"),))
    second = make_visit(
        "bozaryk", crew_max=1, needs=(Need(kind="language", value="ru"),), after={"togys"}
    )
    problem = make_problem(periods=MORNING, members=tuple(people), visits=(first, second))
    solution = solve(problem, stop=MaxIterations(2000), prove=False)
    assert [(each.visit, each.starts_at) for each in solution.assignments] == [
        ("togys", 600),
        ("bozaryk", 660),
    ]
    assert solution.left_out == ()


def some_problem(chance: Random) -> Problem:
    """Togys takes an hour and goes on; Bozaryk has wishes that often cannot all be met."""
    periods = make_periods(chance.randint(1, 2), 120)[::2]
    members = tuple(
        Member(
            id=name,
            languages=frozenset(chance.sample(["kk", "uz"], chance.randint(1, 2))),
            base=chance.choice([None, "togys"]),
            per_day=chance.choice([None, 1]),
            available=chance.choice([None, frozenset({periods[0].id})]),
        )
        for name in ("aru", "dana")
    )
    out = make_visit(
        "bozaryk",
        place=chance.choice(["bozaryk", "togys"]),
        minutes=chance.choice([60, 90]),
        price=0,
        needs=tuple(Need(kind="language", value=x) for x in ("kk", "uz") if chance.random() < 0.4),
        closes_at=chance.choice([1440, 690]),
        allowed_days=chance.choice([None, frozenset({MONDAY}), frozenset({MONDAY + timedelta(1)})]),
    )
    return make_problem(
        periods=periods,
        members=members,
        visits=(HELD, out),
        travel=Travel.flat(["bozaryk", "togys"], 30),
        weights=Weights(priority_first=0, left_out=0),
    )


def broken_sets(problem: Problem, crew: tuple[str, ...]) -> Iterator[frozenset[str]]:
    """What every way of holding both visits would break, Togys in its period with its crew."""
    names = [member.id for member in problem.members]
    crews = list(chain.from_iterable(combinations(names, size) for size in range(3)))
    for period, comes in product(problem.periods, crews):
        for start, shifted in product(range(600, 720, 30), range(600, 690, 30)):
            plan = [
                Assignment(
                    visit="togys", period=problem.periods[0].id, starts_at=shifted, crew=crew
                ),
                Assignment(visit="bozaryk", period=period.id, starts_at=start, crew=comes),
            ]
            yield frozenset(each.rule for each in check(problem, plan).violations)


@pytest.mark.parametrize("seed", range(25))
def test_no_smaller_set_of_rules_would_let_the_visit_in(seed: int) -> None:
    chance = Random(seed)
    problem, crew = some_problem(chance), chance.choice(["aru", "dana"])
    said = [frozenset(each) for each in in_the_way(problem, crew=crew).rule_sets]
    broken = set(broken_sets(problem, (crew,)))
    least = [each for each in broken if not any(other < each for other in broken)]
    assert all(each in least for each in said)
    assert bool(said) == (frozenset() not in broken)

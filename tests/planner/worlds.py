"""Tiny named problems, and random ones for the laws."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from planner import (
    Capacity,
    Finish,
    Member,
    Need,
    Period,
    Problem,
    Quota,
    Spacing,
    StartLag,
    Travel,
    Visit,
    Weights,
)
from planner.problem import Per

MONDAY = date(2023, 3, 6)


def make_periods(days: int, minutes: int = 180, *, every: int = 1) -> tuple[Period, ...]:
    """Mornings from ten and afternoons from two."""
    return tuple(
        Period(
            id=f"{day}{part}",
            day=MONDAY + timedelta(day * every),
            part=part,
            starts_at=start,
            minutes=minutes,
        )
        for day in range(days)
        for part, start in (("am", 600), ("pm", 840))
    )


def make_visit(name: str, **changes: Any) -> Visit:
    settings: dict[str, Any] = {"place": name, "minutes": 60, "crew_max": 2}
    return Visit(**{"id": name, **settings, **changes})


def make_capacity(most: int, per: Per = "day", **changes: Any) -> Capacity:
    return Capacity(**{"id": f"{most} a {per}", "most": most, "per": per, **changes})


def make_problem(**changes: Any) -> Problem:
    """One day, two members, two visits that must be planned, twenty minutes apart."""
    settings: dict[str, Any] = {
        "periods": make_periods(1),
        "members": (Member(id="aru", languages=frozenset({"kk", "uz"})), Member(id="dana")),
        "visits": (make_visit("bozaryk"), make_visit("togys")),
        "travel": Travel.flat(["bozaryk", "togys", "office"], 20),
    }
    return Problem(**{**settings, **changes})


@st.composite
def members(draw: st.DrawFn, periods: tuple[Period, ...]) -> tuple[Member, ...]:
    count = draw(st.integers(1, 5))
    limit = st.none() | st.integers(0, 3)
    names = frozenset(period.id for period in periods)
    return tuple(
        Member(
            id=f"m{at}",
            categories=draw(st.frozensets(st.sampled_from("ab"))),
            languages=draw(st.frozensets(st.sampled_from(["kk", "ru", "uz"]))),
            skills=draw(st.dictionaries(st.sampled_from("st"), st.integers(1, 3))),
            available=draw(st.none() | st.frozensets(st.sampled_from(sorted(names)))),
            per_day=draw(limit),
            per_week=draw(limit),
            in_total=draw(limit),
            base=draw(st.sampled_from([None, "p0", "p1"])),
            share=draw(st.sampled_from([0.0, 0.5, 1.0])),
        )
        for at in range(count)
    )


needs = st.one_of(
    st.builds(Need, kind=st.just("category"), value=st.sampled_from("ab"), count=st.integers(1, 2)),
    st.builds(Need, kind=st.just("language"), value=st.sampled_from(["kk", "ru", "uz"])),
    st.builds(Need, kind=st.just("skill"), value=st.sampled_from("st"), level=st.integers(1, 3)),
    st.builds(Need, kind=st.just("person"), value=st.just("m0")),
)


def earlier(at: int) -> st.SearchStrategy[frozenset[str]]:
    """At most one of the visits before this one."""
    names = [f"v{other}" for other in range(at)]
    return st.frozensets(st.sampled_from(names), max_size=1) if names else st.just(frozenset())


@st.composite
def visits(draw: st.DrawFn, periods: tuple[Period, ...]) -> tuple[Visit, ...]:
    names = [period.id for period in periods]
    days = st.integers(0, 4).map(lambda day: MONDAY + timedelta(day))
    return tuple(
        Visit(
            id=f"v{at}",
            place=draw(st.sampled_from(["p0", "p1", "p2"])),
            minutes=draw(st.sampled_from([30, 60, 100])),
            weight=draw(st.sampled_from([0.0, 1.0, 2.5])),
            price=draw(st.none() | st.integers(0, 2000)),
            due=draw(st.none() | days),
            allowed_days=draw(st.none() | st.frozensets(days)),
            allowed_weekdays=draw(st.none() | st.frozensets(st.integers(1, 5))),
            allowed_periods=draw(st.none() | st.frozensets(st.sampled_from(names))),
            opens_at=draw(st.sampled_from([0, 630])),
            closes_at=draw(st.sampled_from([1440, 900])),
            begin_by=draw(st.sampled_from([None, None, 600, 700])),
            needs=tuple(draw(st.lists(needs, max_size=2))),
            crew_min=draw(st.integers(1, 2)),
            crew_max=draw(st.integers(2, 3)),
            after=draw(earlier(at)),
            pinned_period=draw(st.none() | st.none() | st.sampled_from(names)),
            pinned_members=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"m0"})])),
        )
        for at in range(draw(st.integers(0, 6)))
    )  # fmt: skip


@st.composite
def capacities(draw: st.DrawFn, names: frozenset[str]) -> tuple[Capacity, ...]:
    """At most one per span, over all visits or the first ones."""
    some = frozenset(sorted(names)[:3])
    spans: tuple[Per, ...] = ("period", "day", "week")
    counted = st.sampled_from([None, some])
    return tuple(
        Capacity(id=per, most=draw(st.integers(0, 4)), per=per, visits=draw(counted))
        for per in spans
        if draw(st.booleans())
    )


def finishes(names: frozenset[str]) -> tuple[Finish, ...]:
    """Every visit, and with more weight the first three."""
    some = frozenset(sorted(names)[:3])
    return (Finish(id="all"), Finish(id="some", weight=2.5, visits=some))


start_lags = st.builds(
    StartLag,
    first=st.just("v0"),
    second=st.just("v1"),
    at_least=st.sampled_from([None, 0, 0, 45]),
    at_most=st.sampled_from([None, 45, 70]),
    different_people=st.booleans(),
)


@st.composite
def problems(draw: st.DrawFn) -> Problem:
    """Small problems with every feature; many have no plan that keeps all rules."""
    periods = make_periods(draw(st.integers(1, 4)), every=draw(st.sampled_from([1, 3])))
    visited = draw(visits(periods))
    names = frozenset(visit.id for visit in visited)
    spacings = (Spacing(first="v0", second="v1", at_least=1, at_most=2),) if len(names) > 1 else ()
    lags = (draw(start_lags),) if len(names) > 1 else ()
    quota = Quota(id="some", visits=names, at_least=len(names) // 2, by=MONDAY + timedelta(1))
    minute = st.integers(0, 60) | st.sampled_from([12.345, 7.001])
    way = [[0 if a == b else draw(minute) for b in range(3)] for a in range(3)]
    return Problem(
        periods=periods,
        members=draw(members(periods)),
        visits=visited,
        travel=Travel(places=("p0", "p1", "p2"), minutes=tuple(map(tuple, way))),
        capacities=draw(capacities(names)),
        crews_stay_together=draw(st.booleans()),
        spacings=draw(st.sampled_from([(), spacings])),
        start_lags=draw(st.sampled_from([(), lags])),
        quotas=draw(st.sampled_from([(), (quota,)])),
        finishes=draw(st.sampled_from([(), finishes(names)])),
        left_out_budget=draw(st.none() | st.none() | st.integers(0, 3000)),
        weights=Weights(priority_first=draw(st.sampled_from([0.0, 1.0]))),
    )

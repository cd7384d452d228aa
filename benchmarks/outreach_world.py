"""A seeded family of outreach problems: quotas by date, spacing, weekly loads, fairness."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from planner import Capacity, Member, Need, Period, Problem, Quota, Spacing, Travel, Visit

FIRST_DAY = date(2023, 1, 9)
LANGUAGES = ("kk", "ru", "uz", "tg", "az")
CATEGORIES = ("ethnocultural",) * 7 + ("scholar", "civic", "religious", "leader") + ("state",) * 3


@dataclass(frozen=True)
class Size:
    visits: int
    members: int
    weeks: int
    visits_per_day: int


SIZES = {
    "city-26": Size(109, 14, 26, 2),
    "city-52": Size(109, 14, 52, 2),
    "region": Size(1000, 150, 26, 12),
    "office": Size(500, 75, 26, 6),
}


def make_world(size: Size, seed: int) -> Problem:
    chance = Random(f"{size}-{seed}")  # noqa: S311 - a seeded world, not a secret
    periods = _periods(size.weeks)
    places = ["office", *(f"p{at}" for at in range(size.visits))]
    visits = tuple(_visit(chance, place, at, periods) for at, place in enumerate(places[1:]))
    half = periods[len(periods) // 2].day
    first = frozenset(visit.id for visit in visits if visit.weight > 1)
    every = frozenset(visit.id for visit in visits)
    return Problem(
        periods=periods,
        members=tuple(_member(chance, at, periods) for at in range(size.members)),
        visits=visits,
        travel=_travel(chance, places),
        capacities=(Capacity(id="all", most=size.visits_per_day, per="day"),),
        quotas=(
            Quota(id="first ones", visits=first, at_least=len(first) * 3 // 4, by=half),
            Quota(id="all", visits=every, at_least=len(every) * 55 // 100, by=periods[-1].day),
        ),
        spacings=tuple(
            Spacing(first=f"p{at}", second=f"p{at + 1}", at_least=14)
            for at in range(0, size.visits - 1, 20)
        ),
    )


def _periods(weeks: int) -> tuple[Period, ...]:
    days = [FIRST_DAY + timedelta(7 * week + day) for week in range(weeks) for day in range(5)]
    return tuple(
        Period(id=f"{day}-{part}", day=day, part=part, starts_at=start, minutes=180)
        for day in days
        for part, start in (("am", 600), ("pm", 840))
    )


def _member(chance: Random, at: int, periods: tuple[Period, ...]) -> Member:
    return Member(
        id=f"m{at}",
        categories=frozenset({CATEGORIES[at % len(CATEGORIES)]}),
        languages=frozenset({"ru", LANGUAGES[at % 5], chance.choice(LANGUAGES)}),
        skills={"mediation": chance.randint(1, 3)} if at % 3 == 0 else {},
        available=frozenset(period.id for period in periods if chance.random() > 0.2),
        per_day=2,
        per_week=4,
        base="office",
    )


def _visit(chance: Random, place: str, at: int, periods: tuple[Period, ...]) -> Visit:
    is_first = at % 4 == 0
    needs = [
        Need(kind="language", value=chance.choice(LANGUAGES)),
        Need(kind="category", value=chance.choice(CATEGORIES)),
    ]
    if at % 6 == 0:
        needs.append(Need(kind="skill", value="mediation", level=2))
    in_term = frozenset(p.day for p in periods if p.day < date(2023, 5, 27) or p.day.month > 8)
    return Visit(
        id=place,
        place=place,
        minutes=chance.choice((60, 90, 120)),
        weight=3 if is_first else 1,
        price=5000 if is_first else 1500,
        due=periods[len(periods) * 3 // 4].day if is_first else None,
        allowed_days=in_term if at % 4 == 3 else None,
        needs=tuple(needs),
        crew_min=2,
        crew_max=4,
    )


def _travel(chance: Random, places: list[str]) -> Travel:
    spots = [(chance.uniform(0, 40), chance.uniform(0, 40)) for _ in places]

    def ways_from(x: float, y: float) -> tuple[int, ...]:
        return tuple(
            round(5 + abs(x - u) + abs(y - w)) if (x, y) != (u, w) else 0 for u, w in spots
        )

    return Travel(places=tuple(places), minutes=tuple(ways_from(x, y) for x, y in spots))

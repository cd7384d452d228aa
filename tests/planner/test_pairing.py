"""How few people can hold a visit, and two visits that share some of them."""

from __future__ import annotations

from itertools import chain, combinations, product

from hypothesis import given, settings
from hypothesis import strategies as st

from planner import Member, Need, Problem, Travel
from planner.pairing import NO_CREW, Crews, Shared
from planner.problem import Visit
from tests.planner.worlds import make_periods, make_problem, make_visit

LANGUAGES = ("kk", "uz", "tg")

needs = st.builds(
    Need, kind=st.just("language"), value=st.sampled_from(LANGUAGES), count=st.integers(1, 2)
)
speakers = st.lists(st.frozensets(st.sampled_from(LANGUAGES)), min_size=1, max_size=5)
asking = st.lists(needs, max_size=2)


def crews_of(visit: Visit, problem: Problem) -> list[frozenset[str]]:
    """Every crew that may hold the visit."""
    names = sorted(problem.member)
    some = chain.from_iterable(
        combinations(names, size) for size in range(visit.crew_min, visit.crew_max + 1)
    )
    return [frozenset(crew) for crew in some if all(meets(problem, crew, n) for n in visit.needs)]


def meets(problem: Problem, crew: tuple[str, ...], need: Need) -> bool:
    return sum(need.met_by(problem.member[name]) for name in crew) >= need.count


@settings(max_examples=60)
@given(speakers, asking, asking, st.integers(1, 3))
def test_the_fewest_people_of_one_visit_and_of_two_are_those_of_every_crew(
    languages: list[frozenset[str]], here: list[Need], there: list[Need], most: int
) -> None:
    problem = make_problem(
        periods=make_periods(1),
        members=tuple(Member(id=f"m{at}", languages=each) for at, each in enumerate(languages)),
        visits=(
            make_visit("one", needs=tuple(here), crew_max=most),
            make_visit("two", needs=tuple(there), crew_max=3),
        ),
        travel=Travel.flat(["one", "two"], 10),
    )
    crews, all_crews = Crews(problem), [crews_of(visit, problem) for visit in problem.visits]
    for at, every in enumerate(all_crews):
        assert crews.fewest(at) == min(map(len, every), default=NO_CREW)
    found = {
        Shared(len(a & b), len(a) - crews.fewest(0), len(b) - crews.fewest(1))
        for a, b in product(*all_crews)
        if a & b
    }
    told = crews.shared(0, 1)
    assert all(any(covers(one, other) for one in told) for other in found)
    assert all(any(covers(other, one) for other in found) for one in told)


def covers(one: Shared, other: Shared) -> bool:
    """As many in common, and no more people."""
    return (
        one.common >= other.common
        and one.more_here <= other.more_here
        and one.more_there <= other.more_there
    )

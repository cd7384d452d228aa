"""The judge of the challenge's solutions, on an instance made for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.roadef2007_world import Instance, cost, read_instance, read_plan, violations

# Two domains of two levels; 3 waits for 1; technician 2 is off on the second day.
FILES = {
    "instance": "name domains level techs interv abandon\nown 2 2 2 4 50\n",
    "interv_list": (
        "number time preds prio cost d1_1 d1_2 d2_1 d2_2\n"
        "1 60 [ ] 1 90 1 1 0 0\n"
        "2 60 [ ] 2 90 0 0 1 0\n"
        "3 90 [ 1 ] 4 60 2 1 0 0\n"
        "4 30 [ 2 ] 3 50 0 0 1 0\n"
    ),
    "tech_list": "tech d1 d2 dispo\n1 2 0 [ ]\n2 1 1 [ 2 ]\n",
}
TEAMS = "1 [ ] [ 1 ] [ 2 ]\n2 [ 2 ] [ 1 ]\n3 [ ] [ 1 2 ]\n"
DATES = "1 1 0 1\n2 1 0 2\n3 3 0 1\n4 1 60 2\n"


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        (folder / name).write_text(text)
    return folder


@pytest.fixture
def own(tmp_path: Path) -> Instance:
    return read_instance(write(tmp_path, FILES))


def judged(own: Instance, folder: Path, teams: str, dates: str) -> list[str]:
    plan = read_plan(write(folder, {"tech_teams": teams, "interv_dates": dates}), own)
    return list(violations(own, plan))


def test_an_instance_is_read_by_domain_and_level(own: Instance) -> None:
    third = own.interventions[3]
    assert (third.minutes, third.after, third.priority, third.price) == (90, frozenset({1}), 4, 60)
    assert third.needs == ((2, 1), (0, 0))
    assert (own.technicians[2].levels, own.technicians[2].days_off) == ((1, 1), frozenset({2}))


def test_a_plan_costs_its_latest_ends(own: Instance, tmp_path: Path) -> None:
    plan = read_plan(write(tmp_path, {"tech_teams": TEAMS, "interv_dates": DATES}), own)
    assert list(violations(own, plan)) == []
    assert cost(plan) == 28 * 60 + 14 * 60 + 4 * 90 + (2 * 120 + 90)


def test_what_is_left_to_others_costs_no_time(own: Instance, tmp_path: Path) -> None:
    dates = DATES.replace("4 1 60 2\n", "")
    plan = read_plan(write(tmp_path, {"tech_teams": TEAMS, "interv_dates": dates}), own)
    assert list(violations(own, plan)) == []
    assert cost(plan) == 28 * 60 + 14 * 60 + (2 * 120 + 90)


@pytest.mark.parametrize("line", ["1 2 0 1\n", "5 2 0 1\n"])
def test_what_is_planned_twice_or_unknown_is_refused(
    own: Instance, tmp_path: Path, line: str
) -> None:
    with pytest.raises(ValueError, match=r"intervention \d is planned twice or unknown"):
        judged(own, tmp_path, TEAMS, DATES + line)


@pytest.mark.parametrize(
    ("teams", "dates", "sentence"),
    [
        (TEAMS, DATES.replace("3 3 0 1\n", ""), "what is left to others costs 60, more than 50"),
        (TEAMS, DATES.replace("1 1 0 1\n", ""), "3 is planned, but 1 before it is left out"),
        (TEAMS.replace("2 [ 2 ] [ 1 ]", "2 [ ] [ 2 ]"), DATES, "technician 2 is off on day 2"),
        (TEAMS.replace("[ 1 2 ]", "[ 1 2 9 ]"), DATES, "there is no technician 9"),
        (TEAMS.replace("[ 2 ]\n2", "[ 1 2 ]\n2"), DATES, "technician 1 is in two teams on day 1"),
        (TEAMS, DATES.replace("1 1 0 1", "1 3 60 1"), "3 begins before 1 is over"),
        (TEAMS, DATES.replace("4 1 60", "4 1 45"), "2 and 4 overlap in team 2 of day 1"),
        (TEAMS, DATES.replace("3 3 0", "3 3 40"), "3 does not fit into its day"),
        (TEAMS, DATES.replace("3 3 0 1", "3 3 0 0"), "3 has no team 0 on day 3"),
        (TEAMS, DATES.replace("3 3 0", "3 2 0"), "the team of 3 lacks domain 1 at level 1"),
    ],
)
def test_a_broken_rule_is_named(
    own: Instance, tmp_path: Path, teams: str, dates: str, sentence: str
) -> None:
    assert sentence in judged(own, tmp_path, teams, dates)

"""Home health care: the judge, the adapter and the engine, on a day made for the tests."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from benchmarks.homecare import main, problem_of, routes_of, solution_file
from benchmarks.homecare_world import (
    Instance,
    Routes,
    Stop,
    cost,
    read_instance,
    read_routes,
    violations,
)
from planner import MaxIterations, check, solve

# Public instances beside the project, never in it.
SHARED = Path(__file__).resolve().parents[3] / "shared/benchmarks/hhcrsp/mankowska"

# The office at 0 and the patients on a line: p1 at 10, p2 at 20, p3 at 30.
OWN: dict[str, Any] = {
    "patients": [
        {
            "id": "p1",
            "time_window": [9.999999, 30],
            "required_caregivers": [{"service": "wash"}],
        },
        {
            "id": "p2",
            "time_window": [20, 40],
            "required_caregivers": [
                {"service": "wash", "duration": 5},
                {"service": "lift", "duration": 15},
            ],
            "synchronization": {"type": "simultaneous"},
        },
        {
            "id": "p3",
            "time_window": [30, 50],
            "required_caregivers": [{"service": "wash"}, {"service": "lift"}],
            "synchronization": {"type": "sequential", "distance": [10, 20]},
        },
    ],
    "services": [{"id": "wash", "default_duration": 8}, {"id": "lift", "default_duration": 12}],
    "caregivers": [{"id": "ann", "abilities": ["wash"]}, {"id": "bob", "abilities": ["lift"]}],
    "central_offices": [{"id": "d"}],
    "distances": [[abs(a - b) for b in (0, 10, 20, 30)] for a in (0, 10, 20, 30)],
}


@pytest.fixture
def own(tmp_path: Path) -> Instance:
    path = tmp_path / "own.json"
    path.write_text(json.dumps(OWN))
    return read_instance(path)


def by_hand(**changes: Stop) -> Routes:
    """Ann: p1 at 10, p2 at 28, p3 at 43; Bob: p2 at 28, p3 at 53. Tardy: 3 minutes."""
    stops = {
        "a1": Stop("p1", "wash", 10, 18),
        "a2": Stop("p2", "wash", 28, 33),
        "a3": Stop("p3", "wash", 43, 51),
        "b2": Stop("p2", "lift", 28, 43),
        "b3": Stop("p3", "lift", 53, 65),
        **changes,
    }
    ann, bob = ([s for key, s in stops.items() if key[0] == who] for who in "ab")
    return {"ann": ann, "bob": bob}


def test_a_plan_by_hand_is_judged(own: Instance) -> None:
    assert [*violations(own, by_hand())] == []
    assert cost(own, by_hand()) == pytest.approx((60 + 60 + 3 + 3) / 3)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"a1": Stop("p1", "wash", 9, 18)}, "wash of p1 by ann: not there in time"),
        ({"b2": Stop("p2", "lift", 30, 45)}, "p2: the two services do not begin as asked for"),
        ({"b3": Stop("p3", "lift", 64, 76)}, "p3: the two services do not begin as asked for"),
        ({"a3": Stop("p3", "wash", 43, 49)}, "wash of p3 by ann: too short"),
        ({"b1": Stop("p1", "wash", 90, 98)}, "a service is given twice"),
        ({"b3": Stop("p4", "lift", 53, 65)}, "lift of p4 is missing or not asked for"),
    ],
)
def test_the_judge_sees_what_is_broken(
    own: Instance, changes: dict[str, Stop], sentence: str
) -> None:
    assert sentence in [*violations(own, by_hand(**changes))]


def test_nobody_begins_before_the_window_or_does_what_they_cannot(own: Instance) -> None:
    swapped = {"ann": by_hand()["bob"], "bob": by_hand()["ann"]}
    assert "lift of p2 by ann: not able to" in [*violations(own, swapped)]
    patient = replace(own.patients["p1"], opens=12)
    stricter = replace(own, patients={**own.patients, "p1": patient})
    assert "wash of p1 by ann: before the window" in [*violations(stricter, by_hand())]


def test_the_engine_plans_a_day_of_care(own: Instance) -> None:
    problem = problem_of(own)
    solution = solve(problem, stop=MaxIterations(4000))
    routes = routes_of(own, problem, solution)
    assert [*violations(own, routes)] == []
    assert solution.total == pytest.approx(cost(own, routes))
    assert solution.total == pytest.approx((60 + 60 + 3 + 3) / 3)
    assert solution.lower_bound <= solution.total


def test_a_solution_is_written_in_the_form_of_the_data(own: Instance, tmp_path: Path) -> None:
    path = tmp_path / "solution.json"
    path.write_text(json.dumps(solution_file(by_hand())))
    assert read_routes(path) == by_hand()
    assert json.loads(path.read_text())["global_ordering"] == ["p1", "p2", "p3"]


def test_two_services_without_a_word_on_their_lag_are_two_visits(tmp_path: Path) -> None:
    second = {name: value for name, value in OWN["patients"][1].items() if name[0] != "s"}
    path = tmp_path / "own.json"
    patients, near = [OWN["patients"][0], second], [row[:3] for row in OWN["distances"][:3]]
    path.write_text(json.dumps({**OWN, "patients": patients, "distances": near}))
    instance = read_instance(path)
    assert instance.patients["p2"].lag is None
    assert problem_of(instance).start_lags == ()


def test_the_command_writes_a_line_and_a_solution(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "data").mkdir()
    for name in ("own", "other"):
        (tmp_path / "data" / f"{name}.json").write_text(json.dumps(OWN))
    options = ["--instances", str(tmp_path / "data"), "--seconds", "1", "--only", "own"]
    monkeypatch.setattr("sys.argv", ["homecare", *options, "--write", str(tmp_path), "--json"])
    assert main() == 0
    line = json.loads(capsys.readouterr().out)
    assert (line["instance"], line["cost"], line["feasible"]) == ("own", 42.0, True)
    assert 0 < line["bound"] <= 42
    own = read_instance(tmp_path / "data" / "own.json")
    assert cost(own, read_routes(tmp_path / "own.json")) == pytest.approx(42)


def test_public_instances_are_planned_and_judged_alike() -> None:
    if not SHARED.is_dir():
        pytest.skip("The public instances are not on this machine.")
    instance = read_instance(SHARED / "InstanzCPLEX_HCSRP_25_1.json")
    problem = problem_of(instance)
    solution = solve(problem, stop=MaxIterations(20_000))
    routes = routes_of(instance, problem, solution)
    assert [*violations(instance, routes)] == []
    assert check(problem, solution.assignments).is_feasible
    assert solution.total == pytest.approx(cost(instance, routes))

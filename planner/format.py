"""Problems and plans as JSON files; docs/planner-format.md describes them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn

from planner.complaints import (
    A_FOLDER,
    BROKEN_CHARACTER,
    LONG_NUMBER,
    NAME_TWICE,
    NESTED,
    NO_ACCESS,
    NO_FILE,
    NO_VERSION,
    NOT_A_NUMBER,
    NOT_GIVEN,
    NOT_JSON,
    NOT_READ,
    NOT_UTF8,
    ONE_OBJECT,
    ONLY_VERSION,
    TOO_LARGE,
)
from planner.consistency import check_trips
from planner.fault import Fault, require, under
from planner.language import LANGUAGES
from planner.problem import Assignment, Problem
from planner.reading import plain, read
from planner.solution import Obstacle, Solution, Trip, assignments_in

VERSION = 1
LARGEST_FILE = 200 * 1024 * 1024


def read_problem(path: Path) -> Problem:
    """Raises a Fault, one sentence with the path of what is wrong in the file."""
    return problem_from(_json(path))


def problem_from(content: object) -> Problem:
    """The problem in the content of a JSON file; raises a Fault."""
    problem: Problem = read(Problem, _body(content))
    return problem


def problem_to(problem: Problem) -> dict[str, Any]:
    return {"version": VERSION, **plain(problem)}


def read_plan(path: Path, problem: Problem) -> tuple[Assignment, ...]:
    """The assignments of a plan file; all but its trips is only for readers."""
    return plan_from(_json(path), problem)


def plan_from(content: object, problem: Problem) -> tuple[Assignment, ...]:
    """Raises a Fault, also where the plan names what the problem does not know."""
    body = _body(content)
    require("trips" in body, "trips", NOT_GIVEN)
    with under("trips"):
        trips: tuple[Trip, ...] = read(tuple[Trip, ...], body["trips"])
        check_trips(problem, trips)
    return assignments_in(trips)


def plan_to(solution: Solution) -> dict[str, Any]:
    return {
        "version": VERSION,
        "feasible": solution.is_feasible,
        "cost": {"total": solution.total, **solution.cost},
        "impossible": solution.is_proven_impossible,
        "lower_bound": None if solution.is_proven_impossible else solution.lower_bound,
        "gap": solution.gap,
        "iterations": solution.iterations,
        "seconds": round(solution.seconds, 3),
        "trips": plain(solution.trips),
        "left_out": _obstacles(solution.left_out),
        "late": _obstacles(solution.late),
        "violations": [
            {
                "rule": each.rule,
                "visit": each.visit,
                "data": dict(each.data),
                "sentence": {language: each.sentence(language) for language in LANGUAGES},
            }
            for each in solution.violations
        ],
    }


def _obstacles(obstacles: Sequence[Obstacle]) -> list[dict[str, Any]]:
    return [
        {
            "visit": each.visit,
            "rule_sets": [list(names) for names in each.rule_sets],
            "sentence": {language: each.sentence(language) for language in LANGUAGES},
        }
        for each in obstacles
    ]


def _body(content: object) -> dict[str, Any]:
    require(isinstance(content, dict), "", ONE_OBJECT)
    assert isinstance(content, dict)
    require("version" in content, "version", NO_VERSION, version=VERSION)
    is_ours = content["version"] == VERSION and not isinstance(content["version"], bool)
    require(is_ours, "version", ONLY_VERSION, version=VERSION)
    return {name: value for name, value in content.items() if name != "version"}


def _json(path: Path) -> object:
    try:
        require(path.stat().st_size <= LARGEST_FILE, "", TOO_LARGE, file=path.name)
        text = path.read_text("utf-8-sig")
        content = json.loads(text, object_pairs_hook=_once, parse_constant=_no_constant)
        if "\\ud" in text.lower():
            json.dumps(content, ensure_ascii=False).encode()  # fails on half of a surrogate pair
        return content
    except FileNotFoundError:
        raise Fault("", NO_FILE, file=path) from None
    except OSError as error:
        raise Fault("", NOT_READ, file=path, why=reason_of(error)) from None
    except UnicodeEncodeError:
        raise Fault("", BROKEN_CHARACTER, file=path.name) from None
    except UnicodeDecodeError:
        raise Fault("", NOT_UTF8, file=path.name) from None
    except json.JSONDecodeError as error:
        where = {"line": error.lineno, "column": error.colno}
        raise Fault("", NOT_JSON, file=path.name, **where) from None
    except RecursionError:
        raise Fault("", NESTED, file=path.name) from None
    except Fault:
        raise
    except ValueError:
        raise Fault("", LONG_NUMBER, file=path.name) from None


def reason_of(error: OSError) -> object:
    """Why a file cannot be read or written, as far as we have words for it."""
    known = {IsADirectoryError: A_FOLDER, PermissionError: NO_ACCESS}
    return known.get(type(error), error.strerror or error)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise Fault("", NAME_TWICE, name=next(n for n in names if names.count(n) > 1))
    return made


def _no_constant(name: str) -> NoReturn:
    raise Fault("", NOT_A_NUMBER, name=name)

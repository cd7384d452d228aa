"""Throws odd and broken problem files at the engine's commands.

Each file is the documented example or a seeded small world with a few things wrong: values of
another kind, numbers out of all bounds, names that stand for nothing, parts missing or twice, lists
of everything, cut or altered bytes. What must hold:

- a refusal is one sentence with the path of the fault, never a traceback;
- what is read is what stands in the file: written again, it says the same;
- ``check`` gives 0 only with the word "fine", and never for a plan that names what is not there.

    python -m benchmarks.odd_problems --count 10000 --seed 1
"""

from __future__ import annotations

import argparse
import copy
import io
import json
import re
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from planner import Fault, command
from planner.format import problem_from, problem_to, read_problem

FORMAT = Path(__file__).resolve().parents[1] / "docs/planner-format.md"
SENTENCE = re.compile(r"[^\n]{5,400}")
ODD: list[Any] = [
    None, True, False, 0, -1, 1, 7, 10**9, 10**30, -(10**18), 0.5, -0.0, 1e308, 1e-320, "", " ",
    "a", "0", "1", "2023-03-09", "20230309", "2023-W10-4", "2023-02-30", "0001-01-01", "9999-12-31",
    "қ", "\u0000", "\ud800", "😀" * 200, "a\nb", "__class__", [], [[]], [None], {}, {"a": 1},
    ["a", "a"], [1, 1.0, True], {"id": "a"}, [{}],
]  # fmt: skip

Place = tuple[Any, Any]  # a list or an object, and where in it


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    told = tried(options.count, options.seed)
    wrong = told.pop("wrong", [])
    print(json.dumps({**{name: len(each) for name, each in told.items()}, "wrong": wrong[:20]}))
    sys.exit(1 if wrong else 0)


def tried(count: int, seed: int) -> dict[str, list[str]]:
    """What was said of so many files, by kind of answer; "wrong" is what breaks a promise."""
    chance, told = Random(seed), {"refused": [], "read": [], "checked": []}  # type: ignore[var-annotated]  # noqa: S311
    with TemporaryDirectory() as folder:
        path = Path(folder) / "odd.json"
        for _ in range(count):
            text = odd_file(chance)
            path.write_bytes(text)
            kind, said = _read(path)
            told.setdefault(kind, []).append(said)
            if kind == "read":
                kind, said = _checked(path, chance)
                told.setdefault(kind, []).append(said)
    return told


def odd_file(chance: Random) -> bytes:
    body = copy.deepcopy(_example())
    for _ in range(chance.choice((1, 1, 1, 2, 4))):
        spoil(body, chance)
    text = json.dumps(body, ensure_ascii=chance.random() < 0.9)
    raw = text.encode("utf-8", "surrogatepass")
    return spoilt_bytes(raw, chance) if chance.random() < 0.15 else raw


def spoil(body: Any, chance: Random) -> None:
    """One thing that is wrong, or only odd."""
    places = [*_places(body)]
    if not places:
        return
    holder, at = chance.choice(places)
    kind = chance.randrange(6)
    if kind == 0:
        del holder[at]
    elif kind == 1 and isinstance(holder, list):
        holder.append(copy.deepcopy(holder[at]))
    elif kind == 2 and isinstance(holder, dict):
        holder[chance.choice(("idd", "Id", "extra", at + "s"))] = holder[at]
    elif kind == 3:
        other, there = chance.choice(places)
        holder[at] = copy.deepcopy(other[there])
    elif kind == 4 and isinstance(holder[at], int | float):
        holder[at] *= chance.choice((-1, 2, 10, 1000, 10**12, 0.1))
    else:
        holder[at] = copy.deepcopy(chance.choice(ODD))


def spoilt_bytes(raw: bytes, chance: Random) -> bytes:
    kind, at = chance.randrange(4), chance.randrange(len(raw))
    if kind == 0:
        return raw[:at]
    if kind == 1:
        return raw[:at] + bytes([chance.randrange(256)]) + raw[at + 1 :]
    if kind == 2:
        return b"[" * chance.choice((1, 50_000)) + raw
    return raw[:at] + chance.choice((b"NaN", b"1e999", b"9" * 5000, b'"', b"\xff", b"//"))


def _places(body: Any) -> list[Place]:
    found: list[Place] = []
    keys = body.keys() if isinstance(body, dict) else range(len(body))
    for at in keys:
        found.append((body, at))
        if isinstance(body[at], dict | list):
            found += _places(body[at])
    return found


def _read(path: Path) -> tuple[str, str]:
    try:
        problem = read_problem(path)
        content = json.loads(path.read_text("utf-8-sig"))
        again = problem_to(problem)
        if problem_from(again) != problem:
            return "wrong", f"reads otherwise when written again: {path.read_text()[:300]}"
        return _same(content, again)
    except Fault as fault:
        return ("refused" if SENTENCE.fullmatch(str(fault)) else "wrong"), str(fault)
    except Exception as error:
        return "wrong", f"{type(error).__name__}: {error} <- {path.read_bytes()[:300]!r}"


def _same(content: dict[str, Any], again: dict[str, Any]) -> tuple[str, str]:
    """What is written again must stand in the file; what is left out equals a default."""
    for name, value in again.items():
        given = content.get(name)
        if json.dumps(_sorted(given), sort_keys=True) != json.dumps(_sorted(value), sort_keys=True):
            whole = problem_to(problem_from({**again, name: given}))
            if whole != again:
                return "wrong", f"{name} was read as something else"
    return "read", ""


def _sorted(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _sorted(each) for name, each in value.items()}
    if isinstance(value, list):
        return sorted((_sorted(each) for each in value), key=json.dumps)
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value


def _checked(path: Path, chance: Random) -> tuple[str, str]:
    """``check`` of a plan for a problem that was read, with something wrong in the plan too."""
    problem = read_problem(path)
    visits, periods = [*problem.visit, "nobody's"], [*problem.period, "never"]
    trip = {
        "period": chance.choice(periods),
        "crew": chance.sample([*problem.member], min(len(problem.member), 1)),
        "stops": [{"visit": chance.choice(visits), "starts_at": chance.choice((600, 0, 5000.5))}],
    }
    plan: Any = {"version": 1, "trips": [trip]}
    if chance.random() < 0.5:
        spoil(plan, chance)
    named = path.with_name("plan.json")
    named.write_text(json.dumps(plan))
    out, err = io.StringIO(), io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = command.check([str(path), str(named)])
    except Exception as error:
        return "wrong", f"check: {type(error).__name__}: {error} <- {json.dumps(plan)[:300]}"
    said = (out.getvalue() + err.getvalue()).strip()
    fine = said.splitlines()[-1].startswith("fine:") if said else False
    unknown = _stands_in(plan, "never") or _stands_in(plan, "nobody's")
    if not said or (code == 0) != fine or (fine and unknown):
        return "wrong", f"check gave {code} and said {said[:200]}"
    return "checked", said


def _stands_in(body: Any, name: str) -> bool:
    return json.dumps(name) in json.dumps(body)


def _example() -> dict[str, Any]:
    found = re.findall(r"```json\n(.*?)```", FORMAT.read_text(), re.DOTALL)[0]
    return dict(json.loads(found))


if __name__ == "__main__":
    main()

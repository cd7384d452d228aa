"""The engine on the command line: ``plan`` and ``check`` need files, no database."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from planner.check import check as judge
from planner.complaints import NO_FOLDER, NOT_WRITTEN
from planner.costs import COSTS
from planner.fault import Fault
from planner.format import plan_to, read_plan, read_problem
from planner.language import LANGUAGES, Language, Words
from planner.problem import Problem
from planner.progress import Progress as Now
from planner.solution import Solution
from planner.solve import solve
from planner.stopping import AnyOf, MaxIterations, MaxSeconds, Stop

FINE, BROKEN_RULES, REFUSED, STOPPED = 0, 1, 2, 130


def plan(argv: list[str], language: str = "en") -> int:
    """``plan PROBLEM.json -o PLAN.json``; 0 fine, 1 no plan keeps every rule, 2 bad input."""
    return _said(_plan, argv, language)


def check(argv: list[str], language: str = "en") -> int:
    """``check PROBLEM.json PLAN.json``; 0 fine, 1 the plan breaks rules, 2 bad input."""
    return _said(_check, argv, language)


def _said(run: Callable[[list[str], Language], int], argv: list[str], language: str) -> int:
    if isinstance(sys.stdout, io.TextIOWrapper):  # an id may hold what the terminal cannot show
        sys.stdout.reconfigure(errors="backslashreplace")
    spoken = next(each for each in LANGUAGES if each == language)
    try:
        return run(argv, spoken)
    except Fault as fault:
        print(fault.sentence(spoken), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(_STOPPED.say(spoken), file=sys.stderr)
        return STOPPED
    except SystemExit as end:  # argparse has said what is wrong, or has shown its help
        return int(end.code or 0)


def _plan(argv: list[str], language: Language) -> int:
    options = _plan_parser().parse_args(argv)
    problem = read_problem(options.problem)
    if options.output.is_dir() or not options.output.parent.is_dir():
        raise Fault("", NO_FOLDER, file=options.output)
    stop: Stop = MaxSeconds(options.seconds)
    if options.iterations:
        stop = AnyOf(stop, MaxIterations(options.iterations))
    solution = _with_progress(problem, stop, options.seed, language)
    text = json.dumps(plan_to(solution), ensure_ascii=False, indent=1, allow_nan=False)
    try:
        options.output.write_text(text + "\n", "utf-8")
    except OSError as error:
        raise Fault("", NOT_WRITTEN, file=options.output, why=error.strerror) from None
    _summary(problem, solution, language)
    return FINE if solution.is_feasible else BROKEN_RULES


def _plan_parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="kezdesu plan", description="Make a plan for a problem.")
    parser.add_argument("problem", type=Path, metavar="PROBLEM.json")
    parser.add_argument("-o", "--output", type=Path, required=True, metavar="PLAN.json")
    parser.add_argument(
        "--seconds", type=_above_zero(float), default=10.0, help="how long to search (10)"
    )
    parser.add_argument(
        "--iterations", type=_above_zero(int), help="stop after so many moves, if sooner"
    )
    parser.add_argument("--seed", type=int, default=1, help="another number, another search (1)")
    return parser


def _above_zero(kind: type[int] | type[float]) -> Callable[[str], float]:
    def number(text: str) -> float:
        value = kind(text)
        if not 0 < value <= 10**12:
            raise argparse.ArgumentTypeError(f"must be above 0, not {text}")
        return value

    return number


def _with_progress(problem: Problem, stop: Stop, seed: int, language: Language) -> Solution:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(_SEARCHING.say(language), total=1.0)

        def show(now: Now) -> None:
            said = _SO_FAR.say(language, cost=f"{now.cost:.0f}", missing=now.missing)
            bar.update(task, completed=stop.spent(now.iterations, now.seconds), description=said)

        return solve(problem, stop=stop, seed=seed, on_progress=show)


def _summary(problem: Problem, solution: Solution, language: Language) -> None:
    cost = f"{solution.total:.1f}"
    if solution.gap is not None:
        cost = _PROVEN.say(language, cost=cost, gap=f"{solution.gap:.1%}")
    planned, visits = len(solution.assignments), len(problem.visits)
    print(_PLANNED.say(language, planned=planned, visits=visits, cost=cost))
    for violation in solution.violations:
        print(violation.sentence(language))
    for obstacle in (*solution.left_out, *solution.late):
        print(obstacle.sentence(language))


def _check(argv: list[str], language: Language) -> int:
    parser = argparse.ArgumentParser(prog="kezdesu check", description="Judge a plan.")
    parser.add_argument("problem", type=Path, metavar="PROBLEM.json")
    parser.add_argument("plan", type=Path, metavar="PLAN.json")
    options = parser.parse_args(argv)
    problem = read_problem(options.problem)
    verdict = judge(problem, read_plan(options.plan, problem))
    for each in verdict.violations:
        print(f"{each.rule}: {each.sentence(language)}")
    labels = {cost.name: cost.label.say(language) for cost in COSTS}
    terms = [f"{labels[name]} {points:.1f}" for name, points in verdict.cost.items() if points]
    judged = _FINE if verdict.is_feasible else _BROKEN
    cost = f"{verdict.total:.1f} ({', '.join(terms) or _NOTHING.say(language)})"
    print(judged.say(language, cost=cost))
    return FINE if verdict.is_feasible else BROKEN_RULES


_SEARCHING = Words("іздеу", "поиск", "searching")
_SO_FAR = Words(
    "құны {cost}, жетпейтіні {missing}",
    "стоимость {cost}, не хватает {missing}",
    "cost {cost}, missing {missing}",
)
_STOPPED = Words(
    "тоқтатылды; ештеңе жазылған жоқ",
    "остановлено; ничего не записано",
    "stopped; nothing was written",
)
_PLANNED = Words(
    "Жоспарға енген кездесулер: {planned}, барлығы: {visits}, құны: {cost}",
    "Встреч в плане: {planned} из {visits}, стоимость: {cost}",
    "{planned} of {visits} visits planned, cost {cost}",
)
_PROVEN = Words(
    "{cost}, дәлелденді: ең көбі {gap} арзанырақ болуы мүмкін",
    "{cost}, доказано: дешевле можно не более чем на {gap}",
    "{cost}, proven within {gap}",
)
_FINE = Words("дұрыс: құны {cost}", "верно: стоимость {cost}", "fine: cost {cost}")
_BROKEN = Words("бұзылған: құны {cost}", "нарушено: стоимость {cost}", "broken: cost {cost}")
_NOTHING = Words("ештеңе жоқ", "ничего", "nothing")

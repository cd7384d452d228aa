"""The engine on the command line: ``plan`` and ``check`` need files, no database."""

from __future__ import annotations

import argparse
import io
import json
import sys
from collections.abc import Callable, Iterable
from itertools import pairwise
from pathlib import Path
from typing import Any, NoReturn

from rich.console import Console
from rich.progress import BarColumn, Progress, TextColumn

from planner.check import check as judge
from planner.complaints import (
    ABOVE_ZERO,
    MISUSED,
    MUST_BE,
    NO_FOLDER,
    NOT_WRITTEN,
    NUMBER,
    WHOLE_NUMBER,
)
from planner.costs import COSTS
from planner.fault import Fault, require
from planner.format import plan_to, read_plan, read_problem, reason_of
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
    spoken = next(each for each in LANGUAGES if each == _asked_for(argv, language))
    try:
        return run(argv, spoken)
    except Fault as fault:
        print(fault.sentence(spoken), file=sys.stderr)
        return REFUSED
    except KeyboardInterrupt:
        print(_STOPPED.say(spoken), file=sys.stderr)
        return STOPPED
    except SystemExit as end:  # argparse has shown its help
        return int(end.code or 0)


def _asked_for(argv: list[str], language: str) -> str:
    """What `--language kk` or `--language=kk` says, else the language given."""
    words = [part for word in argv for part in word.split("=", 1)]
    for option, code in pairwise(words):
        if option == "--language" and code in LANGUAGES:
            language = code
    return language


def _plan(argv: list[str], language: Language) -> int:
    options = _plan_parser(language).parse_args(argv)
    seconds = _above_zero(float, options.seconds, "--seconds")
    seed = int(_number(int, options.seed, "--seed"))
    stop: Stop = MaxSeconds(seconds)
    if options.iterations is not None:
        moves = _above_zero(int, options.iterations, "--iterations")
        stop = AnyOf(stop, MaxIterations(int(moves)))
    problem = read_problem(options.problem)
    if options.output.is_dir() or not options.output.parent.is_dir():
        raise Fault("", NO_FOLDER, file=options.output)
    solution = _with_progress(problem, stop, seed, language)
    text = json.dumps(plan_to(solution), ensure_ascii=False, indent=1, allow_nan=False)
    try:
        options.output.write_text(text + "\n", "utf-8")
    except OSError as error:
        raise Fault("", NOT_WRITTEN, file=options.output, why=reason_of(error)) from None
    _summary(problem, solution, language)
    return FINE if solution.is_feasible else BROKEN_RULES


def _plan_parser(language: Language) -> argparse.ArgumentParser:
    parser = _Parser("plan", _PLAN, language)
    parser.takes(["problem"], _PROBLEM, metavar="PROBLEM.json", type=Path)
    parser.takes(["-o", "--output"], _OUTPUT, metavar="PLAN.json", type=Path, required=True)
    parser.takes(["--seconds"], _SECONDS, metavar="N", default="10")
    parser.takes(["--iterations"], _ITERATIONS, metavar="N")
    parser.takes(["--seed"], _SEED, metavar="N", default="1")
    return parser


class _Parser(argparse.ArgumentParser):
    """Speaks one of our languages; argparse itself knows only English."""

    def __init__(self, command: str, purpose: Words, language: Language) -> None:
        self.language = language
        super().__init__(
            prog=f"kezdesu {command}",
            description=purpose.say(language),
            formatter_class=lambda prog: _Help(prog, language),
            add_help=False,
            allow_abbrev=False,
        )
        self._positionals.title = _FILES.say(language)
        self._optionals.title = _OPTIONS.say(language)
        self.takes(["-h", "--help"], _HELP, action="help")
        self.takes(["--language"], _LANGUAGE, choices=LANGUAGES)

    def takes(self, names: Iterable[str], purpose: Words, **settings: Any) -> None:
        self.add_argument(*names, help=purpose.say(self.language), **settings)

    def error(self, message: str) -> NoReturn:
        usage = self.format_usage().partition(":")[2]
        raise Fault("", MISUSED, usage=usage.strip())


class _Help(argparse.HelpFormatter):
    def __init__(self, prog: str, language: Language) -> None:
        super().__init__(prog)
        self.prefix = f"{_USAGE.say(language)}: "

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, self.prefix if prefix is None else prefix)


def _number(kind: type[int] | type[float], text: str, path: str) -> float:
    try:
        return kind(text)
    except ValueError:
        wanted = WHOLE_NUMBER if kind is int else NUMBER
        raise Fault(path, MUST_BE, kind=wanted, shown=repr(text)) from None


def _above_zero(kind: type[int] | type[float], text: str, path: str) -> float:
    value = _number(kind, text, path)
    require(0 < value <= 10**12, path, ABOVE_ZERO, shown=text)
    return value


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
    parser = _Parser("check", _CHECK, language)
    parser.takes(["problem"], _PROBLEM, metavar="PROBLEM.json", type=Path)
    parser.takes(["plan"], _JUDGED, metavar="PLAN.json", type=Path)
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
_USAGE = Words("жазылуы", "пишется так", "usage")
_FILES = Words("файлдар", "файлы", "files")
_OPTIONS = Words("параметрлер", "параметры", "options")
_PLAN = Words(
    "JSON файлындағы есепке жоспар жасайды.",
    "Составить план для задачи из файла JSON.",
    "Make a plan for a problem in a JSON file.",
)
_CHECK = Words(
    "Жоспар қай ережелерді бұзатынын және құнын айтады.",
    "Сказать, какие правила нарушает план и сколько он стоит.",
    "Say which rules a plan breaks, and what it costs.",
)
_HELP = Words("осы анықтаманы көрсетіп, тоқтау", "показать эту справку", "show this help and end")
_LANGUAGE = Words("қай тілде сөйлейтіні", "на каком языке отвечать", "the language to speak")
_PROBLEM = Words("есеп жазылған файл", "файл с задачей", "the file of the problem")
_JUDGED = Words("тексерілетін жоспардың файлы", "файл с планом", "the file of the plan")
_OUTPUT = Words("жоспар жазылатын файл", "файл, в который записать план", "where to write the plan")
_SECONDS = Words(
    "қанша секунд іздейтіні (10)", "сколько секунд искать (10)", "how many seconds to search (10)"
)
_ITERATIONS = Words(
    "уақыты бітпесе де, осынша қадамнан кейін тоқтау",
    "остановиться после стольких шагов, даже если время не вышло",
    "stop after so many moves, if sooner",
)
_SEED = Words(
    "басқа сан берілсе, іздеу де басқаша жүреді (1)",
    "с другим числом поиск идёт иначе (1)",
    "another number, another search (1)",
)

"""Files: what is right is read whole, what is wrong is told in one sentence with its path."""

from __future__ import annotations

import copy
import io
import json
import re
from pathlib import Path
from string import Formatter
from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.odd_problems import tried
from kezdesu import cli
from kezdesu.core.management.overview import PLANNER
from planner import Fault, Obstacle, Problem, command, complaints
from planner.format import problem_from
from planner.language import Language, Words
from planner.rules import RULES
from planner.rules.names import NAMES
from planner.schema import problem_schema

DOCS = Path(__file__).resolve().parents[2] / "docs"
EXAMPLE: dict[str, Any] = json.loads(
    re.findall(r"```json\n(.*?)```", (DOCS / "planner-format.md").read_text(), re.DOTALL)[0]
)


def changed(path: str, value: object) -> dict[str, Any]:
    """The documented example with one value replaced; the path is like visits.0.minutes."""
    body: Any = copy.deepcopy(EXAMPLE)
    *way, last = path.split(".")
    here = body
    for step in way:
        here = here[int(step) if step.isdigit() else step]
    here[int(last) if last.isdigit() else last] = value
    return body  # type: ignore[no-any-return]


def test_the_documented_example_is_a_problem() -> None:
    assert isinstance(problem_from(EXAMPLE), Problem)


def test_the_schema_in_the_docs_is_that_of_the_code() -> None:
    assert json.loads((DOCS / "planner-problem.schema.json").read_text()) == problem_schema()


def test_every_rule_and_cost_is_documented_under_its_name() -> None:
    page = (DOCS / "planner.md").read_text()
    assert [name for name in NAMES if f"`{name}`" not in page] == []
    costs = problem_schema()["$defs"]["Weights"]["properties"]
    assert [name for name in costs if f"| `{name}` |" not in page] == []


def test_the_uses_shown_in_the_docs_run() -> None:
    code = re.findall(r"```python\n(.*?)```", (DOCS / "planner.md").read_text(), re.DOTALL)
    for block in code:
        exec(block, {})  # noqa: S102 - our own documentation


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_rule_speaks_three_languages(rule: Any) -> None:
    for words in (rule.label, rule.broken):
        assert len({words.kk, words.ru, words.en}) == 3
        assert (
            len(
                {
                    tuple(sorted(set(re.findall(r"{\w+}", text))))
                    for text in (words.kk, words.ru, words.en)
                }
            )
            == 1
        )


BROKEN = [
    ("visits.0.minutes", -5, "visits[0].minutes: must be between 1 and 1440, not -5"),
    ("visits.0.minutes", "90", "visits[0].minutes: must be a whole number, not '90'"),
    ("visits.0.minutes", True, "visits[0].minutes: must be a whole number, not true"),
    ("visits.0.minutes", 10**30, "visits[0].minutes: must be a whole number, not so large"),
    ("visits.0.weight", None, "visits[0].weight: must be a number, not null"),
    ("visits.0.place", "mars", "visits[0].place: there is no place in travel.places 'mars'"),
    ("visits.1.due", "30.06.2023", "visits[1].due: must be a date like 2023-06-30, not"),
    ("visits.0.needs.0.kind", "tongue", "visits[0].needs[0].kind: must be one of category"),
    ("visits.0.needs.0.count", 0, "visits[0].needs[0].count: must be between 1 and 30, not 0"),
    ("visits.0.minuets", 5, "visits[0].minuets: is not known here; did you mean minutes?"),
    ("visits.1.id", "bozaryk", "visits[1].id: 'bozaryk' is already the id of visits[0]"),
    ("visits.0.crew_min", 9, "visits[0].crew_max: must be between 9 and 30, not 2"),
    ("visits.0.allowed_weekdays", [0], "visits[0].allowed_weekdays: must be between 1 and 7"),
    ("visits.0.allowed_weekdays", [1, 1], "visits[0].allowed_weekdays: 1 is listed twice"),
    ("members.1.skills.law", 0, "members[1].skills.law: must be between 1 and 100, not 0"),
    ("members.1.available", ["sun"], "members[1].available: there is no period 'sun'"),
    ("members.0.share", 0.001, "members[0].share: must be 0 or between 0.01 and 100"),
    ("members", {}, "members: must be a list, not an object"),
    ("periods", [], "periods: their number must be between 1 and 5000, not 0"),
    ("periods.0.minutes", 300, "periods: 'mon-am' and 'mon-pm' overlap"),
    ("travel.minutes.1", [20, 0], "travel.minutes[1]: has 2 columns for 3 places"),
    ("travel.minutes.1.1", 4, "travel.minutes[1][1]: the way from a place to itself must be 0"),
    ("travel.places.2", "office", "travel.places[2]: place 'office' is listed twice"),
    ("quotas.0.at_least", 3, "quotas[0].at_least: 3 cannot be reached: the set has 2 visits"),
    ("weights.travel", -1, "weights.travel: must be between 0 and 1000000, not -1"),
    ("capacities.0.most", -1, "capacities[0].most: must be between 0 and 100000, not -1"),
    ("capacities.0.per", "year", "capacities[0].per: must be one of period, day, week, not"),
    ("capacities.0.visits", ["x"], "capacities[0].visits: there is no visit 'x'"),
    ("version", 2, "version: must be 1, the only version there is"),
    ("crews_stay_together", "no", "crews_stay_together: must be true or false, not 'no'"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "value", "sentence"), BROKEN, ids=lambda each: str(each)[:30])
def test_a_fault_is_one_sentence_with_its_path(path: str, value: object, sentence: str) -> None:
    with pytest.raises(Fault) as caught:
        problem_from(changed(path, value))
    assert str(caught.value).startswith(sentence)
    assert "\n" not in str(caught.value)


WORDS = [each for each in vars(complaints).values() if isinstance(each, Words)]


def filled(text: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(text) if name]


@pytest.mark.parametrize("words", WORDS, ids=lambda words: words.en[:40])
def test_a_complaint_says_the_same_in_three_languages(words: Words) -> None:
    named = [sorted(filled(text)) for text in (words.kk, words.ru, words.en)]
    assert named == [named[0]] * 3
    assert words.kk != words.en != words.ru


@pytest.mark.parametrize(
    ("language", "path", "value", "sentence"),
    [
        ("kk", "visits.0.minutes", "90", "visits[0].minutes: бүтін сан болуы керек, ал мұнда '90'"),
        ("kk", "members", {}, "members: тізім болуы керек, ал мұнда объект"),
        ("ru", "members", {}, "members: должно быть списком, а стоит объект"),
        ("ru", "visits.0.place", "марс", "visits[0].place: в travel.places нет места «марс»"),
    ],
)
def test_the_command_complains_in_the_language_asked_for(
    language: Language,
    path: str,
    value: object,
    sentence: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    problem = tmp_path / "problem.json"
    problem.write_text(json.dumps(changed(path, value)))
    assert command.check([str(problem), str(problem)], language) == 2
    assert capsys.readouterr().err == f"{sentence}\n"


def test_what_a_terminal_would_obey_is_shown() -> None:
    with pytest.raises(Fault) as caught:
        problem_from(changed("visits.0.place", "ma\x1b[31mrs"))
    assert "«ma\\x1b[31mrs»" in caught.value.sentence("kk")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "broken.json is not JSON"),
        ("{", "broken.json is not JSON"),
        ("[]", "the file must hold one JSON object"),
        ("NaN", "NaN is not a number that JSON allows"),
        ('{"version": 1, "version": 1}', "the name 'version' stands twice"),
        ("[" * 100_000, "broken.json is nested too deeply"),
        ("9" * 10_000, "broken.json holds a number that is too long"),
        ("{}", "version: is missing"),
        ('{"version": 1, "\\ud800": 1}', "broken.json holds a broken character"),
        ('{"version": 1, "two\\nlines": 1}', "two lines: is not known here"),
        ('{"version": 1}', "periods: is missing"),
    ],
)
def test_a_broken_file_is_refused_by_the_command(
    text: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "broken.json"
    path.write_text(text)
    assert command.plan([str(path), "-o", str(tmp_path / "plan.json")]) == 2
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert said.count("\n") == 1
    assert not (tmp_path / "plan.json").exists()


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=4,
)


def ways(body: Any, before: str = "") -> list[str]:
    """The path of every value in the example."""
    parts = (
        body.items()
        if isinstance(body, dict)
        else enumerate(body)
        if isinstance(body, list)
        else ()
    )
    found = []
    for name, inner in parts:
        found += [f"{before}{name}", *ways(inner, f"{before}{name}.")]
    return found


def fault_of(content: object) -> str | None:
    try:
        problem_from(content)
    except Fault as fault:
        return str(fault)
    return None


@settings(max_examples=200)
@given(st.sampled_from(ways(EXAMPLE)), anything)
def test_any_value_anywhere_is_read_or_refused_in_one_sentence(path: str, value: object) -> None:
    said = fault_of(changed(path, value))
    assert said is None or re.fullmatch(r"[^\n]+", said)


def test_odd_and_broken_files_are_refused_in_one_sentence_or_read_as_they_stand() -> None:
    """The short form of ``python -m benchmarks.odd_problems``."""
    told = tried(120, seed=3)
    assert told.get("wrong", []) == []
    assert told["refused"]
    assert told["checked"]


@pytest.mark.parametrize("day", ["20230309", "2023-W10-4"])
def test_a_day_is_written_in_one_way(day: str) -> None:
    with pytest.raises(Fault, match=r"periods\[0\].day: must be a date like 2023-06-30"):
        problem_from(changed("periods.0.day", day))


def test_plan_and_check_go_together(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    problem, plan = tmp_path / "problem.json", tmp_path / "plan.json"
    problem.write_text(json.dumps(EXAMPLE))
    options = ["--seconds", "5", "--iterations", "4000"]
    assert command.plan([str(problem), "-o", str(plan), *options]) == 0
    assert command.check([str(problem), str(plan)]) == 0
    assert capsys.readouterr().out.splitlines()[-1].startswith("fine: cost")


TOGYS = {"visit": "togys", "starts_at": 660}
BREAKING = [
    {"period": "mon-pm", "crew": ["dana"], "stops": [{"visit": "bozaryk", "starts_at": 900}]}
]


def files(folder: Path, trips: object, body: object = EXAMPLE) -> list[str]:
    """A problem and a plan in the folder, as the command line names them."""
    problem, plan = folder / "problem.json", folder / "plan.json"
    problem.write_text(json.dumps(body))
    plan.write_text(json.dumps({"version": 1, "trips": trips}))
    return [str(problem), str(plan)]


def test_check_names_the_rule_that_a_plan_breaks(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.check(files(tmp_path, BREAKING)) == 1
    said = capsys.readouterr().out
    assert "need_language: The crew of “bozaryk” lacks “uz”: 1 needed, 0 there." in said
    assert "availability: dana is not available" in said


@pytest.mark.parametrize(
    ("language", "lacks", "judged"),
    [
        ("kk", "need_language: «bozaryk» кездесуінің тобында", "бұзылған: құны"),
        ("ru", "need_language: В группе встречи «bozaryk»", "нарушено: стоимость"),
    ],
)
def test_check_speaks_the_language_asked_for(
    language: str, lacks: str, judged: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["--language", language, "check", *files(tmp_path, BREAKING)]) == 1
    said = capsys.readouterr().out
    assert lacks in said
    assert said.splitlines()[-1].startswith(judged)


def test_an_id_with_a_line_break_prints_no_line_of_its_own(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = "v\nfine: cost 0"
    body = {**EXAMPLE, "visits": [{"id": name, "place": "togys", "minutes": 60}]}
    body = {**body, "capacities": [], "quotas": []}
    assert command.check(files(tmp_path, [], body)) == 1
    said = capsys.readouterr().out.splitlines()
    assert [line.split(":")[0] for line in said] == ["must_be_planned", "broken"]
    assert Obstacle(name, "late", ()).sentence("kk").startswith("«v fine: cost 0» мерзімінен")


def test_what_a_terminal_cannot_show_is_escaped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = io.BytesIO()
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(shown, "cp1251", write_through=True))
    body = changed("visits.1", {"id": "Тоғыс", "place": "togys", "minutes": 60})
    assert command.check(files(tmp_path, [], {**body, "capacities": [], "quotas": []})) == 1
    assert r"“То\u0493ыс” must be planned" in shown.getvalue().decode("cp1251")


@pytest.mark.parametrize(
    ("trips", "sentence"),
    [
        ({}, "trips: must be a list"),
        ([{"period": "mon-am", "crew": []}], "trips[0].stops: is missing"),
        ([{"period": "x", "crew": [], "stops": [TOGYS]}],
         "trips[0].period: there is no period 'x'"),
        ([{"period": "mon-am", "crew": ["aru"] * 2, "stops": [TOGYS]}],
         "trips[0].crew: names a member twice"),
        ([{"period": "mon-am", "crew": ["aru"], "stops": [TOGYS, TOGYS]}],
         "trips[0].stops[1].visit: 'togys' is planned twice"),
        ([*BREAKING, {"period": "mon-am", "crew": [], "stops": [{**TOGYS, "visit": "x"}]}],
         "trips[1].stops[0].visit: there is no visit 'x'"),
        ([*BREAKING, {"period": "x", "crew": [], "stops": []}],
         "trips[1].period: there is no period 'x'"),
        ([{"period": "mon-am", "crew": ["nobody"], "stops": []}],
         "trips[0].crew: there is no member 'nobody'"),
    ],
)  # fmt: skip
def test_a_broken_plan_is_refused(
    trips: object, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.check(files(tmp_path, trips)) == 2
    assert capsys.readouterr().err.startswith(sentence)


@pytest.mark.parametrize(
    ("argv", "sentence"),
    [
        ([], "команда написана неверно; она пишется так: kezdesu plan [-h]"),
        (["x.json"], "команда написана неверно"),
        (["x.json", "-o", "y", "--language", "de"], "команда написана неверно"),
        (["x.json", "-o", "y", "--lang", "kk"], "команда написана неверно"),
        (["x.json", "-o", "y", "--seed"], "команда написана неверно"),
        (["x.json", "-o", "y", "--seconds", "0"], "--seconds: должно быть больше 0, а стоит 0"),
        (["x.json", "-o", "y", "--seconds", "nan"], "--seconds: должно быть больше 0, а стоит nan"),
        (["x.json", "-o", "y", "--iterations", "0"], "--iterations: должно быть больше 0"),
        (["x.json", "-o", "y", "--seed", "a"], "--seed: должно быть целым числом, а стоит 'a'"),
        (["/", "-o", "y"], "файл / не читается: это папка"),
    ],
)
def test_a_wrong_command_line_ends_with_two_and_one_sentence(
    argv: list[str], sentence: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert command.plan(argv, "ru") == 2
    said = capsys.readouterr().err
    assert said.startswith(sentence)
    assert said.count("\n") == 1


@pytest.mark.parametrize("options", [["--language", "kk"], ["--language=kk"]])
@pytest.mark.parametrize("name", ["plan", "check"])
def test_help_is_in_the_language_asked_for(
    name: str, options: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main([name, "--help", *options]) == 0
    said = capsys.readouterr().out
    with override("kk"):
        assert str(PLANNER[name]) in said
    assert said.startswith(f"жазылуы: kezdesu {name} ")
    assert not {"usage", "options", "arguments", "show"} & set(re.findall("[a-z]+", said))


def test_without_a_language_the_commands_speak_that_of_the_terminal(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KEZDESU_LANGUAGE", "ru")
    assert cli.main(["check", *files(tmp_path, BREAKING)]) == 1
    assert capsys.readouterr().out.splitlines()[-1].startswith("нарушено: стоимость")

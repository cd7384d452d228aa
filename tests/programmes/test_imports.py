from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from kezdesu.accounts.models import Office
from kezdesu.core.spreadsheets import ImportOutcome
from kezdesu.programmes.imports import import_targets
from kezdesu.programmes.models import Target
from tests.core.workbooks import book, dump
from tests.factories import make_kind, make_office, make_place, make_target, make_track

HEAD = ["Бағыт", "Орын", "Кезең басы", "Кезең соңы", "Мерзімі", "Кездесу саны", "Маңыздылығы"]


@pytest.fixture
def world(office: Office) -> Office:
    make_track(office, name_kk="Тұрғындар", name_ru="Жители")
    make_place(office, "Әбділабад").aliases.create(name="Абдулабад", key="абдулабад")
    return office


def due(**cells: Any) -> list[Any]:
    values = {"A": "Тұрғындар", "B": "Абдулабад т/а", "C": "01.01.2023", "D": "30.06.2023"}
    return [(values | cells).get(letter) for letter in "ABCDEFG"]


def bring(office: Office, *rows: list[Any], **options: bool) -> ImportOutcome:
    return import_targets(office=office, file=book([HEAD, *rows]), by=None, **options)  # type: ignore[arg-type]


def test_a_target_is_due_on_its_last_day_unless_told(world: Office) -> None:
    bring(world, due(A="жители"))
    target = Target.objects.get()
    assert (target.place.name_kk, target.due_on, target.visits_due, target.weight) == (
        "Әбділабад",
        date(2023, 6, 30),
        1,
        1,
    )


def test_importing_again_changes_what_the_file_changed_and_no_more(world: Office) -> None:
    bring(world, due())
    before = dump()
    assert not bring(world, due()).changes_anything
    assert dump() == before
    assert len(bring(world, due(E="31.03.2023", F=2, G=5)).changed) == 1
    assert Target.objects.values_list("due_on", "visits_due", "weight").get() == (
        date(2023, 3, 31),
        2,
        5,
    )


BAD: dict[str, tuple[list[Any], str]] = {
    "unknown track": (
        due(A="Студенттер"),
        "column A: “Студенттер” is unknown; write one of: Тұрғындар.",
    ),
    "unknown place": (
        due(B="Атлантида"),
        "column B: There is no place “Атлантида”; import or add it first.",
    ),
    "a name of two kinds": (
        due(B="Сайрам"),
        (
            "column B: “Сайрам” may be any of: Сайрам (settlement), Сайрам (microdistrict);"
            " state the kind or the full name."
        ),
    ),
    "due outside the period": (
        due(E="01.07.2023"),
        "column E: The due date lies outside the target's period.",
    ),
    "period turned round": (due(D="01.12.2022"), "column D: The last day is before the first."),
    "too important": (due(G=11), "column G: “11” is not a whole number from 1 to 10."),
    "no visit": (due(F=0), "column F: “0” is not a whole number from 1 to 365."),
}


@pytest.mark.parametrize(("row", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_row_is_named_and_holds_the_file_back(
    row: list[Any], sentence: str, world: Office
) -> None:
    make_place(world, "Сайрам")
    make_place(world, "Сайрам", kind=make_kind(world, "town", name_en="microdistrict"))
    before = dump()
    with translation.override("en"):
        outcome = bring(world, due(), row)
        assert [str(fault) for fault in outcome.refused] == [f"Sheet “Тізім”, row 3, {sentence}"]
    assert dump() == before


def test_the_due_date_known_before_must_fit_the_new_period(world: Office) -> None:
    track = world.programmes.get().tracks.get()
    make_target(track, world.places.get(), due_on=date(2023, 6, 30))
    with translation.override("en"):
        [fault] = bring(world, due(D="31.03.2023")).refused
    assert fault.reason == "The due date lies outside the target's period."


def saved(tmp_path: Path, *rows: list[Any]) -> str:
    file = tmp_path / "targets.xlsx"
    file.write_bytes(book([HEAD, *rows]).getvalue())
    return str(file)


def run(*arguments: str) -> str:
    out = StringIO()
    with translation.override("en"):
        call_command("import", *arguments, stdout=out)
    return out.getvalue()


def test_the_command_prints_what_it_did(world: Office, tmp_path: Path) -> None:
    file = saved(tmp_path, due())
    tried = run("targets", file, "--office", world.slug, "--dry-run")
    assert not Target.objects.exists()
    assert "Әбділабад · Тұрғындар" in tried
    assert "Nothing written yet" in tried
    assert "Added 1, changed 0, unchanged 0, refused 0." in run("targets", file)
    assert Target.objects.count() == 1


def test_the_command_fails_on_a_bad_row_unless_told_to_skip_it(
    world: Office, tmp_path: Path
) -> None:
    file = saved(tmp_path, due(), due(B="Атлантида"))
    with pytest.raises(CommandError, match=r"^Nothing was imported\. 1 row is refused: .*B"):
        run("targets", file)
    assert not Target.objects.exists()
    assert "Added 1" in run("targets", file, "--skip-bad-rows")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (
            ["budgets", "x.xlsx"],
            (
                "“budgets” cannot be imported; "
                "choose one of: places, roster, targets, meetings, publications."
            ),
        ),
        (["places", "x.xlsx", "--office", "nowhere"], "There is no office “nowhere”."),
        (["places", "missing.xlsx", "--office", "shymkent"], "There is no file “missing.xlsx”."),
        (["places", "x.xlsx"], "State the office with --office SLUG."),
    ],
)
def test_the_command_ends_bad_input_in_one_sentence(
    arguments: list[str], sentence: str, world: Office
) -> None:
    make_office("elsewhere")
    with pytest.raises(CommandError) as refused:
        run(*arguments)
    assert str(refused.value) == sentence

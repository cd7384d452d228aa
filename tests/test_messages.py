import ast
from pathlib import Path

import pytest

from tools.messages import LANGUAGES, _write, faults

KEZDESU = Path(__file__).parents[1] / "kezdesu"
# Words that Kazakh pages and papers once had for what the glossary now calls by one name.
GIVEN_UP = ("тұрақтандыр", "жұртқа ашық", "әртүрлі адам", "кездесу суреттері")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_translated_and_none_is_stale(language: str) -> None:
    assert faults(language) == []


def test_a_catalogue_does_not_say_when_it_was_written(tmp_path: Path) -> None:
    _write(tmp_path / "django.po", "kk", {("Place", None): None})

    written = (tmp_path / "django.po").read_text()
    assert 'msgid "Place"' in written
    assert "POT-Creation-Date" not in written


def test_kazakh_calls_a_thing_by_the_name_of_the_glossary() -> None:
    files = [*KEZDESU.glob("*/locale/kk/LC_MESSAGES/django.po"), *KEZDESU.glob("*/texts/kk/*")]
    assert len(files) > 10
    for file in files:
        text = file.read_text().casefold()
        assert [word for word in GIVEN_UP if word in text] == [], file


def test_no_message_hides_in_an_f_string() -> None:
    """The extraction does not look into them: such a message stays English on every page."""
    hidden = [
        f"{file.relative_to(KEZDESU)}:{call.lineno}"
        for file in KEZDESU.rglob("*.py")
        for text in ast.walk(ast.parse(file.read_text()))
        if isinstance(text, ast.JoinedStr)
        for call in ast.walk(text)
        if isinstance(call, ast.Call) and _is_gettext(call.func)
    ]
    assert hidden == []


def _is_gettext(called: ast.expr) -> bool:
    return isinstance(called, ast.Name) and (called.id == "_" or "gettext" in called.id)

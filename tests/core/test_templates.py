"""What holds for every template of every app, read from the source."""

import re
from pathlib import Path

import pytest

import kezdesu
from kezdesu.core.icons import ICONS
from kezdesu.core.states import STATES

HOUSE = Path(kezdesu.__file__).parent
TEMPLATES = sorted(HOUSE.glob("*/templates/**/*.html"))


def by_path(file: Path) -> str:
    return str(file.relative_to(HOUSE))


@pytest.mark.parametrize("file", TEMPLATES, ids=by_path)
class TestTemplate:
    def test_has_no_inline_style_script_or_handler(self, file: Path) -> None:
        source = file.read_text()
        assert not re.search(r"""\sstyle=["']|<style\b|\son(?:click|load|change|submit)=""", source)
        scripts = re.findall(r"<script\b([^>]*)>", source)
        assert all("src=" in script or "application/ld+json" in script for script in scripts)

    def test_asks_for_no_file_from_elsewhere(self, file: Path) -> None:
        assert not re.search(r"""(?:src|action)=["'](?:https?:)?//""", file.read_text())

    def test_names_icons_and_states_that_exist(self, file: Path) -> None:
        source = file.read_text()
        assert set(re.findall(r"""\{% icon ["']([\w-]+)""", source)) <= ICONS.keys()
        assert set(re.findall(r"""\{% state ["']([\w-]+)""", source)) <= STATES.keys()

    def test_links_only_what_is_bundled_from_a_source_of_ours(self, file: Path) -> None:
        for app, stem in re.findall(r"built/(\w+)/([\w.-]+)['\"]", file.read_text()):
            if app != "files":
                assert (HOUSE / app / "assets" / stem).exists()


def test_every_icon_is_used() -> None:
    """By a template, as a section of the rail, as a state, or by name in code or a script."""
    said = "".join(
        file.read_text()
        for file in [*TEMPLATES, *HOUSE.glob("**/*.py"), *HOUSE.glob("*/assets/**/*.js")]
        if file.name not in {"icons.py", "gallery.html"}
    )
    assert [name for name in ICONS if not re.search(rf"""["']{name}["']""", said)] == []

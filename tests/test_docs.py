"""The documentation is walked, so that it cannot rot."""

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.core.management import get_commands

from kezdesu.accounts.choices import Role

PROJECT = Path(__file__).resolve().parent.parent
PAGES = [PROJECT / "README.md", PROJECT / "CONTRIBUTING.md", *(PROJECT / "docs").rglob("*.md")]
CODES = ("kk", "ru")
HANDBOOK = sorted(PROJECT.glob("docs/handbook/*/*.md"))
CODE = re.compile(r"`([^`\n]+)`")
FOLDERS = ("kezdesu/", "planner/", "tests/", "docs/", "demo/", "benchmarks/", "tools/")
ENGINE = {"plan", "check"}


def quoted(page: Path) -> list[str]:
    return CODE.findall(page.read_text())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_path_that_a_page_names_exists(page: Path) -> None:
    paths = [text for text in quoted(page) if text.startswith(FOLDERS) and " " not in text]
    missing = [text for text in paths if not list(PROJECT.glob(text.rstrip("/")))]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_between_pages_leads_somewhere(page: Path) -> None:
    links = re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text())
    missing = [link for link in links if "//" not in link and not (page.parent / link).exists()]
    assert missing == []


def test_decisions_are_numbered_one_after_the_other() -> None:
    pages = sorted((PROJECT / "docs/decisions").glob("*.md"))
    assert [page.name[:4] for page in pages] == [f"{at:04}" for at in range(1, len(pages) + 1)]
    for number, page in enumerate(pages, start=1):
        assert page.read_text().startswith(f"# {number}. ")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_make_target_that_a_page_names_exists(page: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    named = {text.split()[1] for text in quoted(page) if re.match(r"make [a-z]", text)}
    assert named <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_command_that_a_page_names_exists(page: Path) -> None:
    named = {text.split()[1] for text in quoted(page) if re.match(r"kezdesu [a-z]", text)}
    assert named <= set(get_commands()) | ENGINE


@pytest.mark.parametrize("page", HANDBOOK, ids=lambda page: f"{page.parent.name}-{page.stem}")
def test_the_handbook_calls_a_button_what_the_button_says(page: Path) -> None:
    said = set()
    for catalogue in PROJECT.glob(f"kezdesu/*/locale/{page.parent.name}/LC_MESSAGES/django.po"):
        with catalogue.open("rb") as file:
            said |= {str(message.string) for message in read_po(file)}
    named = re.findall(r"\*\*([^*]+)\*\*", page.read_text())
    assert [name for name in named if name not in said] == []
    assert len(named) > 2


def test_the_handbook_is_written_for_the_same_roles_in_both_languages() -> None:
    kazakh, russian = (
        {page.stem for page in HANDBOOK if page.parent.name == code} for code in CODES
    )
    assert kazakh == russian
    assert len(kazakh) == len(Role)

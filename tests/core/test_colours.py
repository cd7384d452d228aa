"""The colours of both themes can be read: 4.5 : 1 for text, 3 : 1 for what bounds a control."""

import re
from pathlib import Path

import pytest

import kezdesu.core

ASSETS = Path(kezdesu.core.__file__).parent / "assets"
GROUNDS = ["paper", "sheet", "sunken"]
ON_GROUNDS = ["ink", "ink-soft", "ink-faint", "sky", "sky-strong", "gold-ink", "late"]
STATES = ["open", "done", "late", "moved", "off"]


def colours(file: str) -> dict[str, str]:
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (ASSETS / file).read_text()))


THEMES = {"light": colours("css/tokens.css"), "dark": colours("dark.css")}


def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    r, g, b = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_night_has_a_value_for_every_colour_of_day() -> None:
    assert THEMES["dark"].keys() == THEMES["light"].keys()


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_on_every_ground(theme: str) -> None:
    values = THEMES[theme]
    pairs = [(ink, ground) for ink in ON_GROUNDS for ground in GROUNDS]
    pairs += [(state, f"{state}-wash") for state in STATES]
    pairs += [("on-sky", "sky"), ("ink", "gold-wash"), ("sky-strong", "sky-wash")]
    pairs += [("ink", f"{state}-wash") for state in STATES]
    weak = [pair for pair in pairs if contrast(values[pair[0]], values[pair[1]]) < 4.5]
    assert weak == []


@pytest.mark.parametrize("theme", THEMES)
def test_controls_can_be_seen(theme: str) -> None:
    values = THEMES[theme]
    assert contrast(values["control"], values["sheet"]) >= 3


def test_sheets_take_their_colours_from_the_tokens() -> None:
    for sheet in (ASSETS / "css").glob("*.css"):
        if sheet.name != "tokens.css":
            assert not re.search(r"#[0-9a-fA-F]{3,8}\b(?!\w*\")", sheet.read_text()), sheet.name

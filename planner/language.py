"""Sentences in the three languages of the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["kk", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")


def one_line(text: str) -> str:
    """Names from a file may hold line breaks, and a sentence may not look like two; what a
    terminal would obey is shown instead."""
    line = " ".join(text.split())
    return "".join(sign if sign.isprintable() else repr(sign)[1:-1] for sign in line)


@dataclass(frozen=True)
class Words:
    """One text in Kazakh, Russian and English; braces are filled by name."""

    kk: str
    ru: str
    en: str

    def say(self, language: Language, **values: object) -> str:
        """Values may be words themselves."""
        text: str = getattr(self, language)
        said = {
            name: value.say(language) if isinstance(value, Words) else value
            for name, value in values.items()
        }
        return one_line(text.format(**said))

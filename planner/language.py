"""Sentences in the three languages of the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["kk", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")


def one_line(text: str) -> str:
    """Names from a file may hold line breaks, and a sentence may not look like two."""
    return " ".join(text.split())


@dataclass(frozen=True)
class Words:
    """One text in Kazakh, Russian and English; braces are filled by name."""

    kk: str
    ru: str
    en: str

    def say(self, language: Language, **values: object) -> str:
        text: str = getattr(self, language)
        return one_line(text.format(**values))

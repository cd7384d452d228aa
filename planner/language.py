"""Sentences in the three languages of the product."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["kk", "ru", "en"]
LANGUAGES: tuple[Language, ...] = ("kk", "ru", "en")


@dataclass(frozen=True)
class Words:
    """One text in Kazakh, Russian and English; braces are filled by name."""

    kk: str
    ru: str
    en: str

    def say(self, language: Language, **values: object) -> str:
        text: str = getattr(self, language)
        return text.format(**values)

from collections.abc import Collection, Mapping
from itertools import count

from django.utils.translation import get_language

from .text import kazakh_slug


def name_fields(names: Mapping[str, str]) -> dict[str, str]:
    """{"kk": "Абай ауданы"} → {"name_kk": "Абай ауданы"}, as models.Named stores it."""
    return {f"name_{language}": name.strip() for language, name in names.items()}


def name_of(kk: str | None, ru: str | None, en: str | None) -> str:
    """The reader's of the three name columns as a query brings them; "" where there is no row."""
    names = {"kk": kk, "ru": ru, "en": en}
    return names[get_language() or "kk"] or kk or ""


def with_more(name: str, more: str) -> str:
    """What a list calls it, and what somebody added in words: «Ауа райы: жолды су басты»."""
    return ": ".join(filter(None, (name, more)))


def free_slug(name: str, taken: Collection[str]) -> str:
    """An address word from a name, with a number behind it where it is taken: birlik, birlik-2."""
    word = kazakh_slug(name)[:50].strip("-") or "no-name"
    tries = (word if number == 1 else f"{word}-{number}" for number in count(1))
    return next(each for each in tries if each not in taken)

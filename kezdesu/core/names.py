from collections.abc import Collection, Mapping
from itertools import count

from .text import kazakh_slug


def name_fields(names: Mapping[str, str]) -> dict[str, str]:
    """{"kk": "Абай ауданы"} → {"name_kk": "Абай ауданы"}, as models.Named stores it."""
    return {f"name_{language}": name.strip() for language, name in names.items()}


def with_more(name: str | None, more: str) -> str:
    """What a list calls it, and what somebody added in words: «Ауа райы: жолды су басты»."""
    return ": ".join(filter(None, (name, more)))


def free_slug(name: str, taken: Collection[str]) -> str:
    """An address word from a name, with a number behind it where it is taken: birlik, birlik-2."""
    word = kazakh_slug(name)[:50].strip("-") or "no-name"
    tries = (word if number == 1 else f"{word}-{number}" for number in count(1))
    return next(each for each in tries if each not in taken)

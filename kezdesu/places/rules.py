"""When two spellings are one place, and what a place may not lack."""

import re
from typing import Final

from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused
from kezdesu.core.text import fold, without_kind_words

_BRACKETS: Final = re.compile(r"\s*\(([^()]*)\)\s*")


def name_key(name: str) -> str:
    """«Бозарық» ш/а, мкр. Бозарық and «Бoзарық» with a Latin letter have one key."""
    return fold(without_kind_words(name))


def name_and_variants(written: str) -> tuple[str, list[str]]:
    """«Әбділабад (Абдулабад)» → Әбділабад, [Абдулабад]; kind words are no part of either."""
    variants = [
        bare
        for inner in _BRACKETS.findall(written)
        for part in re.split(r"[,;]", inner)
        if (bare := without_kind_words(part)) and not _is_kind_word(part)
    ]
    name = without_kind_words(_BRACKETS.sub(" ", written))
    return name, [variant for variant in variants if name_key(variant) != name_key(name)]


def _is_kind_word(text: str) -> bool:
    """Whether nothing but a kind word stands there: without it the letter beside it is alone."""
    return without_kind_words(f"Ә {text}") == "Ә"


def refuse_priority_without_basis(*, is_priority: bool, basis: str) -> None:
    if is_priority and not basis.strip():
        raise Refused(_("State why this place is a priority."), field="priority_basis")


def refuse_half_a_point(latitude: float | None, longitude: float | None) -> None:
    if (latitude is None) != (longitude is None):
        missing = "latitude" if latitude is None else "longitude"
        raise Refused(_("Give both latitude and longitude, or neither."), field=missing)

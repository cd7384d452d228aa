"""When two spellings are one place, and what a place may not lack."""

import re
from typing import Final

from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused
from kezdesu.core.text import fold, without_kind_words

_HAS_A_WORD: Final = re.compile(r"[^\W\d_]{3}")
_BRACKETS: Final = re.compile(r"\s*\(([^()]*)\)\s*")


def name_key(name: str) -> str:
    """«Бозарық» ш/а, мкр. Бозарық and «Бoзарық» with a Latin letter have one key."""
    return " ".join(fold(without_kind_words(name)).replace('"', " ").split())


def name_and_variants(written: str, *, keeps_kind_words: bool = False) -> tuple[str, list[str]]:
    """«Әбділабад (Абдулабад)» → Әбділабад, [Абдулабад]; kind words are no part of either.

    With `keeps_kind_words` the name keeps every word and sign outside the brackets.
    """
    variants = [
        bare
        for inner in _BRACKETS.findall(written)
        for part in re.split(r"[,;]", inner)
        if (bare := without_kind_words(part)) and not _is_kind_word(part)
    ]
    outside = " ".join(_BRACKETS.sub(" ", written).split())
    bare = without_kind_words(outside)
    # «3-й микрорайон» without its kind word would be no name.
    name = outside if keeps_kind_words or not _HAS_A_WORD.search(bare) else bare
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

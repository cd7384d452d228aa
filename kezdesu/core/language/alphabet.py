"""Order of letters: Kazakh's own, which Russian shares when ё is read as е.

Numbers stand by their size, not letter by letter: 3-шағын аудан before 11-шағын аудан.
"""

import re
from functools import lru_cache
from typing import Final

ALPHABET: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PIECE: Final = re.compile(r"\d+|\D")
_RANK: Final = {letter: index for index, letter in enumerate(ALPHABET)}


def alphabetical_key(text: str) -> tuple[object, ...]:
    """As ICU's `kk` orders: signs, digits, Cyrillic, Latin.

    Case decides only between texts that are otherwise equal, small letters first.
    """
    pieces = _PIECE.findall(text.casefold().replace("№", "no"))  # as ICU reads it
    return tuple(_weight(piece) for piece in pieces), text.swapcase()


@lru_cache(maxsize=4096)
def _weight(piece: str) -> tuple[int, int]:
    """Of a letter, a sign, or a whole number."""
    if piece in _RANK:
        return 3, _RANK[piece]
    if piece.isdecimal():
        return 2, int(piece)
    if piece.isalpha():
        return 4, ord(piece)
    return (0 if piece.isspace() else 1), ord(piece)

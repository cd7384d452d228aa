"""Order of letters: Kazakh's own, which Russian shares when ё is read as е."""

from functools import cache
from typing import Final

ALPHABET: Final = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_RANK: Final = {letter: index for index, letter in enumerate(ALPHABET)}


def alphabetical_key(text: str) -> tuple[object, ...]:
    """As ICU's `kk` orders: signs, digits, Cyrillic, Latin.

    Case decides only between texts that are otherwise equal, small letters first.
    """
    return tuple(_weight(letter) for letter in text.casefold()), text.swapcase()


@cache
def _weight(letter: str) -> tuple[int, int]:
    if letter in _RANK:
        return 3, _RANK[letter]
    if letter.isdigit():
        return 2, ord(letter)
    if letter.isalpha():
        return 4, ord(letter)
    return (0 if letter.isspace() else 1), ord(letter)

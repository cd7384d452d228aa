"""Case and possessive endings by the sound rules of Kazakh.

An ending follows the word's last vowel (back or front) and its last sound. Numbers take the
ending of their last spoken word, so the same rules serve «5000-нан» and «алаптан».
"""

from collections.abc import Mapping
from typing import Final

from .cases import Case, refuse_unknown_case

BACK: Final = "аоұыяё"
FRONT: Final = "әөүіеэ"
# «у», «и», «ю» are either: the vowel before decides (оқудан, елуден).
GLIDES: Final = "уию"

# Loans that are front whatever their vowel: апрель, парк, банк, пункт.
_FRONT_CLUSTERS: Final = ("ь", "рк", "нк", "ск", "кт")

# Endings after: a vowel · м н ң · р л й у и · з ж · a voiceless consonant (б в г д of loans too).
_SOUNDS: Final = ("vowel", "nasal", "sonorant", "voiced", "voiceless")
_BACK_ENDINGS: Final[Mapping[Case, tuple[str, ...]]] = {
    "genitive": ("ның", "ның", "дың", "дың", "тың"),
    "dative": ("ға", "ға", "ға", "ға", "қа"),
    "accusative": ("ны", "ды", "ды", "ды", "ты"),
    "locative": ("да", "да", "да", "да", "та"),
    "ablative": ("дан", "нан", "дан", "дан", "тан"),
    "instrumental": ("мен", "мен", "мен", "бен", "пен"),
}
# After «-ы, -сы» of possession: ауданында, not «ауданыда».
_POSSESSED_ENDINGS: Final[Mapping[Case, str]] = {
    "genitive": "ның",
    "dative": "на",
    "accusative": "н",
    "locative": "нда",
    "ablative": "нан",
    "instrumental": "мен",
}
_TO_FRONT: Final = str.maketrans("аығқ", "еігк")
_VOICED_BETWEEN_VOWELS: Final = {"п": "б", "к": "г", "қ": "ғ"}
# The last vowel falls out: орын → орны.
_SHORTENED: Final = {
    "орын": "орн",
    "халық": "халқ",
    "ауыз": "ауз",
    "ерін": "ерн",
    "мұрын": "мұрн",
    "мойын": "мойн",
}


def ending(word: str, case: Case) -> str:
    """The ending of `case` for `word`, without the word."""
    refuse_unknown_case(case)
    if case == "nominative":
        return ""
    found = _BACK_ENDINGS[case][_SOUNDS.index(_last_sound(word))]
    return _in_harmony(found, word, case)


def decline(noun: str, case: Case, *, possessed: bool = False) -> str:
    """«алап» → «алаптан»; with `possessed`, «алабы» → «алабынан». An acronym takes a hyphen."""
    refuse_unknown_case(case)
    if case == "nominative":
        return noun
    if possessed:
        return noun + _in_harmony(_POSSESSED_ENDINGS[case], noun, case)
    hyphen = "-" if is_acronym(noun) else ""
    return noun + hyphen + ending(noun, case)


def possessive(noun: str) -> str:
    """Third person: «аудан» → «ауданы», «алап» → «алабы», «қала» → «қаласы»."""
    if is_acronym(noun):
        return noun + "-" + _in_harmony("сы" if _last_sound(noun) == "vowel" else "ы", noun)
    *before, last = noun.split(" ")
    stem = _SHORTENED.get(last) or _voiced(last)
    suffix = "сы" if _last_sound(stem) == "vowel" else "ы"
    return " ".join([*before, stem.removesuffix("ь") + _in_harmony(suffix, last)])


def is_acronym(noun: str) -> bool:
    last = noun.split(" ")[-1].strip("«»")
    return len(last) > 1 and last.isalpha() and last.isupper()


def is_front(word: str) -> bool:
    """Whether the word takes front endings (-де, -ге) rather than back ones (-да, -ға)."""
    letters = word.casefold()
    if letters.endswith(_FRONT_CLUSTERS):
        return True
    deciding = [letter for letter in letters if letter in BACK + FRONT]
    if deciding:
        return deciding[-1] in FRONT
    return "и" in letters


def _in_harmony(back_ending: str, word: str, case: Case | None = None) -> str:
    if case == "instrumental" or not is_front(word):
        return back_ending
    return back_ending.translate(_TO_FRONT)


def _last_sound(word: str) -> str:
    letters = [letter for letter in word.casefold() if letter.isalpha() and letter not in "ьъ"]
    last = letters[-1] if letters else "а"
    if not any(letter in BACK + FRONT + GLIDES for letter in letters):
        # Read letter by letter, and the names of letters end in a vowel: ҚР-ның.
        return "vowel"
    if last in BACK + FRONT:
        return "vowel"
    if last in "мнң":
        return "nasal"
    if last in "рлй" + GLIDES:
        return "sonorant"
    return "voiced" if last in "зж" else "voiceless"


def _voiced(word: str) -> str:
    before, last = word[-2:-1], word[-1:]
    if last in _VOICED_BETWEEN_VOWELS and before in BACK + FRONT + GLIDES:
        return word[:-1] + _VOICED_BETWEEN_VOWELS[last]
    return word

"""Case and possessive endings by the sound rules of Kazakh.

An ending follows the last vowel (back or front) and the last sound of the last word. Numbers take
the ending of their last spoken word, so the same rules serve «5000-нан», «Бадам-1-де», «алаптан».

Loans keep their spelling and follow the last syllable: «и» within it is front (магазинге), «у» is
back (институтқа); a surname in -ов, -ев follows the vowel before (Назарбаевқа). The lists hold
what the rules miss. Latin words take a hyphen and the ending of the letters as they are written,
which their sound may gainsay («Google-ге»): a text that minds writes such a word out.

After the office's table of forms and its rule of acronyms (ҚХА-ның, ЖОО-да); loans as
newspapers and the orthographic dictionary decline them.
"""

import re
from collections.abc import Mapping
from typing import Final

from .cases import Case, refuse_unknown_case
from .kazakh_numerals import last_word

BACK: Final = "аоұыя"
FRONT: Final = "әөүіеэё"
# «у», «и», «ю» are either: the vowel before decides (оқудан, елуден).
GLIDES: Final = "уию"

# Loans that are front whatever their vowel: апрель, парк, банк, пункт.
_FRONT_CLUSTERS: Final = ("ь", "рк", "нк", "ск", "кт")
# Words that no rule below tells.
_FRONT_WORDS: Final = {"округ", "такси", "сочи", "facebook", "жшс"}
_BACK_WORDS: Final = {"тарих", "көксу"}
# Acronyms read as words; the rest are read by letters, whose names end in a vowel.
_READ_AS_WORDS: Final = {"бақ", "ақш", "аэс", "гэс", "житс", "опек"}
# Nouns that, last of several words, are possessed by those before: Шымкент қаласында.
_POSSESSED_HEADS: Final = (
    "қаласы ауданы облысы ауылы округі алабы мекені көшесі даңғылы аумағы өңірі республикасы"
    " университеті институты академиясы колледжі лицейі гимназиясы мектебі балабақшасы"
    " басқармасы бөлімі департаменті министрлігі комитеті комиссиясы әкімдігі мәслихаты"
    " мекемесі кәсіпорны орталығы ассамблеясы кеңесі бірлестігі қауымдастығы одағы қоры"
    " ұйымы тобы орны үйі сарайы кітапханасы музейі театры клубы саябағы серіктестігі қоғамы"
    " тілі"
)
_CONSONANTS: Final = "бвгғджзйкқлмнңпрстфхһцчшщ"
_SURNAME: Final = re.compile(rf"(?<=[{_CONSONANTS}])[ое]в$|(?<=[ае])ев$")
_LAST_CLOSED: Final = re.compile(rf"[{_CONSONANTS}]([иу])[{_CONSONANTS}]+$")
# The harmony and the last sound of a Latin word, by its letters.
_AS_CYRILLIC: Final = str.maketrans("abcdefghijklmnopqrstuvwxyz", "абсдефгхіжклмнопқрстұввсіз")

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


def decline(noun: str, case: Case, *, possessed: bool | None = None) -> str:
    """«алап» → «алаптан»; with `possessed`, «алабы» → «алабынан».

    Unless it is said, «Шымкент қаласы» is known to be possessed by its last word. An acronym, a
    number and a Latin word take a hyphen.
    """
    refuse_unknown_case(case)
    if case == "nominative":
        return noun
    if possessed is None:
        possessed = len(noun.split()) > 1 and _last_part(noun) in _POSSESSED_HEADS.split()
    if possessed:
        return noun + _in_harmony(_POSSESSED_ENDINGS[case], noun, case)
    if digits := re.search(r"\d+(?=»?$)", noun):
        return f"{noun}-{ending(last_word(int(digits[0])), case)}"
    hyphen = "-" if is_acronym(noun) or re.search(r"[A-Za-z]»?$", noun) else ""
    stem = _stem(noun)
    return stem + hyphen + ending(stem, case)


def possessive(noun: str) -> str:
    """Third person: «аудан» → «ауданы», «алап» → «алабы», «қала» → «қаласы»."""
    if is_acronym(noun):
        return noun + "-" + _in_harmony("сы" if _last_sound(noun) == "vowel" else "ы", noun)
    if full := next((full for full in _SHORTENED if noun.endswith(full)), None):
        return noun.removesuffix(full) + _SHORTENED[full] + _in_harmony("ы", noun)
    stem = _voiced(_stem(noun))
    suffix = "сы" if _last_sound(stem) == "vowel" else "ы"
    return stem.removesuffix("ь") + _in_harmony(suffix, noun)


def is_acronym(noun: str) -> bool:
    """ҚХА, and ҚазҰУ by its end."""
    last = (noun.split() or [""])[-1].strip("«»")
    return len(last) > 1 and last.isalpha() and last[-2:].isupper()


def is_front(word: str) -> bool:
    """Whether the word takes front endings (-де, -ге) rather than back ones (-да, -ға)."""
    last = _last_part(word)
    if last in _FRONT_WORDS or last in _BACK_WORDS:
        return last in _FRONT_WORDS
    letters = last.translate(_AS_CYRILLIC)
    if letters.endswith(_FRONT_CLUSTERS):
        return True
    if closed := _LAST_CLOSED.search(letters):
        return closed[1] == "и"
    before = _SURNAME.sub("", letters)
    deciding = [letter for letter in before if letter in BACK + FRONT] or [
        letter for letter in letters if letter in BACK + FRONT
    ]
    if deciding:
        return deciding[-1] in FRONT
    return "и" in letters


def _last_part(noun: str) -> str:
    """Of several words, or of one with hyphens, the one that takes the ending."""
    parts = re.findall(r"[^\W\d_]+", noun.casefold())
    return parts[-1] if parts else ""


def _stem(noun: str) -> str:
    """A loan in -кт, -ск takes -і- before its endings: объектіге; but пунктке."""
    ends = noun.endswith(("кт", "ск")) and not noun.endswith("нкт")
    return noun + "і" if ends else noun


def _in_harmony(back_ending: str, word: str, case: Case | None = None) -> str:
    if case == "instrumental" or not is_front(word):
        return back_ending
    return back_ending.translate(_TO_FRONT)


def _last_sound(word: str) -> str:
    part = _last_part(word)
    letters = [letter for letter in part.translate(_AS_CYRILLIC) if letter not in "ьъ"]
    last = letters[-1] if letters else "а"
    by_letters = is_acronym(word) and part not in _READ_AS_WORDS and last not in GLIDES
    if by_letters or not any(letter in BACK + FRONT + GLIDES for letter in letters):
        # The names of letters end in a vowel: ҚР-ның, АҚ-ға.
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

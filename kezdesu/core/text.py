"""Keys that make two spellings of one thing meet, addresses made from Kazakh text, and lines that
end where they may."""

import re
import unicodedata
from typing import Final

# Letters that look alike and are typed for one another; small and capital are listed apart
# because only some look alike in both sizes.
_LATIN: Final = "aceopxyihəABCEHKMOPTXYIƏ"
_CYRILLIC: Final = "асеорхуіһәАВСЕНКМОРТХУІӘ"
_TO_CYRILLIC: Final = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN: Final = str.maketrans(_CYRILLIC, _LATIN)
_TIED: Final = re.compile(
    r"(?<=\d) (?=[^\W\d])|(?<=[IVX]) (?=[^\W\d])|(?<=№) (?=\w)|(?<=No\.) (?=\w)"
    r"| (?=[—–] )|(?<=—) (?=\d)"
)
_MARKS: Final = re.compile(r"(<[^>]*>)")
_WORD: Final = re.compile(r"[^\W\d_]+")

_SIGNS: Final = str.maketrans(
    {
        **dict.fromkeys("«»„“”‟‹›", '"'),
        **dict.fromkeys("‘’‚‛`´ʼ", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        "ё": "е",
        "Ё": "Е",
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", ""),
    }
)

# One letter to one sound, so that қ and к, ы and і stay apart as far as ASCII allows.
_KAZAKH_TO_LATIN: Final = str.maketrans(
    dict(
        zip(
            "абвгдезийклмнопрстуфхыіёәғқңөұүһжэъь",
            [*"abvgdeziiklmnoprstufhyieagqnouuhje", "", ""],
            strict=True,
        )
    )
    | {"ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "iu", "я": "ia"}
    | {"№": "no", "₸": "tenge", "%": "-pc", "&": "-and-"}
)

_KIND_WORDS: Final = (
    *("тұрғын алабы", "тұрғын алап", "тұрғын үй алабы", "т/а", "т.а.", "т.а"),
    *("шағын ауданы", "шағын аудан", "ықшам ауданы", "ықшам аудан"),
    *("ш/а", "ш.а.", "ш.а", "ы/а", "мөлтек ауданы", "мөлтек аудан", "м/а"),
    *("елді мекені", "елді мекен", "е/м", "ауылы", "ауыл"),
    *("жилой массив", "жил. массив", "жилмассив", "ж/м", "ж.м.", "ж.м"),
    *(
        "микрорайон",
        "мкр-н",
        "мкрн",
        "мкр.",
        "мкр",
        "м-н",
        "пос.",
        "село",
        "с.",
        "посёлок",
        "поселок",
    ),
    *("residential area", "microdistrict", "settlement", "village"),
)
_KIND: Final = "|".join(
    re.escape(word).replace(r"\ ", r"\s+") for word in sorted(_KIND_WORDS, key=len, reverse=True)
)
_EDGE: Final = r"[\s,()«»„“”\"]"
_KIND_BEFORE: Final = re.compile(rf"^{_EDGE}*(?:{_KIND})(?:{_EDGE}+|$)", re.IGNORECASE)
_KIND_AFTER: Final = re.compile(rf"(?:^|{_EDGE}+)(?:{_KIND}){_EDGE}*$", re.IGNORECASE)


def fold(text: str) -> str:
    """The search key: two texts that a reader takes for the same have the same key."""
    composed = unicodedata.normalize("NFC", text).translate(_SIGNS)
    small = unicodedata.normalize("NFC", one_alphabet_per_word(composed).casefold())
    return " ".join(one_alphabet_per_word(small).split())


def one_alphabet_per_word(text: str) -> str:
    """Latin look-alikes inside a Cyrillic word become Cyrillic («Cайрам» → «Сайрам»), and back."""
    return _WORD.sub(lambda found: _in_one_alphabet(found[0]), text)


def _in_one_alphabet(word: str) -> str:
    if not (_has(word, "CYRILLIC") and _has(word, "LATIN")):
        return word
    cyrillic = word.translate(_TO_CYRILLIC)
    if not _has(cyrillic, "LATIN"):
        return cyrillic
    latin = word.translate(_TO_LATIN)
    return word if _has(latin, "CYRILLIC") else latin


def _has(word: str, script: str) -> bool:
    return any(unicodedata.name(letter, "").startswith(script) for letter in word)


def tied(text: str) -> str:
    """The same words with no-break spaces where a line must not end: a number and what it counts, a
    day and its month, № and its number stand on one line, and a dash begins none."""
    return _TIED.sub("\N{NO-BREAK SPACE}", text)


def tied_html(html: str) -> str:
    """The same of what stands between the marks of HTML."""
    return "".join(piece if piece.startswith("<") else tied(piece) for piece in _MARKS.split(html))


def kazakh_slug(text: str) -> str:
    """An address from text in any of the three languages: «№5 мектеп» → "no5-mektep"."""
    plain = unicodedata.normalize("NFC", text).casefold().translate(_KAZAKH_TO_LATIN)
    bare = unicodedata.normalize("NFKD", plain).encode("ascii", "ignore").decode()
    return "-".join(re.findall(r"[a-z0-9]+", bare))


def without_kind_words(name: str) -> str:
    """«Бозарық» ш/а, мкр. Бозарық, Бозарық (шағын аудан) → Бозарық, spelled as it was.

    A name that is nothing but kind words stays as it is.
    """
    bare = _KIND_AFTER.sub("", _KIND_BEFORE.sub("", name))
    return _without_outer_signs(bare) or _without_outer_signs(name)


def _without_outer_signs(name: str) -> str:
    tidy = " ".join(name.split()).strip(' ,«»„“”"')
    if "(" not in tidy:
        tidy = tidy.rstrip(")")
    return tidy

"""The word a number ends with when it is read aloud, which its ending follows."""

from typing import Final

from .rounding import Number, digits_of

_UNITS: Final = ("", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз")
_TENS: Final = (
    *("", "он", "жиырма", "отыз", "қырық", "елу"),
    *("алпыс", "жетпіс", "сексен", "тоқсан"),
)
_POWERS: Final = ("жүз", "мың", "миллион", "миллиард", "триллион")


def last_word(value: Number) -> str:
    """The word a number ends with when read aloud; a decimal ends with its decimal part."""
    whole, fraction = digits_of(value)
    digits = fraction if fraction.strip("0") else whole
    digits = digits.lstrip("0")
    if not digits:
        return "нөл"
    if digits[-1] != "0":
        return _UNITS[int(digits[-1])]
    if digits[-2] != "0":
        return _TENS[int(digits[-2])]
    return _last_round_word(len(digits) - len(digits.rstrip("0")))


def _last_round_word(zeros: int) -> str:
    power = zeros // 3
    if power >= len(_POWERS):
        raise ValueError("A number this large has no name here.")
    return _POWERS[power]

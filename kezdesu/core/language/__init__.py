"""What generated text needs from a language, under the same names in each.

A text template calls `counted`, `more_than`, `long_date` … without knowing the language; each
module of this package is one `Language`.
"""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Final, Protocol, cast

from . import english, kazakh, russian
from .cases import Case
from .rounding import Number

__all__ = ["CODES", "Case", "Language", "Number", "language", "name_key"]

CODES: Final = ("kk", "ru", "en")


class Language(Protocol):
    """Word forms after a number: Kazakh takes one («адам»), English two, Russian three."""

    def number(self, value: Number) -> str: ...
    def percent(self, value: Number) -> str: ...
    def with_suffix(self, value: Number, case: Case) -> str:
        """The number with the ending its last spoken word takes; only Kazakh adds one."""

    def counted(self, value: int, *forms: str) -> str: ...
    def agree(self, value: int, one: str, many: str) -> str:
        """The verb or adjective beside a number: «проведена 21 встреча», «проведено 45 встреч»."""

    def more_than(self, value: int, *forms: str) -> str:
        """«5000-нан аса адам» when the rounding rule makes it true, else the exact number."""

    def about(self, value: int, *forms: str) -> str:
        """«7000-ға жуық адам» when the rounding rule makes it true, else the exact number."""

    def ordinal(self, value: int, noun: str) -> str: ...
    def roman(self, value: int, noun: str) -> str: ...
    def join(self, items: Iterable[str]) -> str: ...
    def quoted(self, text: str) -> str: ...
    def place(self, name: str, kind: str, case: Case = "nominative") -> str:
        """A name in quotation marks with its kind; in Kazakh the kind takes the case."""

    def decline(self, noun: str, case: Case) -> str: ...
    def long_date(self, day: date) -> str: ...
    def short_date(self, day: date) -> str: ...
    def date_span(self, first: date, last: date) -> str: ...
    def month(self, number: int) -> str: ...
    def weekday(self, day: date) -> str: ...
    def weekday_short(self, day: date) -> str: ...
    def sort_key(self, text: str) -> tuple[object, ...]: ...


_LANGUAGES: Final[dict[str, Language]] = {
    "kk": cast("Language", kazakh),
    "ru": cast("Language", russian),
    "en": cast("Language", english),
}


def language(code: str) -> Language:
    try:
        return _LANGUAGES[code]
    except KeyError:
        raise ValueError(f"There is no language {code!r}; there are {', '.join(CODES)}.") from None


def name_key(code: str) -> Callable[[str], tuple[object, ...]]:
    """The order of names, in which a quotation mark before one does not count."""
    alphabetical = language(code).sort_key
    return lambda name: alphabetical(name.lstrip("«“"))

"""Text in three languages at once: figures, definitions and labels travel with all three."""

from dataclasses import dataclass

from django.utils.translation import get_language

from kezdesu.core.language import CODES, language
from kezdesu.core.models import Named


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the three languages; `str()` is the reader's."""

    kk: str
    ru: str
    en: str

    @classmethod
    def of(cls, named: Named) -> "Words":
        return cls(*(named.name_in(code) for code in CODES))

    @classmethod
    def of_columns(cls, kk: str, ru: str, en: str) -> "Words":
        """The three name columns of a row; empty ones fall back to the Kazakh."""
        return cls(kk, ru or kk, en or kk)

    @classmethod
    def joined(cls, *parts: "Words", by: str = " ") -> "Words":
        return cls(*(by.join(part.in_language(code) for part in parts) for code in CODES))

    def in_language(self, code: str) -> str:
        text: str = getattr(self, code)
        return text

    def filled(self, **names: "Words") -> "Words":
        """The same text with each `{name}` replaced by that name in its own language."""
        return Words(*(self._filled_in(code, names) for code in CODES))

    def _filled_in(self, code: str, names: dict[str, "Words"]) -> str:
        words = {name: value.in_language(code) for name, value in names.items()}
        return self.in_language(code).format(**words)

    def as_json(self) -> dict[str, str]:
        return {code: self.in_language(code) for code in CODES}

    def __str__(self) -> str:
        return self.in_language(get_language() or "kk")


@dataclass(frozen=True, slots=True)
class Unit:
    """What one of a figure is. `slug` is what programs read; `words` names it as a heading.

    `kk`, `ru`, `en` are the forms after a number, as `Language.counted` takes them.
    """

    slug: str
    words: Words
    kk: tuple[str, ...]
    ru: tuple[str, ...]
    en: tuple[str, ...]

    def counted(self, value: int, code: str) -> str:
        """«45 орын», «45 мест», "45 places"."""
        forms: tuple[str, ...] = getattr(self, code)
        return language(code).counted(value, *forms)

    def after(self, value: int, code: str) -> str:
        """The form that follows the number, without it: «мест» after 45."""
        return self.counted(value, code).removeprefix(language(code).number(value)).strip()

    def __str__(self) -> str:
        return str(self.words)


PLACES = Unit(
    "places",
    Words("орын", "места", "places"),
    ("орын",),
    ("место", "места", "мест"),
    ("place", "places"),
)
INSTITUTIONS = Unit(
    "institutions",
    Words("оқу орны", "учебные заведения", "institutions"),
    ("оқу орны",),
    ("учебное заведение", "учебных заведения", "учебных заведений"),
    ("institution", "institutions"),
)
MEETINGS = Unit(
    "meetings",
    Words("кездесу", "встречи", "meetings"),
    ("кездесу",),
    ("встреча", "встречи", "встреч"),
    ("meeting", "meetings"),
)
VISITS = Unit(
    "visits",
    Words("жоспарлы кездесу", "запланированные встречи", "planned meetings"),
    ("жоспарлы кездесу",),
    ("запланированная встреча", "запланированные встречи", "запланированных встреч"),
    ("planned meeting", "planned meetings"),
)
DUE_VISITS = Unit(
    "visits_due",
    Words("кездесу", "встречи", "visits"),
    ("кездесу",),
    ("встреча", "встречи", "встреч"),
    ("visit", "visits"),
)
ATTENDANCES = Unit(
    "attendances",
    Words("қатысу", "посещения", "attendances"),
    ("қатысу",),
    ("посещение", "посещения", "посещений"),
    ("attendance", "attendances"),
)
PEOPLE = Unit(
    "people",
    Words("адам", "люди", "people"),
    ("адам",),
    ("человек", "человека", "человек"),
    ("person", "people"),
)
QUESTIONS = Unit(
    "questions",
    Words("сұрақ пен ұсыныс", "вопросы и предложения", "questions and proposals"),
    ("сұрақ пен ұсыныс",),
    ("вопрос или предложение", "вопроса и предложения", "вопросов и предложений"),
    ("question or proposal", "questions and proposals"),
)
PUBLICATIONS = Unit(
    "publications",
    Words("жарияланым", "публикации", "publications"),
    ("жарияланым",),
    ("публикация", "публикации", "публикаций"),
    ("publication", "publications"),
)

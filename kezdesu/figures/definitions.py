"""What every figure means, in three languages at once: a frozen report keeps these very words."""

from dataclasses import dataclass, fields

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Words:
    """One text in the three languages; `str()` is the reader's."""

    kk: str
    ru: str
    en: str

    def in_language(self, code: str) -> str:
        text: str = getattr(self, code)
        return text

    def filled(self, **names: "Words") -> "Words":
        """The same text with each `{name}` replaced by that name in its own language."""
        return Words(*(self._filled_in(field.name, names) for field in fields(self)))

    def _filled_in(self, code: str, names: dict[str, "Words"]) -> str:
        return self.in_language(code).format(
            **{name: words.in_language(code) for name, words in names.items()}
        )

    def as_json(self) -> dict[str, str]:
        return {field.name: self.in_language(field.name) for field in fields(self)}

    def __str__(self) -> str:
        return self.in_language(get_language() or "kk")


@dataclass(frozen=True, slots=True)
class Unit:
    """What one of the figure is; `slug` is what programs read."""

    slug: str
    words: Words

    def __str__(self) -> str:
        return str(self.words)


@dataclass(frozen=True, slots=True)
class Definition:
    """A figure's meaning: `counts` what, over which `records`, by which `period_rule`.

    `plan` names the approved plan version that the figure is counted against, when it is.
    """

    name: str  # stable: track.people_reached
    unit: Unit
    counts: Words
    records: Words
    period_rule: Words
    plan: Words | None = None

    @property
    def words(self) -> Words:
        """The whole definition as sentences."""
        parts = [self.counts, self.records, self.period_rule, *([self.plan] if self.plan else [])]
        return Words(*(" ".join(part.in_language(code) for part in parts) for code in ("kk", "ru", "en")))

    def __str__(self) -> str:
        return str(self.words)

"""Whose table and in which language, and the columns that several have."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import pgettext

from kezdesu.core.language import name_key
from kezdesu.figures.words import Words

from ..facts import PlaceFacts, ReportFacts, TrackFacts
from ..grid import Cell, Column, Row, opening

Built = tuple[str, Sequence[Column], Iterable[Sequence[Cell]]]


@dataclass(frozen=True, slots=True)
class Scene:
    """Whose table, in which language; gettext is already in that language."""

    facts: ReportFacts
    track: TrackFacts | None
    code: str

    def say(self, words: Words | None) -> str:
        return words.in_language(self.code) if words else ""

    def join(self, several: Iterable[Words]) -> str:
        return ", ".join(self.say(words) for words in several)

    @property
    def of(self) -> TrackFacts:
        if self.track is None:
            raise KeyError
        return self.track

    def opening(self, value: int, name: str, part: str) -> int:
        """A number of the track that is a part of its figure `name`; plain where none is known."""
        return opening(value, f"{self.of.slug}.{name}", part) if part else value

    def about(self, caption: str) -> str:
        return f"{caption}: {self.say(self.of.name)}"

    def places(self, places: Iterable[PlaceFacts]) -> list[PlaceFacts]:
        alphabetical = name_key(self.code)
        return sorted(places, key=lambda place: alphabetical(self.say(place.name)))


def day_column() -> Column:
    return Column(pgettext("report", "Day"), 3, "date", parts=True)


def number_column() -> Column:
    return Column(pgettext("report", "No."), 1, "number")


def numbered(rows: Iterable[Sequence[Cell]]) -> Iterator[Row]:
    return ((count, *row) for count, row in enumerate(rows, 1))

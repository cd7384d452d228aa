"""What a version of a record says, in words, and how two of them differ."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kezdesu.core.templatetags.kezdesu import clock, day, number
from kezdesu.people.models import Person
from kezdesu.places.models import Place
from kezdesu.programmes.models import Theme

from .choices import HowCounted, Outcome
from .content import COMPARED, Content, differences
from .models import Cause

LABELS: Final[dict[str, str | Promise]] = {
    "outcome": _("Outcome"),
    "cause": _("Reason"),
    "reason": _("Reason in words"),
    "starts_at": _("Start"),
    "place": _("Place"),
    "venue": _("Venue"),
    "headcount": _("Headcount"),
    "women": _("Women"),
    "men": _("Men"),
    "youth": _("Youth"),
    "students": _("Students"),
    "how_counted": _("How counted"),
    "themes": _("Themes"),
    "speakers": _("Who spoke"),
    "organisations": _("Organisations present"),
    "note": _("Note"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One field in two contents; each side is a list of words, empty where nothing is said."""

    name: str
    label: str
    before: Sequence[str]
    after: Sequence[str]
    differs: bool


class Words:
    """Says the fields of some contents, whose rows' names it looks up in four queries."""

    def __init__(self, contents: Iterable[Content]) -> None:
        contents = list(contents)
        places = _names(Place, {each.place for each in contents})
        themes = _names(Theme, {pk for each in contents for pk in each.themes})
        people = _names(Person, {pk for each in contents for pk in each.speakers})
        causes = _names(Cause, {each.cause for each in contents if each.cause})
        outcomes, counted = dict(Outcome.choices), dict(HowCounted.choices)
        self._say: dict[str, Callable[[Any], Sequence[str]]] = {
            "outcome": lambda value: [str(outcomes[value])],
            "cause": lambda value: [causes.get(value, "")],
            "how_counted": lambda value: [str(counted[value])],
            "starts_at": lambda value: [f"{day(value)}, {clock(value)}"],
            "place": lambda value: [places.get(value, "")],
            "themes": lambda value: sorted(themes.get(pk, "") for pk in value),
            "speakers": lambda value: sorted(people.get(pk, "") for pk in value),
            "organisations": list,
        }

    def of(self, content: Content, name: str) -> Sequence[str]:
        value = getattr(content, name)
        if value in (None, "", [], ()):
            return []
        if name in self._say:
            return self._say[name](value)
        return [number(value) if isinstance(value, int) else str(value)]

    def lines(self, before: Content, after: Content) -> list[Line]:
        """Every field that either side fills, in the order of the page."""
        differing = set(differences(before, after))
        lines = [
            Line(
                name,
                str(LABELS[name]),
                self.of(before, name),
                self.of(after, name),
                name in differing,
            )
            for name in COMPARED
        ]
        return [line for line in lines if line.before or line.after]


def _names(model: type[Model], ids: set[int]) -> dict[int, str]:
    return {row.pk: str(row) for row in model._default_manager.filter(pk__in=ids)}

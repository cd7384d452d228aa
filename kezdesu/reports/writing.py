"""Writes a report's words from its facts: an office's own template, else the default of the house.

Templates are data that offices edit, so they run in Jinja's sandbox, and whatever is wrong with
one becomes a single sentence (`TextError`), never a traceback and never a gap in a report.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, is_dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from jinja2 import StrictUndefined, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from kezdesu.core.errors import Refused
from kezdesu.core.language import language, name_key
from kezdesu.figures.rules import percent, whole_of
from kezdesu.figures.sentences import NOT_COUNTED
from kezdesu.figures.words import Words

from .blocks import PERCENT, cited
from .choices import Purpose
from .facts import FigureFacts, ReportFacts, TrackFacts

KAZAKH: Final = "kk"  # the language that every office writes first
TEXTS: Final = Path(__file__).parent / "texts"
# Filters of a template that take a number: what they write cites the figure the number came from.
_OF_NUMBERS: Final = (
    "number",
    "percent",
    "with_suffix",
    "counted",
    "more_than",
    "about",
    "ordinal",
)
_OF_WORDS: Final = (
    *("agree", "roman", "join", "quoted", "place", "decline"),
    *("long_date", "short_date", "date_span", "month", "weekday"),
)


class TextError(Refused):
    """A template that cannot be written out."""


class UnknownFigure(Exception):  # noqa: N818 - not an error of ours: it carries a key to TextError
    pass


@dataclass(frozen=True, slots=True)
class Wording:
    """A template: both lines are templates themselves."""

    title: str
    body: str


@dataclass(frozen=True, slots=True)
class WrittenText:
    title: str
    body: str  # in the notation of `blocks`


class Cited(int):
    """A figure's value that knows its key."""

    key: str
    is_counted = True  # not so of a part that no meeting counted


class FigureValues(Mapping[str, Cited]):
    """`figures["residents.people_reached"]` in a template; an unknown key is an error at once."""

    def __init__(self, figures: Mapping[str, FigureFacts]) -> None:
        self._figures = figures

    def __getitem__(self, key: str) -> Cited:
        # Not a KeyError: Jinja would turn that into an undefined value.
        if key not in self._figures:
            raise UnknownFigure(key)
        figure = self._figures[key]
        value = Cited(figure.value)
        value.key, value.is_counted = key, figure.is_counted
        return value

    def __contains__(self, key: object) -> bool:
        return key in self._figures

    def __iter__(self) -> Iterator[str]:
        return iter(self._figures)

    def __len__(self) -> int:
        return len(self._figures)


class InLanguage:
    """Facts as a template sees them: every `Words` is already the text of its language."""

    __slots__ = ("_code", "_facts")

    def __init__(self, facts: Any, code: str) -> None:
        self._facts = facts
        self._code = code

    def __getattr__(self, name: str) -> Any:
        return in_language(getattr(self._facts, name), self._code)


class ListInLanguage(Sequence[Any]):
    """A list of facts, each put in the language when a template comes to it."""

    __slots__ = ("_code", "_facts")

    def __init__(self, facts: Sequence[Any], code: str) -> None:
        self._facts = facts
        self._code = code

    def __getitem__(self, place: Any) -> Any:
        return in_language(self._facts[place], self._code)

    def __iter__(self) -> Iterator[Any]:
        return (in_language(item, self._code) for item in self._facts)

    def __len__(self) -> int:
        return len(self._facts)


def in_language(value: Any, code: str) -> Any:
    if isinstance(value, Words):
        return value.in_language(code)
    if isinstance(value, list):
        return ListInLanguage(value, code)
    return InLanguage(value, code) if is_dataclass(value) else value


def write(wording: Wording, facts: ReportFacts, code: str) -> WrittenText:
    """The text of `facts` in the language `code`; raises TextError with one sentence."""
    context = _context(facts, code)
    return WrittenText(
        title=" ".join(_written(wording.title, code, context).split()),
        body=_written(wording.body, code, context).strip(),
    )


def refuse_broken(wording: Wording, code: str) -> None:
    """Raises TextError for a template that cannot even be read."""
    for text in (wording.title, wording.body):
        _compiled(text, code)


@lru_cache
def default_wording(purpose: Purpose, code: str) -> Wording:
    return wording_of((TEXTS / code / f"{purpose}.txt").read_text(encoding="utf-8"))


def wording_of(text: str) -> Wording:
    """A template file: its first line is the title, the rest the body."""
    title, _newline, body = text.strip().partition("\n")
    return Wording(title.strip(), body.strip())


def _written(source: str, code: str, context: Mapping[str, Any]) -> str:
    template = _compiled(source, code)
    try:
        text: str = template.render(context)
    except UnknownFigure as error:
        raise TextError(
            _("The text asks for the figure “%(key)s”, which this report does not have.")
            % {"key": error}
        ) from error
    except UndefinedError as error:
        raise TextError(
            _("The text asks for something this report does not have: %(what)s.") % {"what": error}
        ) from error
    except TextError:
        raise
    # A template is somebody's data: whatever it does wrong must end in a sentence.
    except Exception as error:
        raise TextError(
            _("The text cannot be written out: %(what)s.") % {"what": str(error).rstrip(".")}
        ) from error
    return text


@lru_cache(maxsize=64)
def _compiled(text: str, code: str) -> Any:
    try:
        return _environment(code).from_string(text)
    except TemplateSyntaxError as error:
        raise TextError(_mistake(error)) from error


def _mistake(error: TemplateSyntaxError) -> str:
    """Jinja speaks English: what it says is told in the page's language, where it is common."""
    for pattern, told in _MISTAKES.items():
        if found := re.match(pattern, error.message or ""):
            what = told % {"word": found[1]} if found.groups() else told
            said = {"line": error.lineno, "what": what}
            return _("The text has a mistake in line %(line)s: %(what)s.") % said
    return _("The text has a mistake in line %(line)s.") % {"line": error.lineno}


_MISTAKES: Final = {
    r"Encountered unknown tag '(\w+)'": gettext_lazy("the tag “%(word)s” is not known here"),
    r"No filter named '(\w+)'": gettext_lazy("there is no filter “%(word)s”"),
    r"(?i)unexpected end of|Missing end of": gettext_lazy("what is opened is not closed"),
    r"(?i)expected |unexpected ": gettext_lazy("within a mark something is missing or too much"),
}


@lru_cache
def _environment(code: str) -> SandboxedEnvironment:
    speech = language(code)
    environment = SandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=lambda value: _told(value, code),
        autoescape=False,  # the result is text; each document escapes it for itself
    )
    environment.filters.update({name: _citing(getattr(speech, name), code) for name in _OF_NUMBERS})
    environment.filters.update({name: getattr(speech, name) for name in _OF_WORDS})
    environment.filters["in_order"] = lambda items: sorted(items, key=name_key(code))
    environment.filters["names"] = lambda items: [item.name for item in items]
    environment.filters["upper_first"] = lambda text: text[:1].upper() + text[1:]
    environment.filters["lower_first"] = _lower_first
    environment.globals.pop("lipsum", None)
    return environment


def _lower_first(text: str) -> str:
    """A name inside a sentence; one that begins with an abbreviation keeps it: “NGO council”."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def _citing(filter_: Callable[..., str], code: str) -> Callable[..., str]:
    def citing(value: Any, *arguments: Any) -> str:
        if not isinstance(value, Cited):
            return filter_(value, *arguments)
        told = filter_(value, *arguments) if value.is_counted else NOT_COUNTED.in_language(code)
        return cited(told, value.key)

    return citing


def _told(value: Any, code: str) -> Any:
    if isinstance(value, int) and not isinstance(value, bool):
        return _citing(language(code).number, code)(value)
    return value


def _context(facts: ReportFacts, code: str) -> dict[str, Any]:
    """What a template may name."""
    return {
        "figures": FigureValues(facts.by_key),
        "office": {
            "name": facts.office_name.in_language(code),
            "territory": facts.territory.in_language(code),
        },
        "period": {
            "label": facts.period.label(code),
            "during": facts.period.during(code),
            "months": facts.period.months,
            "next": facts.period.next().label(code),
            "starts_on": facts.period.starts_on,
            "ends_on": facts.period.ends_on,
        },
        "group_name": _own_words(facts.group_name, code),
        "groups": in_language([group for group in facts.groups if group.kind != "pool"], code),
        "pools": in_language([group for group in facts.groups if group.kind == "pool"], code),
        "tracks": in_language(facts.tracks, code),
        "track": lambda slug: in_language(_track(facts.tracks, slug), code),
        "offices": in_language(facts.offices, code),
        "questions": in_language(facts.questions, code),
        "unanswered": in_language(facts.unanswered, code),
        "publications": in_language(facts.publications, code),
        "corrects": in_language(facts.corrects, code),
        "percent_of": _percent_of,
    }


def _own_words(name: Words | None, code: str) -> str:
    """Empty where nothing was written in this language and the Kazakh would stand in."""
    if name is None or (code != KAZAKH and name.in_language(code) == name.kk):
        return ""
    return name.in_language(code)


def _percent_of(part: int, whole: int) -> int | None:
    """A percentage of two figures that belong together cites the page that opens it."""
    share = percent(part, whole)
    if share is None or not isinstance(part, Cited) or not isinstance(whole, Cited):
        return share
    if whole_of(part.key) != whole.key:
        return share
    told = Cited(share)
    told.key = part.key + PERCENT
    return told


def _track(tracks: Iterable[TrackFacts], slug: str) -> TrackFacts:
    for track in tracks:
        if track.slug == slug:
            return track
    raise TextError(
        _("The text asks for the track “%(slug)s”, which this report does not have.")
        % {"slug": slug}
    )

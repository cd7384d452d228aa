"""The tables of a report, each by the name that texts call it by: `[[districts residents]]`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from django.utils.translation import pgettext

from kezdesu.core.language import language
from kezdesu.core.spreadsheets.words import language_name
from kezdesu.figures.rules import percent
from kezdesu.figures.words import Words
from kezdesu.meetings.choices import HowCounted, Outcome
from kezdesu.press.choices import OutletKind, OutletLevel, PublicationKind

from .facts import MeetingFacts, OfficeTrackFacts, PlaceFacts, ReportFacts, TrackFacts
from .grid import Cell, Column, Row, Sheet, Table


@dataclass(frozen=True, slots=True)
class _Scene:
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

    def about(self, caption: str) -> str:
        return f"{caption}: {self.say(self.of.name)}"

    def places(self, places: Iterable[PlaceFacts]) -> list[PlaceFacts]:
        alphabetical = language(self.code).sort_key
        return sorted(places, key=lambda place: alphabetical(self.say(place.name).lstrip("«“")))


def table(facts: ReportFacts, name: str, track: str, code: str) -> Table | None:
    """None when no table has this name, or the track is missing or unknown.

    Call it within `translation.override(code)`.
    """
    found = sheet(facts, name, track, code)
    return found.whole() if found else None


def sheet(facts: ReportFacts, name: str, track: str, code: str) -> Sheet | None:
    """The same, its rows made as they are read; read them within `override(code)` too."""
    found = next((row for row in facts.tracks if row.slug == track), None)
    build = TABLES.get(name)
    if build is None or (name in OF_A_TRACK and found is None):
        return None
    caption, columns, rows = build(_Scene(facts, found, code))
    full_name = f"{name}-{track}" if track else name
    return Sheet(full_name, caption, tuple(columns), (tuple(row) for row in rows))


_Built = tuple[str, Sequence[Column], Iterable[Sequence[Cell]]]


def _composition(scene: _Scene) -> _Built:
    columns = [
        _number(),
        Column(pgettext("report", "Category"), 8),
        Column(pgettext("report", "People"), 2, "number"),
    ]
    groups = [group for group in scene.facts.groups if group.kind != "pool"]
    rows = [
        (scene.say(category.name), category.members)
        for group in groups
        for category in group.categories
    ]
    return pgettext("report", "Composition by category"), columns, _numbered(rows)


def _offices(scene: _Scene) -> _Built:
    columns = [
        Column(pgettext("report", "Office"), 6),
        Column(pgettext("report", "Members of the group"), 3, "number"),
        Column(pgettext("report", "Speakers in the pool"), 3, "number"),
        Column(pgettext("report", "Publications"), 3, "number"),
        Column(pgettext("report", "Questions and proposals"), 3, "number"),
    ]
    rows = (
        (scene.say(row.name), row.members, row.speakers, row.publications, row.questions)
        for row in scene.facts.offices
    )
    return pgettext("report", "By office"), columns, rows


def _by_office(scene: _Scene) -> _Built:
    columns = [
        Column(pgettext("report", "Office"), 5),
        Column(pgettext("report", "Schedule"), 5),
        Column(pgettext("report", "Planned"), 2, "number"),
        Column(pgettext("report", "Held as scheduled"), 3, "number"),
        Column(pgettext("report", "Held as scheduled, %"), 3, "percent"),
        Column(pgettext("report", "Held"), 2, "number"),
        Column(pgettext("report", "People"), 3, "number"),
    ]
    rows = (
        (
            *(scene.say(row.name), _document(row, scene.code)),
            *(row.planned, row.kept, percent(row.kept, row.planned), row.held, row.headcount),
        )
        for row in scene.of.offices
    )
    return scene.about(pgettext("report", "By office")), columns, rows


def _document(row: OfficeTrackFacts, code: str) -> str:
    if row.plan is None:
        return "—"
    said = pgettext("report", "No. %(number)s of %(day)s, version %(version)s")
    return said % {
        "number": row.plan.document_number,
        "day": language(code).short_date(row.plan.document_date),
        "version": row.plan.version,
    }


def _districts(scene: _Scene) -> _Built:
    columns = [
        Column(pgettext("report", "District"), 4),
        Column(pgettext("report", "Places"), 2, "number"),
        Column(pgettext("report", "Met"), 2, "number"),
        Column(pgettext("report", "Planned meetings"), 3, "number"),
        Column(pgettext("report", "Held"), 2, "number"),
        Column(pgettext("report", "People"), 2, "number"),
        Column(pgettext("report", "Met, %"), 2, "percent"),
    ]
    rows = [
        (
            scene.say(row.district) or pgettext("report", "District not stated"),
            *(row.targets, row.places_met, row.planned, row.held, row.headcount),
            percent(row.places_met, row.targets),
        )
        for row in scene.of.districts
    ]
    return scene.about(pgettext("report", "By district")), columns, rows


def _coverage(scene: _Scene) -> _Built:
    return (
        scene.about(pgettext("report", "Places")),
        _place_columns(scene),
        _place_rows(scene, scene.of.places),
    )


def _priority(scene: _Scene) -> _Built:
    return (
        pgettext("report", "Priority areas"),
        _place_columns(scene),
        _place_rows(scene, scene.of.priority),
    )


def _institutions(scene: _Scene) -> _Built:
    places = [place for place in scene.of.places if place.is_institution]
    return (
        pgettext("report", "Universities and colleges"),
        _place_columns(scene),
        _place_rows(scene, places),
    )


def _place_columns(scene: _Scene) -> list[Column]:
    has_offices = bool(scene.of.offices)
    office = Column(pgettext("report", "Office"), 3, parts=True)
    return [
        *(
            _number(),
            Column(pgettext("report", "Place"), 5),
            Column(pgettext("report", "Kind"), 3),
            Column(pgettext("report", "District"), 3, parts=not has_offices),
            *([office] if has_offices else []),
        ),
        *(
            Column(pgettext("report", "Planned"), 2, "number", adds=True),
            Column(pgettext("report", "Held"), 2, "number", adds=True),
        ),
        *(
            Column(pgettext("report", "People"), 2, "number", adds=True),
            Column(pgettext("report", "Last meeting"), 3, "date"),
        ),
    ]


def _place_rows(scene: _Scene, places: Iterable[PlaceFacts]) -> Iterator[Row]:
    has_offices = bool(scene.of.offices)
    for count, place in enumerate(scene.places(places), 1):
        yield (
            count,
            *(scene.say(place.name), scene.say(place.kind), scene.say(place.district)),
            *([scene.say(place.office)] if has_offices else []),
            *(place.planned, place.held, place.headcount, place.last_on),
        )


def _schedule(scene: _Scene) -> _Built:
    columns = [
        *(
            _number(),
            Column(pgettext("report", "Settlement or institution"), 4),
            Column(pgettext("report", "District"), 3),
        ),
        *(
            _day(),
            Column(pgettext("report", "Time"), 2),
            Column(pgettext("report", "Venue and address"), 4),
        ),
        *(
            Column(pgettext("report", "Theme"), 5),
            Column(pgettext("report", "Speakers, group members"), 5),
            Column(pgettext("report", "Note"), 2),
        ),
    ]
    rows = (
        (
            *(scene.say(visit.place), scene.say(visit.district), visit.day, visit.starts),
            *(visit.venue, scene.join(visit.themes), ", ".join(visit.crew), ""),
        )
        for visit in scene.of.visits
    )
    return scene.about(pgettext("report", "Schedule")), columns, _numbered(rows)


def _meetings(scene: _Scene) -> _Built:
    columns = [
        *(
            _number(),
            _day(),
            Column(pgettext("report", "Place and venue"), 4),
        ),
        *(
            Column(pgettext("report", "Outcome"), 3),
            Column(pgettext("report", "Theme"), 4),
            Column(pgettext("report", "People"), 2, "number", adds=True),
        ),
        *(
            Column(pgettext("report", "of them youth"), 2, "number", adds=True),
            Column(pgettext("report", "of them women"), 2, "number", adds=True),
        ),
        *(Column(pgettext("report", "How counted"), 3), Column(pgettext("report", "Speakers"), 4)),
        *(
            Column(pgettext("report", "Questions and proposals"), 4),
            Column(pgettext("report", "In the media"), 3, "link"),
        ),
    ]
    rows = (_meeting_row(scene, meeting) for meeting in scene.of.meetings)
    return scene.about(pgettext("report", "Meetings")), columns, _numbered(rows)


def _meeting_row(scene: _Scene, meeting: MeetingFacts) -> Row:
    venue = f", {meeting.venue}" if meeting.venue else ""
    how = HowCounted(meeting.how_counted).label if meeting.how_counted else ""
    return (
        *(meeting.day, scene.say(meeting.place) + venue, str(Outcome(meeting.outcome).label)),
        *(scene.join(meeting.themes), meeting.headcount, meeting.youth, meeting.women, str(how)),
        *(", ".join(meeting.speakers), "; ".join(meeting.questions), " ".join(meeting.links)),
    )


def _not_held(scene: _Scene) -> _Built:
    columns = [
        *(
            _number(),
            _day(),
            Column(pgettext("report", "Place"), 5),
        ),
        *(Column(pgettext("report", "Outcome"), 3), Column(pgettext("report", "Reason"), 6)),
    ]
    rows = (
        (row.day, scene.say(row.place), str(Outcome(row.outcome).label), row.reason)
        for row in scene.of.not_held
    )
    return (
        scene.about(pgettext("report", "Meetings cancelled and postponed")),
        columns,
        _numbered(rows),
    )


def _reached(scene: _Scene) -> _Built:
    parts = ("", ".women", ".men", ".youth", ".students")
    titles = [
        pgettext("report", "People"),
        *(
            pgettext("report", "of them women"),
            pgettext("report", "men"),
            pgettext("report", "youth"),
            pgettext("report", "students"),
        ),
    ]
    figures = scene.facts.by_key
    rows: list[Row] = [
        (
            scene.say(track.name),
            *(figures[f"{track.slug}.people_reached{part}"].value for part in parts),
            *(figures[f"{track.slug}.counted_by.{how}"].value for how in HowCounted.values),
        )
        for track in scene.facts.tracks
    ]
    columns = [
        Column(pgettext("report", "Track"), 4),
        *(Column(title, 2, "number") for title in titles),
        *(Column(str(label), 3, "number") for label in HowCounted.labels),
    ]
    return pgettext("report", "People reached and how they were counted"), columns, rows


def _publications(scene: _Scene) -> _Built:
    columns = [
        *(
            _number(),
            _day(),
            Column(pgettext("report", "Outlet"), 4),
            Column(pgettext("report", "Title"), 9),
        ),
        *(
            Column(pgettext("report", "Language"), 2),
            Column(pgettext("report", "Kind of publication"), 3),
        ),
        *(
            Column(pgettext("report", "Link, number or page"), 4, "link"),
            Column(pgettext("report", "Views"), 2, "number"),
        ),
    ]
    rows = (
        (
            row.day,
            f"{scene.say(row.outlet)} ({_of_outlet(row.level, row.outlet_kind)})",
            *(row.title, language_name(row.language, scene.code).removesuffix(" тілі")),
            str(PublicationKind(row.kind).label),
            *(row.link or row.reference, row.views),
        )
        for row in scene.facts.publications
    )
    return pgettext("report", "Media log"), columns, _numbered(rows)


def _of_outlet(level: str, kind: str) -> str:
    return f"{OutletLevel(level).label}, {OutletKind(kind).label}"


def _questions(scene: _Scene) -> _Built:
    columns = [
        *(
            _number(),
            _day(),
            Column(pgettext("report", "Place"), 4),
        ),
        *(
            Column(pgettext("report", "Question or proposal"), 8),
            Column(pgettext("report", "Who should answer"), 3),
        ),
        *(Column(pgettext("report", "Due"), 3, "date"), Column(pgettext("report", "Answer"), 7)),
    ]
    rows = (
        (row.day, scene.say(row.place), row.text, row.owner, row.due_on, row.answer)
        for row in scene.facts.questions
    )
    return pgettext("report", "Questions and proposals"), columns, _numbered(rows)


def _figures(scene: _Scene) -> _Built:
    columns = [
        *(
            Column(pgettext("report", "Figure"), 5),
            Column(pgettext("report", "Value"), 2, "number"),
            Column(pgettext("report", "Unit"), 3),
        ),
        *(
            Column(pgettext("report", "Period before"), 2, "number"),
            Column(pgettext("report", "How it is counted"), 12),
        ),
    ]
    rows = [
        (
            *(scene.say(row.label), row.value, scene.say(row.unit), row.previous),
            scene.say(row.definition),
        )
        for row in scene.facts.figures
    ]
    return pgettext("report", "Figures"), columns, rows


def _day() -> Column:
    return Column(pgettext("report", "Day"), 3, "date", parts=True)


def _number() -> Column:
    return Column(pgettext("report", "No."), 1, "number")


def _numbered(rows: Iterable[Sequence[Cell]]) -> Iterator[Row]:
    return ((count, *row) for count, row in enumerate(rows, 1))


TABLES: Final[dict[str, Callable[[_Scene], _Built]]] = {
    "composition": _composition,
    "offices": _offices,
    "by_office": _by_office,
    "districts": _districts,
    "coverage": _coverage,
    "priority": _priority,
    "institutions": _institutions,
    "schedule": _schedule,
    "meetings": _meetings,
    "not_held": _not_held,
    "reached": _reached,
    "publications": _publications,
    "questions": _questions,
    "figures": _figures,
}
OF_A_TRACK: Final = frozenset(
    {
        *("by_office", "districts", "coverage", "priority", "institutions"),
        *("schedule", "meetings", "not_held"),
    }
)

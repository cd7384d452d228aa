"""The offices beneath, each in a row."""

from collections.abc import Iterator

from django.utils.translation import pgettext

from kezdesu.core.language import language
from kezdesu.figures.rules import percent

from ..blocks import PERCENT
from ..facts import OfficeFacts, OfficeTrackFacts
from ..grid import Cell, Column, opening, part_of
from .scene import Built, Scene


def offices(scene: Scene) -> Built:
    columns = [
        Column(pgettext("report", "Office"), 6),
        Column(pgettext("report", "Members of the group"), 3, "number", adds=True),
        Column(pgettext("report", "Speakers in the pool"), 3, "number", adds=True),
        Column(pgettext("report", "Publications"), 3, "number", adds=True),
        Column(pgettext("report", "Questions and proposals"), 3, "number", adds=True),
    ]
    rows = ((scene.say(row.name), *_counts(row)) for row in scene.facts.offices)
    return pgettext("report", "By office"), columns, rows


def by_office(scene: Scene) -> Built:
    columns = [
        Column(pgettext("report", "Office"), 5),
        Column(pgettext("report", "Schedule"), 5),
        Column(pgettext("report", "Planned"), 2, "number", adds=True),
        Column(pgettext("report", "of them held"), 3, "number", adds=True),
        Column(pgettext("report", "of them held, %"), 3, "percent", share=(3, 2)),
        Column(pgettext("report", "Held"), 2, "number", adds=True),
        Column(pgettext("report", "People"), 3, "number", adds=True),
    ]
    rows = (
        (scene.say(row.name), _document(row, scene.code), *_of(scene, row))
        for row in scene.of.offices
    )
    return scene.about(pgettext("report", "By office")), columns, rows


def _counts(row: OfficeFacts) -> Iterator[Cell]:
    counts = {
        "group.members": row.members,
        "speakers.pool": row.speakers,
        "press.publications": row.publications,
        "questions.raised": row.questions,
    }
    part = part_of("office", row.pk)
    for figure, count in counts.items():
        yield opening(count, figure, part) if part else count


def _of(scene: Scene, row: OfficeTrackFacts) -> Iterator[Cell]:
    part = part_of("office", row.pk)
    yield scene.opening(row.planned, "meetings_planned", part)
    yield scene.opening(row.kept, "visits_held", part)
    share = percent(row.kept, row.planned)
    yield None if share is None else scene.opening(share, "visits_held" + PERCENT, part)
    yield scene.opening(row.held, "meetings_held", part)
    yield scene.opening(row.headcount, "people_reached", part)


def _document(row: OfficeTrackFacts, code: str) -> str:
    if row.plan is None:
        return "—"
    said = pgettext("report", "No. %(number)s of %(day)s, version %(version)s")
    return said % {
        "number": row.plan.document_number,
        "day": language(code).short_date(row.plan.document_date),
        "version": row.plan.version,
    }

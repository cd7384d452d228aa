"""The offices beneath, each in a row."""

from django.utils.translation import pgettext

from kezdesu.core.language import language
from kezdesu.figures.rules import percent

from ..facts import OfficeTrackFacts
from ..grid import Column
from .scene import Built, Scene


def offices(scene: Scene) -> Built:
    columns = [
        Column(pgettext("report", "Office"), 6),
        Column(pgettext("report", "Members of the group"), 3, "number", adds=True),
        Column(pgettext("report", "Speakers in the pool"), 3, "number", adds=True),
        Column(pgettext("report", "Publications"), 3, "number", adds=True),
        Column(pgettext("report", "Questions and proposals"), 3, "number", adds=True),
    ]
    rows = (
        (scene.say(row.name), row.members, row.speakers, row.publications, row.questions)
        for row in scene.facts.offices
    )
    return pgettext("report", "By office"), columns, rows


def by_office(scene: Scene) -> Built:
    columns = [
        Column(pgettext("report", "Office"), 5),
        Column(pgettext("report", "Schedule"), 5),
        Column(pgettext("report", "Planned"), 2, "number", adds=True),
        Column(pgettext("report", "Held as scheduled"), 3, "number", adds=True),
        Column(pgettext("report", "Held as scheduled, %"), 3, "percent", share=(3, 2)),
        Column(pgettext("report", "Held"), 2, "number", adds=True),
        Column(pgettext("report", "People"), 3, "number", adds=True),
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

"""What the press wrote."""

from django.utils.translation import pgettext

from kezdesu.core.spreadsheets.words import language_name
from kezdesu.press.choices import OutletKind, OutletLevel, PublicationKind

from ..grid import Column
from .scene import Built, Scene, day_column, number_column, numbered


def publications(scene: Scene) -> Built:
    columns = [
        *(
            number_column(),
            day_column(),
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
    return pgettext("report", "Media log"), columns, numbered(rows)


def _of_outlet(level: str, kind: str) -> str:
    return f"{OutletLevel(level).label}, {OutletKind(kind).label}"

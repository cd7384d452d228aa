"""The annex: every figure with its definition."""

from django.utils.translation import pgettext

from ..facts import FigureFacts
from ..grid import UNKNOWN, Cell, Column, opening
from .scene import Built, Scene


def figures(scene: Scene) -> Built:
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
            *(scene.say(row.label), _value(row), scene.say(row.unit)),
            None if row.previous is None else opening(row.previous, row.key, is_before=True),
            scene.say(row.definition),
        )
        for row in scene.facts.figures
    ]
    return pgettext("report", "Figures"), columns, rows


def _value(row: FigureFacts) -> Cell:
    return opening(row.value, row.key) if row.is_counted else UNKNOWN

"""Who is in the group."""

from django.utils.translation import pgettext

from ..grid import Column, opening
from .scene import Built, Scene, number_column, numbered


def composition(scene: Scene) -> Built:
    columns = [
        number_column(),
        Column(pgettext("report", "Category"), 8),
        Column(pgettext("report", "People"), 2, "number", adds=True),
    ]
    groups = [group for group in scene.facts.groups if group.kind != "pool"]
    rows = [
        (
            scene.say(category.name),
            opening(category.members, f"group.composition.{category.slug}"),
        )
        for group in groups
        for category in group.categories
    ]
    return pgettext("report", "Composition by category"), columns, numbered(rows)

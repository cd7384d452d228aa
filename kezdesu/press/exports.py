"""The media log as a table: one row a publication, in the page's language."""

from collections.abc import Iterator
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from kezdesu.core.exports import Field, field_of
from kezdesu.core.templatetags.kezdesu import language_name

from .models import Outlet, Publication

_OWN: Final = ("title", "language", "kind", "link", "reference", "views")
_HXL: Final = {"title": "#description+title", "language": "#meta+language", "link": "#meta+url"}


def publication_table(rows: QuerySet[Publication]) -> tuple[list[Field], Iterator[list[Any]]]:
    """Columns and rows; `rows` as the screen narrowed and sorted them."""
    fields = [
        field_of(Publication, "published_on", "#date+published"),
        Field("outlet", _("Outlet"), "#org+media"),
        field_of(Outlet, "level"),
        *(field_of(Publication, name, _HXL.get(name, "")) for name in _OWN),
        Field("speaker", _("Speaker"), "#contact+name"),
        Field("theme", _("Theme"), "#activity+theme"),
    ]
    return fields, (_row(publication) for publication in rows.iterator(500))


def _row(publication: Publication) -> list[Any]:
    outlet = publication.outlet
    return [
        publication.published_on,
        outlet.name,
        outlet.get_level_display(),
        publication.title,
        language_name(publication.language),
        publication.get_kind_display(),
        publication.link,
        publication.reference,
        publication.views,
        publication.speaker.full_name if publication.speaker else "",
        publication.theme.name if publication.theme else "",
    ]

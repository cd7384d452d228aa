"""The list of posts as a table, in the page's language."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.core.exports import Field

from .queries import PostRow


def post_table(rows: Iterable[PostRow]) -> tuple[list[Field], Iterator[list[Any]]]:
    """`rows` as the screen narrowed and sorted them."""
    fields = [
        Field("title", _("Title"), "#description+title"),
        Field("status", _("State"), "#status"),
        Field("languages", _("Languages"), "#meta+language"),
        Field("published_at", _("Published on"), "#date+published"),
        Field("views", _("Views"), "#reached+views"),
        Field("comments_waiting", _("Comments waiting")),
    ]
    return fields, (_row(row) for row in rows)


def _row(row: PostRow) -> list[Any]:
    published = timezone.localtime(row.published_at) if row.published_at else None
    return [row.title, row.status_name, _written(row), published, row.views, row.comments_waiting]


def _written(row: PostRow) -> str:
    return ", ".join(each.name for each in row.languages if each.state != "missing")

"""Reads of the office's list of why meetings are not held."""

from django.db.models import Count, Q, QuerySet

from kezdesu.accounts.models import Office
from kezdesu.core.database import in_shown_order
from kezdesu.core.text import fold

from .models import Cause


class CausesByName:
    """Finds in what a cell says the entry of the list that it names, in any of its languages."""

    def __init__(self, office: Office) -> None:
        self._known = {
            fold(name): cause
            for cause in office.causes.order_by("is_active")  # one that is offered has its name
            for name in (cause.name_kk, cause.name_ru, cause.name_en)
            if name
        }

    def read(self, text: str) -> tuple[Cause | None, str]:
        """The cause and what is added in words: «Погода: дорогу занесло»."""
        if cause := self._known.get(fold(text)):
            return cause, ""
        head, _colon, more = text.partition(":")
        cause = self._known.get(fold(head))
        return (cause, more.strip()) if cause else (None, text)


def causes_of(office: Office) -> QuerySet[Cause]:
    """All of them, those that are offered first."""
    return office.causes.order_by("-is_active", in_shown_order("name"), "pk")


def counted_causes(office: Office) -> QuerySet[Cause]:
    """With `used`, how many records name each."""
    return causes_of(office).annotate(used=Count("meetings"))


def offered_causes(office: Office, chosen: int | None = None) -> QuerySet[Cause]:
    """What can be chosen; one that is retired stays where it is `chosen` already."""
    return causes_of(office).filter(Q(is_active=True) | Q(pk=chosen))

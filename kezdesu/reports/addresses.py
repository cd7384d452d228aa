"""Where the numbers of a report and of its post open."""

from typing import Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override

from kezdesu.core.periods import Period

from .blocks import PERCENT
from .facts import ReportFacts
from .grid import Opening
from .web import FigureAddress

_STOOD: Final = "stood"  # the page of rows says so when another number stands there by now


def for_visitors(code: str, period: Period) -> FigureAddress:
    """Where each figure or percentage opens: the public page, in the language `code`."""

    def address(key: str) -> str:
        figure = key.removesuffix(PERCENT)
        page = "public:figure" if figure == key else "public:share"
        with override(code):
            return reverse(page, args=[period, figure])

    return address


class DeskAddresses:
    """The rows of today; a frozen report's links carry the number that stands in it."""

    def __init__(self, period: Period, facts: ReportFacts, *, is_frozen: bool) -> None:
        self._period, self._facts, self._is_frozen = period, facts, is_frozen

    def of_figure(self, key: str) -> str:
        found = self._facts.by_key.get(key)
        return self._page(self._period, key, "", found.value if found else None)

    def of_cell(self, cell: Opening) -> str:
        period = self._period.previous() if cell.is_before else self._period
        return self._page(period, cell.figure, cell.part, int(cell))

    def _page(self, period: Period, key: str, part: str, value: int | None) -> str:
        figure = key.removesuffix(PERCENT)
        page = "figures:rows" if figure == key else "figures:share"
        stood = urlencode({_STOOD: value}) if self._is_frozen and value is not None else ""
        asked = "&".join(filter(None, (part, stood)))
        return reverse(page, args=[period.code, figure]) + (f"?{asked}" if asked else "")

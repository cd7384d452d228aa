"""Where the numbers of a report and of its post open."""

from typing import Final

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import override

from kezdesu.core.periods import Period
from kezdesu.figures.rules import percent, whole_of

from .blocks import PERCENT
from .facts import ReportFacts
from .grid import Opening
from .web import FigureAddress

_STOOD: Final = "stood"  # the page of rows says so when another number stands there by now


def for_visitors(
    code: str, period: Period, facts: ReportFacts, *, is_frozen: bool
) -> FigureAddress:
    """Where each figure or percentage opens: the public page, in the language `code`; from a
    frozen report with the number that stands in it."""

    def address(key: str) -> str:
        stood = _stood(_value(facts, key)) if is_frozen else ""
        with override(code):
            return _asking(_page("public:figure", "public:share", period, key), stood)

    return address


class DeskAddresses:
    """The rows of today; a frozen report's links carry the number that stands in it."""

    def __init__(self, period: Period, facts: ReportFacts, *, is_frozen: bool) -> None:
        self._period, self._facts, self._is_frozen = period, facts, is_frozen

    def of_figure(self, key: str) -> str:
        return self._address(self._period, key, "", _value(self._facts, key))

    def of_cell(self, cell: Opening) -> str:
        period = self._period.previous() if cell.is_before else self._period
        return self._address(period, cell.figure, cell.part, int(cell))

    def _address(self, period: Period, key: str, part: str, value: int | None) -> str:
        stood = _stood(value) if self._is_frozen else ""
        return _asking(_page("figures:rows", "figures:share", period.code, key), part, stood)


def _value(facts: ReportFacts, key: str) -> int | None:
    figure, figures = key.removesuffix(PERCENT), facts.by_key
    if figure == key:
        return figures[key].known if key in figures else None
    whole = whole_of(figure)
    told = figure in figures and whole in figures
    return percent(figures[figure].value, figures[whole].value) if told else None


def _stood(value: int | None) -> str:
    return "" if value is None else urlencode({_STOOD: value})


def _asking(page: str, *asked: str) -> str:
    query = "&".join(filter(None, asked))
    return f"{page}?{query}" if query else page


def _page(figure: str, share: str, period: Period | str, key: str) -> str:
    name = key.removesuffix(PERCENT)
    return reverse(figure if name == key else share, args=[period, name])

"""What `kezdesu figures` prints: all figures, or the rows behind one number."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.core.management.base import CommandError
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rich.markup import escape
from rich.table import Table

from kezdesu.accounts.models import Office
from kezdesu.core.language import Language, language
from kezdesu.core.periods import Period

from .opening import opened, opened_share
from .queries import figures_for
from .row_lines import Lines, RowLine
from .values import Figure, FigureSet, Number


@dataclass(frozen=True, slots=True)
class Printed:
    """To work on and to read; the one that is not asked for is not made."""

    as_json: Callable[[], dict[str, Any]]
    as_table: Callable[[], Table]


def figures_printed(office: Office, period: Period) -> Printed:
    figures = figures_for(office, period)
    return Printed(lambda: _figures_as_json(figures), lambda: _figures_as_table(figures))


def rows_printed(office: Office, period: Period, key: str) -> Printed:
    found = opened(office, period, key)
    if found is None:
        raise CommandError(_("There is no figure “%(key)s” in this period.") % {"key": key})
    about = _figure(found.figure)
    lines = list(Lines(office, found.rows).one_by_one())
    return Printed(
        lambda: about | {"rows": [_line(line) for line in lines]},
        lambda: _rows_as_table(str(found.figure.label), lines, [found.figure.value]),
    )


def percent_printed(office: Office, period: Period, key: str) -> Printed:
    found = opened_share(office, period, key)
    if found is None:
        raise CommandError(_("No percentage is told of the figure “%(key)s”.") % {"key": key})
    part, whole, percent = found.part.figure, found.whole.figure, found.percent
    about = {"percent": percent, "definition": found.definition.as_json()}
    about |= {"part": _figure(part), "whole": _figure(whole)}
    lines = list(Lines(office, found.whole.rows, found.part.rows).one_by_one())
    told = "–" if percent is None else _speech().percent(percent)
    return Printed(
        lambda: about | {"rows": [_line(each) | {"counted": each.counted} for each in lines]},
        lambda: _rows_as_table(f"{found.label}: {told}", lines, [whole.value, part.value]),
    )


def _figures_as_json(figures: FigureSet[Figure]) -> dict[str, Any]:
    """By key; `label` and `definition` are in the three languages."""
    return {
        key: _figure(figure)
        | {
            "model": figure.rows.model,
            "rows": figure.rows.ids,
            "amounts": list(figure.rows.amounts.values()),
        }
        for key, figure in figures.items()
    }


def _figure(figure: Figure | Number) -> dict[str, Any]:
    return {
        "value": figure.known,
        "unit": figure.unit.slug,
        "label": figure.label.as_json(),
        "definition": figure.definition.words.as_json(),
        "definition_name": figure.definition.name,
        "previous": figure.previous,
        "percent": figure.percent,
        "percent_of": figure.percent_of,
    }


def _line(line: RowLine) -> dict[str, Any]:
    return {
        "record": line.pk,
        "title": line.title,
        "day": line.day.isoformat() if line.day else None,
        "details": list(line.details),
        "how_counted": line.how_counted,
        "amount": line.amount,
    }


def _figures_as_table(figures: FigureSet[Figure]) -> Table:
    speech = _speech()
    table = Table(title=figures.period.label(_code()), title_justify="left", show_lines=True)
    table.add_column(_("Figure"), overflow="fold")
    for title in (_("Value"), "%", _("Before"), _("Rows")):
        table.add_column(title, justify="right")
    for key, figure in figures.items():
        table.add_row(
            f"[bold]{figure.label}[/bold]\n{figure.definition}\n[dim]{key}[/dim]",
            figure.counted_in(_code()),
            "" if figure.percent is None else speech.percent(figure.percent),
            "–" if figure.previous is None else speech.number(figure.previous),
            speech.number(len(figure.rows.amounts)),
        )
    return table


def _rows_as_table(title: str, lines: Iterable[RowLine], sums: list[int]) -> Table:
    """One sum is that of a figure, two are those of a percentage's whole and part."""
    speech = _speech()
    adds = [_("Adds")] if len(sums) == 1 else [_("Adds to the whole"), _("Adds to the part")]
    table = Table(title=escape(title), title_justify="left", show_footer=True)
    for name in (_("Row"), _("Date"), _("Details"), _("How counted")):
        table.add_column(name, overflow="fold")
    for name, total in zip(adds, sums, strict=True):
        table.add_column(name, speech.number(total), justify="right")
    for line in lines:
        amounts = [line.amount, line.counted][: len(sums)]
        day = speech.short_date(line.day) if line.day else ""
        words = (line.title, day, ", ".join(line.details), line.how_counted)
        table.add_row(*map(escape, words), *[speech.number(amount) for amount in amounts])
    return table


def _speech() -> Language:
    return language(_code())


def _code() -> str:
    return get_language() or "kk"

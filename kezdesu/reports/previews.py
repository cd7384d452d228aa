"""A wording read out over the office's own figures while it is being written."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kezdesu.accounts.models import Office
from kezdesu.figures.periods import period_to_show

from .blocks import plain
from .choices import Purpose
from .facts import FigureFacts, ReportFacts
from .gathering import report_facts
from .papers import paper_of
from .web import prose
from .writing import TextError, Wording, WrittenText, write


@dataclass(frozen=True, slots=True)
class WordingPreview:
    """The text as it would read, or the sentence on why there is none."""

    period: str
    title: str
    html: str
    problem: str
    figures: Sequence[FigureFacts]  # all that a wording may name


def wording_read_out(
    office: Office, wording: Wording, purpose: Purpose, code: str, today: date
) -> WordingPreview:
    """Over the half-year that the page of figures shows first."""
    period = period_to_show(office, today)
    facts = report_facts(office, period)
    try:
        text = write(wording, facts, code)
        _refuse_unknown_tables(facts, text, purpose, code, today)
    except TextError as error:
        return WordingPreview(period.label(code), "", "", str(error), facts.figures)
    title = plain(text.title)
    return WordingPreview(period.label(code), title, prose(text.body), "", facts.figures)


def _refuse_unknown_tables(
    facts: ReportFacts, text: WrittenText, purpose: Purpose, code: str, today: date
) -> None:
    """A post holds no tables; a report that asks for one that does not exist raises TextError."""
    if purpose == Purpose.REPORT:
        paper_of(facts, text, code, made_on=today, version=1)

"""A report as one paper in one language, before it is a Word, PDF, Excel or web document."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from kezdesu.core.language import language

from .blocks import Heading, Items, Paragraph, TableHere, blocks_of, tied_runs
from .drawing import Picture
from .facts import ReportFacts
from .grid import Table
from .pictures import pictures_beside
from .shortening import Elsewhere, on_paper
from .tables import sheet
from .workbook import sheet_names
from .writing import TextError, WrittenText

# What a text calls to turn the pages that follow on their side.
_LANDSCAPE: Final = "landscape"


@dataclass(frozen=True, slots=True)
class Landscape:
    """From here on pages lie on their side."""


PaperBlock = Heading | Paragraph | Items | Table | Picture | Landscape


@dataclass(frozen=True, slots=True)
class Approval:
    """The head of a printed form: who agreed on the left, who approves on the right."""

    agreed: str
    approved: str
    post: str
    name: str
    day: str


@dataclass(frozen=True, slots=True)
class Paper:
    language: str
    title: str
    author: str  # the office
    period: str
    made_on: date
    state: str  # a line under the title: draft, or frozen with its day and seal
    seal: str  # SHA-256 of the frozen report, empty for a draft
    sample: str  # what marks every page of sample data, empty for real ones
    page: str  # "page {page} of {pages}" in the paper's language
    approval: Approval | None  # a summary goes unsigned
    blocks: tuple[PaperBlock, ...]


def paper_of(
    facts: ReportFacts,
    text: WrittenText,
    code: str,
    *,
    made_on: date,
    version: int,
    frozen_on: date | None = None,
    seal: str = "",
    workbook: str = "",
) -> Paper:
    """Raises TextError when the text calls for a table that does not exist.

    `workbook` is the file that holds the rows of tables too long for paper.
    """
    with override(code):
        elsewhere = Elsewhere(workbook, sheet_names(facts, code), is_sealed=bool(seal))
        return Paper(
            language=code,
            title=text.title,
            author=facts.office_name.in_language(code),
            period=facts.period.label(code),
            made_on=made_on,
            state=_state(code, version, frozen_on, seal),
            seal=seal,
            sample=_("Sample data") if facts.is_sample else "",
            page=_("page {page} of {pages}"),
            approval=_approval(),
            blocks=tuple(_numbered_appendices(_blocks(facts, text, code, elsewhere))),
        )


def _blocks(
    facts: ReportFacts, text: WrittenText, code: str, elsewhere: Elsewhere
) -> Iterator[PaperBlock]:
    for block in blocks_of(text.body):
        if not isinstance(block, TableHere):
            yield _tied(block)
        elif block.name == _LANDSCAPE:
            yield Landscape()
        else:
            found = sheet(facts, block.name, block.track, code)
            if found is None:
                raise TextError(
                    _("The text calls for a table that does not exist: “%(name)s”.")
                    % {"name": f"{block.name} {block.track}".strip()}
                )
            yield from pictures_beside(facts, block.name, block.track, code)
            yield from on_paper(found, elsewhere, code)


def _tied(block: Heading | Paragraph | Items) -> Heading | Paragraph | Items:
    match block:
        case Paragraph():
            return Paragraph(tied_runs(block.runs))
        case Items():
            return Items(tuple(tied_runs(item) for item in block.items))
        case _:
            return block


def _numbered_appendices(blocks: Iterator[PaperBlock]) -> Iterator[PaperBlock]:
    """Headings on pages lying on their side are appendices, numbered in their order."""
    count, is_appendix = 0, False
    for block in blocks:
        is_appendix = is_appendix or isinstance(block, Landscape)
        if is_appendix and isinstance(block, Heading) and block.level == 1:
            count += 1
            title = _("Appendix %(number)s. %(title)s") % {"number": count, "title": block.text}
            yield replace(block, text=title)
        else:
            yield block


def _state(code: str, version: int, frozen_on: date | None, seal: str) -> str:
    if frozen_on is None:
        return _("Draft: figures may still change")
    return _("Version %(version)s, figures frozen on %(day)s, SHA-256 %(seal)s") % {
        "version": version,
        "day": language(code).short_date(frozen_on),
        "seal": seal[:16],
    }


def _approval() -> Approval:
    return Approval(
        agreed=_("AGREED"),
        approved=_("APPROVED"),
        post=_("(post)"),
        name=_("(name)"),
        day=_("“___” ____________ 20__"),
    )

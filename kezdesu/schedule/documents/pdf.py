"""The schedule as a PDF, set by Typst."""

from dataclasses import asdict
from pathlib import Path
from typing import Final

from kezdesu.core.typesetting import pdf_of

from .paper import WIDTHS, SchedulePaper

SOURCE: Final = Path(__file__).parent / "schedule.typ"


def schedule_pdf(paper: SchedulePaper) -> bytes:
    day = paper.made_on
    told = asdict(paper) | {"widths": WIDTHS, "made_on": [day.year, day.month, day.day]}
    return pdf_of(SOURCE, day, paper=told)

"""A paper as a tagged PDF (PDF/UA-1), set by Typst. Data goes in as JSON, never into the source."""

from dataclasses import asdict
from pathlib import Path
from typing import Any, Final

import typst

from kezdesu.core.typesetting import FONTS, REGIONS, pdf_of

from .blocks import Heading, Items, Paragraph, Runs
from .drawing import Picture
from .grid import Table, held_together, told, widths_in
from .packing import packed
from .papers import Landscape, Paper, PaperBlock

SOURCE: Final = Path(__file__).parent / "paper.typ"
PICTURE: Final = Path(__file__).parent / "picture.typ"
_RIGHT: Final = {"number", "percent"}
# Tables of more columns than this are set in smaller type.
_MANY_COLUMNS: Final = 7
_UPRIGHT: Final = 17.0  # centimetres between the margins of `paper.typ`
_LYING: Final = 26.7
_WHOLE_LINES: Final = 20  # of a row that surely fits on a page, wherever its words break
_LETTER: Final = 0.0197  # centimetres that a letter takes for each point of its size


def pdf(paper: Paper) -> bytes:
    return packed(pdf_of(SOURCE, paper.made_on, paper=_as_json(paper)))


def png(svg: str) -> bytes:
    """The drawing as a picture for Word, which does not show SVG everywhere."""
    drawn: bytes = typst.compile(
        PICTURE, font_paths=[FONTS], format="png", ppi=180, sys_inputs={"svg": svg}
    )
    return drawn


def _as_json(paper: Paper) -> dict[str, Any]:
    turn = next(
        (place for place, block in enumerate(paper.blocks) if isinstance(block, Landscape)),
        len(paper.blocks),
    )
    return {
        "language": paper.language,
        "region": REGIONS[paper.language],
        "title": paper.title,
        "author": paper.author,
        "period": paper.period,
        "state": paper.state,
        "keywords": [paper.seal] if paper.seal else [],
        "sample": paper.sample,
        "page": paper.page,
        "year": paper.made_on.year,
        "month": paper.made_on.month,
        "day": paper.made_on.day,
        "approval": asdict(paper.approval) if paper.approval else None,
        "upright": [_block(block, paper, _UPRIGHT) for block in paper.blocks[:turn]],
        "lying": [_block(block, paper, _LYING) for block in paper.blocks[turn + 1 :]],
    }


def _block(block: PaperBlock, paper: Paper, room: float) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {"kind": "paragraph", "runs": _texts(block.runs)}
        case Items():
            items = [_texts(item) for item in block.items]
            return {"kind": "items", "items": items, "whole": block.is_short}
        case Table():
            return _table(block, paper.language, room)
        case Picture():
            return {"kind": "picture"} | asdict(block)
        case Landscape():
            return {"kind": "nothing"}


def _texts(runs: Runs) -> list[str]:
    return [run.text for run in runs]


def _table(table: Table, code: str, room: float) -> dict[str, Any]:
    size = 7.5 if len(table.columns) > _MANY_COLUMNS else 8.5
    widths = widths_in(table, code, room / (size * _LETTER))
    rows = [
        [told(cell, column, code) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows
    ]
    torn = [_is_tall(row, widths) for row in rows]
    return {
        "kind": "table",
        "caption": table.caption,
        "size": size,
        "titles": [column.title for column in table.columns],
        "widths": widths,
        "right": [column.kind in _RIGHT for column in table.columns],
        "rows": rows,
        "torn": torn,
        "whole": all(held_together(table)[:-1]) and not any(torn),
    }


def _is_tall(row: list[str], widths: list[float]) -> bool:
    """Whether a row may go over to the next page: one higher than a page would be cut off."""
    return any(
        len(text) / width + text.count("\n") > _WHOLE_LINES
        for text, width in zip(row, widths, strict=True)
    )

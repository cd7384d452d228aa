"""A paper as HTML: whole for a file, or its body for a page of the site."""

from collections.abc import Callable, Iterable
from html import escape

from .blocks import Heading, Items, Paragraph, Runs, blocks_of
from .drawing import Picture
from .grid import SHORT_TITLE, Cell, Column, Opening, Table, told
from .papers import Approval, Landscape, Paper, PaperBlock

# Where a figure opens to its rows, by its key; empty leaves the number as plain words.
FigureAddress = Callable[[str], str]
# The same of a number in a table, which may be a part of a figure.
CellAddress = Callable[[Opening], str]

_STYLE = """
body{font:16px/1.55 system-ui,"Segoe UI","Noto Sans",sans-serif;color:#1b2733;background:#fff;
max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.7rem;line-height:1.2}h2{font-size:1.25rem;margin-top:2rem}h3{font-size:1.05rem}
.state,.sample{color:#4b5966;font-size:.85rem}.sample{color:#7a5200;font-weight:700}
.approval{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2rem;white-space:pre-line}
.frame{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.85rem}
figure{margin:1rem 0;break-inside:avoid}figcaption{font-weight:700;font-size:.9rem;padding:.3rem 0}
figure svg{max-width:100%;height:auto}
caption{text-align:left;font-weight:700;padding:.3rem 0}
th,td{border-bottom:1px solid #bdbbb1;padding:.3rem .45rem;text-align:left;vertical-align:top}
th{background:#efeee8}td.whole{white-space:nowrap}.number{text-align:right;font-variant-numeric:tabular-nums}
@media print{.frame{overflow:visible}table{font-size:7pt}
thead{display:table-header-group}tr{break-inside:avoid}
h2,h3,caption{break-after:avoid}tbody tr:first-child{break-before:avoid}}
"""


def web(paper: Paper) -> bytes:
    """A file that stands alone."""
    signs = _signs(paper.approval) if paper.approval else ""
    sample = f'<p class="sample">{escape(paper.sample)}</p>' if paper.sample else ""
    return (
        f'<!doctype html>\n<html lang="{paper.language}"><head><meta charset="utf-8">'
        f'<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>{escape(paper.title)}</title>"
        f'<meta name="author" content="{escape(paper.author)}">'
        f'<meta name="kezdesu-seal" content="{paper.seal}">'
        f"<style>{_STYLE}</style></head>\n<body>{sample}\n"
        f"{signs}<main>\n<h1>{escape(paper.title)}</h1>\n"
        f'<p class="state">{escape(paper.state)}</p>\n{body(paper)}\n</main></body></html>\n'
    ).encode()


def _signs(approval: Approval) -> str:
    signs = "".join(
        f"<div><strong>{escape(word)}</strong>\n______________ {escape(approval.post)}\n"
        f"______________ {escape(approval.name)}\n{escape(approval.day)}</div>"
        for word in (approval.agreed, approval.approved)
    )
    return f'<div class="approval">{signs}</div>\n'


def body(
    paper: Paper,
    address: FigureAddress | None = None,
    cells: CellAddress | None = None,
    *,
    title_level: int = 1,
) -> str:
    """The blocks of a paper whose title stands as a heading of `title_level`."""
    return "\n".join(
        _table(block, paper.language, cells)
        if isinstance(block, Table)
        else _html(block, paper.language, address, title_level)
        for block in paper.blocks
    )


def prose(text: str, address: FigureAddress | None = None) -> str:
    """The paragraphs of a text without tables, for a post."""
    blocks = [block for block in blocks_of(text) if isinstance(block, Heading | Paragraph | Items)]
    return "\n".join(_html(block, "kk", address, title_level=1) for block in blocks)


def _html(block: PaperBlock, code: str, address: FigureAddress | None, title_level: int) -> str:
    match block:
        case Heading():
            level = block.level + title_level
            return f"<h{level}>{escape(block.text)}</h{level}>"
        case Paragraph():
            return f"<p>{_inline(block.runs, address)}</p>"
        case Items():
            items = "".join(f"<li>{_inline(item, address)}</li>" for item in block.items)
            return f"<ul>{items}</ul>"
        case Table():
            return _table(block, code)
        case Picture():
            return _figure(block)
        case Landscape():
            return ""


def _figure(picture: Picture) -> str:
    drawn = picture.svg.replace("<svg ", f'<svg role="img" aria-label="{escape(picture.alt)}" ', 1)
    return (
        f'<figure class="drawing"><figcaption>{escape(picture.title)}</figcaption>{drawn}</figure>'
    )


def _inline(runs: Runs, address: FigureAddress | None) -> str:
    return "".join(
        f'<a class="opens" href="{escape(address(run.figure))}">{escape(run.text, quote=False)}</a>'
        if run.figure and address
        else escape(run.text, quote=False)
        for run in runs
    )


def _table(table: Table, code: str, address: CellAddress | None = None) -> str:
    titles = "".join(
        f'<th scope="col"{_class(column)}>{escape(_title(column))}</th>' for column in table.columns
    )
    rows = "".join(
        f"<tr>{''.join(_cells(row, table.columns, code, address))}</tr>\n" for row in table.rows
    )
    return (
        f'<div class="frame table-frame"><table class="table">'
        f"<caption>{escape(table.caption)}</caption>"
        f"<thead><tr>{titles}</tr></thead><tbody>\n{rows}</tbody></table></div>"
    )


def _title(column: Column) -> str:
    """A title that is not broken at all: № р/с."""
    if len(column.title) > SHORT_TITLE:
        return column.title
    return column.title.replace(" ", "\N{NO-BREAK SPACE}").replace("/", "/\N{WORD JOINER}")


def _cells(
    row: Iterable[Cell], columns: Iterable[Column], code: str, address: CellAddress | None
) -> Iterable[str]:
    for cell, column in zip(row, columns, strict=True):
        text = escape(told(cell, column, code))
        if column.kind == "link" and text.startswith("http") and " " not in text:
            text = f'<a href="{text}" rel="noopener noreferrer">{text}</a>'
        elif address and isinstance(cell, Opening):
            text = f'<a class="opens" href="{escape(address(cell))}">{text}</a>'
        yield f"<td{_class(column)}>{text}</td>"


def _class(column: Column) -> str:
    if column.kind == "date":
        return ' class="whole"'
    return ' class="number"' if column.kind in {"number", "percent"} else ""

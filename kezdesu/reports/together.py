"""Documents of several languages and forms made at once, one process a core.

Children are forks that inherit what was written, so nothing of it is copied. Fork only where Typst
has set nothing yet in this process: its threads do not live on in a child.
"""

import gc
from collections.abc import Iterator, Sequence
from multiprocessing import get_context
from typing import Final

from django.db import connections

from . import queries
from .documents import Issued, issue
from .models import Report
from .queries import Contents

Wanted = tuple[str, str]  # a language and a form
# The longest work first, so that no process is left with it at the end.
_HEAVIEST: Final = ("xlsx", "pdf", "docx", "html", "summary")
_held: dict[int, tuple[Report, Contents]] = {}


def in_working_order(wanted: Sequence[Wanted]) -> list[Wanted]:
    return sorted(wanted, key=lambda pair: _HEAVIEST.index(pair[1]))


def issue_together(
    report: Report, wanted: Sequence[Wanted], processes: int = 1
) -> Iterator[tuple[Wanted, Issued]]:
    """Each document as it is made; the report is written once for all of them."""
    contents = queries.contents_of(report)
    ordered = in_working_order(wanted)
    if processes == 1:
        yield from ((pair, issue(report, *pair, contents)) for pair in ordered)
        return
    connections.close_all()  # a child must not speak on its parent's connection
    gc.freeze()  # nor copy, by counting, what it only reads
    with get_context("fork").Pool(processes, _hold, (report, contents)) as pool:
        yield from pool.imap_unordered(_issue, ordered)
    gc.unfreeze()


def _hold(report: Report, contents: Contents) -> None:
    _held[0] = report, contents


def _issue(pair: Wanted) -> tuple[Wanted, Issued]:
    report, contents = _held[0]
    return pair, issue(report, *pair, contents)

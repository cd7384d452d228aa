"""Numbers of a page that open: where to, and how much they say."""

import html
import re
from collections.abc import Iterator

from django.test import Client

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period
from kezdesu.figures.behind import behind
from kezdesu.figures.ground import ground_of
from kezdesu.figures.row_lines import Lines, RowLine

# The one class that `kezdesu.core.templatetags` and every template give to a number that opens.
_OPENS = re.compile(r"<a ([^>]*)>([^<]*)</a>")
_HREF = re.compile(r'href="([^"]*)"')
_CLASS = re.compile(r'class="(?:[^"]* )?opens(?: [^"]*)?"')
_NUMBER = re.compile(r"^(\d[\d,\u00a0 ]*)(%?)")


def numbers_that_open(text: str) -> Iterator[tuple[str, int]]:
    """Address and number of each link; of a percentage too. Words without a number are left."""
    for attributes, said in _OPENS.findall(text):
        number = _NUMBER.match(html.unescape(said).strip())
        if number and _CLASS.search(attributes):
            address = _HREF.search(attributes)
            assert address, attributes
            yield html.unescape(address[1]), int(re.sub(r"\D", "", number[1]))


def numbers_of(client: Client, address: str) -> list[tuple[str, int]]:
    return list(numbers_that_open(client.get(address).content.decode()))


def lines_behind(office: Office, period: Period, key: str) -> list[RowLine]:
    """All the rows that a figure opens to."""
    return list(Lines(office, behind(ground_of(office), period, key)).one_by_one())

"""A packed PDF is the same document, only smaller."""

import re
import subprocess
import zlib

import pytest

from kezdesu.reports import pdf as pdf_module
from kezdesu.reports.documents import issue
from kezdesu.reports.packing import packed
from tests.reports.marks import needs_fonts

TAG = re.compile(rb"<</Type/StructElem.*", re.MULTILINE)
STREAM = re.compile(rb"/Type/ObjStm/N (\d+).*?stream\n(.*?)\nendstream", re.DOTALL)


@pytest.fixture
def written(draft, monkeypatch):
    """The same report as Typst writes it and as it is issued."""
    small = issue(draft, "kk", "pdf").content
    with monkeypatch.context() as patch:
        patch.setattr(pdf_module, "packed", lambda content: content)
        return issue(draft, "kk", "pdf").content, small


@needs_fonts
def test_every_tag_is_there_once_and_the_file_is_less_than_half(written):
    large, small = written
    streams = [(int(count), zlib.decompress(held)) for count, held in STREAM.findall(small)]
    tags = [tag for _count, held in streams for tag in TAG.findall(held)]
    assert sorted(tags) == sorted(TAG.findall(large))
    assert sum(count for count, _held in streams) == len(tags) > 300
    assert len(small) < len(large) / 2


@needs_fonts
def test_each_entry_of_the_table_leads_to_its_object(written):
    _large, small = written
    start = int(re.search(rb"startxref\n(\d+)\n%%EOF$", small)[1])
    about, held = re.search(
        rb"<<(/Type/XRef.*?)>>\nstream\n(.*?)\nendstream", small[start:], re.DOTALL
    ).groups()
    rows = zlib.decompress(held)
    entries = [rows[at : at + 7] for at in range(0, len(rows), 7)]
    assert int(re.search(rb"/Size (\d+)", about)[1]) == len(entries)
    found = [
        small[int.from_bytes(entry[1:5], "big") :].startswith(b"%d 0 obj" % number)
        for number, entry in enumerate(entries)
        if entry[0] == 1
    ]
    assert all(found)
    assert len(found) > 50


@needs_fonts
@pytest.mark.parametrize("reader", [["pdftotext", "-layout", "-"], ["pdfinfo", "-struct-text"]])
def test_readers_find_the_same_text_and_structure(written, tmp_path, reader):
    told = []
    for place, content in enumerate(written):
        file = tmp_path / f"{place}.pdf"
        file.write_bytes(content)
        program, option, *target = reader
        try:
            done = subprocess.run([program, option, file, *target], capture_output=True, check=True)
        except FileNotFoundError:
            pytest.skip(f"{program} is not on this machine")
        told.append(done.stdout)
    assert told[0] == told[1]
    assert len(told[0]) > 1000


def test_what_is_laid_out_otherwise_stays_as_it_was():
    assert packed(b"%PDF-1.7\nsomething else") == b"%PDF-1.7\nsomething else"

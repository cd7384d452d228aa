"""Documents are known by their content; what hides another file is refused."""

import io
import stat
import zipfile

import pytest

from kezdesu.core.errors import Refused
from kezdesu.core.files import documents
from kezdesu.core.files.documents import document_type, refuse_two_kinds
from tests.meetings.files import SHEET, WORD, package, pdf, picture


def open_document(kind: str) -> bytes:
    said = f"application/vnd.oasis.opendocument.{kind}".encode()
    return package("content.xml", said={"mimetype": said})


@pytest.mark.parametrize(
    ("content", "ending"),
    [
        (pdf(), "pdf"),
        (package(*WORD), "docx"),
        (package(*SHEET), "xlsx"),
        (package("[Content_Types].xml", "ppt/presentation.xml"), "pptx"),
        (open_document("text"), "odt"),
        (open_document("spreadsheet"), "ods"),
        (open_document("presentation"), "odp"),
    ],
)
def test_the_usual_documents_are_known_by_their_content(content: bytes, ending: str) -> None:
    found = document_type(content)
    assert found.ending == ending
    assert documents.ENDINGS[found.content_type] == ending


def linked() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in WORD:
            archive.writestr(name, b"<x/>")
        link = zipfile.ZipInfo("word/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(link, b"/etc/passwd")
    return out.getvalue()


def lying_about_its_size(monkeypatch: pytest.MonkeyPatch) -> bytes:
    monkeypatch.setattr(documents, "MAX_UNPACKED", 1_000_000)
    bomb = package(*WORD, said={"word/media/a.bin": b"\0" * 5_000_000})
    assert len(bomb) < 10_000
    return bomb


REFUSED = {
    "exe": b"MZ\x90\x00" + b"\0" * 500,
    "script": b"#!/bin/sh\nrm -rf /\n",
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "page": b"<html><script>alert(1)</script></html>",
    "plain zip": package("a.txt"),
    "old office": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500,
    "slip": package(*WORD, "../../etc/cron.d/evil"),
    "slip from the root": package(*WORD, "/etc/passwd"),
    "slip on Windows": package(*WORD, "..\\..\\evil.dll"),
    "slip to a drive": package(*WORD, "C:/evil.dll"),
    "link": linked(),
    "macros": package(*WORD, "word/vbaProject.bin"),
    "cut": package(*WORD)[:-30],
    "with a tail": package(*WORD) + b"<script>alert(1)</script>",
    "behind an exe": b"MZ" + package(*WORD),
    "cut pdf": b"%PDF-1.7\n" + b"0" * 5000,
    "pdf and zip": pdf() + package(*WORD),
    "pdf and page": pdf() + b"<script>alert(1)</script>%%EOF",
    "late pdf": b"\n" + pdf(),
}


@pytest.mark.parametrize("content", REFUSED.values(), ids=REFUSED)
def test_everything_else_is_refused_with_a_sentence(content: bytes) -> None:
    with pytest.raises(Refused) as refused:
        document_type(content)
    assert str(refused.value).endswith(".")


def test_a_bomb_is_refused_while_it_unpacks(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Refused, match="0"):
        document_type(lying_about_its_size(monkeypatch))


def test_too_many_parts_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "MAX_PARTS", 3)
    with pytest.raises(Refused):
        document_type(package(*WORD, "a.xml", "b.xml"))


@pytest.mark.parametrize(
    "tail", [package("a.txt"), b"<script>alert(1)</script>", b"<?php system($_GET['c']); ?>"]
)
def test_a_photo_that_is_also_something_else_is_refused(tail: bytes) -> None:
    refuse_two_kinds(picture())
    with pytest.raises(Refused):
        refuse_two_kinds(picture() + tail)


def test_a_photo_that_begins_like_a_pdf_within_is_refused() -> None:
    with pytest.raises(Refused):
        refuse_two_kinds(picture(comment=b"%PDF-1.7"))

"""Odd files, each with the one sentence it ends in; none of them changes anything."""

import io
from collections.abc import Callable
from pathlib import Path

import pytest
from django.utils import translation

from kezdesu.accounts.models import Office
from kezdesu.core.errors import Refused
from kezdesu.places.services import import_places
from tests.core.workbooks import (
    book,
    changed_part,
    dump,
    package,
    with_flag_encrypted,
    with_hidden_sheet,
)
from tests.factories import make_district, make_kind, make_place

HEAD = ["Атауы", "Түрі", "Ауданы", "Басым", "Басымдық негізі", "Тілдері", "Ендік", "Бойлық"]
HEAD = [*HEAD, "Тұрғындар саны", "Басқа атаулары"]
GOOD = ["Бозарық", "елді мекен"]
NAMES_AND_KINDS = [["Атауы", "Түрі"], GOOD]


def row(**cells: object) -> list[list[object]]:
    """The header and one good row with some cells changed, by column letter."""
    values: dict[str, object] = {"A": "Бозарық", "B": "елді мекен", **cells}
    return [HEAD, [values.get(letter) for letter in "ABCDEFGHIJ"]]


def xml_of_a_far_cell() -> io.BytesIO:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>'
        b"</sheetData></worksheet>"
    )
    return changed_part(book(NAMES_AND_KINDS), "xl/worksheets/sheet1.xml", sheet)


def bomb() -> io.BytesIO:
    return changed_part(book(NAMES_AND_KINDS), "xl/media/image1.png", bytes(70 * 2**20))


def truncated() -> io.BytesIO:
    return io.BytesIO(book(NAMES_AND_KINDS).getvalue()[:2000])


def broken_sheet() -> io.BytesIO:
    return changed_part(book(NAMES_AND_KINDS), "xl/worksheets/sheet1.xml", b"<worksheet><c")


def many_sheets() -> io.BytesIO:
    return book(NAMES_AND_KINDS, **{f"Бет {number}": [["x"]] for number in range(31)})


def many_rows() -> io.BytesIO:
    return book([["Атауы", "Түрі"], *([f"Орын {n}", "елді мекен"] for n in range(20_001))])


Build = Callable[[], io.BytesIO]
NO_WORKBOOK = "This is not an Excel workbook; open the table in Excel and save it as .xlsx."
DAMAGED = "The workbook is damaged; open it in Excel, save it again and choose that file."
NOT_READ = "This kind of workbook is not read; save it in Excel as .xlsx."
LOCKED = "The workbook is locked with a password; save it without one."
NO_HEADINGS = "No sheet has a row of headings; the table needs at least «Name», «Kind»."
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)

FILES: dict[str, tuple[Build, str]] = {
    "empty file": (
        lambda: io.BytesIO(),
        "The file is empty; save the workbook again and choose that file.",
    ),
    "CSV": (lambda: io.BytesIO("Атауы;Түрі\nБозарық;елді мекен".encode()), NO_WORKBOOK),
    "PDF": (lambda: io.BytesIO(b"%PDF-1.7 " + bytes(100)), NO_WORKBOOK),
    "Word document": (lambda: package({"word/document.xml": b"<w/>"}), NO_WORKBOOK),
    "LibreOffice workbook": (
        lambda: package({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}),
        NOT_READ,
    ),
    "binary workbook": (lambda: package({"xl/workbook.bin": b"x"}), NOT_READ),
    "old .xls": (
        lambda: io.BytesIO(OLE),
        "This is a workbook of the old .xls kind; save it in Excel as .xlsx.",
    ),
    "locked workbook": (
        lambda: io.BytesIO(OLE + "EncryptedPackage".encode("utf-16-le")),
        LOCKED,
    ),
    "locked package": (lambda: with_flag_encrypted(book(NAMES_AND_KINDS)), LOCKED),
    "cut off in sending": (truncated, DAMAGED),
    "broken sheet": (broken_sheet, DAMAGED),
    "zip bomb": (
        bomb,
        "Unpacked, the workbook is larger than 64 MB; it holds too much to read.",
    ),
    "too large": (
        lambda: io.BytesIO(b"PK\x03\x04" + bytes(11 * 2**20)),
        "The file is larger than 10 MB; remove pictures or split it into parts.",
    ),
    "a cell at the far corner": (
        xml_of_a_far_cell,
        (
            "Sheet “Тізім” reaches beyond row 20000 or column 100;"
            " delete what stands outside the table or split it."
        ),
    ),
    "too many rows": (
        many_rows,
        (
            "Sheet “Тізім” reaches beyond row 20000 or column 100;"
            " delete what stands outside the table or split it."
        ),
    ),
    "too many sheets": (
        many_sheets,
        "The workbook has more than 30 sheets; keep those with the table.",
    ),
    "nothing in it": (book, "The workbook is empty; no sheet has anything in it."),
    "no headings": (lambda: book([GOOD, ["Мирас", "елді мекен"]]), NO_HEADINGS),
    "only a hidden sheet": (lambda: with_hidden_sheet(NAMES_AND_KINDS), NO_HEADINGS),
    "headings without rows": (
        lambda: book([["Атауы", "Түрі"]]),
        "Sheet “Тізім” has headings but no rows beneath them.",
    ),
    "no column of kinds": (
        lambda: book([["Атауы", "Ауданы"], ["Бозарық", "Абай ауданы"]]),
        "Sheet “Тізім”, row 1: there is no column «Kind»; add it.",
    ),
    "one column twice": (
        lambda: book([["Атауы", "Түрі", "Название"], ["Бозарық", "елді мекен", "Бозарык"]]),
        "Sheet “Тізім”, row 1: columns A and C are both «Name»; keep one of them.",
    ),
    "a misspelt heading": (
        lambda: book([["Тізім 2023"], ["Атауы", "Түрі", "Ауданыы"], [*GOOD, "Абай"]]),
        (
            "Sheet “Тізім”, row 2, column C: the heading «Ауданыы» is unknown;"
            " perhaps «District» is meant; rename or delete it."
        ),
    ),
    "a foreign column": (
        lambda: book([["Атауы", "Түрі", "Телефон"], [*GOOD, "8 700"]]),
        (
            "Sheet “Тізім”, row 1, column C: the heading «Телефон» is unknown; delete it or name"
            " it one of «Name», «Name in Russian», «Name in English», «Other names», «Kind»,"
            " «District», «Priority», «Basis of the priority», «Languages of meetings»,"
            " «Residents or students», «Latitude», «Longitude»."
        ),
    ),
}

ROWS: dict[str, tuple[list[list[object]], str]] = {
    "formula error": (
        row(A="=Sheet9!A1|#REF!"),
        "column A: The formula gives the error #REF!; mend it or write the value.",
    ),
    "blank name": (row(A=None, C="Абай"), "column A: «Name» is empty; fill it in."),
    "blank kind": (row(B=" "), "column B: «Kind» is empty; fill it in."),
    "unknown kind": (
        row(B="қыстақ"),
        "column B: “қыстақ” is unknown; write one of: settlement.",
    ),
    "unknown district": (
        row(C="Медеу ауданы"),
        "column C: “Медеу ауданы” is unknown; write one of: Abay district.",
    ),
    "priority neither yes nor no": (row(D="мүмкін"), "column D: “мүмкін” is neither yes nor no."),
    "priority without a basis": (row(D="иә"), "column E: State why this place is a priority."),
    "unknown language": (
        row(F="қазақша, эльфийский"),
        "column F: “эльфийский” is not a language known here; write for example қазақша, орысша.",
    ),
    "latitude alone": (
        row(G=42.4),
        "column H: Give both latitude and longitude, or neither.",
    ),
    "latitude beyond the pole": (
        row(G="142,4", H=69.6),
        "column G: “142,4” lies outside −90…90 degrees.",
    ),
    "degrees and minutes": (row(G="42°25′", H=69.6), "column G: “42°25′” is not a number."),
    "negative size": (
        row(I=-5),
        "column I: “-5” is not a whole number from 0 to 10000000.",
    ),
    "half a resident": (
        row(I="12,5"),
        "column I: “12,5” is not a whole number from 0 to 10000000.",
    ),
    "size in words": (row(I="көп"), "column I: “көп” is not a number."),
    "name too long": (
        row(A="Б" * 301),
        "column A: The text is longer than 300 characters; shorten it.",
    ),
    "name without letters": (row(A="« »"), "column A: The name has no letters."),
    "an alias of two places": (
        row(A="Жаңа", J="Отырар"),
        (
            "column J: “Отырар” may be any of: Отырар-1 (settlement), Отырар-2 (settlement);"
            " state the kind or the full name."
        ),
    ),
    "contradiction": (
        [*row(I=100), ["«Бозарық» т/а", *row(I=200)[1][1:]]],
        (
            "column I: “Бозарық” already stands in row 2 of sheet “Тізім”"
            " with «Residents or students» 100; make the two agree or delete one."
        ),
    ),
}


@pytest.fixture
def world(office: Office) -> Office:
    make_kind(office)
    make_district(office)
    for name in ("Отырар-1", "Отырар-2"):
        make_place(office, name).aliases.create(name="Отырар", key="отырар")
    return office


@pytest.mark.parametrize(("build", "sentence"), FILES.values(), ids=FILES)
def test_a_file_that_is_no_table_is_refused_in_one_sentence(
    build: Build, sentence: str, world: Office
) -> None:
    before = dump()
    with translation.override("en"), pytest.raises(Refused) as refused:
        import_places(office=world, file=build(), by=None, skip_bad_rows=True)
    assert str(refused.value) == sentence
    assert dump() == before


@pytest.mark.parametrize(("rows", "sentence"), ROWS.values(), ids=ROWS)
def test_a_bad_row_is_named_and_holds_the_whole_file_back(
    rows: list[list[object]], sentence: str, world: Office
) -> None:
    before = dump()
    with translation.override("en"):
        outcome = import_places(office=world, file=book([*rows, ["Мирас", "елді мекен"]]), by=None)
        [fault] = outcome.refused
        assert str(fault) == f"Sheet “Тізім”, row {len(rows)}, {sentence}"
    assert not outcome.is_written
    assert dump() == before


def test_good_rows_beside_a_bad_one_are_imported_when_asked(world: Office) -> None:
    rows = [*NAMES_AND_KINDS, ["Мирас", "қыстақ"], ["Тассай", "елді мекен"]]
    outcome = import_places(office=world, file=book(rows), by=None, skip_bad_rows=True)
    assert outcome.is_written
    assert [entry.name for entry in outcome.added] == ["Бозарық", "Тассай"]
    assert outcome.refused_rows == 1
    assert not world.places.filter(name_kk="Мирас").exists()


def test_a_refused_row_leaves_no_trace_in_the_rows_around_it(world: Office) -> None:
    rows = [["Атауы", "Түрі", "Тұрғындар саны"], [*GOOD, 100], [*GOOD, 200]]
    import_places(office=world, file=book(rows), by=None, skip_bad_rows=True)
    assert world.places.get(name_kk="Бозарық").size == 100


def test_a_file_that_is_not_there_or_is_a_folder(world: Office, tmp_path: Path) -> None:
    with translation.override("en"):
        with pytest.raises(Refused, match=r"There is no file “.*missing\.xlsx”\."):
            import_places(office=world, file=tmp_path / "missing.xlsx", by=None)
        with pytest.raises(Refused, match=r"The file “.*” cannot be read\."):
            import_places(office=world, file=tmp_path, by=None)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("kk", "«Тізім» парағы, 1-жол: «Түрі» бағаны жоқ; қосыңыз."),
        ("ru", "Лист «Тізім», строка 1: нет столбца «Вид»; добавьте его."),
    ],
)
def test_sentences_come_in_the_users_language(language: str, sentence: str, world: Office) -> None:
    rows = [["Атауы", "Ауданы"], ["Бозарық", "Абай ауданы"]]
    with translation.override(language), pytest.raises(Refused) as refused:
        import_places(office=world, file=book(rows), by=None)
    assert str(refused.value) == sentence

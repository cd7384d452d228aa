"""The printed schedule: two languages, three forms, one content."""

import re
import zipfile
from dataclasses import replace
from datetime import date
from io import BytesIO
from itertools import pairwise
from typing import Any

import pytest
from docx import Document
from python_calamine import CalamineWorkbook

from kezdesu.accounts.models import Office
from kezdesu.schedule.documents import TYPES, printed, schedule_paper
from kezdesu.schedule.documents.excel import _pages, schedule_xlsx
from kezdesu.schedule.documents.paper import DistrictRows, lines_needed
from kezdesu.schedule.models import Plan
from tests.factories import (
    make_district,
    make_kind,
    make_person,
    make_place,
    make_plan,
    make_target,
    make_track,
    make_visit,
)
from tests.reports.marks import needs_fonts

# By the Kazakh alphabet Ә comes after А, Қ after К, and Ұ after У.
PLACES = [("Қайтпас", "karatau", 3), ("Ұлағат", "abay", 9), ("Ақтас", "alfarabi", 5)]
DISTRICTS = {
    "karatau": ("Қаратау ауданы", "Каратауский район"),
    "abay": ("Абай ауданы", "Абайский район"),
    "alfarabi": ("Әл-Фараби ауданы", "Аль-Фарабийский район"),
}


@pytest.fixture
def plan(office: Office) -> Plan:
    plan = make_plan(make_track(office, name_kk="Тұрғындар", name_ru="Жители"), "approved")
    crew = [make_person(office, "Бірінші Адам", post="төрағасы", post_ru="председатель")]
    for name, slug, day in PLACES:
        kazakh, russian = DISTRICTS[slug]
        district = make_district(office, slug, name_kk=kazakh, name_ru=russian)
        place = make_place(office, name, name_ru=f"{name} (ru)", district=district)
        make_visit(plan, make_target(plan.track, place), date(2023, 2, day), crew=crew)
    earlier = make_place(office, "Ынтымақ", district=make_district(office, "karatau"))
    make_visit(plan, make_target(plan.track, earlier), date(2023, 2, 1), crew=crew)
    return plan


def test_districts_stand_in_kazakh_order_and_each_by_date(plan: Plan) -> None:
    paper = schedule_paper(plan, "kk")
    assert [group.name for group in paper.districts] == [
        "Абай ауданы",
        "Әл-Фараби ауданы",
        "Қаратау ауданы",
    ]
    rows = [row[:4] for group in paper.districts for row in group.rows]
    assert [(number, place) for number, place, _district, _day in rows] == [
        ("1", "Ұлағат"),
        ("2", "Ақтас"),
        ("3", "Ынтымақ"),
        ("4", "Қайтпас"),
    ]


def test_posts_stand_in_the_language_of_the_paper(plan: Plan) -> None:
    plan.signatory_post_ru = "заместитель акима"
    papers = {code: schedule_paper(plan, code) for code in ("kk", "ru")}
    responsible = {code: paper.districts[0].rows[0][8] for code, paper in papers.items()}
    assert responsible == {"kk": "Бірінші Адам, төрағасы", "ru": "Бірінші Адам, председатель"}
    assert papers["kk"].approved[1] == "әкімнің орынбасары"
    assert papers["ru"].approved[1] == "заместитель акима"
    plan.signatory_post_ru = ""
    assert schedule_paper(plan, "ru").approved[1] == "әкімнің орынбасары"


def test_both_languages_number_alike_under_one_document(plan: Plan) -> None:
    kazakh, russian = (schedule_paper(plan, code) for code in ("kk", "ru"))

    def days(paper: Any) -> list[tuple[str, str]]:
        return [(row[0], row[3]) for group in paper.districts for row in group.rows]

    assert days(kazakh) == days(russian)
    assert kazakh.approved[0] == "БЕКІТЕМІН"
    assert russian.approved[0] == "УТВЕРЖДАЮ"
    for paper in (kazakh, russian):
        assert "№ 12" in paper.approved[-1]
        assert "Қол Қоюшы" in paper.approved[-2]


def test_a_draft_leaves_the_lines_to_the_pen_and_says_what_it_is(office: Office) -> None:
    draft = make_plan(make_track(office))
    make_visit(draft)
    paper = schedule_paper(draft, "kk")
    assert "«___»" in paper.approved[-1]
    assert paper.notes == ("Жоба: бекітілмеген.",)
    assert [group.name for group in paper.districts] == [""]


def test_in_word_the_heading_stands_on_every_page_and_no_row_is_torn(plan: Plan) -> None:
    document = Document(BytesIO(printed(plan, "kk", "docx")))
    corners, table = document.tables
    assert corners.rows[0].cells[2].text.startswith("БЕКІТЕМІН")
    assert document.sections[0].page_width > document.sections[0].page_height
    head = table.rows[0]._tr
    assert head.xpath("./w:trPr/w:tblHeader")
    assert all(row._tr.xpath("./w:trPr/w:cantSplit") for row in table.rows)
    assert [row.cells[1].text for row in table.rows if row.cells[0].text == "4"] == ["Қайтпас"]


def test_in_excel_the_days_are_days(plan: Plan) -> None:
    book = CalamineWorkbook.from_filelike(BytesIO(printed(plan, "ru", "xlsx")))
    rows = book.get_sheet_by_index(0).to_python()
    [first] = [row for row in rows if row[0] == 1]
    assert first[3] == date(2023, 2, 9)
    assert rows[0][7].startswith("УТВЕРЖДАЮ")


@needs_fonts
def test_a_pdf_is_a_pdf(plan: Plan) -> None:
    assert printed(plan, "kk", "pdf").startswith(b"%PDF")


@needs_fonts
@pytest.mark.parametrize("form", sorted(TYPES.keys() - {"docx"}))  # Word's zip holds the hour
def test_the_same_schedule_gives_the_same_file(plan: Plan, form: str) -> None:
    assert printed(plan, "kk", form) == printed(plan, "kk", form)


def test_what_the_plan_does_not_know_is_a_dash_and_a_remark_is_left_to_the_pen(
    office: Office,
) -> None:
    draft = make_plan(make_track(office))
    make_visit(draft)
    [group] = schedule_paper(draft, "ru").districts
    [row] = group.rows
    assert (row[2], row[5], row[9]) == ("—", "—", "")


def test_in_excel_the_headings_are_as_high_as_their_words(plan: Plan) -> None:
    with zipfile.ZipFile(BytesIO(printed(plan, "ru", "xlsx"))) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    rows = re.findall(r'<row r="(\d+)"[^>]* ht="(\d+)"', sheet)
    # Ответственный (Ф.И.О., / должность, / тел.)
    assert dict(rows)["6"] == str(3 * 13)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("Мысалұлы Бірінші", 1),
        # As many letters as digits fit, but ы and М are wider: the last name goes over.
        ("Мысалқызы Алтыншы", 2),
        ("Мысалұлы Бірінші, Мысалұлы Бесінші, Мысалқызы Алтыншы", 4),
        ("инновационно-технологический", 2),
        ("", 1),
    ],
)
def test_in_excel_a_row_has_room_for_its_widest_letters(text: str, lines: int) -> None:
    assert lines_needed([text], 18.9) == lines


@pytest.mark.parametrize(("code", "heading"), [("kk", "Оқу орны"), ("ru", "Учебное заведение")])
def test_a_schedule_of_institutions_alone_says_so_over_its_column(
    office: Office, code: str, heading: str
) -> None:
    plan = make_plan(make_track(office))
    college = make_place(office, "Колледж", kind=make_kind(office, "college", is_institution=True))
    make_visit(plan, make_target(plan.track, college))
    assert schedule_paper(plan, code).headings[1] == heading
    make_visit(plan, make_target(plan.track, make_place(office, "Тоғыс")), date(2023, 2, 1))
    assert schedule_paper(plan, code).headings[1] != heading


def test_in_word_the_last_meeting_keeps_one_beside_it(plan: Plan) -> None:
    [_corners, table] = Document(BytesIO(printed(plan, "kk", "docx"))).tables
    held = [row.cells[1].paragraphs[0].paragraph_format.keep_with_next for row in table.rows]
    assert held[-2:] == [True, None]


@pytest.mark.parametrize("before", range(14, 20))
def test_in_excel_no_district_is_left_without_a_meeting_at_a_pages_foot(
    plan: Plan, before: int
) -> None:
    paper = schedule_paper(plan, "kk")
    row = paper.districts[0].rows[0]
    paper = replace(
        paper,
        districts=tuple(
            DistrictRows(name, (row,) * count)
            for name, count in (("Абай ауданы", before), ("Тұран ауданы", 30))
        ),
    )
    content = schedule_xlsx(paper)
    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    [heading] = [number for number, cells in enumerate(rows, 1) if cells[0] == "Тұран ауданы"]
    with zipfile.ZipFile(BytesIO(content)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    last = [int(each) for each in re.findall(r'<brk id="(\d+)"', sheet)]  # rows of their pages
    assert last
    assert heading not in last
    heights = dict(re.findall(r'<row r="(\d+)"[^>]* ht="([\d.]+)"', sheet))
    room = (595 - 1.1 * 72) / 0.87  # points of an A4 page on its side, between its margins
    for begin, end in pairwise([0, *last, len(rows)]):
        repeated = float(heights["6"]) if begin else 0
        high = sum(float(heights.get(str(row), 15)) for row in range(begin + 1, end + 1))
        assert high + repeated <= room


@pytest.mark.parametrize("count", range(30, 62))
def test_in_excel_no_page_has_the_last_meeting_alone(plan: Plan, count: int) -> None:
    paper = schedule_paper(plan, "kk")
    row = paper.districts[0].rows[0]
    long = replace(paper, districts=(DistrictRows("", (row,) * count),))
    begins = _pages(long, 5, 100)
    assert begins
    assert 5 + 1 + count - begins[-1] >= 2
    assert begins == sorted(set(begins))

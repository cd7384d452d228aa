"""A media log kept in Excel comes in whole, once, and says what stands in the way."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from kezdesu.accounts.models import Office
from kezdesu.core.models import AuditEntry
from kezdesu.core.spreadsheets import ImportOutcome
from kezdesu.press.choices import OutletKind, OutletLevel, PublicationKind
from kezdesu.press.imports import import_publications
from kezdesu.press.models import Outlet, Publication
from kezdesu.press.services import merge_outlets
from kezdesu.programmes.models import PeriodLock, Theme
from tests.core.workbooks import book
from tests.factories import make_outlet, make_person, make_publication, make_theme

HEAD = [
    *("№", "Күні", "БАҚ атауы", "БАҚ түрі", "Деңгейі", "Материал атауы", "Тілі", "Түрі"),
    *("Сілтеме немесе № / бет", "Қаралымы", "Спикер", "Тема"),
]
TOMORROW = f"{timezone.localdate() + timedelta(days=2):%d.%m.%Y}"
LINK = "https://example.kz/1"


def piece(**cells: Any) -> list[Any]:
    values = {"A": "1", "B": "12.03.2023", "C": "Қала үні", "F": "Бірлік жолында", "G": "қазақша"}
    return [(values | cells).get(letter) for letter in "ABCDEFGHIJKL"]


def bring(office: Office, *rows: list[Any], **options: bool) -> ImportOutcome:
    return import_publications(office=office, file=book([HEAD, *rows]), by=None, **options)  # type: ignore[arg-type]


def test_a_row_becomes_a_publication_of_a_new_outlet(office: Office) -> None:
    person, theme = make_person(office, "Әлия Ғабит"), make_theme(office, name_ru="Согласие")
    cells = {"D": "телеарна", "E": "республикалық", "H": "сұхбат", "I": LINK, "J": "1 200"}
    bring(office, piece(**cells, K="әлия  ғабит", L="согласие"))

    row = Publication.objects.get()
    outlet = row.outlet
    assert (outlet.name_kk, outlet.kind, outlet.level) == (
        *("Қала үні", OutletKind.TELEVISION, OutletLevel.REPUBLIC),
    )
    assert (row.published_on, row.title, row.language) == (
        *(date(2023, 3, 12), "Бірлік жолында", "kk"),
    )
    assert (row.kind, row.link, row.views) == (PublicationKind.INTERVIEW, LINK, 1200)
    assert (row.speaker, row.theme) == (person, theme)
    assert AuditEntry.objects.filter(action="press.publication_logged").count() == 1


def test_what_is_no_address_is_a_number_or_a_page(office: Office) -> None:
    bring(office, piece(I="№ 12, 3-бет"))
    assert Publication.objects.values_list("link", "reference").get() == ("", "№ 12, 3-бет")


@pytest.mark.parametrize(
    ("outlet", "usual"),
    [("радио", "story"), ("соцсети", "post"), ("газета", "article"), (None, "article")],
)
def test_a_piece_is_of_the_outlets_usual_kind(office: Office, outlet: Any, usual: str) -> None:
    bring(office, piece(D=outlet))
    assert Publication.objects.get().kind == usual


def test_a_known_outlet_is_found_by_any_of_its_names(office: Office) -> None:
    outlet = make_outlet(office, "Қала үні", name_ru="Голос города")
    bring(office, piece(C="голос  города", D="радио"), piece(F="Екінші"))
    assert Outlet.objects.get() == outlet
    assert outlet.publications.count() == 2


def test_a_file_that_names_a_merged_outlet_brings_nothing_twice(office: Office) -> None:
    rows = [piece(), piece(C="Голос города", F="Екінші")]
    bring(office, *rows)
    one, two = Outlet.objects.order_by("pk")
    merge_outlets(outlet=two, into=one, by=None)
    assert not bring(office, *rows).changes_anything
    assert Publication.objects.filter(outlet=one).count() == 2


def test_importing_again_changes_what_the_file_changed_and_no_more(office: Office) -> None:
    rows = [piece(), piece(F="Екінші", I="№ 3")]
    bring(office, *rows)
    entries = AuditEntry.objects.count()
    assert not bring(office, *rows).changes_anything
    assert AuditEntry.objects.count() == entries

    outcome = bring(office, piece(J=5, H="пост"), rows[1])
    assert [[change.new for change in each.changes] for each in outcome.changed] == [["пост", "5"]]
    assert Publication.objects.values_list("kind", "views").get(views=5) == ("post", 5)
    assert Publication.objects.count() == 2
    told = AuditEntry.objects.get(action="press.publication_corrected").changes
    assert told["before"] == {"kind": "article", "views": None}


BAD = {
    "a day to come": (piece(B=TOMORROW), "B2", "The date lies in the future."),
    "two languages": (piece(G="қазақша, орысша"), "G2", "is two rows"),
    "a language of no outlet": (piece(G="ჩინური"), "G2", "not a language known here"),
    "no address": (piece(I="www.example.kz"), "I2", "with https://"),
    "a page that is a chapter": (piece(I="б" * 101), "I2", "Too long"),
    "a script": (piece(I="javascript://x"), "I2", "with https://"),
    "unknown person": (piece(K="Бөтен"), "K2", "“Бөтен” is unknown"),
    "a kind of no piece": (piece(H="ән"), "H2", "“ән” is unknown; write one of: article"),
    "no title": (piece(F=None), "F2", ""),
}


@pytest.mark.parametrize("name", BAD)
def test_what_stands_in_the_way_is_said_at_its_cell(office: Office, name: str) -> None:
    row, cell, sentence = BAD[name]
    make_person(office)
    with override("en"):
        outcome = bring(office, row, piece(F="Дұрыс"))
    [fault] = outcome.refused
    assert f"{fault.column}{fault.row}" == cell
    assert sentence in fault.reason
    assert not Publication.objects.exists()
    assert not Outlet.objects.exists()
    bring(office, row, piece(F="Дұрыс"), skip_bad_rows=True)
    assert Publication.objects.get().title == "Дұрыс"


def test_two_rows_about_one_piece_must_agree(office: Office) -> None:
    with override("en"):
        outcome = bring(office, piece(J=1), piece(J=2))
    assert "make the two agree" in outcome.refused[0].reason


def test_a_locked_period_is_closed_to_tables_too(office: Office) -> None:
    bring(office, piece())
    PeriodLock.objects.create(
        office=office,
        period="2023-H1",
        starts_on=date(2023, 1, 1),
        ends_on=date(2023, 6, 30),
        locked_at=timezone.now(),
    )
    assert bring(office, piece(), piece(B="01.09.2023")).refused == ()
    with override("en"):
        faults = bring(office, piece(J=5), piece(F="Жаңа")).refused
    assert ["locked" in fault.reason for fault in faults] == [True, True]
    assert Publication.objects.count() == 2


def test_ones_kazakh_name_is_nobody_elses(office: Office) -> None:
    own = make_outlet(office, "Рейтинг")
    make_outlet(office, "Рейтинг қаласы", name_ru="Рейтинг")
    bring(office, piece(C="Рейтинг"))
    assert Publication.objects.get().outlet == own


def test_the_log_exports_to_a_table_that_imports_back_unchanged(
    office: Office, press_client: Client
) -> None:
    make_publication(
        office, speaker=make_person(office), theme=make_theme(office), views=7, link=LINK
    )
    make_publication(office, title="Екінші", language="uz", kind="post", reference="№ 4")
    for language in ("", "/ru", "/en"):
        answer = press_client.get(f"{language}/desk/press/?format=xlsx")
        file = answer.getvalue()
        with override(language[1:] or "kk"):
            outcome = import_publications(office=office, file=BytesIO(file), by=None)
        assert (len(outcome.unchanged), outcome.refused, outcome.added, outcome.changed) == (
            *(2, (), (), ()),
        )


def test_at_the_desk_and_on_the_command_line(office: Office, press_client, tmp_path) -> None:
    file = tmp_path / "log.xlsx"
    file.write_bytes(book([HEAD, piece()]).getvalue())
    call_command("import", "publications", str(file), office=office.slug)
    assert Publication.objects.count() == 1
    page = press_client.get("/desk/press/import/").content.decode()
    assert "Материалдың атауы" in page
    with file.open("rb") as sent:
        answer = press_client.post("/desk/press/import/", {"file": sent})
    assert answer.status_code == 200
    assert Theme.objects.count() == 0

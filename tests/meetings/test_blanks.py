"""The printed sheet of a visit: one page each, no names, and a code that a phone reads."""

import io
import json
from datetime import date

import pytest
import typst
import zxingcpp
from django.http import HttpResponse
from django.test import Client
from PIL import Image

from kezdesu.accounts.models import Office
from kezdesu.meetings import blanks
from kezdesu.meetings.blanks import Blank, blank_pdf
from kezdesu.meetings.planned import visits_of_trip, visits_of_week
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit
from tests.factories import (
    local,
    make_district,
    make_office,
    make_person,
    make_place,
    make_plan,
    make_target,
    make_theme,
    make_track,
    make_visit,
)
from tests.reports.marks import needs_fonts

pytestmark = needs_fonts
DAY = date(2023, 2, 1)  # a Wednesday of week 5


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office, name_kk="Тұрғындар", name_ru="Жители")


@pytest.fixture
def visit(office: Office, track: Track) -> Visit:
    place = make_place(office, "Бозарық", name_ru="Бозарык", district=make_district(office))
    crew = [make_person(office, "Асан Үлгіұлы")]
    visit = make_visit(
        make_plan(track, PlanStatus.APPROVED),
        make_target(track, place),
        DAY,
        crew=crew,
        venue="№ 5",
    )
    visit.themes.set([make_theme(office)])
    return visit


def sheet(visit: Visit, kind: str = "sheet", language: str = "kk") -> str:
    return f"/desk/meetings/visits/{visit.pk}/{kind}-{language}.pdf"


def drawn(office: Office, visits: list[Visit], code: str, monkeypatch: pytest.MonkeyPatch) -> list:
    """The pages of the sheet as pictures, from the same source and words."""
    kept: dict[str, str] = {}

    def keep(source: object, made_on: object, **inputs: object) -> bytes:
        kept.update({name: json.dumps(value) for name, value in inputs.items()})
        return b""

    monkeypatch.setattr(blanks, "pdf_of", keep)
    asked = [
        Blank(visit, f"https://kezdesu.example/field/?visit={visit.identity}") for visit in visits
    ]
    blank_pdf(office, asked, code)
    made = typst.compile(blanks.SOURCE, format="png", ppi=110, sys_inputs=kept)
    return made if isinstance(made, list) else [made]


def test_the_code_opens_this_visits_form(
    office: Office, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read back from the drawn page by a decoder that shares nothing with what drew it."""
    second = make_visit(visit.plan, make_target(visit.plan.track, make_place(office)), DAY)
    pictures = drawn(office, [visit, second], "kk", monkeypatch)
    read = [
        [code.text for code in zxingcpp.read_barcodes(Image.open(io.BytesIO(each)).convert("L"))]
        for each in pictures
    ]
    assert read == [
        [f"https://kezdesu.example/field/?visit={each.identity}"] for each in (visit, second)
    ]


def test_the_sheet_says_what_is_planned_and_asks_for_no_name(
    office: Office, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    said: dict[str, object] = {}
    monkeypatch.setattr(
        blanks, "pdf_of", lambda source, made_on, **inputs: said.update(inputs) or b""
    )
    blank_pdf(office, [Blank(visit, "https://x.example/")], "ru")
    [page] = said["pages"]["pages"]  # type: ignore[index]
    facts = [value for _label, value in page["facts"]]
    assert page["place"] == "Бозарык"
    assert facts == [
        "Абайский район",
        "1 февраля 2023 года, среда",
        "10:00",
        "№ 5",
        "толерантность",
        "Асан Үлгіұлы",
    ]
    words = said["sheet"]
    assert "имена" in words["tally"]  # type: ignore[index]
    assert len(words["parts"]) == 5  # type: ignore[index]


@pytest.mark.parametrize(("language", "prefix"), [("kk", ""), ("ru", "/ru")])
def test_one_visit_is_one_page_and_its_address_that_of_this_server(
    coordinator_client: Client,
    visit: Visit,
    language: str,
    prefix: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    seen: list[str] = []
    drawing = blanks.qr_svg
    monkeypatch.setattr(blanks, "qr_svg", lambda address: seen.append(address) or drawing(address))
    answer = coordinator_client.get(sheet(visit, language=language))
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF-")
    named = f"visit={visit.identity}&place={visit.target.place_id}&track={visit.plan.track_id}"
    assert seen == [f"http://testserver{prefix}/field/?{named}"]


def test_long_texts_stay_on_one_page(
    office: Office, visit: Visit, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit.venue = "Өте ұзақ мекенжай, көше және үй нөмірі, " * 7
    visit.target.place.name_kk = "«Өте ұзақ атаулы» тұрғын алабының солтүстік бөлігі, екінші кезегі"
    visit.themes.set(
        [make_theme(office, f"t{number}", name_kk="қоғамдық келісім " * 5) for number in range(4)]
    )
    visit.crew.set([make_person(office) for _ in range(9)])
    assert len(drawn(office, [visit], "kk", monkeypatch)) == 1


def test_a_trip_holds_the_crews_visits_of_the_day_in_order(
    coordinator_client: Client, office: Office, visit: Visit
) -> None:
    crew = list(visit.crew.all())
    other = make_visit(visit.plan, make_target(visit.plan.track), DAY, crew=crew)
    Visit.objects.filter(pk=other.pk).update(starts_at=local(DAY, 15))
    make_visit(visit.plan, make_target(visit.plan.track), DAY, crew=[make_person(office)])
    make_visit(visit.plan, make_target(visit.plan.track), date(2023, 2, 2), crew=crew)
    assert visits_of_trip(office, other.pk) == [visit, other]
    assert coordinator_client.get(sheet(visit, "trip")).status_code == 200


def test_a_week_is_one_file(coordinator_client: Client, office: Office, visit: Visit) -> None:
    make_visit(visit.plan, make_target(visit.plan.track), date(2023, 2, 3))
    make_visit(visit.plan, make_target(visit.plan.track), date(2023, 2, 6))
    assert len(visits_of_week(office, 2023, 5)) == 2
    answer = coordinator_client.get("/desk/meetings/sheets/2023-5/week-kk.pdf")
    assert isinstance(answer, HttpResponse)
    assert answer.status_code == 200
    for nothing in ("2023-40", "2023-77", "99999-1"):
        address = f"/desk/meetings/sheets/{nothing}/week-kk.pdf"
        assert coordinator_client.get(address).status_code == 404


def test_the_same_visit_gives_the_same_bytes(coordinator_client: Client, visit: Visit) -> None:
    first, second = (coordinator_client.get(sheet(visit)).content for _ in range(2))
    assert first == second


def test_what_is_not_approved_or_not_ours_has_no_sheet(
    coordinator_client: Client, office: Office, visit: Visit
) -> None:
    draft = make_visit(make_plan(make_track(office, "students")))
    theirs = make_visit(make_plan(make_track(make_office("other")), PlanStatus.APPROVED))
    for each in (draft, theirs):
        assert coordinator_client.get(sheet(each)).status_code == 404
        assert coordinator_client.get(sheet(each, "trip")).status_code == 404
    assert coordinator_client.get(sheet(visit, language="en")).status_code == 404


def test_a_week_asks_the_database_as_often_for_three_visits_as_for_one(
    office: Office, visit: Visit, django_assert_num_queries: object
) -> None:
    asked = visits_of_week(office, 2023, 5)
    for _ in range(2):
        make_visit(visit.plan, make_target(visit.plan.track), DAY)
    with django_assert_num_queries(3):  # type: ignore[operator]
        more = visits_of_week(office, 2023, 5)
        for each in more:
            assert each.target.place.name_kk
            list(each.crew.all())
            list(each.themes.all())
    assert len(more) == len(asked) + 2

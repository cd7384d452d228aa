from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from kezdesu.accounts.models import Office
from kezdesu.people.models import Absence
from kezdesu.people.services import import_roster
from tests.core.workbooks import book
from tests.edits import edit
from tests.factories import make_category, make_group, make_office, make_person, make_seat

LIST = "/desk/people/"


def names(answer: Any) -> list[str]:
    return [row.full_name for row in answer.context["page"]]


def test_people_are_listed_with_lasting_seats_and_absence(
    office: Office, coordinator_client: Client
) -> None:
    today = timezone.localdate()
    person = make_person(office, "Үлгіұлы Бірінші", languages=["kk", "uz"])
    make_seat(person, starts_on=date(2023, 1, 1))
    make_seat(
        person,
        make_group(office, "speakers", "pool"),
        starts_on=date(2022, 1, 1),
        ends_on=date(2022, 12, 31),
    )
    person.absences.create(starts_on=today, ends_on=today + timedelta(days=3))
    [row] = coordinator_client.get(LIST).context["page"]
    assert len(row.seats) == 1
    assert row.away_until == today + timedelta(days=3)
    assert row.languages == "қазақ тілі, өзбек тілі"
    assert row.weekdays == "дс–жм"


def test_people_are_found_and_filtered(office: Office, coordinator_client: Client) -> None:
    one = make_person(office, "Үлгіұлы Бірінші")
    two = make_person(office, "Мысалқызы Екінші", post="кәсіби медиатор")
    make_seat(one)
    make_seat(two, make_group(office, "speakers", "pool"), category=make_category(office, "x"))
    ask = coordinator_client.get
    assert names(ask(LIST)) == ["Мысалқызы Екінші", "Үлгіұлы Бірінші"]
    assert names(ask(LIST, {"search": "медиатор"})) == ["Мысалқызы Екінші"]
    assert names(ask(LIST, {"search": "үлгіұлы"})) == ["Үлгіұлы Бірінші"]
    assert names(ask(LIST, {"group": "speakers"})) == ["Мысалқызы Екінші"]
    assert names(ask(LIST, {"group": "speakers", "category": "scholar"})) == []


def test_the_list_asks_as_often_for_three_people_as_for_one(
    office: Office, coordinator_client: Client
) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            coordinator_client.get(LIST)
        return len(asked)

    make_seat(make_person(office))
    first = queries()
    make_seat(make_person(office))
    make_seat(make_person(office))
    assert queries() == first


def test_a_person_is_edited(office: Office, coordinator_client: Client) -> None:
    person = make_person(office, "Үлгіұлы Бірінші")
    data = {
        "full_name": "Үлгіұлы Бірінші",
        "languages": "өзбекше; қазақша",
        "weekdays": ["0", "4"],
        "meetings_a_week": "2",
    }
    edit(coordinator_client, f"{LIST}{person.pk}/edit/", data)
    person.refresh_from_db()
    assert (person.languages, person.weekdays, person.meetings_a_week) == (["uz", "kk"], [0, 4], 2)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"full_name": "Мысалқызы Екінші"}, "full_name"),
        ({"languages": "клингон"}, "languages"),
        ({"weekdays": ["7"]}, "weekdays"),
        ({"meetings_a_week": "0"}, "meetings_a_week"),
    ],
)
def test_a_wrong_field_is_named(
    wrong: dict[str, Any], field: str, office: Office, coordinator_client: Client
) -> None:
    person = make_person(office, "Үлгіұлы Бірінші")
    make_person(office, "Мысалқызы Екінші")
    data = {"full_name": "Үлгіұлы Бірінші", **wrong}
    answer = edit(coordinator_client, f"{LIST}{person.pk}/edit/", data)
    assert answer.status_code == 422
    assert field in answer.context["form"].errors


def test_an_absence_is_added_and_taken_back(office: Office, coordinator_client: Client) -> None:
    person = make_person(office)
    address = f"{LIST}{person.pk}/absences/"
    data = {"starts_on": "13.02.2023", "ends_on": "17.02.2023", "reason": "іссапар"}
    page = coordinator_client.post(address, data, follow=True)
    absence = Absence.objects.get()
    assert (absence.starts_on, absence.reason) == (date(2023, 2, 13), "іссапар")
    undo = f"{address}{absence.pk}/"
    assert undo in page.content.decode()
    coordinator_client.post(undo)
    assert not Absence.objects.exists()


def test_an_absence_that_ends_before_it_starts_is_refused(
    office: Office, coordinator_client: Client
) -> None:
    person = make_person(office)
    data = {"starts_on": "17.02.2023", "ends_on": "13.02.2023"}
    answer = coordinator_client.post(f"{LIST}{person.pk}/absences/", data)
    assert answer.status_code == 422
    assert "ends_on" in answer.context["form"].errors
    assert "17.02.2023" in answer.content.decode()


def test_another_offices_people_are_not_found(office: Office, coordinator_client: Client) -> None:
    person = make_person(make_office("elsewhere"))
    absence = person.absences.create(starts_on=date(2023, 1, 1), ends_on=date(2023, 1, 2))
    assert coordinator_client.get(f"{LIST}{person.pk}/").status_code == 404
    assert coordinator_client.post(f"{LIST}{person.pk}/absences/").status_code == 404
    address = f"{LIST}{person.pk}/absences/{absence.pk}/"
    assert coordinator_client.post(address).status_code == 404


def test_a_speaker_looks_and_changes_nothing(office: Office, speaker_client: Client) -> None:
    person = make_person(office)
    assert speaker_client.get(f"{LIST}{person.pk}/").status_code == 200
    assert speaker_client.post(f"{LIST}{person.pk}/absences/").status_code == 403
    assert speaker_client.get(f"{LIST}{person.pk}/edit/").status_code == 403


def test_a_roster_is_uploaded_with_a_preview(office: Office, coordinator_client: Client) -> None:
    make_group(office)
    make_category(office)
    file = book(
        [
            ["Ф.И.О.", "Группа", "Категория", "Дата начала"],
            ["Үлгіұлы Бірінші", "group", "учёные", "5 января 2023 г."],
        ]
    )
    file.name = "roster.xlsx"
    coordinator_client.post(f"{LIST}import/", {"file": file})
    assert not office.people.exists()
    coordinator_client.post(f"{LIST}import/", {"confirm": "1"})
    assert office.people.get().seats.get().starts_on == date(2023, 1, 5)


@pytest.mark.parametrize("prefix", ["", "/ru", "/en"])
def test_an_export_is_a_table_that_imports_unchanged(
    prefix: str, office: Office, coordinator_client: Client
) -> None:
    person = make_person(office, "Үлгіұлы Бірінші", weekdays=[0, 1, 2, 4], meetings_a_week=2)
    make_seat(person, order_reference="№ 1")
    person.absences.create(starts_on=date(2023, 1, 9), ends_on=date(2023, 1, 10), reason="демалыс")
    answer = coordinator_client.get(f"{prefix}{LIST}", {"format": "xlsx"})
    outcome = import_roster(office=office, file=BytesIO(answer.getvalue()), by=None)
    assert (len(outcome.unchanged), outcome.changes_anything) == (1, False)

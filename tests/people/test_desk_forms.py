"""People, seats, groups and the lists behind them are made and changed at the desk."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from kezdesu.accounts.models import Office
from kezdesu.core.models import AuditEntry
from kezdesu.people.models import Body, Group, Person, Skill
from tests.edits import edit
from tests.factories import make_category, make_group, make_office, make_person, make_seat

DESK = "/desk/people/"


def make_skill(office: Office, slug: str = "mediation", **fields: Any) -> Skill:
    names = {"name_kk": "медиация", "name_ru": "медиация", "name_en": "mediation"}
    return Skill.objects.create(office=office, slug=slug, **(names | fields))


def test_a_person_is_added_with_a_skill_and_a_seat(
    office: Office, coordinator_client: Client
) -> None:
    make_skill(office)
    typed = {"full_name": "Үлгіұлы Бірінші", "languages": "қазақша", "skill-mediation": "2"}
    coordinator_client.post(f"{DESK}add/", typed)
    person = Person.objects.get(office=office)
    assert (person.skills, person.languages) == ({"mediation": 2}, ["kk"])
    seat = {"group": make_group(office).pk, "category": make_category(office).pk}
    where = f"{DESK}{person.pk}/seats/add/"
    coordinator_client.post(where, seat | {"starts_on": "01.02.2023", "order_reference": "№ 12"})
    held = person.seats.get()
    assert (held.starts_on, held.order_reference, held.body) == (date(2023, 2, 1), "№ 12", None)
    again = coordinator_client.post(where, seat | {"starts_on": "01.03.2023"})
    assert again.status_code == 422
    page = coordinator_client.get(f"{DESK}{person.pk}/").content.decode()
    assert "медиация (2)" in page
    end = f"{DESK}{person.pk}/seats/{held.pk}/end/"
    assert end in page
    assert edit(coordinator_client, end, {"ends_on": "01.01.2023"}).status_code == 422
    edit(coordinator_client, end, {"ends_on": "30.06.2023"})
    held.refresh_from_db()
    assert held.ends_on == date(2023, 6, 30)


def test_a_skill_is_taken_back(office: Office, coordinator_client: Client) -> None:
    make_skill(office)
    person = make_person(office, "Үлгіұлы Бірінші", skills={"mediation": 3})
    where = f"{DESK}{person.pk}/edit/"
    form = coordinator_client.get(where).context["form"]
    assert form["skill-mediation"].value() == 3
    edit(coordinator_client, where, {"full_name": "Үлгіұлы Бірінші", "skill-mediation": ""})
    person.refresh_from_db()
    assert person.skills == {}


def test_nobody_is_added_twice(office: Office, coordinator_client: Client) -> None:
    make_person(office, "Үлгіұлы Бірінші")
    answer = coordinator_client.post(f"{DESK}add/", {"full_name": "үлгіұлы  бірінші"})
    assert answer.status_code == 422
    assert "full_name" in answer.context["form"].errors


def test_groups_and_lists_are_added_and_named_otherwise(
    office: Office, coordinator_client: Client
) -> None:
    coordinator_client.post(f"{DESK}lists/groups/add/", {"name_kk": "Топ", "kind": "pool"})
    group = Group.objects.get(office=office)
    assert (group.slug, group.kind) == ("top", "pool")
    typed = {"name_kk": "Жаңа топ", "kind": "outreach"}
    edit(coordinator_client, f"{DESK}lists/groups/{group.pk}/", typed)
    group.refresh_from_db()
    assert (group.name_kk, group.slug, group.kind) == ("Жаңа топ", "top", "outreach")
    told = AuditEntry.objects.get(action="people.group_edited").changes
    assert told == {"name_kk": ["Топ", "Жаңа топ"], "kind": ["pool", "outreach"]}
    for _again in range(2):
        coordinator_client.post(f"{DESK}lists/bodies/add/", {"name_kk": "Ақсақалдар"})
    bodies = Body.objects.order_by("pk").values_list("slug", "position")
    assert list(bodies) == [("aqsaqaldar", 0), ("aqsaqaldar-2", 1)]
    assert coordinator_client.get(f"{DESK}lists/wonders/add/").status_code == 404


def test_the_lists_count_who_uses_them_with_as_many_queries_for_three(
    office: Office, coordinator_client: Client
) -> None:
    make_skill(office)
    make_seat(make_person(office, skills={"mediation": 1}))

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            page = coordinator_client.get(f"{DESK}lists/")
        assert page.context["parts"]["skills"][0].used == len(office.people.all())
        assert page.context["parts"]["groups"][0].used == len(office.people.all())
        return len(queries)

    first = asked()
    for number in (1, 2):
        make_category(office, f"category-{number}")
        make_skill(office, f"skill-{number}", position=number)
        make_group(office, f"group-{number}")
        make_seat(make_person(office, skills={"mediation": 1}))
    assert asked() == first


@pytest.mark.parametrize("role", ["speaker", "approver", "press", "administrator"])
def test_others_write_nothing(office: Office, role: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(f"{role}_client")
    person, group = make_person(office), make_group(office)
    page = client.get(f"{DESK}lists/")
    assert page.status_code == (403 if role == "press" else 200)
    assert "/add/" not in page.content.decode()
    for address in (
        *("add/", f"{person.pk}/edit/", f"{person.pk}/seats/add/", f"{person.pk}/seats/1/end/"),
        *("lists/groups/add/", f"lists/groups/{group.pk}/"),
    ):
        assert client.post(f"{DESK}{address}").status_code == 403, address


def test_what_belongs_to_another_office_is_not_found(
    office: Office, coordinator_client: Client
) -> None:
    elsewhere = make_office("elsewhere")
    seat = make_seat(make_person(elsewhere))
    for address in (
        *(f"{seat.person_id}/seats/add/", f"{seat.person_id}/seats/{seat.pk}/end/"),
        f"lists/groups/{seat.group_id}/",
    ):
        assert coordinator_client.get(f"{DESK}{address}").status_code == 404, address

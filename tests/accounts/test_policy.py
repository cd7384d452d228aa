"""The table of rights, cell by cell: a changed right is a changed line here."""

from typing import Any

import pytest

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office
from kezdesu.accounts.policy import MAY, may, rights
from tests.factories import make_office, make_user

# coordinator, approver, speaker, press officer, administrator
TABLE = {
    "desk.view": "yes yes yes yes yes",
    "places.view": "yes yes yes yes yes",
    "places.edit": "yes no no no no",
    "people.view": "yes yes yes no yes",
    "people.edit": "yes no no no no",
    "programmes.view": "yes yes yes yes yes",
    "programmes.edit": "yes no no no no",
    "schedule.view": "yes yes yes yes yes",
    "schedule.edit": "yes no no no no",
    "schedule.repair": "yes no no no no",
    "schedule.approve": "no yes no no no",
    "schedule.scan": "yes yes no no no",
    "meetings.view": "yes yes yes yes yes",
    "meetings.record": "yes no yes no no",
    "meetings.review": "yes no no no no",
    "meetings.sheets": "yes no no no no",
    "meetings.publish": "yes no no yes no",
    "press.view": "yes yes yes yes yes",
    "press.edit": "yes no no yes no",
    "figures.view": "yes yes yes yes yes",
    "reports.view": "yes yes no yes yes",
    "reports.edit": "yes no no no no",
    "reports.freeze": "yes yes no no no",
    "reports.check": "yes yes no yes no",
    "reports.publish": "no yes no yes no",
    "newsroom.view": "yes yes no yes no",
    "newsroom.edit": "yes no no yes no",
    "settings.view": "yes no no no yes",
    "settings.edit": "no no no no yes",
}
ROLES = [Role.COORDINATOR, Role.APPROVER, Role.SPEAKER, Role.PRESS, Role.ADMINISTRATOR]


def test_the_table_here_names_every_action() -> None:
    assert set(TABLE) == set(MAY)


@pytest.mark.parametrize("role", ROLES)
def test_each_role_may_do_what_the_table_says(office: Office, role: Role) -> None:
    user = make_user(office=office, role=role)
    column = ROLES.index(role)
    expected = {action for action, row in TABLE.items() if row.split()[column] == "yes"}
    assert rights(user, office) == expected


def test_a_region_reads_its_cities_but_does_not_write_for_them(office: Office) -> None:
    region = make_office("region")
    office.parent = region
    office.save()
    user = make_user(office=region, role=Role.COORDINATOR)
    assert may(user, "meetings.view", office)
    assert not may(user, "meetings.review", office)


def test_a_city_does_not_read_its_region(office: Office) -> None:
    region = make_office("region")
    office.parent = region
    office.save()
    user = make_user(office=office, role=Role.COORDINATOR)
    assert not may(user, "meetings.view", region)


def test_a_role_elsewhere_gives_nothing_here(office: Office) -> None:
    assert rights(make_user(office=make_office(), role=Role.ADMINISTRATOR), office) == frozenset()


def test_all_rights_ask_once(office: Office, django_assert_num_queries: Any) -> None:
    user = make_user(office=office, role=Role.COORDINATOR)
    with django_assert_num_queries(1):
        rights(user, office)

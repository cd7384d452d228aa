"""An office begins on an empty installation, and is told its next step until it has a schedule."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership, Office, OfficeName, User
from kezdesu.core.models import AuditEntry
from kezdesu.home.first_steps import first_steps
from kezdesu.home.management.commands import office as command
from kezdesu.places.models import PlaceKind
from kezdesu.programmes.models import Track
from kezdesu.schedule.models import Plan
from tests.conftest import client_of
from tests.factories import (
    make_district,
    make_group,
    make_kind,
    make_office,
    make_place,
    make_plan,
    make_seat,
    make_target,
    make_track,
    make_user,
)  # fmt: skip

STATED = {
    "name_kk": "Ақтөбе қалалық мекемесі",
    "territory_kk": "Ақтөбе қаласы",
    "full_name": "Айгүл Серікқызы",
    "username": "aigul",
}


def test_an_office_begins_with_a_name_kinds_and_an_administrator(db: None, capsys) -> None:
    with override("en"):
        call_command("office", "aqtobe", **STATED)

    office = Office.objects.get(slug="aqtobe")
    assert office.named_on(date(2019, 1, 1)).name_kk == STATED["name_kk"]
    user = User.objects.get(username="aigul")
    assert user.get_full_name() == "Айгүл Серікқызы"
    assert Membership.objects.get(user=user).role == Role.ADMINISTRATOR
    assert "village" in PlaceKind.objects.filter(office=office).values_list("slug", flat=True)
    password = re.search(r"password (\S+)", capsys.readouterr().out)
    assert password
    client = Client()
    signed_in = {"login": "aigul", "password": password[1]}
    answer = client.post("/account/login/", signed_in)
    assert answer["Location"] == "/account/password/change/"
    assert "Алғашқы қадамдар" in client.get("/desk/").content.decode()
    assert password[1] not in str(list(AuditEntry.objects.values()))


def test_an_office_stands_under_another(office: Office) -> None:
    call_command("office", "aqtobe", under=office.slug, **STATED)
    assert Office.objects.get(slug="aqtobe").parent == office


@pytest.mark.parametrize(
    ("slug", "change", "said"),
    [
        ("shymkent", {}, "shymkent"),
        ("aqtobe", {"username": "coordinator"}, "coordinator"),
        ("aqtobe", {"under": "nowhere"}, "nowhere"),
        ("aqtobe", {"name_kk": ""}, "--name-kk"),
        ("aqtobe", {"username": "ай гүл"}, "--username"),
        ("aqtobe", {"interface": "de"}, "--interface"),
        ("Ақ төбе", {}, "Ақ төбе"),
        ("a" * 61, {}, "aaa"),
        ("aqtobe", {"full_name": "а" * 151}, "--full-name"),
    ],
)
def test_what_cannot_begin_changes_nothing(slug, change, said, coordinator: User) -> None:
    with pytest.raises(CommandError, match=said):
        call_command("office", slug, **(STATED | change))
    assert Office.objects.count() == 1
    assert User.objects.count() == 1


def test_what_is_not_stated_is_asked_for(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(command.sys, "stdin", type("Terminal", (), {"isatty": lambda self: True})())
    monkeypatch.setattr("builtins.input", lambda text: asked.append(text) or "")
    with override("en"):
        call_command("office", "aqtobe", **STATED)
    assert [text.partition(":")[0] for text in asked] == [
        *("Name in Russian", "Name in English", "Territory in Russian", "Territory in English"),
        "Language of the desk",
    ]
    assert OfficeName.objects.get().name_ru == ""


def test_the_next_steps_are_told_until_a_schedule_is_approved(office: Office) -> None:
    def done() -> list[bool]:
        return [step.is_done for step in first_steps(office, frozenset())]

    def track() -> Track:
        return office.programmes.get().tracks.get()

    acts: list[Callable[[], object]] = [
        lambda: make_user(office=office, role=Role.COORDINATOR),
        lambda: make_user(office=office, role=Role.APPROVER),
        lambda: make_district(office),
        lambda: make_place(office),
        lambda: make_group(office),
        lambda: make_seat(office.people.create(full_name="А", key="а"), office.groups.get()),
        lambda: make_track(office),
        lambda: make_target(track(), office.places.get()),
        lambda: make_plan(track()),
        lambda: Plan.objects.update(status="submitted"),
    ]
    for number, act in enumerate(acts):
        assert done() == [True] * number + [False] * (len(acts) - number + 1)
        with CaptureQueriesContext(connection) as queries:
            done()
        assert len(queries) == 2
        act()
    make_plan(track(), "approved", version=2, reason="түзету")
    assert done() == []


def test_another_offices_work_is_nobodys_step(office: Office) -> None:
    make_kind(make_office("elsewhere"))
    make_place(make_office("third"))
    assert not any(step.is_done for step in first_steps(office, frozenset()))


def test_a_step_leads_only_who_may_take_it(coordinator: User, administrator: User) -> None:
    for user, may in ((coordinator, True), (administrator, False)):
        page = client_of(user).get("/desk/").content.decode()
        assert ("/desk/places/import/" in page) is may
        assert ("үйлестіруші</small>" in page) is not may

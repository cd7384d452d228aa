"""What an administrator does for colleagues: names, persons, passwords, and who signs in."""

import re

import pytest
from django.test import Client

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership, Office, User
from kezdesu.core.models import AuditEntry
from tests.conftest import client_of
from tests.edits import edit
from tests.factories import make_office, make_person, make_user

SETTINGS = "/desk/settings/"


def page_of(user: User) -> str:
    return f"{SETTINGS}users/{user.pk}/"


@pytest.fixture
def typed(speaker: User) -> dict[str, object]:
    return {"full_name": "Әлия Ғабитқызы", "email": "aliya@example.kz", "interface": "ru"}


def test_a_user_is_named_written_to_and_linked(administrator_client, office, speaker, typed):
    first, second = make_person(office, "Әлия"), make_person(office, "Берік")
    for person in (first, second, None):
        edit(
            administrator_client, page_of(speaker), typed | {"person": person.pk if person else ""}
        )
        assert [each.user for each in (first, second) if not each.refresh_from_db()] == [
            speaker if person == each else None for each in (first, second)
        ]
    speaker.refresh_from_db()
    assert (speaker.get_full_name(), speaker.email, speaker.interface) == (
        *("Әлия Ғабитқызы", "aliya@example.kz", "ru"),
    )
    entry = AuditEntry.objects.get(action="accounts.user_edited")
    assert entry.changes == {"changed": ["first_name", "last_name", "email", "interface"]}
    assert "aliya@" not in str(list(AuditEntry.objects.values("changes")))


def test_what_cannot_be_saved_is_said_at_its_field(
    administrator_client, administrator, office, speaker, typed
):
    administrator.email = "Aliya@example.kz"
    administrator.save()
    person = make_person(office, "Әлия", user=administrator)
    answer = edit(administrator_client, page_of(speaker), typed)
    assert list(answer.context["form"].errors) == ["email"]
    foreign = make_person(make_office("elsewhere"), "Бөтен")
    answer = edit(administrator_client, page_of(speaker), typed | {"person": foreign.pk})
    assert "person" in answer.context["form"].errors
    person.refresh_from_db()
    assert person.user == administrator
    assert not AuditEntry.objects.filter(action="accounts.user_edited").exists()


def test_a_person_who_signs_in_already_is_not_taken(
    administrator_client, administrator, office, speaker, typed
):
    person = make_person(office, "Әлия", user=administrator)
    answer = edit(administrator_client, page_of(speaker), typed | {"person": person.pk})
    assert list(answer.context["form"].errors) == ["person"]
    person.refresh_from_db()
    assert person.user == administrator


def test_a_new_password_is_shown_once_and_ends_other_sessions(administrator_client, speaker):
    signed_in = client_of(speaker)
    answer = administrator_client.post(f"{page_of(speaker)}password/")

    assert answer["Cache-Control"] == "no-store"
    password = re.search(r"<dd>(\S{12})</dd>", answer.content.decode())
    assert password
    speaker.refresh_from_db()
    assert speaker.check_password(password[1])
    assert signed_in.get("/desk/").status_code == 302
    assert password[1] not in str(list(AuditEntry.objects.values()))


def test_who_left_signs_in_no_more_and_may_again(administrator_client, speaker):
    signed_in = client_of(speaker)
    administrator_client.post(f"{page_of(speaker)}may/no/")
    assert signed_in.get("/desk/").status_code == 302
    client = Client()
    client.post("/account/login/", {"login": speaker.username, "password": "secret-word"})
    assert client.get("/desk/").status_code == 302
    assert "кіре алмайды" in administrator_client.get(SETTINGS).content.decode()

    administrator_client.post(f"{page_of(speaker)}may/yes/")
    client.post("/account/login/", {"login": speaker.username, "password": "secret-word"})
    assert client.get("/desk/").status_code == 200


def test_nobody_shuts_themselves_out(administrator_client, administrator):
    administrator_client.post(f"{page_of(administrator)}may/no/")
    administrator.refresh_from_db()
    assert administrator.is_active


def test_whoever_works_elsewhere_too_is_not_one_administrators_business(
    administrator_client, administrator, speaker, typed
):
    second = make_office("second")
    Membership.objects.create(user=speaker, office=second, role=Role.SPEAKER)
    before = User.objects.values().get(pk=speaker.pk)
    administrator_client.post(f"{page_of(speaker)}password/")
    administrator_client.post(f"{page_of(speaker)}may/no/")
    assert edit(administrator_client, page_of(speaker), typed).status_code == 422
    assert User.objects.values().get(pk=speaker.pk) == before

    Membership.objects.create(user=administrator, office=second, role=Role.ADMINISTRATOR)
    assert edit(administrator_client, page_of(speaker), typed).status_code == 302


def test_only_administrators_of_the_same_office(coordinator_client, administrator_client, speaker):
    for path in ("", "password/", "may/no/"):
        assert coordinator_client.post(f"{page_of(speaker)}{path}").status_code == 403
    foreign = make_user("foreign", office=make_office("elsewhere"), role=Role.SPEAKER)
    for path in ("", "password/", "may/no/"):
        assert administrator_client.post(f"{page_of(foreign)}{path}").status_code == 404


def test_an_office_is_named_otherwise_from_a_day_on(administrator_client, office: Office):
    typed = {
        "name_kk": "Жаңа атау", "name_ru": "Новое", "name_en": "New",
        "territory_kk": "Шымкент қаласы", "starts_on": "01.02.2024",
    }  # fmt: skip
    answer = administrator_client.post(f"{SETTINGS}name/", typed)
    assert answer.status_code == 302
    names = list(office.names.order_by("starts_on").values_list("name_kk", flat=True))
    assert names == ["shymkent мекемесі", "Жаңа атау"]

    administrator_client.post(f"{SETTINGS}name/", typed | {"name_kk": "Түзетілген"})
    assert office.names.latest("starts_on").name_kk == "Түзетілген"
    assert (
        administrator_client.post(f"{SETTINGS}name/", typed | {"starts_on": "?"}).status_code == 422
    )


def test_a_corrected_address_gets_no_more_letters(
    administrator_client, speaker, typed, client, mailoutbox
):
    def ask(email: str) -> int:
        mailoutbox.clear()
        client.post("/account/password/reset/", {"email": email})
        return len([letter for letter in mailoutbox if "/reset/key/" in letter.body])

    edit(administrator_client, page_of(speaker), typed | {"email": "typo@example.kz"})
    assert ask("typo@example.kz") == 1
    edit(administrator_client, page_of(speaker), typed)
    assert ask("typo@example.kz") == 0
    assert ask("aliya@example.kz") == 1


def test_an_office_keeps_an_administrator_who_signs_in(administrator_client, administrator, office):
    second = make_user("second", office=office, role=Role.ADMINISTRATOR)
    Membership.objects.create(user=administrator, office=office, role=Role.PRESS)
    administrator_client.post(f"{page_of(second)}may/no/")
    administrator_client.post(f"{SETTINGS}roles/{administrator.pk}/administrator/")
    assert administrator.memberships.filter(role=Role.ADMINISTRATOR).exists()
    second_client = client_of(second)
    administrator_client.post(f"{page_of(second)}may/yes/")
    second_client = client_of(second)
    second_client.post(f"{page_of(administrator)}may/no/")
    administrator_client.post(f"{page_of(second)}may/no/")
    assert User.objects.filter(is_active=True, memberships__role=Role.ADMINISTRATOR).count() == 1

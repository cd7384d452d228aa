import re

import pytest

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership, User
from kezdesu.core.models import AuditEntry
from tests.factories import make_office, make_user

SETTINGS = "/desk/settings/"
NEW = {
    "full_name": "Жаңа Қызметкер",
    "username": "newcomer",
    "interface": "kk",
    "role": "press",
}


@pytest.mark.parametrize("language", ["", "/ru", "/en"])
def test_users_and_their_roles_are_listed(administrator_client, coordinator, language):
    page = administrator_client.get(f"{language}{SETTINGS}")

    assert page.status_code == 200
    names = {
        each.username: [role for role, _label in each.roles] for each in page.context["colleagues"]
    }
    assert names == {"administrator": ["administrator"], "coordinator": ["coordinator"]}


def test_a_coordinator_looks_and_an_administrator_changes(
    coordinator_client, speaker_client, administrator
):
    assert coordinator_client.get(SETTINGS).status_code == 200
    assert coordinator_client.post(f"{SETTINGS}colleagues/", NEW).status_code == 403
    assert speaker_client.get(SETTINGS).status_code == 403


def test_a_new_user_signs_in_and_chooses_a_password(administrator_client, office, client):
    page = administrator_client.post(f"{SETTINGS}colleagues/", NEW)

    user = User.objects.get(username="newcomer")
    assert user.get_full_name() == "Жаңа Қызметкер"
    assert Membership.objects.get(user=user).role == Role.PRESS
    given = re.search(r"<dd>(\S{12})</dd>", page.content.decode())
    assert given
    assert given[1] not in str(list(AuditEntry.objects.values()))
    answer = client.post("/account/login/", {"login": "newcomer", "password": given[1]})
    assert answer["Location"] == "/account/password/change/"
    assert "өз құпиясөзіңізді" in client.get(answer["Location"]).content.decode()

    own = "shymkent-2023-qala"
    chosen = {"oldpassword": given[1], "password1": own, "password2": own}
    assert client.post(answer["Location"], chosen).status_code == 302
    client.logout()
    answer = client.post("/account/login/", {"login": "newcomer", "password": own})
    assert answer["Location"] == "/desk/"


@pytest.mark.parametrize(
    ("interface", "page", "desk"),
    [("ru", "", "/ru/desk/"), ("kk", "", "/desk/"), ("kk", "/en", "/en/desk/")],
)
def test_the_desk_speaks_the_users_language(client, speaker, interface, page, desk):
    User.objects.filter(pk=speaker.pk).update(interface=interface)
    signed_in = {"login": speaker.username, "password": "secret-word"}
    assert client.post(f"{page}/account/login/", signed_in)["Location"] == desk


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"full_name": ""}, "full_name"),
        ({"username": "administrator"}, "username"),
        ({"username": "жаңа қызметкер"}, "username"),
    ],
)
def test_what_cannot_be_added_is_said_at_its_field(administrator_client, change, field):
    answer = administrator_client.post(f"{SETTINGS}colleagues/", NEW | change)

    assert answer.status_code == 422
    assert list(answer.context["colleague_form"].errors) == [field]


def test_a_role_is_granted_and_taken_back(administrator_client, speaker):
    administrator_client.post(f"{SETTINGS}roles/", {"user": speaker.pk, "role": "press"})
    assert set(speaker.memberships.values_list("role", flat=True)) == {"speaker", "press"}

    administrator_client.post(f"{SETTINGS}roles/{speaker.pk}/speaker/")
    assert set(speaker.memberships.values_list("role", flat=True)) == {"press"}


def test_the_last_administrator_stays(administrator_client, administrator):
    administrator_client.post(f"{SETTINGS}roles/{administrator.pk}/administrator/")

    assert administrator.memberships.count() == 1


def test_somebody_of_another_office_is_not_found(administrator_client):
    foreign = make_user("foreign", office=make_office("elsewhere"), role=Role.SPEAKER)

    assert administrator_client.post(f"{SETTINGS}roles/{foreign.pk}/speaker/").status_code == 404
    answer = administrator_client.post(f"{SETTINGS}roles/", {"user": foreign.pk, "role": "press"})
    assert answer.status_code == 422


def test_an_unknown_role_is_not_found(administrator_client, speaker):
    assert administrator_client.post(f"{SETTINGS}roles/{speaker.pk}/king/").status_code == 404


def test_one_works_in_another_of_ones_offices(coordinator_client, coordinator, office):
    second = make_office("second")
    Membership.objects.create(user=coordinator, office=second, role=Role.APPROVER)
    coordinator_client.post("/desk/office/", {"office": second.pk})

    assert coordinator_client.get("/desk/").wsgi_request.office == second


def test_an_office_of_others_cannot_be_chosen(coordinator_client):
    answer = coordinator_client.post("/desk/office/", {"office": make_office("elsewhere").pk})

    assert answer.status_code == 403


def test_the_only_role_of_a_user_is_not_taken_back(administrator_client, speaker):
    administrator_client.post(f"{SETTINGS}roles/{speaker.pk}/speaker/")
    assert speaker.memberships.count() == 1
    page = administrator_client.get(SETTINGS).content.decode()
    assert "жалғыз рөлі" in page


def test_who_goes_to_a_forms_address_sees_the_page_it_belongs_to(administrator_client, speaker):
    visit = {"Sec-Fetch-Mode": "navigate"}
    for address, page in (
        ("colleagues/", SETTINGS),
        (f"users/{speaker.pk}/password/", f"{SETTINGS}users/{speaker.pk}/"),
    ):
        answer = administrator_client.get(f"{SETTINGS}{address}", headers=visit)
        assert (answer.status_code, answer["Location"]) == (302, page)
        answer = administrator_client.get(f"/ru{SETTINGS}{address}", headers=visit)
        assert answer["Location"] == f"/ru{page}"
    assert administrator_client.get(f"{SETTINGS}colleagues/").status_code == 405


def test_somebody_without_a_role_can_sign_out(client, office):
    client.force_login(make_user("nobody"))
    page = client.get("/desk/")
    assert page.status_code == 403
    assert 'action="/account/logout/"' in page.content.decode()

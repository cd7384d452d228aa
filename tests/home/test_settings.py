import pytest

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership, User
from kezdesu.core.models import AuditEntry
from tests.factories import make_office, make_user

SETTINGS = "/desk/settings/"
NEW = {
    "full_name": "Жаңа Қызметкер",
    "username": "newcomer",
    "password": "shymkent-2023-qala",
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


def test_a_new_user_signs_in_with_the_first_role(administrator_client, office, client):
    administrator_client.post(f"{SETTINGS}colleagues/", NEW)

    user = User.objects.get(username="newcomer")
    assert (user.get_full_name(), user.check_password(NEW["password"])) == ("Жаңа Қызметкер", True)
    assert Membership.objects.get(user=user).role == Role.PRESS
    assert NEW["password"] not in str(list(AuditEntry.objects.values()))


@pytest.mark.parametrize(
    ("change", "field"),
    [({"password": "12345678"}, "password"), ({"username": "administrator"}, "username")],
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

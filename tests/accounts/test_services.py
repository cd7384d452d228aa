from datetime import date

import pytest

from kezdesu.accounts import services
from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership, Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry

pytestmark = pytest.mark.django_db


def test_an_office_keeps_the_name_of_the_day() -> None:
    office = services.add_office(slug="shymkent", by=None)
    for day, name in [(date(2020, 1, 1), "Ассамблея"), (date(2026, 7, 1), "Халық Кеңесі")]:
        services.name_office(
            office=office, starts_on=day, names={"kk": name}, territories={"kk": "Шымкент"}, by=None
        )
    assert office.named_on(date(2023, 7, 26)).name_kk == "Ассамблея"
    assert office.named_on(date(2026, 7, 1)).name_kk == "Халық Кеңесі"
    assert office.named_on(date(1999, 1, 1)).name_kk == "Ассамблея"


def test_a_slug_names_one_office(office: Office) -> None:
    with pytest.raises(Refused, match="shymkent"):
        services.add_office(slug="shymkent", by=None)


def test_a_username_is_taken_whatever_its_case() -> None:
    services.add_user(username="aigul", password="x", full_name="Айгүл Сынақ", by=None)
    with pytest.raises(Refused):
        services.add_user(username="Aigul", password="x", full_name="", by=None)


def test_granting_twice_leaves_one_role_and_one_entry(office: Office, speaker: User) -> None:
    for _ in range(2):
        services.grant_role(user=speaker, office=office, role=Role.PRESS, by=None)
    assert Membership.objects.filter(user=speaker, role=Role.PRESS).count() == 1
    assert AuditEntry.objects.filter(action="accounts.role_granted").count() == 1


def test_the_last_administrator_stays(office: Office, administrator: User) -> None:
    with pytest.raises(Refused):
        services.revoke_role(
            user=administrator, office=office, role=Role.ADMINISTRATOR, by=administrator
        )
    assert Membership.objects.filter(user=administrator).exists()


def test_a_revoked_role_is_gone_and_logged(
    office: Office, speaker: User, administrator: User
) -> None:
    with pytest.raises(Refused):
        services.revoke_role(user=speaker, office=office, role=Role.SPEAKER, by=administrator)
    services.grant_role(user=speaker, office=office, role=Role.PRESS, by=administrator)
    services.revoke_role(user=speaker, office=office, role=Role.SPEAKER, by=administrator)
    assert speaker.memberships.get().role == Role.PRESS
    assert AuditEntry.objects.get(action="accounts.role_revoked").actor == administrator

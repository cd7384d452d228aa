"""The fixed cast, each with a signed-in client: coordinator, approver, speaker, stranger, guest."""

import os
from collections.abc import Iterator

import pytest
from django.db import connection
from django.test import Client
from django.utils import translation
from hypothesis import HealthCheck, settings

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office, User
from tests.factories import make_office, make_user
from tests.order import begun_with_what_is_long

# The same examples on every run: a red test stays red until it is mended.
settings.register_profile(
    "kezdesu",
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("kezdesu")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if connection.vendor != "sqlite":
        leave_out_what_asks_no_database(config, items)
    processes = int(os.environ.get("PYTEST_XDIST_WORKER_COUNT", "1"))
    if processes > 1:
        items[:] = begun_with_what_is_long(items, processes)


def leave_out_what_asks_no_database(config: pytest.Config, items: list[pytest.Item]) -> None:
    """On the second database only what asks a database is run again."""
    idle = [item for item in items if not asks_a_database(item)]
    config.hook.pytest_deselected(items=idle)
    items[:] = [item for item in items if item not in set(idle)]


def asks_a_database(item: pytest.Item) -> bool:
    fixtures = getattr(item, "fixturenames", [])
    return "db" in fixtures or item.get_closest_marker("django_db") is not None


@pytest.fixture(autouse=True)
def in_kazakh() -> Iterator[None]:
    """Every test begins in the first language, whatever the one before it spoke."""
    with translation.override("kk"):
        yield


@pytest.fixture
def office(db: None) -> Office:
    return make_office("shymkent")


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def coordinator(office: Office) -> User:
    return make_user("coordinator", office=office, role=Role.COORDINATOR)


@pytest.fixture
def approver(office: Office) -> User:
    return make_user("approver", office=office, role=Role.APPROVER)


@pytest.fixture
def speaker(office: Office) -> User:
    return make_user("speaker", office=office, role=Role.SPEAKER)


@pytest.fixture
def press_officer(office: Office) -> User:
    return make_user("press", office=office, role=Role.PRESS)


@pytest.fixture
def administrator(office: Office) -> User:
    return make_user("administrator", office=office, role=Role.ADMINISTRATOR)


@pytest.fixture
def stranger(db: None) -> User:
    """Signed in, with a role in another office only."""
    return make_user("stranger", office=make_office("elsewhere"), role=Role.COORDINATOR)


@pytest.fixture
def coordinator_client(coordinator: User) -> Client:
    return client_of(coordinator)


@pytest.fixture
def approver_client(approver: User) -> Client:
    return client_of(approver)


@pytest.fixture
def speaker_client(speaker: User) -> Client:
    return client_of(speaker)


@pytest.fixture
def press_client(press_officer: User) -> Client:
    return client_of(press_officer)


@pytest.fixture
def administrator_client(administrator: User) -> Client:
    return client_of(administrator)


@pytest.fixture
def stranger_client(stranger: User) -> Client:
    return client_of(stranger)


@pytest.fixture
def guest_client(db: None) -> Client:
    return Client()

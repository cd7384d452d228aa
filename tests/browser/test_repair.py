"""Somebody falls ill: the schedule is repaired, amended, compared and approved, hand by hand."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import expect

from tests.demo.world import World, build

from .conftest import Visitor
from .repair_world import Schedule, prepare


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """One of its own: its schedule would lie in the way of the other journeys."""
    return build(tmp_path_factory.mktemp("repair"))


@pytest.fixture(scope="session")
def address(world: World) -> Iterator[str]:
    with world.served() as address:
        yield address


@pytest.fixture(scope="session")
def schedule(world: World, address: str) -> Schedule:
    return prepare(world)


def test_an_illness_becomes_an_amendment_that_leadership_signs(
    visitor: Callable[..., Visitor], schedule: Schedule
) -> None:
    plan, person, day = schedule.plan, schedule.person, schedule.day
    coordinator, approver = visitor().sign_in("coordinator"), visitor("phone").sign_in("approver")
    findings: list[str] = []

    page = coordinator.open(f"/desk/schedule/{plan}/").page
    page.click("a[href$='/repair/']")
    expect(page.locator("[name=place]")).to_be_hidden()  # only what an absence needs
    findings += coordinator.axe_findings()
    page.select_option("[name=person]", label=person)
    page.fill("[name=starts_on]", day)
    page.fill("[name=ends_on]", day)
    page.click("main button.primary")
    table = page.locator("table.changes")
    expect(table).to_be_visible(timeout=60_000)
    expect(table).to_contain_text(person)
    findings += coordinator.axe_findings()
    assert table.locator("[name=changes]:checked").count() >= 1
    page.fill("[name=reason]", "Топ мүшесі келе алмайды")
    page.click("#accept button.primary")
    amendment = page.url
    page.click("a[href$='/difference/']")
    expect(page.locator("table.changes")).to_contain_text(person)
    expect(page.locator("main")).to_contain_text("Топ мүшесі келе алмайды")
    findings += coordinator.axe_findings()
    page.goto(amendment)
    page.click("form[action$='/submit/'] button")

    page = approver.page
    page.goto(amendment)
    page.click("a[href$='/approve/']")
    expect(page.locator("table.changes")).to_contain_text(person)  # seen before signing
    findings += approver.axe_findings()
    page.fill("[name=number]", "42-ҚК")
    page.fill("[name=day]", schedule.today)
    page.click("main button.primary")
    expect(page.locator("main")).to_contain_text("42-ҚК")
    assert findings == []

"""A draft under a finger: it drags a meeting by its handle, and scrolls everywhere else."""

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from playwright.sync_api import CDPSession, Locator, expect

from tests.demo.world import World, build

from .conftest import Visitor
from .test_journeys import PATIENCE

Make = Callable[..., Visitor]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """One of its own: its draft would lie in the way of the other journeys. Nothing of its
    schedule was held yet, for what was held does not move."""
    made = build(tmp_path_factory.mktemp("touch"))
    made.python(
        "from kezdesu.meetings.models import Meeting;"
        "Meeting.objects.update(visit=None, visit_identity=None)"
    )
    return made


@pytest.fixture(scope="session")
def address(world: World) -> Iterator[str]:
    with world.served() as address:
        yield address


@pytest.fixture(scope="module")
def opened() -> dict[str, str]:
    """The draft's address, once the first width has opened it."""
    return {}


@pytest.mark.parametrize("width", ["phone", "tablet"])
def test_a_finger_drags_a_meeting_to_another_day(
    visitor: Make, opened: dict[str, str], width: str
) -> None:
    someone = visitor(width, touch=True).sign_in("coordinator")
    page = someone.open(opened.get("draft") or draft_of(someone, opened)).page
    finger = page.context.new_cdp_session(page)
    card = page.locator("[data-movable]").first
    visit = card.get_attribute("data-visit")
    card.scroll_into_view_if_needed()
    scroll(someone, finger, card.locator("h3"))
    expect(page.locator(".is-lifted")).to_have_count(0)

    handle = card.locator("[data-pick]")
    handle.evaluate("handle => handle.scrollIntoView({block: 'center'})")  # not under the bar
    x, y = middle_of(handle)
    touch(finger, "touchStart", x, y)
    touch(finger, "touchMove", x + 10, y + 10)
    fitting = page.locator(f"[data-fits=yes]:not(:has([data-visit='{visit}']))").last
    fitting.wait_for()
    day = fitting.get_attribute("data-date")
    for _move in range(200):  # at the edge the page goes along by itself
        _x, aim = middle_of(fitting)
        touch(finger, "touchMove", x, min(max(aim, 60), 840))
        if 110 < aim < 790 and page.locator(f"[data-date='{day}'].is-target").count():
            break
    expect(page.locator("[data-date].is-target")).to_have_attribute("data-date", str(day))
    touch(finger, "touchEnd")
    expect(page.locator(f"[data-date='{day}'] [data-visit='{visit}']")).to_be_visible(
        timeout=PATIENCE
    )
    expect(page.locator("#adjust-said")).to_contain_text("жаңа уақыты")
    # The form is one tap away where a finger would rather type.
    assert page.locator(f"#visit-{visit} a[href$='/change/']").is_visible()


def draft_of(someone: Visitor, opened: dict[str, str]) -> str:
    """The week of a meeting of a fresh amendment."""
    page = someone.open("/desk/schedule/").page
    page.locator("main table a").first.click()
    if page.locator("a[href$='/amend/']").count():  # none is open yet
        page.click("a[href$='/amend/']")
        page.fill("[name=reason]", "Бір елді мекенде мектеп жабық")
        page.click("main button.primary")
    key = page.url.rstrip("/").split("/")[-1]
    page.goto(f"{someone.address}/desk/schedule/month/2023-03/?plan={key}")
    day = page.locator("[data-date]:has([data-movable])").first.get_attribute("data-date")
    year, week, _weekday = date.fromisoformat(str(day)).isocalendar()
    opened["draft"] = f"/desk/schedule/week/{year}-{week}/?plan={key}"
    return opened["draft"]


def scroll(someone: Visitor, finger: CDPSession, start: Locator) -> None:
    """Wiped upwards over a card, the page follows."""
    (x, y), before = middle_of(start), someone.page.evaluate("scrollY")
    touch(finger, "touchStart", x, y)
    for step in range(1, 60):
        touch(finger, "touchMove", x, y - 8 * step)
        if someone.page.evaluate("scrollY") > before:
            break
    touch(finger, "touchEnd")
    assert someone.page.evaluate("scrollY") > before


def middle_of(element: Locator) -> tuple[float, float]:
    box = element.bounding_box()
    assert box
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def touch(finger: CDPSession, kind: str, *at: float) -> None:
    points = [{"x": at[0], "y": at[1]}] if at else []
    finger.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

"""The shell and the list screens under the hands: keyboard, small screens, no scripts."""

from collections.abc import Callable

import pytest

from .conftest import Visitor

LISTS = ["meetings", "places", "people", "press", "newsroom", "reports"]
NEVER_WIDER = "document.documentElement.scrollWidth <= window.innerWidth"
FOCUSED = "document.activeElement"


def test_a_menu_closes_on_escape_and_gives_the_focus_back(visitor: Callable[..., Visitor]) -> None:
    page = visitor().sign_in("coordinator").open("/desk/places/").page
    page.locator(".chip-menu summary").first.press("Enter")
    assert page.locator("details[data-menu][open]").count() == 1
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    assert page.locator("details[data-menu][open]").count() == 0
    assert page.evaluate(f"{FOCUSED}.matches('.chip-menu summary')")


def test_a_second_menu_closes_the_first(visitor: Callable[..., Visitor]) -> None:
    page = visitor().sign_in("coordinator").open("/desk/places/").page
    page.locator(".chip-menu summary").nth(0).click()
    page.locator(".chip-menu summary").nth(1).click()
    page.locator("details[data-menu][open]").nth(0).wait_for()
    assert page.locator(".chip-menu").nth(0).get_attribute("open") is None
    page.locator("h1").click()
    assert page.locator("details[data-menu][open]").count() == 0


def test_searching_changes_the_list_in_place(visitor: Callable[..., Visitor]) -> None:
    page = visitor().sign_in("coordinator").open("/desk/places/").page
    before = page.locator("tbody tr").count()
    page.locator("#search").press_sequentially("бозарық")
    page.wait_for_url("**search=**")
    page.locator("tbody tr").nth(1).wait_for(state="detached")
    assert page.locator("tbody tr").count() < before
    assert page.evaluate(f"{FOCUSED}.id") == "search"
    assert page.input_value("#search") == "бозарық"


def test_a_filter_stays_in_the_address_and_can_be_taken_away(
    visitor: Callable[..., Visitor],
) -> None:
    page = visitor().sign_in("coordinator").open("/desk/places/").page
    page.locator(".chip-menu summary").first.click()
    page.locator("details[open] .menu a").first.click()
    page.locator(".chip-group.is-set").wait_for()
    assert "district=" in page.url
    page.reload()
    page.locator(".chip-clear").click()
    page.locator(".chip-group.is-set").wait_for(state="detached")
    assert "district=" not in page.url


def test_the_desk_works_without_scripts(visitor: Callable[..., Visitor]) -> None:
    page = visitor(javascript=False).sign_in("coordinator").page
    page.locator(".user-menu > summary").click()
    page.locator(".user-menu button[value=dark]").click()
    assert page.locator("html").get_attribute("data-theme") == "dark"
    page.locator(".user-menu > summary").click()
    page.locator(".user-menu a[hreflang=ru]").click()
    assert page.locator("html").get_attribute("lang") == "ru"


def test_the_first_tab_leads_past_the_rail(visitor: Callable[..., Visitor]) -> None:
    page = visitor().sign_in("coordinator").open("/desk/places/").page
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate(f"{FOCUSED}.id") == "content"


@pytest.mark.parametrize("name", LISTS)
def test_no_list_is_wider_than_a_small_phone(name: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor("phone").sign_in("coordinator").page
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(page.url.split("/desk/")[0] + f"/desk/{name}/")
    assert page.evaluate(NEVER_WIDER)


@pytest.mark.parametrize("path", ["/", "/posts/", "/meetings/", "/coverage/", "/account/login/"])
def test_text_twice_as_large_still_fits(path: str, visitor: Callable[..., Visitor]) -> None:
    page = visitor().open(path).page
    page.set_viewport_size({"width": 640, "height": 450})  # a desk's screen at 200 %
    assert page.evaluate(NEVER_WIDER)
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert page.evaluate(NEVER_WIDER)

"""The record that cannot be lost: what a speaker does in a yard without network, done for real."""

import json
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import UUID

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Route, expect

from tests.demo.world import World, build

from .conftest import Visitor
from .field_world import Days, prepare
from .phones import Phone, phone_of, picture, profile, restarted, rows

LANGUAGES = ["kk", "ru", "en"]
FIRST, SECOND, LATE = "Бозарық", "Қатынкөпір", "Ынтымақ"


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """One of their own: a schedule of these days would lie in the way of the other journeys."""
    return build(tmp_path_factory.mktemp("field"))


@pytest.fixture(scope="session")
def address(world: World) -> Iterator[str]:
    with world.served() as address:
        yield address


@pytest.fixture(scope="session")
def days(world: World, address: str) -> Days:
    return prepare(world, "aigul", "berik", "dana")


@pytest.fixture
def field_world(world: World, days: Days) -> World:
    days.follow_the_calendar()
    return world


@pytest.fixture
def phone(chromium: Browser, address: str, field_world: World) -> Iterator[Phone]:
    with phone_of(chromium, address) as made:
        yield made


def records_of(world: World, headcount: int) -> list[tuple[str, str]]:
    """Who sent records with this number of people, and how their review stands."""
    return rows(
        world,
        "SELECT u.username, m.review FROM meetings_meeting m JOIN accounts_user u"
        " ON u.id = m.recorded_by_id WHERE m.headcount = ? ORDER BY u.username",
        headcount,
    )


def expect_records(world: World, headcount: int, *who: str) -> None:
    """These people's records of it, once each, within the time that sending may take."""
    wanted = [(each, "recorded") for each in who]
    until = time.monotonic() + 20
    while records_of(world, headcount) != wanted and time.monotonic() < until:
        time.sleep(0.1)
    assert records_of(world, headcount) == wanted


def photos_of(world: World, headcount: int) -> int:
    found = rows(
        world,
        "SELECT count(*) FROM meetings_evidence e JOIN meetings_meeting m"
        " ON m.id = e.record WHERE m.headcount = ?",
        headcount,
    )
    return int(found[0][0])


def test_a_record_survives_reload_and_restart_and_arrives_once(
    chromium: Browser, address: str, field_world: World
) -> None:
    with profile() as folder:
        with restarted(chromium, address, folder) as phone:
            phone.sign_in("aigul")
            phone.context.set_offline(True)
            phone.count(LATE, 7311)
            phone.page.fill("[data-field=note] textarea", "Жарық болмады")
            phone.add_photo(picture())
            expect(phone.page.locator(".kept-line")).to_have_attribute("data-status", "kept")

            phone.page.reload()
            expect(phone.page.locator("[data-field=note] textarea")).to_have_value("Жарық болмады")
            expect(phone.page.locator("[data-field=headcount] input")).to_have_value("7311")
            expect(phone.page.locator("[data-step=photos] .photo")).to_have_count(1)
            phone.save()
            expect(phone.pill).to_have_attribute("data-tone", "open")
            # A phone's browser writes its cookies in time; this one is closed too soon for that.
            cookies = phone.context.cookies()

        with restarted(chromium, address, folder) as phone:
            phone.context.set_offline(True)
            phone.open()
            expect(phone.card(LATE)).to_have_attribute("data-state", "waiting")
            assert records_of(field_world, 7311) == []
            phone.context.add_cookies(cookies)
            phone.context.set_offline(False)
            phone.wait_until_sent()

        with restarted(chromium, address, folder) as phone:
            phone.context.add_cookies(cookies)
            phone.open()
            phone.wait_until_sent()
    expect_records(field_world, 7311, "aigul")
    assert photos_of(field_world, 7311) == 1


def test_a_sign_in_that_ran_out_loses_nothing(phone: Phone, field_world: World) -> None:
    phone.sign_in("berik")
    phone.context.clear_cookies()
    phone.count(LATE, 7312)
    phone.save()
    expect(phone.page.locator(".message[data-level=warning]")).to_be_visible()
    expect(phone.pill).to_have_attribute("data-tone", "moved")
    assert records_of(field_world, 7312) == []
    phone.sign_in("berik")
    phone.wait_until_sent()
    expect_records(field_world, 7312, "berik")


def test_two_phones_record_one_meeting_side_by_side(
    phone: Phone, chromium: Browser, address: str, field_world: World
) -> None:
    with phone_of(chromium, address) as other:
        for each, name in [(phone, "aigul"), (other, "dana")]:
            each.sign_in(name)
            each.context.set_offline(True)
            each.count(FIRST, 7313)
            each.save()
            each.context.set_offline(False)
            each.wait_until_sent()
    assert [who for who, _review in records_of(field_world, 7313)] == ["aigul", "dana"]
    visits = rows(
        field_world,
        "SELECT DISTINCT visit_identity FROM meetings_meeting WHERE headcount = 7313",
    )
    assert len(visits) == 1


def test_a_photo_goes_on_where_it_broke_off(phone: Phone, field_world: World) -> None:
    phone.sign_in("berik")
    ranges: list[str] = []

    def break_off(route: Route) -> None:
        if route.request.method == "PUT":
            ranges.append(route.request.headers["content-range"])
            if len(ranges) == 2:
                route.abort()
                return
        route.continue_()

    phone.context.route("**/field/photos/**", break_off)
    phone.count(FIRST, 7314)
    phone.add_photo(picture(1600, 1200, is_noise=True))
    phone.save()
    expect(phone.pill).to_have_attribute("data-tone", "open")
    phone.wait_until_sent()
    starts = [int(each.split()[1].split("-")[0]) for each in ranges]
    assert starts[0] == 0
    assert starts[1] == starts[2] > 0, "after the break the same piece goes, not the whole again"
    assert starts == sorted(starts)
    assert photos_of(field_world, 7314) == 1


def test_a_refused_record_opens_at_its_field_and_keeps_its_words(
    phone: Phone, field_world: World
) -> None:
    phone.sign_in("berik")
    phone.count(SECOND, 5_000_000)
    phone.page.fill("[data-field=note] textarea", "Жиын")
    phone.save()
    expect(phone.pill).to_have_attribute("data-tone", "late", timeout=20_000)
    phone.card(SECOND).click()
    fault = phone.page.locator("[data-field=headcount] .fault")
    expect(fault).to_contain_text("тым үлкен")
    expect(phone.page.locator("[data-field=headcount] input")).to_be_focused()
    expect(phone.page.locator("[data-field=note] textarea")).to_have_value("Жиын")
    phone.page.fill("[data-field=headcount] input", "7315")
    phone.save()
    phone.wait_until_sent()
    expect_records(field_world, 7315, "berik")


def test_the_queue_leaves_as_a_file_and_comes_back_on_another_phone(
    phone: Phone, chromium: Browser, address: str, field_world: World, tmp_path: Path
) -> None:
    phone.sign_in("dana")
    phone.context.set_offline(True)
    phone.count(LATE, 7316)
    phone.add_photo(picture())
    phone.save()
    phone.pill.click()
    with phone.page.expect_download() as saved:
        phone.page.locator("[data-key=save]").click()
    file = tmp_path / "queue.json"
    saved.value.save_as(file)
    assert len(json.loads(file.read_text())["photos"]) == 1
    with phone_of(chromium, address) as other:
        other.sign_in("dana")
        other.pill.click()
        other.page.set_input_files("#queue-file", file)
        expect_records(field_world, 7316, "dana")
        other.wait_until_sent()
    assert photos_of(field_world, 7316) == 1
    # The first phone finds the network too: the server knows the record, and nothing is doubled.
    phone.context.set_offline(False)
    phone.wait_until_sent()
    expect_records(field_world, 7316, "dana")
    assert photos_of(field_world, 7316) == 1


def test_another_person_on_the_same_phone_sends_only_their_own(
    phone: Phone, field_world: World
) -> None:
    phone.sign_in("aigul")
    phone.context.set_offline(True)
    phone.count(SECOND, 7317)
    phone.save()
    phone.context.clear_cookies()
    phone.context.set_offline(False)
    phone.sign_in("dana")
    expect(phone.page.locator(".message[data-level=info]")).to_be_visible()
    phone.count(SECOND, 7318)
    phone.save()
    phone.wait_until_sent()
    assert records_of(field_world, 7317) == []
    expect_records(field_world, 7318, "dana")
    phone.pill.click()
    expect(phone.page.locator("main")).not_to_contain_text("7317")
    phone.context.clear_cookies()
    phone.sign_in("aigul")
    expect_records(field_world, 7317, "aigul")


# The queue's state when the list is first drawn, before anything is drawn anew.
FIRST_SEEN = """() => {
  const content = document.getElementById("content");
  new MutationObserver(() => {
    if (!content.querySelector(".day-head")) return;
    window.firstSeen ??= document.getElementById("queue-state").dataset.tone;
  }).observe(content, { childList: true });
}"""


def test_what_waits_is_never_said_to_be_sent(phone: Phone, field_world: World) -> None:
    phone.sign_in("dana")
    phone.wait_until_sent()
    kept_back: list[Route] = []
    phone.context.route(
        "**/field/**",
        lambda route: (
            kept_back.append(route) if route.request.resource_type == "fetch" else route.continue_()
        ),
    )
    phone.another(7325)
    phone.page.evaluate(FIRST_SEEN)
    phone.save()
    assert phone.page.evaluate("firstSeen") == "open"
    for route in kept_back:
        route.continue_()
    phone.context.unroute_all()
    phone.wait_until_sent()
    expect_records(field_world, 7325, "dana")


def test_a_returned_record_comes_back_and_its_correction_says_why(
    phone: Phone, visitor: Callable[..., Visitor], field_world: World
) -> None:
    phone.sign_in("dana")
    phone.another(7319)
    phone.save()
    phone.wait_until_sent()
    [(pk,)] = rows(field_world, "SELECT id FROM meetings_meeting WHERE headcount = 7319")
    desk = visitor().sign_in("coordinator")
    desk.open(f"/desk/meetings/{pk[:8]}-{pk[8:12]}-{pk[12:16]}-{pk[16:20]}-{pk[20:]}/")
    desk.page.locator("#return summary").click()
    desk.page.fill("[name=note]", "Санын тексеріңіз")
    desk.page.click("form[action$='/return/'] button")

    phone.open().page.reload()
    phone.page.locator(".needed .visit-card", has_text="Санын тексеріңіз").click()
    phone.page.fill("[data-field=headcount] input", "7320")
    phone.page.locator(".send").click()
    expect(phone.page.locator("[data-field=why] .fault")).to_be_visible()
    phone.page.fill("[data-field=why] textarea", "Парақ бойынша қайта саналды")
    phone.save()
    phone.wait_until_sent()
    expect_records(field_world, 7320, "dana")
    assert records_of(field_world, 7319) == []


def test_two_tabs_send_a_record_once(phone: Phone, field_world: World) -> None:
    phone.sign_in("dana")
    sent: list[str] = []
    phone.context.on(
        "request", lambda each: sent.append(each.url) if each.method == "POST" else None
    )
    other = Phone(phone.context, phone.address)
    other.page = phone.context.new_page()
    other.open()
    other.card("").first.wait_for()
    phone.context.set_offline(True)
    phone.another(7321)
    phone.save()
    phone.context.set_offline(False)
    phone.wait_until_sent()
    other.wait_until_sent()
    assert len([each for each in sent if each.endswith("/field/records")]) == 1
    expect_records(field_world, 7321, "dana")


def test_words_of_another_tab_are_opened_anew_and_not_laid_over(phone: Phone) -> None:
    phone.sign_in("aigul")
    phone.context.set_offline(True)
    phone.another(7322)
    kept = phone.page.locator(".kept-line")
    expect(kept).to_have_attribute("data-status", "kept")
    other = phone.context.new_page()
    other.goto(phone.page.url)
    note, theirs = "[data-field=note] textarea", "Екінші терезеден"
    other.fill(note, theirs)
    expect(other.locator(".kept-line")).to_have_attribute("data-status", "kept")
    phone.page.fill("[data-field=venue] input", "Кітапхана")
    expect(phone.page.locator(note)).to_have_value(theirs)
    expect(phone.page.locator(".message[data-level=warning]")).to_be_visible()
    phone.page.fill("[data-field=venue] input", "Мектеп")
    expect(kept).to_have_attribute("data-status", "kept")
    phone.page.reload()
    expect(phone.page.locator(note)).to_have_value(theirs)
    expect(phone.page.locator("[data-field=venue] input")).to_have_value("Мектеп")


@pytest.mark.parametrize("has_network", [True, False])
def test_the_code_of_a_colleagues_sheet_ties_the_record_to_that_visit(
    phone: Phone, field_world: World, has_network: bool
) -> None:
    name = "dana" if has_network else "berik"  # whose own record would answer for the second
    phone.sign_in(name)
    [(identity, place, track)] = rows(
        field_world,
        "SELECT v.identity, t.place_id, t.track_id FROM schedule_visit v JOIN programmes_target t"
        " ON t.id = v.target_id JOIN schedule_visit_crew c ON c.visit_id = v.id"
        " JOIN schedule_plan p ON p.id = v.plan_id WHERE p.signatory_name = 'Басшы'"
        " GROUP BY v.id HAVING count(*) = 1",
    )
    code = f"?visit={UUID(identity)}&place={place}&track={track}"
    headcount = 7323 if has_network else 7324
    phone.context.set_offline(not has_network)
    phone.open(rest=code)
    phone.page.locator(".message[data-level=info]").wait_for()
    # With network the planned crew stands there and the place is the plan's.
    crew = phone.page.locator("[data-step=people] input[type=checkbox]")
    expect(crew).to_have_count(2 if has_network else 1)
    expect(phone.page.locator("[data-field=place] select")).to_have_count(0 if has_network else 1)
    phone.hold(headcount)
    phone.save()
    phone.context.set_offline(False)
    phone.wait_until_sent()
    expect_records(field_world, headcount, name)
    tied = rows(
        field_world,
        "SELECT visit_identity, place_id FROM meetings_meeting WHERE headcount = ?",
        headcount,
    )
    assert tied == [(identity, place)]


@pytest.mark.parametrize("colours", ["light", "dark"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_any_screen(
    language: str, colours: str, chromium: Browser, address: str, field_world: World
) -> None:
    with phone_of(chromium, address, color_scheme=colours) as phone:
        phone.open(language)
        phone.page.locator("main .button").first.wait_for()
        findings = look(phone)
        phone.sign_in("berik", language)
        findings += look(phone)
        phone.context.set_offline(True)
        phone.page.locator("[data-key=another]").click()
        phone.page.locator(".send").click()
        phone.page.locator(".fault:not([hidden])").first.wait_for()
        findings += look(phone)
        phone.page.locator("[data-step=questions] button").last.click()
        phone.page.locator("[data-step=organisations] button").last.click()
        findings += look(phone)
        phone.pill.click()
        phone.page.locator(".queue-files").wait_for()
        findings += look(phone)
    assert findings == []


def look(phone: Phone) -> list[str]:
    found = Axe().run(phone.page).response["violations"]
    wide = phone.page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [
        *(
            f"{phone.page.url}: {each['id']}: {node['html'][:160]}"
            for each in found
            for node in each["nodes"]
        ),
        *([f"{phone.page.url} is {wide} px too wide"] if wide > 0 else []),
    ]


def test_without_scripts_the_page_leads_to_the_desks_form(
    visitor: Callable[..., Visitor], field_world: World
) -> None:
    page = visitor("phone", javascript=False).sign_in("dana").open("/field/").page
    page.locator("noscript a, main a", has_text=FIRST).first.click()
    page.wait_for_url("**/desk/meetings/record/**")

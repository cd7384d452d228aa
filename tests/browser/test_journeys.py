"""What people do on the job, hand by hand: the coordinator, the approver, the press, a visitor."""

from collections.abc import Callable
from datetime import date

from playwright.sync_api import Page, expect

from .conftest import Visitor

Make = Callable[..., Visitor]
FRIDAY = 5
PATIENCE = 30_000  # ms: a busy machine judges and draws a month more slowly than a person looks


def test_a_schedule_is_adjusted_returned_approved_and_printed(visitor: Make) -> None:
    coordinator = visitor().sign_in("coordinator")
    approver = visitor().sign_in("approver")
    page = coordinator.open("/desk/schedule/").page
    page.locator("main table a").first.click()
    approved = page.url
    page.click("a[href$='/amend/']")
    page.fill("[name=reason]", "Бір елді мекенде мектеп жабық")
    page.click("main button.primary")
    amendment = page.url
    assert amendment != approved
    the_whole_row_is_seen(page)

    key = amendment.rstrip("/").split("/")[-1]
    visit, day = drag_to_a_day_that_fits(coordinator, f"/desk/schedule/month/2023-06/?plan={key}")
    year, week, weekday = date.fromisoformat(day).isocalendar()
    coordinator.open(f"/desk/schedule/week/{year}-{week}/?plan={key}")
    move_by_keyboard(coordinator, visit, day, "ArrowLeft" if weekday == FRIDAY else "ArrowRight")

    page.goto(amendment)
    page.click("form[action$='/submit/'] button")
    approver.page.goto(amendment)
    approver.page.click("a[href$='/return/']")
    approver.page.fill("[name=note]", "Уақытын нақтылаңыз")
    approver.page.click("main button.primary")

    page.goto(amendment)
    expect(page.locator("main")).to_contain_text("Уақытын нақтылаңыз")
    page.click("form[action$='/submit/'] button")

    approver.page.goto(amendment)
    approver.page.click("a[href$='/approve/']")
    approver.page.fill("[name=number]", "31-ҚК")
    approver.page.fill("[name=day]", "14.04.2023")
    approver.page.fill("[name=signatory_name]", "Басшы Үлгіұлы")
    approver.page.fill("[name=signatory_post]", "Шымкент қаласы әкімінің орынбасары")
    approver.page.click("main button.primary")
    expect(approver.page.locator("main")).to_contain_text("31-ҚК")
    for language in ("kk", "ru"):
        link = approver.page.locator(f"a[href$='schedule-{language}.pdf']")
        answer = approver.page.request.get(coordinator.address + str(link.get_attribute("href")))
        assert answer.body().startswith(b"%PDF")

    page.goto(approved)
    expect(page.locator("main")).to_contain_text("№ 17-ҚК")
    expect(page.locator("a[href$='/amend/']")).to_have_count(0)


def the_whole_row_is_seen(page: Page) -> None:
    """With the acts at its end, beside the menu of a small desk too."""
    usual, here = page.viewport_size, page.url
    assert usual
    for address in (here.replace("/desk/", "/ru/desk/"), here):
        page.goto(address)
        for width in (1024, 1280, usual["width"]):
            page.set_viewport_size({"width": width, "height": usual["height"]})
            table = page.locator("#list .table-frame")
            cut = table.evaluate("it => it.scrollWidth - it.clientWidth")
            assert cut == 0, f"{cut} px are cut off at {width}: {address}"


def drag_to_a_day_that_fits(someone: Visitor, path: str) -> tuple[str, str]:
    """The key of the visit that the mouse moved, and the day where it let it go."""
    page = someone.open(path).page
    card = page.locator("[data-movable]").first
    visit, start = card.get_attribute("data-visit"), card.bounding_box()
    assert visit
    assert start
    x, y = start["x"] + 40, start["y"] + 8
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + 12, y + 12, steps=3)
    fitting = page.locator(f"[data-fits=yes]:not(:has([data-visit='{visit}']))").first
    fitting.wait_for()
    day, end = fitting.get_attribute("data-date"), fitting.bounding_box()
    assert day
    assert end
    page.mouse.move(end["x"] + 30, end["y"] + 30, steps=6)
    expect(page.locator("[data-date].is-target")).to_have_attribute("data-date", day)
    page.mouse.up()
    expect(page.locator(f"[data-date='{day}'] [data-visit='{visit}']")).to_be_visible(
        timeout=PATIENCE
    )
    expect(page.locator("#adjust-said")).to_contain_text("жаңа уақыты")
    expect(page.locator("[data-fits]")).to_have_count(0)
    return visit, day


def move_by_keyboard(someone: Visitor, visit: str, day: str, arrow: str) -> None:
    """Picked up, cancelled, moved, and undone again by Ctrl+Z."""
    page = someone.page
    said, card = page.locator("#adjust-said"), page.locator(f"#visit-{visit}")
    assert someone.axe_findings() == []
    card.locator("[data-pick]").focus()
    page.keyboard.press("Enter")
    expect(said).to_contain_text("Escape")
    page.keyboard.press("Escape")
    expect(said).to_contain_text("орнында қалды")
    page.keyboard.press("Enter")
    page.locator("[data-fits]").first.wait_for()
    assert someone.axe_findings() == []
    page.keyboard.press(arrow)
    other = str(page.locator("[data-date].is-target").get_attribute("data-date"))
    assert other != day
    page.keyboard.press("Enter")
    expect(page.locator(f"[data-date='{other}'] #visit-{visit}")).to_be_visible(timeout=PATIENCE)
    expect(card.locator("[data-pick]")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(page.locator(f"[data-date='{day}'] #visit-{visit}")).to_be_visible(timeout=PATIENCE)


def test_a_comment_appears_once_the_office_has_read_it(visitor: Make) -> None:
    guest, press = visitor("phone"), visitor().sign_in("press")
    guest.open("/posts/").page.locator("main article a").first.click()
    post = guest.page.url
    guest.page.fill("[name=author]", "Көрші")
    guest.page.fill("[name=email]", "neighbour@example.org")
    guest.page.fill("[name=text]", "Бізге де келіңіздер")
    guest.page.click("form[action$='#write'] button.primary")
    guest.page.goto(post)
    expect(guest.page.locator("main")).not_to_contain_text("Бізге де келіңіздер")

    press.open("/desk/newsroom/comments/")
    press.page.locator("li", has_text="Бізге де келіңіздер").locator("input").check()
    press.page.locator("form#list button.primary").click()

    guest.page.goto(post)
    expect(guest.page.locator("main")).to_contain_text("Бізге де келіңіздер")
    expect(guest.page.locator("body")).not_to_contain_text("neighbour@example.org")


def test_a_record_counts_once_it_is_accepted(visitor: Make) -> None:
    coordinator = visitor("phone").sign_in("coordinator")
    rows = "/desk/figures/2023-H1/residents.people_reached/"
    before = total(coordinator, rows)

    page = coordinator.open("/desk/meetings/record/").page
    page.select_option("[name=track]", label="Тұрғындар")
    page.select_option("[name=place]", label="Азат")
    page.check("[name=outcome][value=held]")
    page.fill("[name=day]", "20.05.2023")
    page.fill("[name=clock]", "11:00")
    page.fill("[name=headcount]", "37")
    page.check("[name=how_counted][value=headcount]")
    page.click("main button.primary")
    record = page.url
    assert total(coordinator, rows) == before

    coordinator.page.goto(record)
    coordinator.page.click("form[action$='/accept/'] button")
    assert total(coordinator, rows) == before + 37


def total(someone: Visitor, rows: str) -> int:
    """The number at the head of a figure's page."""
    text = someone.open(rows).page.locator("main .figure-value").first.inner_text()
    return int("".join(char for char in text if char.isdigit()))

"""What people do on the job, hand by hand: the coordinator, the approver, the press, a visitor."""

from collections.abc import Callable

from playwright.sync_api import expect

from .conftest import Visitor

Make = Callable[..., Visitor]


def test_an_amendment_goes_to_the_approver_and_back(visitor: Make) -> None:
    coordinator = visitor().sign_in("coordinator")
    approver = visitor().sign_in("approver")

    coordinator.open("/desk/schedule/")
    coordinator.page.locator("main table a").first.click()
    approved = coordinator.page.url
    coordinator.page.click("a[href$='/amend/']")
    coordinator.page.fill("[name=reason]", "Бір елді мекенде мектеп жабық")
    coordinator.page.click("main button.primary")
    amendment = coordinator.page.url
    assert amendment != approved
    coordinator.page.click("form[action$='/submit/'] button")

    approver.page.goto(amendment)
    approver.page.click("a[href$='/return/']")
    approver.page.fill("[name=note]", "Уақытын нақтылаңыз")
    approver.page.click("main button.primary")

    coordinator.page.goto(amendment)
    expect(coordinator.page.locator("main")).to_contain_text("Уақытын нақтылаңыз")
    coordinator.page.click("form[action$='/submit/'] button")

    approver.page.goto(amendment)
    approver.page.click("a[href$='/approve/']")
    approver.page.fill("[name=number]", "31-ҚК")
    approver.page.fill("[name=day]", "14.04.2023")
    approver.page.fill("[name=signatory_name]", "Басшы Үлгіұлы")
    approver.page.fill("[name=signatory_post]", "Шымкент қаласы әкімінің орынбасары")
    approver.page.click("main button.primary")
    expect(approver.page.locator("main")).to_contain_text("31-ҚК")

    coordinator.page.goto(approved)
    expect(coordinator.page.locator("main")).to_contain_text("№ 17-ҚК")
    expect(coordinator.page.locator("a[href$='/amend/']")).to_have_count(0)


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

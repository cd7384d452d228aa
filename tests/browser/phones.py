"""Phones in the hands of speakers: a Chromium each, whose network can be cut for real."""

import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect

from tests.demo.world import World

from .conftest import CHROMIUM, QUIET

SCREEN = {"width": 390, "height": 844}
# What a browser notes by itself of answers that the page deals with: no network, signed out, a
# photo that goes on elsewhere.
EXPECTED = ("ERR_INTERNET_DISCONNECTED", "ERR_FAILED", "status of 401", "status of 409")
# Of a browser that was told to be without network while it fetches the script, it notes that too.
KEPT = """navigator.serviceWorker.getRegistrations().then(
  (all) => all.length === 3 && all.every((each) => each.active))"""


def prefix(language: str) -> str:
    return "" if language == "kk" else f"/{language}"


@dataclass
class Phone:
    context: BrowserContext
    address: str
    faults: list[str] = field(default_factory=list)
    page: Page = field(init=False)

    def __post_init__(self) -> None:
        self.page = self.context.pages[0] if self.context.pages else self.context.new_page()
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", self._note)

    def _note(self, message: Any) -> None:
        if message.type == "error" and not any(each in message.text for each in EXPECTED):
            self.faults.append(message.text)

    def open(self, language: str = "kk", rest: str = "") -> "Phone":
        self.page.goto(f"{self.address}{prefix(language)}/field/{rest}")
        return self

    def sign_in(self, username: str, language: str = "kk") -> "Phone":
        """From the page's own address, and until the worker keeps the page in each language."""
        here = prefix(language)
        self.page.goto(f"{self.address}{here}/account/login/?next={here}/field/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", "demo")
        self.page.click("main button[type=submit]")
        self.page.wait_for_url(f"**{here}/field/**")
        self.card("").first.wait_for()
        self.page.wait_for_function(KEPT)
        return self

    @property
    def pill(self) -> Locator:
        return self.page.locator("#queue-state")

    def card(self, place: str) -> Locator:
        return self.page.locator(".visit-card", has_text=place)

    def count(self, place: str, headcount: int) -> None:
        """Open a planned meeting and type what a held one needs."""
        self.card(place).first.click()
        self.hold(headcount)

    def another(self, headcount: int) -> None:
        """The same of a meeting that nobody planned."""
        self.page.locator("[data-key=another]").click()
        self.page.locator("[data-field=track] input").first.check()
        self.page.locator("[data-field=place] select").select_option(index=3)
        self.hold(headcount)

    def hold(self, headcount: int) -> None:
        self.page.locator("input[value=held]").check()
        self.page.fill("[data-field=headcount] input", str(headcount))
        self.page.locator("input[value=headcount]").check()

    def save(self) -> None:
        self.page.locator(".send").click()
        self.page.locator(".day-head").wait_for()

    def add_photo(self, content: bytes) -> None:
        chosen = {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": content}
        self.page.set_input_files("[data-step=photos] input[type=file]", chosen)
        self.page.locator("[data-step=photos] .photo img").wait_for()
        self.page.locator("input[value=nobody]").check()

    def wait_until_sent(self) -> None:
        expect(self.pill).to_have_attribute("data-tone", "done", timeout=20_000)


def picture(width: int = 640, height: int = 480, *, is_noise: bool = False) -> bytes:
    made = (
        Image.effect_noise((width, height), 90)
        if is_noise
        else Image.new("RGB", (width, height), (0, 105, 127))
    )
    content = BytesIO()
    made.convert("RGB").save(content, "JPEG", quality=90)
    return content.getvalue()


@contextmanager
def phone_of(browser: Browser, address: str, **settings: Any) -> Iterator[Phone]:
    context = browser.new_context(viewport=SCREEN, **settings)
    phone = Phone(context, address)
    yield phone
    context.close()
    assert phone.faults == [], phone.faults


@contextmanager
def profile() -> Iterator[Path]:
    """What stays of a browser after it is closed."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        yield Path(folder)


@contextmanager
def restarted(browser: Browser, address: str, folder: Path) -> Iterator[Phone]:
    """A browser of its own on this profile, started now and closed at the end."""
    context = browser.browser_type.launch_persistent_context(
        str(folder), executable_path=CHROMIUM, args=QUIET, viewport=SCREEN
    )
    phone = Phone(context, address)
    yield phone
    context.close()
    assert phone.faults == [], phone.faults


def rows(world: World, query: str, *values: object) -> list[tuple[Any, ...]]:
    """Straight from the installation's database, read only."""
    database = f"file:{world.folder / 'kezdesu.sqlite3'}?mode=ro"
    connection = sqlite3.connect(database, uri=True)
    try:
        return connection.execute(query, values).fetchall()
    finally:
        connection.close()

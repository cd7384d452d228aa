"""A real Chromium on the real server with the demo world; whatever a page does wrong is noted."""

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from tests.demo.world import World, build

CHROMIUM = next(filter(None, map(shutil.which, ["chromium", "chromium-browser"])), None)
QUIET = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
QUICKLY = {"resultTypes": ["violations"], "iframes": False, "preload": False}
COLOURS = {**QUICKLY, "runOnly": ["color-contrast"]}
# The fourth row of a table looks as those before it, whatever it says: `look.js` leaves it out.
JUDGE = "options => axe.run({exclude: repeated}, options)"
LOOK = (Path(__file__).parent / "look.js").read_text()
WIDTHS = {"phone": 390, "tablet": 820, "desk": 1280}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason="no Chromium on this machine"))


@dataclass
class Visitor:
    """A tab that remembers console errors, failed answers and requests to other hosts."""

    page: Page
    address: str
    judged: Path  # a file for each build of a page that axe has judged, in whichever process
    faults: list[str] = field(default_factory=list)

    def watch(self) -> None:
        self.page.on("console", self._note_console)
        self.page.on("pageerror", lambda error: self.faults.append(f"script: {error}"))
        self.page.on("request", self._note_request)
        self.page.on("response", self._note_response)

    def open(self, path: str) -> "Visitor":
        self.page.goto(self.address + path)
        return self

    def sign_in(self, username: str, language: str = "kk") -> "Visitor":
        prefix = "" if language == "kk" else f"/{language}"
        self.open(f"{prefix}/account/login/")
        self.page.fill("input[name=login]", username)
        self.page.fill("input[name=password]", "demo")
        self.page.click("main button[type=submit]")
        self.page.wait_for_url("**/desk/**")
        return self

    def look(self) -> dict[str, Any]:
        """What `look.js` sees; `findings` are what is plainly wrong, and what axe says."""
        seen: dict[str, Any] = self.page.evaluate(LOOK)
        seen["findings"] = [f"{self.page.url} {fault}" for fault in seen["faults"]]
        if seen["type"] == "text/html" and self._is_new(seen["build"]):
            seen["findings"] += self._axe_says()
        return seen

    def axe_findings(self) -> list[str]:
        findings: list[str] = self.look()["findings"]
        return findings

    def _is_new(self, build: str) -> bool:
        """Whether no page of the very build was judged before, as another role or in another
        language."""
        try:
            (self.judged / hashlib.sha256(build.encode()).hexdigest()).touch(exist_ok=False)
        except FileExistsError:
            return False
        return True

    def _axe_says(self) -> list[str]:
        """By day all rules; by night the colours alone, which are all that is otherwise."""
        self.page.evaluate(Axe().axe_script)
        day = self.page.evaluate(JUDGE, QUICKLY)["violations"]
        self.page.emulate_media(color_scheme="dark", reduced_motion="reduce")
        night = self.page.evaluate(JUDGE, COLOURS)["violations"]
        self.page.emulate_media(color_scheme="light", reduced_motion="no-preference")
        return [
            f"{self.page.url}: {when}{each['id']}: {node['html'][:160]}"
            for when, violations in (("", day), ("by night: ", night))
            for each in violations
            for node in each["nodes"]
        ]

    def _note_console(self, message: object) -> None:
        if message.type in {"error", "warning"}:  # type: ignore[attr-defined]
            self.faults.append(f"{self.page.url}: {message.text}")  # type: ignore[attr-defined]

    def _note_request(self, request: object) -> None:
        url = request.url  # type: ignore[attr-defined]
        if not url.startswith((self.address, "data:", "blob:")):
            self.faults.append(f"{self.page.url} asked {url}")

    def _note_response(self, response: object) -> None:
        if response.status >= 400:  # type: ignore[attr-defined]
            self.faults.append(f"{response.status} {response.url}")  # type: ignore[attr-defined]


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    return build(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="session")
def address(world: World) -> Iterator[str]:
    with world.served() as address:
        yield address


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    # Playwright's loop lives in this thread until the end of the run, and Django would take every
    # later test of the same worker for an asynchronous one.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for all processes of a run."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "judged"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def visitor(chromium: Browser, address: str, judged: Path) -> Iterator[Callable[..., Visitor]]:
    """Makes tabs: `visitor("phone")`, `visitor(javascript=False)`, `visitor(touch=True)`; each must
    end without fault."""
    opened: list[Visitor] = []

    def make(width: str = "desk", *, javascript: bool = True, touch: bool = False) -> Visitor:
        context = chromium.new_context(
            viewport={"width": WIDTHS[width], "height": 900},
            java_script_enabled=javascript,
            has_touch=touch,
            is_mobile=touch,
        )
        someone = Visitor(context.new_page(), address, judged)
        someone.watch()
        opened.append(someone)
        return someone

    yield make
    for someone in opened:
        someone.page.context.close()
    assert [fault for someone in opened for fault in someone.faults] == []

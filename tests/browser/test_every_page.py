"""Every page that a role can reach by links: it answers, is quiet, and axe finds nothing.

One address a route is opened, at a desk's width and a phone's. Axe judges each build of a page
once, by day and by night (`look.js` says what a build is).
"""

from collections import deque
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from django.urls import Resolver404, resolve
from django.utils import translation
from playwright.sync_api import Error

from .conftest import Visitor

LANGUAGES = ["kk", "ru", "en"]
# Who sees nearly everything does so in each language; the others see their share of it in one.
READERS = [
    *(("coordinator", language) for language in LANGUAGES),
    *(("speaker", "kk"), ("approver", "ru"), ("administrator", "ru"), ("press", "en")),
]
LEAVE = {"account_logout", "account_signup"}


def prefix(language: str) -> str:
    return "" if language == "kk" else f"/{language}"


def route(path: str, language: str) -> str | None:
    """The name of the route behind `path`; None for files and addresses that are not ours."""
    with translation.override(language):
        try:
            return resolve(path).view_name
        except Resolver404:
            return None


def language_of(path: str) -> str:
    first = path.split("/")[1]
    return first if first in {"ru", "en"} else "kk"


def pages(someone: Visitor, start: str, language: str) -> Iterator[list[str]]:
    """Open every route that links lead to from `start`, breadth first; yields what is wrong."""
    waiting, seen = deque([start]), {route(start, language)}
    while waiting:
        path = waiting.popleft()
        if not opens_as_page(someone, path):
            continue
        page = someone.look()
        if "html" not in page["type"]:
            continue
        yield page["findings"]
        for link in page["links"]:
            target = urlsplit(link)
            name = route(target.path, language) if link.startswith(someone.address) else None
            if name and name not in seen | LEAVE and language_of(target.path) == language:
                seen.add(name)
                waiting.append(target.path + (f"?{target.query}" if target.query else ""))


def opens_as_page(someone: Visitor, path: str) -> bool:
    if path.endswith((".pdf", ".jpg")):  # the browser's own viewers bring files and styles
        assert someone.page.request.get(someone.address + path).ok, path
        return False
    try:
        someone.open(path)
    except Error as error:
        if "Download is starting" in str(error):
            return False
        raise
    return True


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("width", ["desk", "phone"])
def test_a_guest_reads_every_public_page(
    visitor: Callable[..., Visitor], width: str, language: str
) -> None:
    guest = visitor(width)
    found = list(pages(guest, f"{prefix(language)}/", language))
    assert [fault for page in found for fault in page] == []
    assert len(found) >= 6


@pytest.mark.parametrize(("role", "language"), READERS)
def test_each_role_opens_every_page_of_the_desk(
    visitor: Callable[..., Visitor], role: str, language: str
) -> None:
    someone = visitor("phone" if role == "speaker" else "desk").sign_in(role, language)
    found = list(pages(someone, f"{prefix(language)}/desk/", language))
    assert [fault for page in found for fault in page] == []
    assert len(found) >= 8


def test_public_pages_are_read_without_scripts(visitor: Callable[..., Visitor]) -> None:
    guest = visitor("phone", javascript=False)
    for path in ["/", "/posts/", "/meetings/", "/coverage/"]:
        assert guest.open(path).page.locator("main h1").count() == 1, path

"""What the page is made of: its settings for the scripts, and the files that a phone keeps."""

import hashlib
import json
from functools import cache
from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import get_template
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import override

from .words import days_of, words_of

LANGUAGES: Final = [code for code, _name in settings.LANGUAGES]
FONTS: Final = ("cyrillic-ext", "cyrillic", "latin", "latin-ext", "math")
# All that the page loads; a phone that lacks one of them would open to half a page.
FILES: Final = (
    "built/core/app.css",
    "built/core/dark.css",
    "built/field/field.css",
    "built/field/field.js",
    "built/icons.svg",
    "core/mark.svg",
    *(f"built/files/onest-{subset}-wght-normal.woff2" for subset in FONTS),
)

_ANY = UUID(int=0)


def page_address(language: str) -> str:
    with override(language):
        return reverse("phone:page")


def settings_of(language: str) -> dict[str, Any]:
    """All that the scripts are told; the same for everybody, so that the page can be kept."""
    return {
        "language": language,
        "scopes": [page_address(each) for each in LANGUAGES],
        "sprite": static("built/icons.svg"),
        "addresses": _addresses(language),
        "days": days_of(language),
        "words": words_of(language),
    }


def worker_script() -> str:
    """The worker with what it keeps; any change in that is a new worker to the browser."""
    kept = {
        "version": _version(),
        "shells": [page_address(each) for each in LANGUAGES],
        "files": [static(file) for file in FILES],
    }
    return f"const FIELD = {json.dumps(kept)};\n{_content('built/field/worker.js').decode()}"


def _addresses(language: str) -> dict[str, str]:
    with override(language):
        login = reverse("account_login")
    return {
        "token": reverse("field:token"),
        "bundle": reverse("field:bundle"),
        "visits": reverse("field:visit", args=[_ANY]).removesuffix(str(_ANY)),
        "records": reverse("field:records"),
        "photos": reverse("field:photo", args=[_ANY]).removesuffix(str(_ANY)),
        "worker": reverse("field:worker"),
        "login": login,
    }


@cache
def _version() -> str:
    """Of the files' content, the words and the page's own template, once a process."""
    seal = hashlib.sha256()
    for file in (*FILES, "built/field/worker.js"):
        seal.update(static(file).encode() + _content(file))
    for language in LANGUAGES:
        seal.update(repr(settings_of(language)).encode())
    for name in ("field/page.html", "core/base.html"):
        seal.update(get_template(name).template.source.encode())  # type: ignore[attr-defined]
    return seal.hexdigest()[:16]


def _content(file: str) -> bytes:
    found = finders.find(file)
    if not found:
        raise LookupError(f"{file} is not there: run `make assets`.")
    with open(found, "rb") as content:
        return content.read()

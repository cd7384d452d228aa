"""The sections of the desk and the choices every page offers: language and theme."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse, translate_url
from django.utils.functional import Promise
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

THEME_COOKIE: Final = "theme"
THEMES: Final[dict[str, str | Promise]] = {
    "system": _("As the device"),
    "light": _("Light"),
    "dark": _("Dark"),
}
# Each language is called by its own name, whatever language the page is in.
OWN_NAMES: Final = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


@dataclass(frozen=True, slots=True)
class Section:
    """A rail entry: shown to who holds `right`, current on every page of the apps it `covers`."""

    name: str
    label: str | Promise
    route: str
    right: str
    covers: tuple[str, ...] = ()
    is_on_phone_bar: bool = False

    @property
    def address(self) -> str:
        return reverse(self.route)

    def holds(self, request: HttpRequest) -> bool:
        match = request.resolver_match
        if match is None:
            return False
        return match.view_name == self.route or match.app_name in self.covers


SECTIONS: Final = (
    Section("today", _("Today"), "home:today", "desk.view", is_on_phone_bar=True),
    Section(
        "schedule",
        _("Schedule"),
        "schedule:plans",
        "schedule.view",
        ("schedule", "programmes", "rules"),
        is_on_phone_bar=True,
    ),
    Section(
        "meetings",
        _("Meetings"),
        "meetings:meetings",
        "meetings.view",
        ("meetings",),
        is_on_phone_bar=True,
    ),
    Section("phone", _("On the phone"), "phone:page", "meetings.record"),
    Section("people", _("People"), "people:people", "people.view", ("people",)),
    Section("places", _("Places"), "places:places", "places.view", ("places",)),
    Section("press", _("Press"), "press:publications", "press.view", ("press",)),
    Section("reports", _("Reports"), "reports:reports", "reports.view", ("reports", "figures")),
    Section("posts", _("Posts"), "newsroom:posts", "newsroom.view", ("newsroom",)),
    Section("settings", _("Settings"), "home:settings", "settings.view"),
)

PUBLIC_SECTIONS: Final = (
    Section("front", _("Front page"), "public:front", ""),
    Section("posts", _("Posts"), "public:posts", ""),
    Section("meetings", _("Meetings"), "public:meetings", ""),
    Section("coverage", _("Coverage"), "public:coverage", ""),
    Section("questions", _("Asked and answered"), "public:questions", ""),
    Section("open-data", _("Open data"), "public:open_data", ""),
)


def sections_for(rights: Iterable[str]) -> list[Section]:
    held = frozenset(rights)
    return [section for section in SECTIONS if section.right in held]


@dataclass(frozen=True, slots=True)
class LanguageLink:
    code: str
    name: str
    address: str
    absolute: str  # with scheme and host, as search engines ask of hreflang
    is_current: bool


def language_links(request: HttpRequest) -> list[LanguageLink]:
    """The same page in each language."""
    here = request.get_full_path()
    current = get_language()
    addresses = {code: translate_url(here, code) for code, _name in settings.LANGUAGES}
    return [
        LanguageLink(
            code, OWN_NAMES[code], address, request.build_absolute_uri(address), code == current
        )
        for code, address in addresses.items()
    ]


def theme_of(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(THEME_COOKIE, "")
    return chosen if chosen in THEMES else "system"

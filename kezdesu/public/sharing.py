"""Plain links that hand a page on; nothing is asked of the networks until one is followed."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class ShareLink:
    name: str | Promise
    href: str


def share_links(address: str, title: str) -> list[ShareLink]:
    return [
        ShareLink("Telegram", _link("https://t.me/share/url", url=address, text=title)),
        ShareLink("WhatsApp", _link("https://wa.me/", text=f"{title} {address}")),
        ShareLink("Facebook", _link("https://www.facebook.com/sharer/sharer.php", u=address)),
        ShareLink(_("E-mail"), _letter(title, address)),
    ]


def _link(base: str, **words: str) -> str:
    return f"{base}?{urlencode(words)}"


def _letter(subject: str, body: str) -> str:
    # A mail program reads "+" as a plus, not as a space.
    return f"mailto:?{urlencode({'subject': subject, 'body': body})}".replace("+", "%20")

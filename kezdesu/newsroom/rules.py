"""Facts about public texts, on plain values."""

import re
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from html import escape
from typing import Final

import nh3

# What a post may hold: words and their order, links and tables; never scripts, styles or pictures
# from elsewhere. `opens` marks a number that opens to its rows.
_TAGS: Final = {
    *("p", "br", "h2", "h3", "ul", "ol", "li", "blockquote", "a", "strong", "em", "b", "i"),
    *("table", "caption", "thead", "tbody", "tr", "th", "td"),
}
_ATTRIBUTES: Final = {"a": {"href", "hreflang"}, "th": {"scope"}, "td": {"colspan", "rowspan"}}
_SCHEMES: Final = {"http", "https", "mailto", "tel"}

_BOTS: Final = re.compile(
    r"bot|crawl|spider|slurp|preview|fetch|monitor|scan|curl|wget|python|java/|go-http|headless|"
    r"facebookexternalhit|whatsapp|telegram|lighthouse|archiver",
    re.IGNORECASE,
)

COMMENTS_IN_A_WHILE: Final = 3
A_WHILE: Final = timedelta(minutes=10)
# One post's queue takes no more in a while, whoever sends: a flood stops without knowing from whom.
WAITING_IN_A_WHILE: Final = 30


def clean_html(text: str) -> str:
    return nh3.clean(
        text,
        tags=_TAGS,
        attributes=_ATTRIBUTES,
        allowed_classes={"a": {"opens"}},
        url_schemes=_SCHEMES,
        link_rel="noopener noreferrer",
    ).strip()


def html_of(text: str) -> str:
    """The body a person typed: plain paragraphs become HTML, HTML stays (clean either way)."""
    if re.search(r"</?[a-z][^>]*>", text, re.IGNORECASE):
        return clean_html(text)
    parts = re.split(r"\n\s*\n", escape(text.replace("\r\n", "\n"), quote=False))
    filled = (part.strip().replace("\n", "<br>") for part in parts if part.strip())
    return clean_html("\n".join(f"<p>{part}</p>" for part in filled))


def words_of(body: str) -> str:
    """The text of an HTML body without its tags, for leads and descriptions."""
    spaced = re.sub(r"</?(?:p|li|h2|h3|td|th|tr|br)\b", r" \g<0>", body)
    return " ".join(_unescaped(nh3.clean(spaced, tags=set())).split())


def lead_of(body: str, letters: int = 240) -> str:
    """The first words of a body, cut between words."""
    words = words_of(body)
    if len(words) <= letters:
        return words
    return words[: letters - 1].rsplit(" ", 1)[0].rstrip(" ,;:–—-") + "…"


def free_slug(base: str, is_taken: Callable[[str], bool], longest: int) -> str:
    """`base`, or `base-2`, `base-3` … : the first address that is free and not too long."""
    base = base[:longest].strip("-") or "post"
    slug, count = base, 1
    while is_taken(slug):
        count += 1
        ending = f"-{count}"
        slug = base[: longest - len(ending)].rstrip("-") + ending
    return slug


def is_a_reader(*, user_agent: str, purpose: str) -> bool:
    """Whether a request looks like a person opening a page, by its own headers alone."""
    return bool(user_agent) and not _BOTS.search(user_agent) and "prefetch" not in purpose.lower()


def within_a_while(moments: Iterable[datetime], now: datetime) -> list[datetime]:
    return [moment for moment in moments if now - moment < A_WHILE]


def _unescaped(text: str) -> str:
    for entity, sign in (("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\N{NO-BREAK SPACE}")):
        text = text.replace(entity, sign)
    return text.replace("&amp;", "&")

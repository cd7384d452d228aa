"""Formats and components that every template may use without loading them.

docs/components.md shows each in use.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, cast

from babel import Locale
from django import forms, template
from django.http import HttpRequest
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.html import format_html, strip_tags
from django.utils.safestring import SafeString
from django.utils.translation import get_language

from kezdesu.core.history import history_of
from kezdesu.core.icons import ICONS
from kezdesu.core.language import Language, language
from kezdesu.core.listing import Listing
from kezdesu.core.navigation import PUBLIC_SECTIONS, THEMES, Section, sections_for
from kezdesu.core.notices import undo_address
from kezdesu.core.states import STATES
from kezdesu.core.text import tied

register = template.Library()
register.filter("undo_address", undo_address)

Text = str | Promise


def _language() -> Language:
    return language(get_language() or "kk")


def _local(moment: date | datetime) -> date | datetime:
    is_aware = isinstance(moment, datetime) and timezone.is_aware(moment)
    return timezone.localtime(cast("datetime", moment)) if is_aware else moment


def _day(moment: date | datetime) -> date:
    local = _local(moment)
    return local.date() if isinstance(local, datetime) else local


@register.filter
def has_required(form: forms.BaseForm) -> bool:
    """Whether any field that one sees bears the star."""
    return any(field.field.required for field in form.visible_fields())


# Formats: empty in, empty out, so that a template need not ask first.


@register.filter
def number(value: float | Decimal | None) -> str:
    return "" if value is None else _language().number(value)


@register.filter
def number_of_all(value: int) -> str:
    """A whole of which a part is told: in Kazakh «81-дің» ішінен 45."""
    return _language().with_suffix(value, "genitive")


@register.filter
def percent(value: float | Decimal | None) -> str:
    return "" if value is None else _language().percent(value)


@register.filter
def day(moment: date | datetime | None) -> str:
    """«2023 жылғы 26 шілде», where no line ends between the day and its month."""
    return tied(_language().long_date(_day(moment))) if moment else ""


@register.filter
def day_short(moment: date | datetime | None) -> str:
    """26.07.2023."""
    return _language().short_date(_day(moment)) if moment else ""


@register.filter
def weekday(moment: date | datetime | None) -> str:
    return _language().weekday(_day(moment)) if moment else ""


@register.filter
def weekday_short(moment: date | datetime | None) -> str:
    return _language().weekday_short(_day(moment)) if moment else ""


@register.filter
def clock(moment: datetime | None) -> str:
    """15:00 in the office's zone."""
    return f"{_local(moment):%H:%M}" if moment else ""


@register.filter
def language_name(code: str) -> str:
    """The name of a language in the page's language: uz → «өзбек тілі»."""
    name: str = Locale.parse(get_language() or "kk").languages.get(code, code)
    return name


@register.simple_tag
def time_element(moment: date | datetime, form: str = "day") -> SafeString:
    """`<time>` that reads as the language writes and that machines can read.

    `form` is "day", "short", "clock" or "moment" (day and clock); the last two need a datetime.
    """
    words = _TIME_FORMS[form](moment)
    return format_html('<time datetime="{}">{}</time>', _local(moment).isoformat(), words)


_TIME_FORMS: Mapping[str, Callable[[Any], str]] = {
    "day": day,
    "short": day_short,
    "clock": clock,
    "moment": lambda moment: f"{day(moment)}, {clock(moment)}",
}


# Signs


@register.simple_tag
def icon(name: str, label: Text = "") -> SafeString:
    """A drawing of the sprite; with `label` it speaks for itself, without it is decoration."""
    if name not in ICONS:
        raise template.TemplateSyntaxError(f"There is no icon {name!r}; see kezdesu/core/icons.py.")
    spoken = (
        format_html('role="img" aria-label="{}"', label)
        if label
        else SafeString('aria-hidden="true"')
    )
    return format_html(
        '<svg class="icon" {}><use href="{}#{}"></use></svg>',
        spoken,
        static("built/icons.svg"),
        name,
    )


@register.simple_tag
def state(value: str, word: Text = "") -> SafeString:
    """A state's badge: icon and word. `word` replaces the common word where a field has its own."""
    found = STATES[str(value)]
    return format_html(
        '<span class="state" data-tone="{}">{}{}</span>',
        found.tone,
        icon(found.icon),
        word or found.word,
    )


@register.simple_tag
def state_sign(value: str) -> SafeString:
    """The state's icon alone, which speaks its word, where a line has no room for a badge."""
    found = STATES[str(value)]
    return icon(found.icon, found.word)


@register.simple_tag
def opens(value: int, href: str = "") -> SafeString:
    """A number that opens to its rows; a plain one where `href` is empty."""
    return _opens(number(value), href)


def _opens(written: str, href: str) -> SafeString:
    if not href:
        return SafeString(written)
    return format_html('<a class="opens" href="{}">{}</a>', href, written)


@register.simple_tag
def opens_percent(value: int | None, href: str) -> SafeString:
    """A percentage that opens to what it is a percentage of; a dash where none is told."""
    if value is None:
        return SafeString("–")
    return format_html('<a class="opens" href="{}">{}</a>', href, percent(value))


@register.inclusion_tag("core/parts/progress.html")
def progress(
    part: int, whole: int, label: Text = "", href: str = "", of_href: str = ""
) -> dict[str, Any]:
    """A bar from zero with its words: 45 of 81. `href` and `of_href` say where the two open."""
    return {
        "part": opens(part, href),
        "whole": _opens(number_of_all(whole), of_href),
        "label": label,
        "share": _share(part, whole),
    }


def _share(part: float, whole: float) -> float:
    return round(min(100.0, 100 * part / whole), 2) if whole else 0.0


# Parts of a page


@register.inclusion_tag("core/parts/figure.html")
def figure(
    value: int | None,
    label: Text,
    unit: Text = "",
    href: str = "",
    wording: Text = "",
    previous: int | None = None,
    previous_label: Text = "",
    definition: Text = "",
    size: str = "",
    previous_href: str = "",
) -> dict[str, Any]:
    """A big number that opens to its rows. `wording` is how a text rounds it."""
    return {
        "value": value,
        "label": label,
        "unit": unit,
        "href": href,
        "wording": wording,
        "previous": previous,
        "previous_label": previous_label,
        "previous_href": previous_href,
        "definition": definition,
        "size": size,
    }


@register.inclusion_tag("core/parts/empty.html")
def empty(title: Text, text: Text = "", href: str = "", action: Text = "") -> dict[str, Any]:
    """Says what will stand here and offers the first step."""
    return {"title": title, "text": text, "href": href, "action": action}


@register.simple_tag
def crumb(href: str, label: Text) -> SafeString:
    """One step of the address above the title."""
    return format_html('<li><a href="{}">{}</a></li>', href, label)


@register.simple_tag
def fact(label: Text, value: Any) -> SafeString:
    """One line of `<dl class="facts">`; nothing at all when there is no value."""
    if value is None or value == "":
        return SafeString("")
    return format_html("<div><dt>{}</dt><dd>{}</dd></div>", label, value)


@register.simple_tag
def tab(href: str, label: Text, is_current: bool, count: int | None = None) -> SafeString:
    """One link of `<nav class="tabs"><ul>`."""
    current = SafeString(' aria-current="page"') if is_current else ""
    number_ = "" if count is None else format_html(' <span class="count">{}</span>', number(count))
    return format_html('<li><a href="{}"{}>{}{}</a></li>', href, current, label, number_)


@register.simple_tag
def definition(label: Text, text: Text) -> SafeString:
    """A word that opens to its explanation, without scripts."""
    return format_html(
        '<details class="definition"><summary>{}{}</summary><div>{}</div></details>',
        label,
        icon("question"),
        text,
    )


@register.inclusion_tag("core/parts/history.html")
def history(subject: Any) -> dict[str, Any]:
    """The record's own lines of the audit log, newest first."""
    return {"lines": history_of(subject)}


@dataclass(frozen=True, slots=True)
class Bar:
    label: Text
    value: int
    of: int | None
    href: str
    width: float
    mark: float | None
    of_href: str


@register.inclusion_tag("core/parts/bars.html")
def bars(title: Text, rows: Iterable[Mapping[str, Any]], unit: Text = "") -> dict[str, Any]:
    """A table with a bar in each row: chart and table in one.

    `rows` hold `label`, `value`, and may hold `of` (the target, drawn as a mark); `href` and
    `of_href` say where the two open.
    """
    given = list(rows)
    longest = max((max(row["value"], row.get("of") or 0) for row in given), default=0)
    return {
        "title": title,
        "unit": unit,
        "has_targets": any(row.get("of") is not None for row in given),
        "bars": [
            Bar(
                row["label"],
                row["value"],
                row.get("of"),
                row.get("href", ""),
                _share(row["value"], longest),
                None if row.get("of") is None else _share(row["of"], longest),
                row.get("of_href", ""),
            )
            for row in given
        ],
    }


# List screens


@register.simple_tag(takes_context=True)
def sort_heading(context: Context, name: str, label: Text, css: str = "") -> SafeString:
    """A `<th>` that sorts by `name`, one of the listing's `sorts`."""
    listing: Listing[Any] = context["listing"]
    is_sorted = listing.sort.removeprefix("-") == name
    direction = ("descending" if listing.is_descending else "ascending") if is_sorted else "none"
    sign = {"ascending": "sort-up", "descending": "sort-down", "none": "sort"}[direction]
    return format_html(
        '<th scope="col" class="{}" aria-sort="{}"><a href="{}">{}{}</a></th>',
        css,
        direction,
        listing.sort_address(name),
        label,
        icon(sign),
    )


@register.inclusion_tag("core/parts/pager.html", takes_context=True)
def pager(context: Context, page: Any) -> dict[str, Any]:
    listing: Listing[Any] = context["listing"]
    return {
        "page": page,
        "previous": listing.address(page=page.previous_page_number())
        if page.has_previous()
        else "",
        "next": listing.address(page=page.next_page_number()) if page.has_next() else "",
    }


# The shell


@register.simple_tag(takes_context=True)
def block_text(context: Context, name: str) -> str:
    """The text of a block that stands elsewhere in the page, for `<title>`."""
    blocks = context.render_context[BLOCK_CONTEXT_KEY]
    block = blocks.get_block(name)
    text = strip_tags(block.render(context)) if block else ""
    return SafeString(" ".join(text.split()))


@register.simple_tag(takes_context=True)
def desk_sections(context: Context) -> list[Section]:
    return sections_for(context.get("rights") or ())


@register.simple_tag
def public_sections() -> tuple[Section, ...]:
    return PUBLIC_SECTIONS


@register.simple_tag
def now_day() -> str:
    """Today as a newspaper's head has it: weekday and date."""
    today = timezone.localdate()
    return f"{weekday(today)}, {day(today)}"


@register.simple_tag
def themes() -> list[tuple[str, Text]]:
    return list(THEMES.items())


@register.filter
def is_current(section: Section, request: HttpRequest) -> bool:
    return section.holds(request)


@register.simple_tag(takes_context=True)
def current_section(context: Context) -> Section | None:
    request = context.get("request")
    if request is None:
        return None
    return next((each for each in desk_sections(context) if each.holds(request)), None)

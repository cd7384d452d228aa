"""What a list screen was asked for, read from its address, and the addresses of its controls."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

from django.core.paginator import Page, Paginator
from django.http import QueryDict
from django.utils.functional import Promise

PAGE_SIZE = 50
EXPORTS = {"xlsx": "Excel", "csv": "CSV", "json": "JSON"}
Row = TypeVar("Row", covariant=True)


class Rows(Protocol[Row]):
    """A queryset or a list."""

    def __len__(self) -> int: ...
    def __getitem__(self, index: Any, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Choice:
    value: str
    label: str | Promise
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Filter:
    """A chip: `name` is the word in the address, `choices` what it may be set to."""

    name: str
    label: str | Promise
    choices: Sequence[Choice]


@dataclass(frozen=True, slots=True)
class Link:
    label: str | Promise
    address: str
    is_current: bool
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter as the page shows it: what is chosen, and a link for each choice."""

    name: str
    label: str | Promise
    chosen: Choice | None
    links: Sequence[Link]
    clear: str


@dataclass(frozen=True)
class Listing(Generic[Row]):
    """The state of a list screen. Unknown sorts, filters and pages fall back, never fail.

    `sorts` are the words that may stand in `?sort=`; the first is the order without asking, and
    a leading minus turns any of them round.
    """

    params: QueryDict
    sorts: Sequence[str]
    filters: Sequence[Filter] = ()
    search_label: str | Promise = ""
    has_export: bool = False

    @property
    def search(self) -> str:
        return self.params.get("search", "").strip()[:200]

    @property
    def sort(self) -> str:
        """The word asked for, with its minus."""
        asked = self.params.get("sort", "")
        return asked if asked.removeprefix("-") in self.sorts else self.sorts[0]

    @property
    def is_descending(self) -> bool:
        return self.sort.startswith("-")

    @property
    def export_format(self) -> str:
        """A key of EXPORTS, or "" for a page."""
        asked = self.params.get("format", "")
        return asked if self.has_export and asked in EXPORTS else ""

    @property
    def has_hxl(self) -> bool:
        """Whether tables begin with a row of HXL tags under their headings."""
        return self.params.get("hxl") == "1"

    @property
    def wants_export(self) -> bool:
        return bool(self.export_format)

    def chosen(self, name: str) -> str:
        """The value a filter is set to, or "": never one outside its choices."""
        asked = self.params.get(name, "")
        choices = next(each.choices for each in self.filters if each.name == name)
        return asked if any(choice.value == asked for choice in choices) else ""

    @property
    def is_narrowed(self) -> bool:
        return bool(self.search) or any(self.chosen(each.name) for each in self.filters)

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What a new search must not lose: the order and the filters."""
        names = ["sort", *(each.name for each in self.filters)]
        return [(name, value) for name in names if (value := self.params.get(name))]

    @cached_property
    def chips(self) -> list[Chip]:
        return [self._chip(each) for each in self.filters]

    def page_of(self, rows: Rows[Row], size: int = PAGE_SIZE) -> Page:  # type: ignore[type-arg]
        return Paginator(rows, size).get_page(self.params.get("page"))  # type: ignore[arg-type]

    def address(self, **changes: str | int | None) -> str:
        """This list's address with some words changed; None takes one out. Leaves the page."""
        params = self.params.copy()
        for name, value in {"page": None, "format": None, **changes}.items():
            if value is None or value == "":
                params.pop(name, None)
            else:
                params[name] = str(value)
        return f"?{params.urlencode()}"

    def sort_address(self, name: str) -> str:
        """A second click on the column turns it round."""
        return self.address(sort=f"-{name}" if self.sort == name else name)

    @property
    def clear_address(self) -> str:
        return self.address(search=None, **{each.name: None for each in self.filters})

    @property
    def export_links(self) -> list[Link]:
        """The same rows, narrowed and sorted alike, in each form of file."""
        forms = EXPORTS.items() if self.has_export else ()
        return [Link(label, self.address(format=form), is_current=False) for form, label in forms]

    @property
    def hxl_link(self) -> Link:
        """The switch beside the exports: the same list with the row of tags, or without it."""
        switched = self.address(hxl=None if self.has_hxl else "1")
        return Link("HXL", switched, is_current=self.has_hxl)

    def _chip(self, each: Filter) -> Chip:
        value = self.chosen(each.name)
        links = [
            Link(
                choice.label,
                self.address(**{each.name: choice.value}),
                choice.value == value,
                choice.count,
            )
            for choice in each.choices
        ]
        chosen = next((choice for choice in each.choices if value and choice.value == value), None)
        return Chip(each.name, each.label, chosen, links, self.address(**{each.name: None}))

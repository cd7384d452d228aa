"""The form with which a visitor narrows a list: plain selects, so that it needs no script."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise

from kezdesu.core.listing import Choice, Listing


@dataclass(frozen=True, slots=True)
class Select:
    """`is_open` when the list need not be narrowed by it at all."""

    name: str
    label: str | Promise
    choices: tuple[Choice, ...]
    chosen: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Narrowing:
    """`kept` are words of the address that the form hands on."""

    selects: tuple[Select, ...]
    kept: tuple[tuple[str, str], ...]
    is_set: bool


def narrowing(
    listing: Listing[Any],
    names: Sequence[str],
    *,
    kept: Mapping[str, str],
    always: Mapping[str, str],
) -> Narrowing:
    """Selects for those of the listing's filters that offer a choice, in the order of `names`.

    `always` gives the value of filters that are set even when the address does not say so.
    """
    filters = {each.name: each for each in listing.filters}
    selects = tuple(
        Select(
            name=name,
            label=filters[name].label,
            choices=tuple(filters[name].choices),
            chosen=listing.chosen(name) or always.get(name, ""),
            is_open=name not in always,
        )
        for name in names
        if len(filters[name].choices) > (name in always)
    )
    is_set = any(select.is_open and select.chosen for select in selects)
    return Narrowing(selects, tuple(kept.items()), is_set)

"""A track's figures cut by office, district, theme, month, kind of place or priority.

Cut from the base rows that the figures are made of, each row into exactly one part, so the parts
add up to the figures. A meeting on two themes belongs to the pair, a part of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from kezdesu.accounts.models import Office
from kezdesu.accounts.tree import has_beneath
from kezdesu.core.periods import Period

from . import rules
from .adding import amounts_together, due_together, tracks_of
from .choices import Dimension
from .ground import Ground, ground_of
from .kept import counts_of
from .parts import Amounts, PartNames, month_later, months_of


@dataclass(frozen=True, slots=True)
class Part:
    slug: str  # stable within its dimension: a district's id, 2023-05, yes
    label: str
    now: Amounts
    before: Amounts  # a period earlier
    slug_before: str = ""  # what the part is called there


@dataclass(frozen=True, slots=True)
class Cut:
    parts: list[Part]
    now: Amounts  # all parts together
    before: Amounts
    was_kept: bool  # whether the track ran a period earlier


def dimensions_of(office: Office) -> list[tuple[str, str]]:
    """By what the office's figures can be cut: by office only where there are some beneath it."""
    alone = set() if has_beneath(office) else {Dimension.OFFICE.value}
    return [(value, str(label)) for value, label in Dimension.choices if value not in alone]


def cut_of(office: Office, period: Period, track: str, by: Dimension) -> Cut:
    """The parts of a track; parts of places that were due stand there even when empty."""
    ground, earlier = ground_of(office), period.previous()
    counts = counts_of(ground, period, by.value)
    counts_before = counts_of(ground, earlier, by.value)
    now, before = amounts_together(counts, track), amounts_together(counts_before, track)
    if by == Dimension.MONTH:
        # A month of the period before stands beside the month of the same place in this one.
        before = {month_later(part, period.months): each for part, each in before.items()}
    if by == Dimension.WEEK:
        before = {}  # weeks of two periods do not stand side by side
    expected = [*_always(ground, period, track, by), *due_together(counts, track)]
    slugs = dict.fromkeys([*expected, *now, *before])
    names = PartNames(ground, by, slugs)
    parts = [
        Part(
            slug,
            names.of(slug),
            now.get(slug, Amounts()),
            before.get(slug, Amounts()),
            month_later(slug, -period.months) if by == Dimension.MONTH else slug,
        )
        for slug in sorted(slugs, key=names.order)
    ]
    was_kept = by != Dimension.WEEK and track in tracks_of(counts_before)
    return Cut(parts, _sum(now.values()), _sum(before.values()), was_kept)


def _always(ground: Ground, period: Period, track: str, by: Dimension) -> list[str]:
    """Parts that stand there whatever happened."""
    if by == Dimension.MONTH:
        return months_of(period)
    if by == Dimension.WEEK:
        return [monday.isoformat() for monday in rules.weeks_of(period)]
    if by == Dimension.OFFICE:
        return [str(row.programme.office_id) for row in ground.tracks if row.slug == track]
    return []


def _sum(amounts: Iterable[Amounts]) -> Amounts:
    return sum(amounts, Amounts())

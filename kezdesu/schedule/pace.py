"""A limit of meetings a week, kept by how many each half-day of the week is open for.

The engine counts meetings by day and by half-day, not by week. So the room of a week is shared out
over its half-days, evenly and beginning elsewhere each week, so that no weekday stays shut.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

Week = tuple[int, int]
# Coprime with the ten half-days of a week: consecutive weeks begin on different days.
STEP: Final = 3


def shared_out(room: int, slots: int, *, start: int) -> list[int]:
    """`room` over `slots` as evenly as whole numbers allow; the odd ones begin at `start`."""
    each, odd = divmod(max(room, 0), slots)
    fuller = {(start + at * slots // odd) % slots for at in range(odd)}
    return [each + (at in fuller) for at in range(slots)]


def capacities(
    half_days: Mapping[Week, Sequence[str]],
    at_most: int,
    *,
    own: Iterable[Week],
    held: Iterable[str],
) -> dict[str, int]:
    """How many meetings each half-day may hold, those `held` in it already included.

    `own` are the weeks of the track's meetings that are fixed: only they use up the room.
    """
    in_week, in_half_day = Counter(own), Counter(held)
    return {
        name: room + in_half_day[name]
        for week, names in half_days.items()
        for name, room in zip(
            names,
            shared_out(at_most - in_week[week], len(names), start=week[1] * STEP),
            strict=True,
        )
    }


def over(held: Iterable[tuple[Week, str]], at_most: int) -> list[str]:
    """The last of each week that holds too many; `held` in order of time."""
    last: dict[Week, str] = {}
    counts: Counter[Week] = Counter()
    for week, name in held:
        counts[week] += 1
        last[week] = name
    return [name for week, name in last.items() if counts[week] > at_most]

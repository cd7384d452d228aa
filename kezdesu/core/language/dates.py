from collections.abc import Callable
from datetime import date


def day_first_span(
    first: date, last: date, *, whole: Callable[[date], str], without_year: Callable[[date], str]
) -> str:
    """Two dates that say month and year once, for languages that write the day first."""
    if first == last:
        return whole(first)
    if first.year != last.year:
        return f"{whole(first)} – {whole(last)}"
    if first.month != last.month:
        return f"{without_year(first)} – {whole(last)}"
    return f"{first.day}–{whole(last)}"

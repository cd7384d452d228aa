from collections.abc import Sequence
from itertools import groupby

from babel import Locale


def weekday_short(day: int, code: str) -> str:
    """0 Monday … 6 Sunday → «дс», «пн», "Mon"."""
    return str(Locale.parse(code).days["format"]["abbreviated"][day]).lower()


def weekdays_in_words(days: Sequence[int], code: str) -> str:
    """[0, 1, 2, 4] → «дс–ср, жм»."""
    runs = []
    ordered = sorted(set(days))
    for _offset, run in groupby(enumerate(ordered), lambda pair: pair[1] - pair[0]):
        members = [day for _index, day in run]
        first, last = weekday_short(members[0], code), weekday_short(members[-1], code)
        if len(members) > 2:
            runs.append(f"{first}–{last}")
        else:
            runs.extend([first] if len(members) == 1 else [first, last])
    return ", ".join(runs)


def weekday_name(day: int, code: str) -> str:
    """0 Monday … 6 Sunday → «дүйсенбі», «понедельник», "Monday"."""
    return str(Locale.parse(code).days["stand-alone"]["wide"][day])

"""The charts and the map of a report, each drawn from the frozen facts beside its table.

A text calls for tables; the pictures come with them (`BESIDE`), so that every office's own wording
has them too, and none stands without the table that says the same.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from django.utils.translation import pgettext

from kezdesu.core.language import language, name_key
from kezdesu.figures.rules import monday_of, percent, weeks_of
from kezdesu.press.choices import PublicationKind

from .blocks import Paragraph, Run
from .charts import Bar, Week, bars, weeks
from .drawing import Picture
from .facts import DistrictFacts, PlaceFacts, ReportFacts, TrackFacts
from .grid import Column, Table, opening, part_of
from .maps import STATES, Mark, coverage_map

ByState = dict[tuple[str, str], list[PlaceFacts]]  # by area and state

_MOST_NAMES: Final = 40
_MOST_BARS: Final = 40
Illustration = Picture | Table | Paragraph


def pictures_beside(facts: ReportFacts, name: str, track: str, code: str) -> Iterator[Illustration]:
    """What stands before the table `name`; call it within `translation.override(code)`."""
    found = next((row for row in facts.tracks if row.slug == track), None)
    if name == "composition":
        yield from composition(facts, code)
    elif name == "publications":
        yield from publication_kinds(facts, code)
    elif found and name in _OF_A_TRACK:
        for draw in _OF_A_TRACK[name]:
            yield from draw(facts, found, code)


def composition(facts: ReportFacts, code: str) -> Iterator[Illustration]:
    groups = [group for group in facts.groups if group.kind != "pool"]
    rows = [
        (category.name.in_language(code), category.members)
        for group in groups
        for category in group.categories
    ]
    if len(rows) > 1:
        told = pgettext("chart", "Largest category: %(name)s, %(count)s of %(all)s")
        even = pgettext("chart", "Members by category: %(all)s")
        yield _shares("composition", rows, told, even, code)


def publication_kinds(facts: ReportFacts, code: str) -> Iterator[Illustration]:
    counted = Counter(row.kind for row in facts.publications).most_common()
    rows = [
        (str(PublicationKind(kind).label), opening(count, f"press.publications.{kind}"))
        for kind, count in counted
    ]
    if not rows:
        return
    told = pgettext("chart", "Most publications: %(name)s, %(count)s of %(all)s")
    even = pgettext("chart", "Publications by kind: %(all)s")
    yield _shares("publication_kinds", rows, told, even, code)
    columns = (
        Column(pgettext("report", "Kind of publication"), 6),
        Column(pgettext("chart", "Publications"), 2, "number"),
    )
    caption = pgettext("chart", "Publications by kind")
    yield Table("publication_kinds", caption, columns, tuple(rows))


def districts(facts: ReportFacts, track: TrackFacts, code: str) -> Iterator[Picture]:
    rows = [row for row in track.districts if row.targets]
    if len(rows) > _MOST_BARS:
        yield from _offices(track, code)
        return
    named = {
        row.district.in_language(code): percent(row.places_met, row.targets) or 0
        for row in rows
        if row.district
    }
    if not named:
        return
    title = f"{track.name.in_language(code)}. {_coverage_finding(named, code)}"
    drawn = [_district_bar(row, code) for row in rows]
    yield Picture(f"districts-{track.slug}", title, _alt(title, drawn), bars(drawn))


def _offices(track: TrackFacts, code: str) -> Iterator[Picture]:
    """In place of more districts than a page can show."""
    rows = [row for row in track.offices if row.targets]
    if not rows or len(rows) > _MOST_BARS:
        return
    shares = {row.name.in_language(code): percent(row.places_met, row.targets) or 0 for row in rows}
    title = f"{track.name.in_language(code)}. {_coverage_finding(shares, code, is_office=True)}"
    told = pgettext("chart", "%(met)s of %(all)s")
    number = language(code).number
    drawn = [
        Bar(
            row.name.in_language(code),
            row.places_met,
            told % {"met": number(row.places_met), "all": number(row.targets)},
            row.targets,
        )
        for row in rows
    ]
    yield Picture(f"offices-{track.slug}", title, _alt(title, drawn), bars(drawn))


def _district_bar(row: DistrictFacts, code: str) -> Bar:
    unstated = pgettext("report", "District not stated")
    name = row.district.in_language(code) if row.district else unstated
    counts = {
        "met": language(code).number(row.places_met),
        "all": language(code).number(row.targets),
    }
    told = pgettext("chart", "%(met)s of %(all)s") % counts
    return Bar(name, row.places_met, told, row.targets)


def meetings_by_week(facts: ReportFacts, track: TrackFacts, code: str) -> Iterator[Illustration]:
    mondays = list(weeks_of(facts.period))
    planned, held, people = _by_week(track)
    if not held and not planned:
        return
    title = f"{track.name.in_language(code)}. {_week_finding(held, planned, code)}"
    drawn = [
        Week(
            *(f"{monday:%d}", _month_begun(monday, code)),
            *(held[monday], planned[monday], people[monday]),
        )
        for monday in mondays
    ]
    held_, planned_ = pgettext("chart", "held"), pgettext("chart", "planned")
    svg = weeks(drawn, held_, planned_, pgettext("report", "People"))
    rows = tuple(
        (
            day,
            _of_week(planned[day], track, "meetings_planned", day),
            _of_week(held[day], track, "meetings_held", day),
            _of_week(people[day], track, "people_reached", day),
        )
        for day in mondays
    )
    listed = pgettext("chart", "The table that follows gives every week.")
    yield Picture(f"weeks-{track.slug}", title, f"{title}. {listed}", svg)
    yield _week_table(track, rows, code)


def _of_week(value: int, track: TrackFacts, name: str, day: date) -> int:
    return opening(value, f"{track.slug}.{name}", part_of("week", day.isoformat()))


def _by_week(track: TrackFacts) -> tuple[Counter[date], Counter[date], Counter[date]]:
    """Planned, held and people by the Monday of their week, weeks of nothing left out."""
    planned, held, people = Counter[date](), Counter[date](), Counter[date]()
    for week in track.weeks:
        planned[week.starts_on] += week.planned
        held[week.starts_on] += week.held
        people[week.starts_on] += week.headcount
    if not track.weeks:  # frozen before reports kept their weeks
        planned.update(monday_of(visit.day) for visit in track.visits)
        for meeting in track.held:
            held[monday_of(meeting.day)] += 1
            people[monday_of(meeting.day)] += meeting.headcount or 0
    return +planned, +held, people


def coverage(facts: ReportFacts, track: TrackFacts, code: str) -> Iterator[Illustration]:
    """The map, the places that have no point on it, and every place by district and state."""
    known = [place for place in track.places if place.latitude is not None]
    if not known:
        return
    title = f"{track.name.in_language(code)}. {_map_finding(track, code)}"
    listed = pgettext("chart", "The table that follows names every place.")
    yield Picture(f"map-{track.slug}", title, f"{title}. {listed}", _map(known, code))
    held = _by_state(track, code)
    if unknown := [place for place in track.places if place.latitude is None]:
        are_named = all(len(places) <= _MOST_NAMES for places in held.values())
        yield Paragraph((Run(_without_point(unknown, code, are_named=are_named)),))
    yield _state_table(track, held, code)


_OF_A_TRACK: Final[
    dict[str, tuple[Callable[[ReportFacts, TrackFacts, str], Iterator[Illustration]], ...]]
] = {"not_held": (meetings_by_week,), "districts": (coverage, districts)}


def state_of(place: PlaceFacts) -> str:
    """One of maps.STATES, as the public page tells them apart."""
    return "met" if place.is_met else "planned" if place.planned > place.called_off else "due"


def _shares(name: str, rows: Sequence[tuple[str, int]], told: str, even: str, code: str) -> Picture:
    """Parts of a whole; the title names the largest, unless two are as large."""
    speech = language(code)
    ordered = sorted(rows, key=lambda row: -row[1])
    largest = ordered[0]
    is_alone = len(ordered) == 1 or ordered[1][1] < largest[1]
    title = (told if is_alone else even) % {
        "name": largest[0],
        "count": speech.number(largest[1]),
        "all": speech.number(sum(count for _name, count in rows)),
    }
    drawn = [Bar(label, count, speech.number(count)) for label, count in rows]
    return Picture(name, title, _alt(title, drawn), bars(drawn))


def _alt(title: str, drawn: Sequence[Bar]) -> str:
    return f"{title}. " + "; ".join(f"{row.label}: {row.told}" for row in drawn)


def _coverage_finding(shares: Mapping[str, int], code: str, *, is_office: bool = False) -> str:
    speech = language(code)
    low, high = min(shares.values()), max(shares.values())
    if low == high and is_office:
        said = pgettext("chart", "Coverage by office: %(share)s")
        return said % {"share": speech.percent(low)}
    if low == high:
        return pgettext("chart", "Coverage by district: %(share)s") % {"share": speech.percent(low)}
    said = pgettext("chart", "Highest coverage: %(best)s, %(high)s; lowest: %(worst)s, %(low)s")
    return said % {
        "best": next(name for name, share in shares.items() if share == high),
        "high": speech.percent(high),
        "worst": next(name for name, share in shares.items() if share == low),
        "low": speech.percent(low),
    }


def _week_finding(held: Counter[date], planned: Counter[date], code: str) -> str:
    speech = language(code)
    sums = {"held": speech.number(held.total()), "planned": speech.number(planned.total())}
    if not held:
        return pgettext("chart", "Meetings planned: %(planned)s; held: none") % sums
    busiest = max(held, key=lambda monday: (held[monday], -monday.toordinal()))
    said = pgettext(
        "chart",
        "Meetings held: %(held)s, planned: %(planned)s;"
        " the busiest week began on %(day)s (%(most)s)",
    )
    return said % {
        **sums,
        "day": speech.short_date(busiest),
        "most": speech.number(held[busiest]),
    }


def _month_begun(monday: date, code: str) -> str:
    """A month's name stands under its first Monday."""
    return language(code).month(monday.month) if monday.day <= 7 else ""


def _week_table(
    track: TrackFacts, rows: tuple[tuple[date, int, int, int], ...], code: str
) -> Table:
    columns = (
        Column(pgettext("chart", "Week from"), 3, "date"),
        Column(pgettext("report", "Planned"), 2, "number"),
        Column(pgettext("report", "Held"), 2, "number"),
        Column(pgettext("report", "People"), 2, "number"),
    )
    caption = pgettext("chart", "By week") + f": {track.name.in_language(code)}"
    return Table(f"weeks-{track.slug}", caption, columns, rows)


def _map_finding(track: TrackFacts, code: str) -> str:
    counted = Counter(state_of(place) for place in track.places)
    said = pgettext(
        "chart", "Places met: %(met)s; planned and not met yet: %(planned)s; not planned: %(due)s"
    )
    return said % {state: language(code).number(counted[state]) for state in STATES}


def _map(known: Sequence[PlaceFacts], code: str) -> str:
    marks = [
        Mark(
            place.name.in_language(code),
            place.latitude or 0.0,
            place.longitude or 0.0,
            state_of(place),
            place.is_priority,
        )
        for place in known
    ]
    words = _state_words() | {"priority": pgettext("chart", "priority place")}
    return coverage_map(marks, words, pgettext("chart", "km"))


def _state_words() -> dict[str, str]:
    return {
        "met": pgettext("chart", "met"),
        "planned": pgettext("chart", "planned, not met yet"),
        "due": pgettext("chart", "not planned yet"),
    }


def _without_point(unknown: Sequence[PlaceFacts], code: str, *, are_named: bool) -> str:
    """Places that the table does not name are named here."""
    if not are_named:
        said = pgettext("chart", "Not on the map, for no point is known: %(names)s.")
        return said % {"names": _named(unknown, code)}
    said = pgettext(
        "chart",
        "Places not on the map, for no point is known: %(count)s;"
        " in the table an asterisk marks them.",
    )
    return said % {"count": language(code).number(len(unknown))}


def _by_state(track: TrackFacts, code: str) -> ByState:
    """By district, or by office where several count, and one of maps.STATES."""
    held: dict[tuple[str, str], list[PlaceFacts]] = {}
    for place in track.places:
        area = place.office or place.district
        name = area.in_language(code) if area else pgettext("report", "District not stated")
        held.setdefault((name, state_of(place)), []).append(place)
    return held


def _state_table(track: TrackFacts, held: ByState, code: str) -> Table:
    """A line a district (where several offices count, an office) and state, naming its places."""
    unstated = pgettext("report", "District not stated")
    words = _state_words()
    order = language(code).sort_key
    lines = sorted(held, key=lambda key: (key[0] == unstated, order(key[0]), STATES.index(key[1])))
    rows = tuple(
        (name, words[state], len(held[name, state]), _named(held[name, state], code, mark="*"))
        for name, state in lines
    )
    head = pgettext("report", "Office") if track.offices else pgettext("report", "District")
    columns = (
        Column(head, 3),
        Column(pgettext("chart", "State"), 3),
        Column(pgettext("report", "Places"), 2, "number"),
        Column(pgettext("chart", "Which"), 9),
    )
    caption = pgettext("chart", "Places by state") + f": {track.name.in_language(code)}"
    return Table(f"map-{track.slug}", caption, columns, rows)


def _named(places: Sequence[PlaceFacts], code: str, mark: str = "") -> str:
    """Their names, `mark` behind each without a point; or of more than a reader goes through only
    how many there are."""
    if len(places) > _MOST_NAMES:
        said = pgettext("chart", "%(count)s, named in the Excel workbook")
        return said % {"count": language(code).number(len(places))}
    names = [
        place.name.in_language(code) + (mark if place.latitude is None else "") for place in places
    ]
    return ", ".join(sorted(names, key=name_key(code)))

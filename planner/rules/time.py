"""Rules on when a visit may be held."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import pairwise

from planner.language import Words
from planner.rules.base import Finding, Look, Placed, Rule

A_MOMENT = 1e-6  # minutes that the sums of decimal ways may be off


def _each(breaks: Callable[[Placed], bool]) -> Callable[[Look], Iterator[Finding]]:
    def find(look: Look) -> Iterator[Finding]:
        for each in look.placed:
            if breaks(each):
                yield each.visit.id, {"period": each.period.id, "day": each.day.isoformat()}

    return find


def _pinned(each: Placed) -> bool:
    return each.visit.pinned_period is not None and each.visit.pinned_period != each.period.id


def _wrong_day(each: Placed) -> bool:
    return each.visit.allowed_days is not None and each.day not in each.visit.allowed_days


def _wrong_weekday(each: Placed) -> bool:
    return (
        each.visit.allowed_weekdays is not None
        and each.day.isoweekday() not in each.visit.allowed_weekdays
    )


def _wrong_period(each: Placed) -> bool:
    return (
        each.visit.allowed_periods is not None and each.period.id not in each.visit.allowed_periods
    )


def _closed(each: Placed) -> bool:
    return each.starts_at < each.visit.opens_at or each.ends_at > each.visit.closes_at + A_MOMENT


def _outside(each: Placed) -> bool:
    return each.starts_at < each.period.starts_at or each.ends_at > each.period.ends_at + A_MOMENT


def _travel_time(look: Look) -> Iterator[Finding]:
    way = look.problem.travel.between
    for name, visits in look.by_member.items():
        base = look.problem.member[name].base
        for at, each in enumerate(visits):
            is_first = at == 0 or visits[at - 1].day != each.day
            if (
                is_first
                and base
                and each.starts_at < each.period.starts_at + way(base, each.visit.place) - A_MOMENT
            ):
                yield each.visit.id, {"member": name, "before": base}
        for one, other in pairwise(visits):
            arrives = one.ends_at + way(one.visit.place, other.visit.place)
            if one.day == other.day and other.starts_at < arrives - A_MOMENT:
                yield other.visit.id, {"member": name, "before": one.visit.id}


def _precedence(look: Look) -> Iterator[Finding]:
    for each in look.placed:
        for name in sorted(each.visit.after):
            before = look.by_visit.get(name)
            if before is None or (before.day, before.ends_at) > (each.day, each.starts_at):
                yield each.visit.id, {"before": name}


def _spacing(look: Look) -> Iterator[Finding]:
    for spacing in look.problem.spacings:
        one, other = look.by_visit.get(spacing.first), look.by_visit.get(spacing.second)
        if one and other:
            days = abs((one.day - other.day).days)
            if days < spacing.at_least or (spacing.at_most is not None and days > spacing.at_most):
                yield spacing.second, {"other": spacing.first, "days": days}


def _start_lag(look: Look) -> Iterator[Finding]:
    for lag in look.problem.start_lags:
        one, other = look.by_visit.get(lag.first), look.by_visit.get(lag.second)
        if one is None or other is None or (lag.at_least is None and lag.at_most is None):
            continue
        minutes = other.starts_at - one.starts_at
        too_soon = lag.at_least is not None and minutes < lag.at_least - A_MOMENT
        too_late = lag.at_most is not None and minutes > lag.at_most + A_MOMENT
        if one.day != other.day or too_soon or too_late:
            yield lag.second, {"other": lag.first}


RULES = (
    Rule(
        "pinned_period",
        Words("бекітілген кезең", "закреплённое время", "pinned period"),
        Words(
            "«{visit}» кездесуі бекітілген кезеңінен басқа кезеңге қойылған: {period}.",
            "Встреча «{visit}» стоит не в закреплённом за ней периоде: {period}.",
            "“{visit}” is not in the period it is pinned to: {period}.",
        ),
        _each(_pinned),
    ),
    Rule(
        "allowed_days",
        Words("рұқсат етілген күндер", "разрешённые даты", "allowed days"),
        Words(
            "«{visit}» кездесуін бұл күні өткізуге болмайды: {day}.",
            "Встречу «{visit}» нельзя проводить в этот день: {day}.",
            "“{visit}” may not be held on {day}.",
        ),
        _each(_wrong_day),
    ),
    Rule(
        "allowed_weekdays",
        Words("рұқсат етілген апта күндері", "разрешённые дни недели", "allowed weekdays"),
        Words(
            "«{visit}» кездесуін аптаның бұл күні өткізуге болмайды: {day}.",
            "Встречу «{visit}» нельзя проводить в этот день недели: {day}.",
            "“{visit}” may not be held on that weekday: {day}.",
        ),
        _each(_wrong_weekday),
    ),
    Rule(
        "allowed_periods",
        Words("рұқсат етілген кезеңдер", "разрешённые периоды", "allowed periods"),
        Words(
            "«{visit}» кездесуін бұл кезеңде өткізуге болмайды: {period}.",
            "Встречу «{visit}» нельзя проводить в этот период: {period}.",
            "“{visit}” may not be held in {period}.",
        ),
        _each(_wrong_period),
    ),
    Rule(
        "opening_hours",
        Words("орынның жұмыс уақыты", "часы работы места", "opening hours"),
        Words(
            "«{visit}» кездесуі орынның жұмыс уақытына сыймайды: {day}.",
            "Встреча «{visit}» не укладывается в часы работы места: {day}.",
            "“{visit}” does not fit the opening hours of its place on {day}.",
        ),
        _each(_closed),
    ),
    Rule(
        "period_length",
        Words("кезеңнің ұзақтығы", "длительность периода", "length of the period"),
        Words(
            "«{visit}» кездесуі кезеңге сыймайды: {period}.",
            "Встреча «{visit}» не помещается в период: {period}.",
            "“{visit}” does not fit into {period}.",
        ),
        _each(_outside),
    ),
    Rule(
        "travel_time",
        Words("жолға кететін уақыт", "время на дорогу", "travel time"),
        Words(
            "{member} «{visit}» кездесуіне үлгермейді: алдыңғы орны — {before}.",
            "{member} не успевает на встречу «{visit}»: до неё — {before}.",
            "{member} cannot be at “{visit}” in time, coming from {before}.",
        ),
        _travel_time,
    ),
    Rule(
        "precedence",
        Words("кездесулердің реті", "порядок встреч", "order of visits"),
        Words(
            "«{visit}» кездесуі «{before}» кездесуінен кейін өтуі тиіс.",
            "Встреча «{visit}» должна пройти после встречи «{before}».",
            "“{visit}” must come after “{before}”.",
        ),
        _precedence,
    ),
    Rule(
        "spacing",
        Words("кездесулердің арасы", "промежуток между встречами", "days between visits"),
        Words(
            "«{visit}» және «{other}» кездесулерінің арасы рұқсат етілгендей емес: {days} күн.",
            "Между встречами «{visit}» и «{other}» недопустимый промежуток: {days} дн.",
            "“{visit}” and “{other}” are {days} days apart, which is not allowed.",
        ),
        _spacing,
    ),
    Rule(
        "start_lag",
        Words("басталу уақыттарының арасы", "промежуток между началами", "time between starts"),
        Words(
            "«{visit}» кездесуі «{other}» басталған соң рұқсат етілген уақытта басталмайды.",
            "Встреча «{visit}» начинается не в то время после начала «{other}», какое разрешено.",
            "“{visit}” does not begin in the allowed time after the start of “{other}”.",
        ),
        _start_lag,
    ),
)

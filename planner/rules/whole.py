"""Rules on the plan as a whole: what must be in it and how much fits."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator
from datetime import timedelta

from planner.language import Words
from planner.problem import Capacity, Per
from planner.rules.base import Datum, Finding, Look, Placed, Rule


def _must(look: Look) -> Iterator[Finding]:
    for visit in look.left_out:
        if visit.price is None:
            yield visit.id, {}


def _left_out_budget(look: Look) -> Iterator[Finding]:
    budget = look.problem.left_out_budget
    points = sum(visit.price or 0 for visit in look.left_out)
    if budget is not None and points > budget:
        yield None, {"points": points, "limit": budget}


def _quota(look: Look) -> Iterator[Finding]:
    for quota in look.problem.quotas:
        held = sum(
            name in look.by_visit and look.by_visit[name].day <= quota.by for name in quota.visits
        )
        if held < quota.at_least:
            by = quota.by.isoformat()
            yield None, {"quota": quota.id, "held": held, "at_least": quota.at_least, "by": by}


def _own_capacity(look: Look) -> Iterator[Finding]:
    for name, visits in look.by_period.items():
        most = look.problem.period[name].capacity
        if most is not None and len(visits) > most:
            yield visits[-1].visit.id, {"period": name, "count": len(visits), "limit": most}


def _period_capacity(look: Look) -> Iterator[Finding]:
    yield from _own_capacity(look)
    yield from _capacity("period")(look)


def _capacity(per: Per) -> Callable[[Look], Iterator[Finding]]:
    """Lays too full a span at the door of its last visit."""

    def find(look: Look) -> Iterator[Finding]:
        for capacity in look.problem.capacities:
            if capacity.per != per:
                continue
            for visits in _by_span(look, capacity):
                if len(visits) > capacity.most:
                    yield visits[-1].visit.id, _too_many(capacity, visits)

    return find


def _too_many(capacity: Capacity, visits: list[Placed]) -> dict[str, Datum]:
    span = _name_of_span(capacity.per, visits[-1])
    return {capacity.per: span, "count": len(visits), "limit": capacity.most}


def _by_span(look: Look, capacity: Capacity) -> list[list[Placed]]:
    spans: dict[Hashable, list[Placed]] = defaultdict(list)
    for each in look.in_order:
        if capacity.counts(each.visit.id):
            spans[capacity.span_of(each.period)].append(each)
    return list(spans.values())


def _name_of_span(per: Per, each: Placed) -> Datum:
    """The period's id, the date, or the date of the week's Monday."""
    if per == "period":
        return each.period.id
    monday = each.day - timedelta(each.day.weekday())
    return (monday if per == "week" else each.day).isoformat()


RULES = (
    Rule(
        "must_be_planned",
        Words("міндетті кездесу", "обязательность встречи", "must be planned"),
        Words(
            "«{visit}» кездесуі міндетті, бірақ жоспарға енбеген.",
            "Встреча «{visit}» обязательна, но в план не вошла.",
            "“{visit}” must be planned but is left out.",
        ),
        _must,
    ),
    Rule(
        "left_out_budget",
        Words("енбегендердің бюджеті", "бюджет на невошедшее", "budget for leaving out"),
        Words(
            "Жоспарға енбеген кездесулердің құны — {points}, шегі {limit}.",
            "Встречи, не вошедшие в план, стоят {points}, предел {limit}.",
            "What is left out comes to {points} points, the budget is {limit}.",
        ),
        _left_out_budget,
    ),
    Rule(
        "quota",
        Words("мерзімдік меже", "норма к сроку", "quota by a date"),
        Words(
            "«{quota}» межесі орындалмады: {by} күніне {held}, керегі {at_least}.",
            "Норма «{quota}» не выполнена: к {by} — {held}, нужно {at_least}.",
            "Quota “{quota}” is missed: {held} of {at_least} by {by}.",
        ),
        _quota,
    ),
    Rule(
        "period_capacity",
        Words("кезеңдегі кездесулер шегі", "предел встреч в периоде", "visits per period"),
        Words(
            "{period} кезеңінде кездесу тым көп: {count}, шегі {limit}.",
            "В периоде {period} слишком много встреч: {count}, предел {limit}.",
            "{period} holds too many visits: {count}, the limit is {limit}.",
        ),
        _period_capacity,
    ),
    Rule(
        "day_capacity",
        Words("күндегі кездесулер шегі", "предел встреч в день", "visits per day"),
        Words(
            "{day} күні кездесу тым көп: {count}, шегі {limit}.",
            "{day} слишком много встреч: {count}, предел {limit}.",
            "{day} holds too many visits: {count}, the limit is {limit}.",
        ),
        _capacity("day"),
    ),
    Rule(
        "week_capacity",
        Words("аптадағы кездесулер шегі", "предел встреч в неделю", "visits per week"),
        Words(
            "{week} басталатын аптада кездесу тым көп: {count}, шегі {limit}.",
            "На неделе с {week} слишком много встреч: {count}, предел {limit}.",
            "The week of {week} holds too many visits: {count}, the limit is {limit}.",
        ),
        _capacity("week"),
    ),
)

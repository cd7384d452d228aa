"""Rules on the plan as a whole: what must be in it and how much fits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from planner.language import Words
from planner.rules.base import Finding, Look, Rule


def _must(look: Look) -> Iterator[Finding]:
    for visit in look.left_out:
        if visit.price is None:
            yield visit.id, {}


def _quota(look: Look) -> Iterator[Finding]:
    for quota in look.problem.quotas:
        held = sum(
            name in look.by_visit and look.by_visit[name].day <= quota.by for name in quota.visits
        )
        if held < quota.at_least:
            by = quota.by.isoformat()
            yield None, {"quota": quota.id, "held": held, "at_least": quota.at_least, "by": by}


def _period_capacity(look: Look) -> Iterator[Finding]:
    for name, visits in look.by_period.items():
        own = look.problem.period[name].capacity
        limit = look.problem.visits_per_period if own is None else own
        if limit is not None and len(visits) > limit:
            yield visits[-1].visit.id, {"period": name, "count": len(visits), "limit": limit}


def _day_capacity(look: Look) -> Iterator[Finding]:
    limit = look.problem.visits_per_day
    counts = Counter(each.day for each in look.placed)
    for day, count in counts.items():
        if limit is not None and count > limit:
            last = [each for each in look.placed if each.day == day][-1]
            yield last.visit.id, {"day": day.isoformat(), "count": count, "limit": limit}


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
        _day_capacity,
    ),
)

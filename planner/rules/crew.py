"""Rules on who goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterator

from planner.language import Words
from planner.problem import Member, NeedKind
from planner.rules.base import Finding, Look, Placed, Rule


def _size(look: Look) -> Iterator[Finding]:
    for each in look.placed:
        if not each.visit.crew_min <= len(each.crew) <= each.visit.crew_max:
            yield each.visit.id, {"size": len(each.crew)}


def _pinned(look: Look) -> Iterator[Finding]:
    for each in look.placed:
        for name in sorted(each.visit.pinned_members - set(each.crew)):
            yield each.visit.id, {"member": name}


def _needs(kind: NeedKind) -> Callable[[Look], Iterator[Finding]]:
    def find(look: Look) -> Iterator[Finding]:
        for each in look.placed:
            crew = [look.problem.member[name] for name in each.crew]
            for need in each.visit.needs:
                found = sum(need.met_by(member) for member in crew)
                if need.kind == kind and found < need.count:
                    yield (
                        each.visit.id,
                        {
                            "value": need.value,
                            "level": need.level,
                            "count": need.count,
                            "found": found,
                        },
                    )

    return find


def _availability(look: Look) -> Iterator[Finding]:
    for each in look.placed:
        for name in each.crew:
            if not look.problem.member[name].is_free_in(each.period.id):
                yield each.visit.id, {"member": name, "period": each.period.id}


def _limit(
    limit_of: Callable[[Member], int | None], span_of: Callable[[Placed], Hashable]
) -> Callable[[Look], Iterator[Finding]]:
    def find(look: Look) -> Iterator[Finding]:
        for name, visits in look.by_member.items():
            limit = limit_of(look.problem.member[name])
            counts = Counter(span_of(each) for each in visits)
            for span, count in counts.items():
                if limit is not None and count > limit:
                    last = [each for each in visits if span_of(each) == span][-1]
                    yield last.visit.id, {"member": name, "count": count, "limit": limit}

    return find


def _together(look: Look) -> Iterator[Finding]:
    if not look.problem.crews_stay_together:
        return
    for period, visits in look.by_period.items():
        first: dict[str, Placed] = {}
        for each in visits:
            for name in each.crew:
                earlier = first.setdefault(name, each)
                if set(earlier.crew) != set(each.crew):
                    yield (
                        each.visit.id,
                        {"member": name, "other": earlier.visit.id, "period": period},
                    )


def _different(look: Look) -> Iterator[Finding]:
    for lag in look.problem.start_lags:
        one, other = look.by_visit.get(lag.first), look.by_visit.get(lag.second)
        if lag.different_people and one and other:
            for name in sorted(set(one.crew) & set(other.crew)):
                yield lag.second, {"other": lag.first, "member": name}


_NEED_BROKEN = Words(
    "«{visit}» кездесуінің тобында «{value}» жетіспейді: керегі {count}, бары {found}.",
    "В группе встречи «{visit}» не хватает «{value}»: нужно {count}, есть {found}.",
    "The crew of “{visit}” lacks “{value}”: {count} needed, {found} there.",
)
_LIMIT_BROKEN = Words(
    "{member} тым көп кездесуге қойылған: {count}, шегі {limit}.",
    "{member}: слишком много встреч — {count}, предел {limit}.",
    "{member} has too many visits: {count}, the limit is {limit}.",
)

RULES = (
    Rule(
        "pinned_members",
        Words("бекітілген адамдар", "закреплённые люди", "pinned members"),
        Words(
            "«{visit}» кездесуінің тобында бекітілген адам жоқ: {member}.",
            "В группе встречи «{visit}» нет закреплённого человека: {member}.",
            "{member} is pinned to “{visit}” but not in its crew.",
        ),
        _pinned,
    ),
    Rule(
        "crew_size",
        Words("топтың саны", "численность группы", "crew size"),
        Words(
            "«{visit}» кездесуіне баратын адам саны рұқсат етілгендей емес: {size}.",
            "На встречу «{visit}» едет недопустимое число людей: {size}.",
            "The crew of “{visit}” has a size that is not allowed: {size}.",
        ),
        _size,
    ),
    Rule(
        "need_category",
        Words("қажетті санат", "нужная категория", "needed category"),
        _NEED_BROKEN,
        _needs("category"),
    ),
    Rule(
        "need_language",
        Words("қажетті тіл", "нужный язык", "needed language"),
        _NEED_BROKEN,
        _needs("language"),
    ),
    Rule(
        "need_skill",
        Words("қажетті дағды", "нужный навык", "needed skill"),
        _NEED_BROKEN,
        _needs("skill"),
    ),
    Rule(
        "need_person",
        Words("қажетті адам", "нужный человек", "needed person"),
        _NEED_BROKEN,
        _needs("person"),
    ),
    Rule(
        "availability",
        Words("адамдардың бос уақыты", "занятость людей", "availability of members"),
        Words(
            "{member} «{visit}» кездесуіне бара алмайды: бұл кезеңде бос емес ({period}).",
            "{member} не может ехать на встречу «{visit}»: в этот период недоступен ({period}).",
            "{member} is not available for “{visit}” in {period}.",
        ),
        _availability,
    ),
    Rule(
        "day_limit",
        Words("адамның күндік шегі", "дневной предел человека", "a member's limit per day"),
        _LIMIT_BROKEN,
        _limit(lambda member: member.per_day, lambda each: each.day),
    ),
    Rule(
        "week_limit",
        Words("адамның апталық шегі", "недельный предел человека", "a member's limit per week"),
        _LIMIT_BROKEN,
        _limit(lambda member: member.per_week, lambda each: each.day.isocalendar()[:2]),
    ),
    Rule(
        "total_limit",
        Words("адамның жалпы шегі", "общий предел человека", "a member's limit in total"),
        _LIMIT_BROKEN,
        _limit(lambda member: member.in_total, lambda each: "all"),
    ),
    Rule(
        "crews_stay_together",
        Words("топтың бөлінбеуі", "неразделимость группы", "crews stay together"),
        Words(
            "{member} бір кезеңде екі түрлі топта: «{other}» және «{visit}».",
            "{member} в одном периоде в двух разных группах: «{other}» и «{visit}».",
            "{member} is in two different crews in one period: “{other}” and “{visit}”.",
        ),
        _together,
    ),
    Rule(
        "different_people",
        Words("әртүрлі адамдар", "разные люди", "different people"),
        Words(
            "«{other}» және «{visit}» кездесулеріне бір адам қойылған: {member}.",
            "На встречи «{other}» и «{visit}» назначен один и тот же человек: {member}.",
            "{member} is in the crews of both “{other}” and “{visit}”, who must differ.",
        ),
        _different,
    ),
)

"""The planner's rules and costs in the words of the office, under the planner's own names."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Final

from babel import Locale
from django.utils.functional import Promise
from django.utils.translation import get_language, override
from django.utils.translation import gettext_lazy as _

from kezdesu.core.language import CODES, language
from kezdesu.programmes.wording import by_day

# Why a visit found no room: the rule that stands in the way.
STANDS_IN_THE_WAY: Final[dict[str, Promise]] = {
    "availability": _("nobody suitable is free on the days that remain"),
    "day_limit": _("those who could go already have all the meetings of a day they may have"),
    "week_limit": _("those who could go already have all the meetings of a week they may have"),
    "total_limit": _(
        "those who could go already have all the meetings of the period they may have"
    ),
    "day_capacity": _("the days that remain already hold as many meetings as a day may"),
    "week_capacity": _("the weeks that remain already hold as many meetings as a week may"),
    "period_capacity": _("the half-days that remain already hold as many meetings as they may"),
    "need_category": _("nobody free has the category that the crew needs"),
    "need_language": _("nobody free speaks the language of the place"),
    "need_skill": _("nobody free has the skill that the crew needs"),
    "need_person": _("the person that the crew needs is not free"),
    "crew_size": _("too few people are free for a crew"),
    "allowed_days": _("no working day among the allowed dates remains"),
    "allowed_weekdays": _("no day of the allowed weekdays remains"),
    "allowed_periods": _("no half-day that is open for meetings remains"),
    "opening_hours": _("the meeting does not fit the hours in which it may be held"),
    "period_length": _("the meeting is longer than a half-day"),
    "travel_time": _("nobody would arrive in time from their other meeting"),
    "spacing": _("it would be too near another visit to the same place"),
    "precedence": _("a visit that must come before it found no room"),
    "quota": _("other places had to come first to reach the number due by a date"),
    "crews_stay_together": _("a crew would have to part during its trip"),
    "pinned_period": _("another visit is pinned to its time"),
    "pinned_members": _("the people pinned to it are not free"),
    "must_be_planned": _("visits that must be held take its place"),
    "left_out_budget": _("leaving out others in its place would cost more than may be left out"),
    "start_lag": _("it could not begin at the time that another visit asks of it"),
    "different_people": _("the people who are free already hold the visit that goes with it"),
    "by_hand": _("the coordinator left it out"),
    "costs_more": _("no rule forbids it, but holding it would cost the other visits more"),
    "beyond_one_visit": _("several rules at once leave it no room"),
}

# What is wrong with a visit as it stands in a draft.
IS_BROKEN: Final[dict[str, Promise]] = {
    "availability": _("not available on this day"),
    "day_limit": _("has too many meetings on this day: %(count)s, the limit is %(limit)s"),
    "week_limit": _("has too many meetings in this week: %(count)s, the limit is %(limit)s"),
    "total_limit": _("has too many meetings in the period: %(count)s, the limit is %(limit)s"),
    "day_capacity": _("too many meetings on this day: %(count)s, the limit is %(limit)s"),
    "week_capacity": _("too many meetings in this week: %(count)s, the limit is %(limit)s"),
    "period_capacity": _("too many meetings in this half-day"),
    "need_category": _("the crew lacks “%(category)s”: %(count)s needed, %(found)s there"),
    "need_language": _("nobody in the crew speaks the language of the place (%(language)s)"),
    "need_skill": _("nobody in the crew has the skill it needs"),
    "need_person": _("the person it needs is not in the crew"),
    "crew_size": _("people in the crew: %(size)s, allowed are %(min)s to %(max)s"),
    "allowed_days": _("not a working day, outside the allowed dates, or the place is closed"),
    "allowed_weekdays": _("not one of the allowed weekdays"),
    "allowed_periods": _("not a half-day that is open for meetings"),
    "opening_hours": _("outside the hours in which it may be held"),
    "period_length": _("longer than the half-day"),
    "travel_time": _("cannot be here in time after “%(place)s”"),
    "spacing": _("days from another visit to the same place: %(days)s, the rule asks for %(span)s"),
    "precedence": _("before a visit that must come first"),
    "quota": _("visits by %(by)s: %(held)s, the rule asks for %(at_least)s"),
    "crews_stay_together": _("the crew parts during its trip"),
    "pinned_period": _("not at its pinned time"),
    "pinned_members": _("without the people pinned to it"),
    "must_be_planned": _("a visit that must be held is missing"),
    "left_out_budget": _("more is left out than may be"),
    "start_lag": _("does not begin at the time that another visit asks of it"),
    "different_people": _("has people of the visit that goes with it"),
}


def broken_in_words(rule: str, facts: Mapping[str, str | int]) -> str:
    """What is wrong with a visit, with the numbers and names that the checker found."""
    said = dict(facts)
    if rule == "quota":
        said["by"] = by_day(date.fromisoformat(str(said["by"])))
    if rule == "spacing":
        said["span"] = f"{said['least']}–{said['most']}".rstrip("–")
    if rule == "need_language":
        said["language"] = language_in_words(str(said["value"]))
    return str(IS_BROKEN[rule]) % said


def left_out_by_hand(why: str) -> dict[str, str]:
    """The reason of a visit that a coordinator took out, as LeftOut stores it."""
    if why:
        return {"rule": "by_hand"} | dict.fromkeys(CODES, why)
    return _reason(["by_hand"])


COSTS: Final[dict[str, Promise]] = {
    "left_out": _("visits left out"),
    "late": _("days after the due date"),
    "delay": _("minutes late within the day"),
    "longest_delay": _("longest delay within a day, in minutes"),
    "finish": _("the last visits held late"),
    "travel": _("minutes on the way"),
    "uneven_load": _("uneven load of the people"),
    "same_speaker_again": _("the same person at the same place again"),
    "priority_first": _("priority places waiting"),
    "moved": _("visits moved"),
    "reassigned": _("people changed"),
    "dropped": _("visits dropped"),
    "changed": _("visits changed in any way"),
}


def reasons_in_words(
    rule_sets: Sequence[Sequence[str]], *, beyond_one_visit: bool
) -> list[dict[str, str]]:
    """Each set of rules with its sentence in every language, to read alike when rules change later.

    Without a set either no rule forbids the visit, or too many do.
    """
    alone = "beyond_one_visit" if beyond_one_visit else "costs_more"
    return [_reason(rules) for rules in rule_sets or [[alone]]]


def _reason(rules: Sequence[str]) -> dict[str, str]:
    return {"rule": "+".join(rules)} | {code: _said(rules, code) for code in CODES}


def _said(rules: Sequence[str], code: str) -> str:
    with override(code):
        return language(code).join(str(STANDS_IN_THE_WAY[rule]) for rule in rules)


def language_in_words(code: str) -> str:
    """uz → «өзбек тілі» in the page's language; the code itself where it has no name."""
    name: str = Locale.parse(get_language() or "kk").languages.get(code, code)
    return name

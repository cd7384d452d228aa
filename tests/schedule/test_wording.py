"""Every rule and cost of the planner has words here, whole in each language."""

import pytest
from django.utils import translation

from kezdesu.schedule.wording import COSTS, IS_BROKEN, STANDS_IN_THE_WAY, reasons_in_words
from planner.costs import COSTS as PLANNER_COSTS
from planner.rules import RULES


def test_each_rule_of_the_planner_has_its_two_sentences() -> None:
    names = {rule.name for rule in RULES}
    assert names <= set(STANDS_IN_THE_WAY)
    assert names <= set(IS_BROKEN)


def test_each_cost_of_the_planner_has_a_label() -> None:
    assert {cost.name for cost in PLANNER_COSTS} <= set(COSTS)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_no_sentence_is_left_in_english(language: str) -> None:
    for words in (STANDS_IN_THE_WAY, IS_BROKEN, COSTS):
        for name, sentence in words.items():
            with translation.override("en"):
                english = str(sentence)
            with translation.override(language):
                assert str(sentence) != english, name


def test_rules_that_stand_in_the_way_together_make_one_sentence() -> None:
    [reason] = reasons_in_words([("total_limit", "day_capacity")], beyond_one_visit=False)
    assert reason["rule"] == "total_limit+day_capacity"
    assert " және " in reason["kk"]
    assert " и " in reason["ru"]


@pytest.mark.parametrize(("beyond", "rule"), [(True, "beyond_one_visit"), (False, "costs_more")])
def test_without_a_rule_the_reason_says_so(*, beyond: bool, rule: str) -> None:
    [reason] = reasons_in_words([], beyond_one_visit=beyond)
    assert reason["rule"] == rule

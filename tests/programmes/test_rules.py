from typing import Any

import pytest

from kezdesu.core.errors import Refused
from kezdesu.programmes.choices import RuleKind
from kezdesu.programmes.rules import checked_values
from kezdesu.programmes.wording import rule_sentence

GOOD: list[tuple[RuleKind, dict[str, Any], tuple[str, str, str]]] = [
    (
        RuleKind.CREW_SIZE,
        {"min": 2, "max": 3},
        (
            "Шығу тобында кемінде 2, көп дегенде 3 адам болады.",
            "В выездной группе от 2 до 3 человек.",
            "A crew has 2 to 3 people.",
        ),
    ),
    (
        RuleKind.CREW_SIZE,
        {"min": 1, "max": 1},
        ("Шығу тобында 1 адам болады.", "В выездной группе 1 человек.", "A crew has 1 person."),
    ),
    (
        RuleKind.CREW_CATEGORY,
        {"category": "scholar", "at_least": 1},
        (
            "Әр шығу тобында «ғалымдар» санатынан кемінде 1 адам болады.",
            "В каждой выездной группе не менее 1 человека из категории «ғалымдар».",
            "Every crew has at least 1 person of the category “ғалымдар”.",
        ),
    ),
    (
        RuleKind.PLACE_LANGUAGE,
        {},
        (
            "Шығу тобында сол орынның тілінде сөйлейтін адам болады.",
            "В выездной группе есть человек, говорящий на языке этого места.",
            "A crew has someone who speaks the language of the place.",
        ),
    ),
    (
        RuleKind.MEMBER_DAILY_LIMIT,
        {"meetings": 2},
        (
            "Бір адам күніне 2 кездесуден артық өткізбейді.",
            "Один человек проводит не более 2 встреч в день.",
            "One person holds at most 2 meetings a day.",
        ),
    ),
    (
        RuleKind.MEMBER_WEEKLY_LIMIT,
        {"meetings": 1},
        (
            "Бір адам аптасына 1 кездесуден артық өткізбейді.",
            "Один человек проводит не более 1 встречи в неделю.",
            "One person holds at most 1 meeting a week.",
        ),
    ),
    (
        RuleKind.MEMBER_TOTAL_LIMIT,
        {"meetings": 21},
        (
            "Бір адам бүкіл кезеңде 21 кездесуден артық өткізбейді.",
            "Один человек проводит не более 21 встречи за весь период.",
            "One person holds at most 21 meetings in the whole period.",
        ),
    ),
    (
        RuleKind.WEEKLY_CAPACITY,
        {"meetings": 2},
        (
            "Бір аптада 2 кездесуден артық өткізілмейді.",
            "За одну неделю проводится не более 2 встреч.",
            "At most 2 meetings can be held in one week.",
        ),
    ),
    (
        RuleKind.DAILY_CAPACITY,
        {"meetings": 3},
        (
            "Бір күнде 3 кездесуден артық өткізілмейді.",
            "В один день проводится не более 3 встреч.",
            "At most 3 meetings can be held on one day.",
        ),
    ),
    (
        RuleKind.QUOTA,
        {"at_least": 45, "by": "2023-06-30"},
        (
            "2023 жылғы 30 маусымға дейін кемінде 45 кездесу өткізіледі.",
            "К 30 июня 2023 года проводится не менее 45 встреч.",
            "At least 45 meetings by 30 June 2023.",
        ),
    ),
    (
        RuleKind.ALLOWED_DATES,
        {"ranges": [["2023-01-23", "2023-03-17"], ["2023-03-27", "2023-05-26"]]},
        (
            (
                "Кездесулер тек мына күндері өткізіледі: 2023 жылғы 23 қаңтар – 17 наурыз;"
                " 2023 жылғы 27 наурыз – 26 мамыр."
            ),
            (
                "Встречи проводятся только в эти дни: 23 января – 17 марта 2023 года;"
                " 27 марта – 26 мая 2023 года."
            ),
            (
                "Meetings are held only on these days: 23 January – 17 March 2023;"
                " 27 March – 26 May 2023."
            ),
        ),
    ),
]


@pytest.mark.parametrize(("kind", "values", "sentences"), GOOD)
def test_each_rule_is_a_sentence_in_three_languages(
    kind: RuleKind, values: dict[str, Any], sentences: tuple[str, str, str]
) -> None:
    held = checked_values(kind, values, categories={"scholar"})
    assert held == values
    for code, sentence in zip(("kk", "ru", "en"), sentences, strict=True):
        assert rule_sentence(kind, held, code, category="ғалымдар") == sentence


def test_every_kind_of_rule_has_its_example() -> None:
    assert {kind for kind, _values, _sentences in GOOD} == set(RuleKind)


@pytest.mark.parametrize(
    ("kind", "values", "field"),
    [
        ("unheard_of", {}, "kind"),
        (RuleKind.CREW_SIZE, {"min": 3, "max": 2}, "max"),
        (RuleKind.CREW_SIZE, {"min": 0, "max": 2}, "min"),
        (RuleKind.CREW_SIZE, {"min": 1}, "max"),
        (RuleKind.CREW_CATEGORY, {"category": "unknown", "at_least": 1}, "category"),
        (RuleKind.CREW_CATEGORY, {"at_least": 1}, "category"),
        (RuleKind.PLACE_LANGUAGE, {"language": "kk"}, "language"),
        (RuleKind.MEMBER_DAILY_LIMIT, {"meetings": "2"}, "meetings"),
        (RuleKind.DAILY_CAPACITY, {"meetings": True}, "meetings"),
        (RuleKind.QUOTA, {"at_least": 45, "by": "30.06.2023"}, "by"),
        (RuleKind.QUOTA, {"by": "2023-06-30"}, "at_least"),
        (RuleKind.ALLOWED_DATES, {"ranges": []}, "ranges"),
        (RuleKind.ALLOWED_DATES, {"ranges": [["2023-06-30", "2023-01-01"]]}, "ranges"),
        (RuleKind.ALLOWED_DATES, {"ranges": [["2023-06-30"]]}, "ranges"),
        (RuleKind.ALLOWED_DATES, {"ranges": [2023]}, "ranges"),
    ],
)
def test_values_that_a_kind_does_not_hold_are_refused_at_their_field(
    kind: str, values: dict[str, Any], field: str
) -> None:
    with pytest.raises(Refused) as refused:
        checked_values(kind, values, categories={"scholar"})
    assert refused.value.field == field

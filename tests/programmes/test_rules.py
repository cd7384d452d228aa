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
    (
        RuleKind.CREW_SKILL,
        {"skill": "mediation", "level": 2, "at_least": 1},
        (
            (
                "Әр шығу тобында «ғалымдар» дағдысын 2-деңгейден төмен емес меңгерген"
                " кемінде 1 адам болады."
            ),
            (
                "В каждой выездной группе не менее 1 человека с навыком «ғалымдар»"
                " на уровне не ниже 2."
            ),
            "Every crew has at least 1 person with the skill “ғалымдар” at level 2 or above.",
        ),
    ),
    (
        RuleKind.CREW_SKILL,
        {"skill": "mediation", "level": 1, "at_least": 2},
        (
            "Әр шығу тобында «ғалымдар» дағдысы бар кемінде 2 адам болады.",
            "В каждой выездной группе не менее 2 человек с навыком «ғалымдар».",
            "Every crew has at least 2 people with the skill “ғалымдар”.",
        ),
    ),
    (
        RuleKind.CREW_LANGUAGE,
        {"language": "uz", "at_least": 2},
        (
            "Әр шығу тобында өзбек тілінде сөйлейтін кемінде 2 адам болады.",
            "В каждой выездной группе не менее 2 человек, владеющих узбекским языком.",
            "Every crew has at least 2 people who speak Uzbek.",
        ),
    ),
    (
        RuleKind.PERIOD_CAPACITY,
        {"meetings": 21},
        (
            "Күннің бір бөлігінде 21 кездесуден артық өткізілмейді.",
            "В одну часть дня проводится не более 21 встречи.",
            "At most 21 meetings can be held in one part of a day.",
        ),
    ),
    (
        RuleKind.ALLOWED_WEEKDAYS,
        {"weekdays": [0, 2, 4]},
        (
            "Кездесулер дүйсенбі, сәрсенбі және жұма күндері ғана өткізіледі.",
            "Встречи проводятся только по понедельникам, средам и пятницам.",
            "Meetings are held only on Mondays, Wednesdays and Fridays.",
        ),
    ),
    (
        RuleKind.OPEN_HOURS,
        {"parts": [["10:00", "12:00"], ["15:00", "17:30"]]},
        (
            "Кездесулер сағат 10:00–12:00 және 15:00–17:30 аралығында өткізіледі.",
            "Встречи проводятся в часы 10:00–12:00 и 15:00–17:30.",
            "Meetings are held within 10:00–12:00 and 15:00–17:30.",
        ),
    ),
    (
        RuleKind.MEETING_LENGTH,
        {"minutes": 61},
        (
            "Бір кездесуге 61 минут беріледі.",
            "На одну встречу отводится 61 минута.",
            "A meeting is given 61 minutes.",
        ),
    ),
    (
        RuleKind.SPACING,
        {"at_least": 14, "at_most": None},
        (
            "Бір орынға екі рет барғанда арасында кемінде 14 күн болады.",
            "Между двумя приездами в одно место проходит не менее 14 дней.",
            "Two visits to one place are at least 14 days apart.",
        ),
    ),
    (
        RuleKind.SPACING,
        {"at_least": 1, "at_most": 21},
        (
            "Бір орынға екі рет барғанда арасында кемінде 1, көп дегенде 21 күн болады.",
            "Между двумя приездами в одно место проходит не менее 1 и не более 21 дня.",
            "Two visits to one place are at least 1 and at most 21 days apart.",
        ),
    ),
    (
        RuleKind.PRIORITY,
        {"weight": 9},
        (
            "Басым орынның маңыздылығы кемінде 9 деп есептеледі (ең жоғарысы — 10).",
            "Важность приоритетного места считается не ниже 9 из 10.",
            "A priority place counts with an importance of at least 9 out of 10.",
        ),
    ),
    (
        RuleKind.LEFT_OUT,
        {"ordinary": 11000, "highest": 20001},
        (
            (
                "Кестеге енбей қалған кездесу маңыздылығы 1 орында жолдағы 11\xa0000 минутқа,"
                " маңыздылығы 10 орында 20\xa0001 минутқа тең."
            ),
            (
                "Встреча, не вошедшая в график, приравнивается к 11\xa0000 минутам в дороге"
                " в месте важности 1 и к 20\xa0001 минуте в месте важности 10."
            ),
            (
                "A visit left out counts as 11,000 minutes on the way at a place of importance 1,"
                " and as 20,001 minutes at one of importance 10."
            ),
        ),
    ),
    (
        RuleKind.LATE,
        {"minutes": 50},
        (
            (
                "Мерзімінен кешіккен әр күн жолдағы 50 минутқа тең,"
                " ол орынның маңыздылығына көбейтіледі."
            ),
            (
                "Каждый день опоздания против срока приравнивается к 50 минутам в дороге"
                " с умножением на важность места."
            ),
            (
                "Each day after the due date counts as 50 minutes on the way,"
                " times the importance of the place."
            ),
        ),
    ),
    (
        RuleKind.PRIORITY_FIRST,
        {"minutes": 1},
        (
            (
                "Орынның кездесуді күткен әр күні жолдағы 1 минутқа тең,"
                " ол орынның маңыздылығына көбейтіледі."
            ),
            (
                "Каждый день ожидания встречи приравнивается к 1 минуте в дороге"
                " с умножением на важность места."
            ),
            (
                "Each day that a place waits for its visit counts as 1 minute on the way,"
                " times the importance of the place."
            ),
        ),
    ),
    (
        RuleKind.UNEVEN_LOAD,
        {"minutes": 20},
        (
            (
                "Адамның кездесуі әділ үлесінен 1-ге артық не кем болса, бұл жолдағы 20 минутқа,"
                " 2-ге артық не кем болса, 80 минутқа тең."
            ),
            (
                "Одна встреча сверх справедливой доли человека или до неё приравнивается"
                " к 20 минутам в дороге, две — к 80 минутам."
            ),
            (
                "One meeting above or below a person's fair share counts as 20 minutes on the way,"
                " two as 80 minutes."
            ),
        ),
    ),
    (
        RuleKind.SAME_SPEAKER_AGAIN,
        {"minutes": 0},
        (
            "Бір адамның сол орынға қайта баруы ескерілмейді.",
            "Повторный приезд того же человека в то же место не учитывается.",
            "The same person at the same place again does not count.",
        ),
    ),
]


@pytest.mark.parametrize(("kind", "values", "sentences"), GOOD)
def test_each_rule_is_a_sentence_in_three_languages(
    kind: RuleKind, values: dict[str, Any], sentences: tuple[str, str, str]
) -> None:
    held = checked_values(kind, values, categories={"scholar"}, skills={"mediation"})
    assert held == values
    for code, sentence in zip(("kk", "ru", "en"), sentences, strict=True):
        assert rule_sentence(kind, held, code, name="ғалымдар") == sentence


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
        (RuleKind.CREW_SKILL, {"skill": "unknown", "level": 1, "at_least": 1}, "skill"),
        (RuleKind.CREW_SKILL, {"skill": "mediation", "level": 4, "at_least": 1}, "level"),
        (RuleKind.CREW_LANGUAGE, {"at_least": 1}, "language"),
        (RuleKind.ALLOWED_WEEKDAYS, {"weekdays": []}, "weekdays"),
        (RuleKind.ALLOWED_WEEKDAYS, {"weekdays": [7]}, "weekdays"),
        (RuleKind.OPEN_HOURS, {"parts": []}, "parts"),
        (RuleKind.OPEN_HOURS, {"parts": [10]}, "parts"),
        (RuleKind.OPEN_HOURS, {"parts": [["12:00", "10:00"]]}, "parts"),
        (RuleKind.OPEN_HOURS, {"parts": [["10:00", "25:00"]]}, "parts"),
        (RuleKind.OPEN_HOURS, {"parts": [["10:00", "12:00"], ["11:00", "13:00"]]}, "parts"),
        (RuleKind.MEETING_LENGTH, {"minutes": 5}, "minutes"),
        (RuleKind.SPACING, {"at_least": 30, "at_most": 14}, "at_most"),
        (RuleKind.PRIORITY, {"weight": 11}, "weight"),
        (RuleKind.LEFT_OUT, {"ordinary": 5, "highest": 4}, "highest"),
        (RuleKind.LATE, {"minutes": -1}, "minutes"),
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
        checked_values(kind, values, categories={"scholar"}, skills={"mediation"})
    assert refused.value.field == field

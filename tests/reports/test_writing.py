"""Text from figures: the same templates, other worlds, other right sentences."""

import os
from dataclasses import replace
from pathlib import Path

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from kezdesu.core.language import CODES
from kezdesu.figures.words import Words
from kezdesu.reports.blocks import plain
from kezdesu.reports.choices import Purpose
from kezdesu.reports.facts import OfficeTrackFacts
from kezdesu.reports.writing import (
    TextError,
    Wording,
    default_wording,
    refuse_broken,
    wording_of,
    write,
)
from tests.reports.worlds import mixed, residents, students, world, worlds

OWN_TEXTS = Path(__file__).parents[2] / "demo/texts"
SNAPSHOTS = Path(__file__).parent / "snapshots"
WORLDS = worlds()
# No schedule; none in any office; one without meetings in the period; several without.
LACKING = {
    "kk": [
        "Есепті кезеңге бекітілген кесте жоқ.",
        "Есепті кезеңге бірде-бір мекеменің бекітілген кестесі жоқ.",
        "Бекітілген кестеде есепті кезеңге белгіленген кездесу жоқ.",
        "Мекемелер бекіткен кестелерде есепті кезеңге белгіленген кездесу жоқ.",
    ],
    "ru": [
        "Утверждённого графика на отчётный период нет.",
        "Ни у одного учреждения нет утверждённого графика на отчётный период.",
        "В утверждённом графике на отчётный период встреч нет.",
        "В утверждённых графиках учреждений на отчётный период встреч нет.",
    ],
    "en": [
        "There is no approved schedule for the period.",
        "No office has an approved schedule for the period.",
        "The approved schedule holds no meetings in the period.",
        "The offices' approved schedules hold no meetings in the period.",
    ],
}


def wordings(code: str) -> dict[str, Wording]:
    return {
        "shymkent-post": wording_of((OWN_TEXTS / code / "post.txt").read_text(encoding="utf-8")),
        "post": default_wording(Purpose.POST, code),
        "report": default_wording(Purpose.REPORT, code),
    }


# The office's own post speaks of its two tracks by name, so it has nothing to say of one.
ONE_TRACK = {"one-track", "a-mixed-track"}
TOLD = [
    (kind, name)
    for kind in ("shymkent-post", "post", "report")
    for name in WORLDS
    if kind != "shymkent-post" or name not in ONE_TRACK
]


@pytest.mark.parametrize(("kind", "name"), TOLD)
@pytest.mark.parametrize("code", CODES)
def test_texts_stay_as_they_were_read_and_agreed(code, kind, name):
    """Change a text on purpose: KEZDESU_SNAPSHOTS=write, then read what changed, aloud."""
    text = write(wordings(code)[kind], WORLDS[name], code)
    body = "\n\n".join(part.strip() for part in plain(text.body).split("\n\n") if part.strip())
    told = f"{text.title}\n\n{body}\n"
    file = SNAPSHOTS / code / kind / f"{name}.txt"
    if os.environ.get("KEZDESU_SNAPSHOTS") == "write":
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(told, encoding="utf-8")
    assert told == file.read_text(encoding="utf-8")


def shymkent(facts):
    text = write(wordings("kk")["shymkent-post"], facts, "kk")
    return plain(text.body)


@pytest.mark.parametrize(
    "said",
    [
        "14 адамнан жасақталған",
        "этномәдени бірлестіктердің төрағалары мен мүшелері — 7 адам",
        "мемлекеттік мекемелер қызметкерлері — 3 адам",
        "81 елді мекенде",
        "45 тұрғын алапта кездесу өтіп, 5000-нан аса адам қамтылды",
        "23 тұрғын алапқа басымдық",
        "Абдулабад, Базарқақпа, Бозарық, Жыланбұзған, Көркем, Қатынкөпір, Маятас, Мирас, ",
        "Тоғыс, Химфарм және Ынтымақ тұрғын алаптарының",
        "14 адамнан құралған спикерлер пулы",
        "8 жоғары және 20 орта арнаулы оқу орнында",
        "7000-ға жуық студент қатысты",
    ],
)
def test_the_kazakh_post_says_what_the_office_said_in_2023(said):
    assert said in shymkent(world())


@pytest.mark.parametrize("slip", ["алаптарда", "коғамдық", "шиленіс", "ғылыми –", "Жыланбұған"])
def test_the_posts_own_slips_are_not_repeated(slip):
    assert slip not in shymkent(world()).replace("тұрғын алаптарда кездесу өткен жоқ", "")


@pytest.mark.parametrize(
    ("people", "said"),
    [
        (5000, " 5000 адам қамтылды"),
        (5001, " 5000-нан аса адам қамтылды"),
        (5499, " 5000-нан аса адам қамтылды"),
        (5500, " 5500 адам қамтылды"),
        (5501, " 5500-ден аса адам қамтылды"),
        (61, " 61 адам қамтылды"),
    ],
)
def test_more_than_is_said_only_when_it_is_true(people, said):
    assert said in shymkent(world(tracks=[residents(people=people), students()]))


def test_nothing_is_claimed_that_did_not_happen():
    told = shymkent(WORLDS["nothing-met"])
    assert "2023 жылғы I жартыжылдықта кездесу өткен жоқ." in told
    assert "0 " not in told.replace("20 ", "")
    assert "материал" not in told


def test_a_plan_that_is_not_approved_is_not_called_approved():
    told = shymkent(WORLDS["first-period"])
    assert "бекітілген жоқ" in told
    assert "бекітті" not in told


def _office(plans):
    return OfficeTrackFacts(Words("А", "А", "A"), plans, None, 1, 0, 0, 0, 0, 0)


@pytest.mark.parametrize("code", CODES)
def test_no_schedule_and_an_empty_schedule_are_two_things(code):
    """Of an office alone, and of one above others where none, one or two have a schedule."""
    cases = {
        "none": {"plan": None},
        "empty": {},
        "nobody": {"plan": None, "offices": [_office(0), _office(0)]},
        "empties": {"plan": None, "offices": [_office(1), _office(1)]},
        "one of two": {"offices": [_office(0), _office(1)]},
    }
    said = {}
    for case, changes in cases.items():
        track = students(people=0, visits=[], rows_beneath="offices" in changes, **changes)
        text = write(wordings(code)["report"], world(tracks=[track]), code).body
        said[case] = [each for each in LACKING[code] if each in plain(text)]
    none, nobody, empty, empties = ([each] for each in LACKING[code])
    assert said == {
        "none": none,
        "empty": empty,
        "nobody": nobody,
        "empties": empties,
        "one of two": empty,
    }


@pytest.mark.parametrize(
    ("code", "lacking", "kinds"),
    [
        ("kk", "аумақ жоқ", "саны — 1 (түрі — жоғары оқу орны)"),
        ("ru", "территорий нет", "1 учебное заведение (вид: высшее учебное заведение)"),
        ("en", "no priority areas", "1 institution (kind: university)"),
    ],
)
def test_a_track_of_areas_and_an_institution_tells_of_both(code, lacking, kinds):
    told = plain(write(wordings(code)["report"], world(tracks=[mixed()]), code).body)
    assert "[[priority residents]]" in told
    assert lacking not in told
    assert kinds in told


@pytest.mark.parametrize("code", CODES)
def test_a_priority_institution_is_told_though_the_track_has_no_areas(code):
    track = students(universities=1, colleges=1)
    first, second = track.places
    track = replace(track, places=[replace(first, is_priority=True), second])
    told = write(wordings(code)["report"], world(tracks=[track]), code).body
    assert "[[priority students]]" in told


@pytest.mark.parametrize(
    ("is_counted", "said"), [(True, "0; 0 адам"), (False, "саналмаған; саналмаған")]
)
def test_a_wording_cannot_tell_a_part_that_nobody_counted_as_none(is_counted, said):
    key = "residents.people_reached.women"
    facts = world()
    figures = [
        replace(each, is_counted=is_counted) if each.key == key else each for each in facts.figures
    ]
    facts = replace(facts, figures=figures)
    body = f"{{% set n = figures['{key}'] %}}{{{{ n }}}}; {{{{ n|counted('адам') }}}}"
    assert plain(write(Wording("т", body), facts, "kk").body) == said
    asked = Wording("т", f"{{{{ figures['{key}'].is_counted }}}}")
    assert write(asked, facts, "kk").body == str(is_counted)


GROUPS = {
    "named": Words("Ақпараттық топ", "Рабочая группа", "information group"),
    "a council": Words("Ақсақалдар кеңесі", "Совет аксакалов", "Council of elders"),
    "abbreviated": Words("ҮЕҰ кеңесі", "НПО", "NGO council"),
    "in Kazakh alone": Words("Ақпараттық топ", "Ақпараттық топ", "Ақпараттық топ"),
}


@pytest.mark.parametrize(
    ("name", "code", "said"),
    [
        ("named", "kk", "Ақпараттық топ 14 адамнан құралған."),
        ("named", "ru", "В составе рабочей группы 14 человек."),
        ("named", "en", "The information group has 14 members."),
        ("a council", "kk", "Ақсақалдар кеңесі 14 адамнан құралған."),
        ("a council", "ru", "Совет аксакалов: в составе 14 человек. В состав вошли"),
        ("a council", "en", "The council of elders has 14 members."),
        ("abbreviated", "en", "The NGO council has 14 members."),
        ("in Kazakh alone", "kk", "Ақпараттық топ 14 адамнан құралған."),
        ("in Kazakh alone", "ru", "В составе группы 14 человек."),
        ("in Kazakh alone", "en", "The group has 14 members."),
    ],
)
def test_a_report_calls_the_group_what_the_office_calls_it(name, code, said):
    facts = world()
    facts = replace(facts, groups=[replace(facts.groups[0], name=GROUPS[name])])
    assert said in plain(write(wordings(code)["report"], facts, code).body)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("kk", "\nТоп 14 адамнан құралған."),
        ("ru", "\nВ составе группы 14 человек."),
        ("en", "\nThe group has 14 members."),
    ],
)
def test_several_groups_are_called_by_the_name_of_none(code, said):
    facts = world()
    facts = replace(facts, groups=facts.groups * 2)
    assert said in plain(write(wordings(code)["report"], facts, code).body)


def test_meetings_off_the_schedule_are_not_said_to_follow_it():
    on_schedule = residents()
    off = [replace(place, planned=0) for place in on_schedule.places]
    assert "кестеге сәйкес 45 " in shymkent(world(tracks=[on_schedule, students()]))
    told = shymkent(world(tracks=[replace(on_schedule, places=off), students()]))
    assert "кестеге сәйкес" not in told
    assert "жартыжылдықта 45 тұрғын алапта" in told


def test_cancelled_and_postponed_meetings_are_told():
    told = shymkent(WORLDS["one-category"])
    assert "2 кездесу болмай қалды. 3 кездесу кейінге қалдырылды." in told


@pytest.mark.parametrize("code", CODES)
def test_every_number_of_a_post_cites_its_figure(code):
    body = write(wordings(code)["shymkent-post"], world(), code).body
    for key in ("group.members", "residents.people_reached", "students.people_reached"):
        assert f"](figure:{key})" in body


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("{{ figures['residents.hats'] }}", "“residents.hats”"),
        ("{{ office.motto }}", "does not have: 'dict object' has no attribute 'motto'."),
        ("{{ groups[0].hat }}", "'hat'"),
        ("{{ track('hats').name }}", "“hats”"),
        ("{% if %}", "mistake in line 1"),
        ("\n\n{{ 5|hats }}", "mistake in line 3: there is no filter “hats”."),
        ("{{ 5|with_suffix('vocative') }}", "There is no case 'vocative'"),
        ("{{ 1/0 }}", "division by zero"),
        ("{{ ''.__class__.__mro__ }}", "unsafe"),
        ("{% for n in range(999999999) %}{% endfor %}", "Range too big"),
        ("{{ 5 + office }}", "unsupported operand"),
    ],
)
def test_whatever_is_wrong_with_a_template_is_one_clear_sentence(body, sentence):
    with override("en"), pytest.raises(TextError) as refused:
        write(Wording("title", body), world(), "kk")
    assert sentence in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_template_that_cannot_be_read_is_refused_before_it_is_used():
    with pytest.raises(TextError):
        refuse_broken(Wording("{{ period.label", ""), "kk")


@settings(max_examples=20)
@given(st.integers(0, 20_000), st.integers(0, 20_000))
def test_any_attendance_makes_a_text(people, pupils):
    for code in CODES:
        tracks = [residents(people=people), students(people=pupils)]
        assert write(wordings(code)["shymkent-post"], world(tracks=tracks), code).body

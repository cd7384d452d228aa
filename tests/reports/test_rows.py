"""The rows of a report from the records, one by one."""

from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from kezdesu.core.language import CODES
from kezdesu.meetings.choices import Outcome
from kezdesu.reports.facts import as_json, facts_from_json
from kezdesu.reports.gathering import report_facts
from kezdesu.reports.tables import table
from kezdesu.reports.writing import default_wording, write
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.documents import schedule_paper
from tests.factories import (
    make_cause,
    make_district,
    make_meeting,
    make_outlet,
    make_person,
    make_place,
    make_plan,
    make_publication,
    make_seat,
    make_target,
    make_track,
    make_visit,
)

from .conftest import H1


def told(office, name, track="residents", code="ru"):
    with override(code):
        return table(report_facts(office, H1), name, track, code)


def column(found, title):
    place = [column.title for column in found.columns].index(title)
    return [row[place] for row in found.rows]


def test_a_part_that_nobody_counted_is_told_apart_from_none(office):
    make_meeting(make_track(office, name_kk="Тұрғындар"), headcount=40, women=25, youth=0)
    found = told(office, "reached", code="kk")
    assert found.rows[0][1:6] == (40, 25, "— саналмаған", 0, "— саналмаған")
    figures = {row[0]: row[1:3] for row in told(office, "figures", code="kk").rows}
    assert figures["Тұрғындар: қатысу, оның ішінде жастар"] == (0, "қатысу")
    assert figures["Тұрғындар: қатысу, оның ішінде студенттер"] == ("—", "саналмаған")


def test_the_schedule_is_that_which_was_signed(office):
    """Its numbers, its order, and the responsible one before the others."""
    plan = make_plan(make_track(office), PlanStatus.APPROVED, ends_on=date(2023, 12, 31))
    crew = [make_person(office, "Ұлан Бірінші"), make_person(office, "Айдос Екінші")]
    for name, district, month, day in (
        *(("Тоғыс", "turan", 2, 1), ("Ақтас", "abay", 3, 1), ("Мирас", "abay", 2, 5)),
        ("Арман", "abay", 7, 3),  # after the half-year, before Тоғыс on paper
    ):
        place = make_place(office, name, district=make_district(office, district, name_kk=district))
        make_visit(plan, make_target(plan.track, place), date(2023, month, day), crew=crew)
    signed = [row for group in schedule_paper(plan, "kk").districts for row in group.rows]
    assert [(row[0], row[1]) for row in signed] == [
        *(("1", "Мирас"), ("2", "Ақтас"), ("3", "Арман"), ("4", "Тоғыс")),
    ]
    found = told(office, "schedule", code="kk")
    printed = [(str(row[0]), row[1], row[7]) for row in found.rows]
    assert printed == [(row[0], row[1], row[-3]) for row in signed if row[1] != "Арман"]
    assert {row[2] for row in printed} == {"Ұлан Бірінші, Айдос Екінші"}
    assert {row[-2] for row in signed} == {"Ұлан Бірінші"}


def test_of_several_schedules_meetings_are_numbered_as_they_stand(office):
    track = make_track(office)
    for number, days in enumerate(((2, 9), (4, 5)), 1):
        dates = {"starts_on": date(2023, 2 * number, 1), "ends_on": date(2023, 2 * number, 28)}
        plan = make_plan(track, PlanStatus.APPROVED, **dates)
        for day in days:
            make_visit(plan, make_target(track), date(2023, 2 * number, day))
    found = told(office, "schedule")
    assert column(found, "№ п/п") == [1, 2, 3, 4]
    assert [day.day for day in column(found, "Дата")] == [2, 9, 4, 5]


@pytest.fixture
def put_off(office):
    """Postponed and cancelled; the first was held three days later, past midnight in UTC."""
    track = make_track(office)
    plan = make_plan(track, PlanStatus.APPROVED)
    visits = [make_visit(plan, make_target(track), date(2023, 2, 1)) for _ in range(2)]
    for visit, outcome in zip(visits, (Outcome.POSTPONED, Outcome.CANCELLED), strict=True):
        make_meeting(track, visit=visit, day=date(2023, 2, 1), outcome=outcome)
    make_meeting(track, visit=visits[0], starts_at=datetime(2023, 2, 3, 20, tzinfo=UTC))
    return office


def test_of_a_meeting_put_off_the_table_says_when_it_was_held(put_off):
    found = told(put_off, "not_held")
    assert set(zip(column(found, "Итог"), column(found, "Когда проведена"), strict=True)) == {
        ("перенесена", date(2023, 2, 4)),
        ("отменена", None),
    }
    facts = report_facts(put_off, H1)
    assert facts.tracks[0].held_after.postponed == 1
    assert facts.tracks[0].held_after.cancelled == 0
    assert facts.by_key["residents.visits_held_another_day"].value == 1


def test_why_a_meeting_was_not_held_is_read_in_the_report_s_language(office):
    track, weather = make_track(office), make_cause(office)
    for more in ({"reason": "", "cause": weather}, {"cause": weather, "reason": "боран"}, {}):
        make_meeting(track, day=date(2023, 2, 1), outcome=Outcome.CANCELLED, **more)
    found = told(office, "not_held")
    assert set(column(found, "Причина")) == {"Погода", "Погода: боран", "ауа райы"}
    facts = report_facts(office, H1)
    assert facts_from_json(as_json(facts)) == facts
    said = {code: write(default_wording("report", code), facts, code).body for code in CODES}
    assert "Себептері: «Ауа райы» — 2, басқа себептер — 1." in said["kk"]
    assert "Причины: «Погода» — 2, другие причины — 1." in said["ru"]
    assert "Reasons: “Ауа райы” (2), other reasons (1)." in said["en"]


@pytest.mark.parametrize(
    ("code", "units"),
    [("kk", ("адам", "орын")), ("ru", ("человека", "место")), ("en", ("people", "place"))],
)
def test_a_unit_follows_its_number(office, code, units):
    for _ in range(3):
        make_seat(make_person(office))
    make_target(make_track(office))
    found = told(office, "figures", "", code)
    values = dict(zip(column(found, found.columns[0].title), found.rows, strict=True))
    unit = {row[1].figure: row[2] for row in values.values()}
    assert (unit["group.members"], unit["residents.targets"]) == units


def test_the_press_without_an_address_is_named(office):
    meeting = make_meeting(make_track(office), day=date(2023, 2, 1))
    paper, air = make_outlet(office, "Қала үні"), make_outlet(office, "Отырар", name_ru="Отрар")
    days = {"day": date(2023, 2, 5), "meeting": meeting}
    make_publication(office, outlet=paper, link="", reference="№ 5, 3-бет", **days)
    make_publication(office, outlet=air, link="", reference="", **days)
    make_publication(office, outlet=paper, link="https://example.kz/1", reference="", **days)
    assert column(told(office, "meetings"), "Ссылка на СМИ") == [
        "https://example.kz/1; Қала үні, № 5, 3-бет; Отрар, 05.02.2023"
    ]

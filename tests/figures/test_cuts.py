"""Figures cut into parts: every row in one part, every part opens, all parts make the figure."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import transaction
from django.test import Client
from django.utils.translation import override
from hypothesis import given

from kezdesu.accounts.models import Office
from kezdesu.core.periods import Period
from kezdesu.figures.behind import behind
from kezdesu.figures.choices import Dimension
from kezdesu.figures.cuts import Amounts, Cut, cut_of
from kezdesu.figures.ground import ground_of
from kezdesu.figures.narrowing import part_of
from kezdesu.figures.queries import figures_for
from kezdesu.schedule.choices import PlanStatus
from tests.factories import (
    make_district,
    make_meeting,
    make_place,
    make_plan,
    make_target,
    make_theme,
    make_track,
    make_visit,
)
from tests.laws import tried_on

from .worlds import PERIOD, Spec, build, specs

FIELDS = {
    "planned": "meetings_planned",
    "kept": "visits_held",
    "held": "meetings_held",
    "people": "people_reached",
}


@given(spec=specs)
@tried_on(12)
def test_the_parts_add_up_to_the_figures_and_open_to_their_rows(db: None, spec: Spec) -> None:
    with transaction.atomic():
        office = build(spec)
        figures, ground = figures_for(office, PERIOD), ground_of(office)
        for track in figures.tracks:
            cuts = {by: cut_of(office, PERIOD, track, by) for by in Dimension}
            for field, name in FIELDS.items():
                figure = figures[f"{track}.{name}"]
                rows = behind(ground, PERIOD, figure.key)
                for by, cut in cuts.items():
                    _adds_up(by, cut, field, figure.value)
                    # Weeks of two periods do not stand side by side.
                    if figure.previous is not None and by != Dimension.WEEK:
                        assert sum(getattr(p.before, field) for p in cut.parts) == figure.previous
                    for part in cut.parts:
                        of_part = part_of(rows, ground, by, part.slug)
                        assert of_part.total == getattr(part.now, field), by
        transaction.set_rollback(True)


def _adds_up(by: str, cut: Cut, field: str, value: int) -> None:
    assert sum(getattr(part.now, field) for part in cut.parts) == value, by
    assert getattr(cut.now, field) == value, by


@pytest.fixture(autouse=True)
def in_kazakh() -> Iterator[None]:
    with override("kk"):
        yield


def said(cut: Cut) -> dict[str, Amounts]:
    return {part.label: part.now for part in cut.parts}


def test_a_district_where_nothing_happened_is_in_the_list(office: Office) -> None:
    track = make_track(office)
    place = make_place(office, district=make_district(office, "abay", name_kk="Абай ауданы"))
    make_target(track, place)
    make_meeting(track, headcount=30)
    assert said(cut_of(office, PERIOD, "residents", Dimension.DISTRICT)) == {
        "Абай ауданы": Amounts(),
        "ауданы көрсетілмеген": Amounts(held=1, people=30),
    }


def test_a_meeting_on_two_themes_is_counted_once(office: Office) -> None:
    track = make_track(office)
    law, peace = (make_theme(office, slug, name_kk=slug) for slug in ("law", "peace"))
    for themes, count in (((law,), 10), ((law, peace), 20), ((), 5)):
        make_meeting(track, headcount=count).themes.set(themes)
    assert said(cut_of(office, PERIOD, "residents", Dimension.THEME)) == {
        "law": Amounts(held=1, people=10),
        "law, peace": Amounts(held=1, people=20),
        "тақырыбы көрсетілмеген": Amounts(held=1, people=5),
    }


def test_months_stand_beside_those_of_the_period_before(office: Office) -> None:
    track = make_track(office)
    make_meeting(track, day=date(2022, 7, 5), headcount=3)
    make_meeting(track, day=date(2023, 1, 5), headcount=4)
    cut = cut_of(office, PERIOD, "residents", Dimension.MONTH)
    assert [part.slug for part in cut.parts] == [f"2023-0{month}" for month in range(1, 7)]
    assert (cut.parts[0].now.people, cut.parts[0].before.people) == (4, 3)
    assert cut.parts[0].label == "2023 жылғы қаңтар"


def test_a_track_that_did_not_run_before_has_nothing_beside_it(office: Office) -> None:
    track = make_track(office)
    make_meeting(track)
    assert not cut_of(office, PERIOD, "residents", Dimension.MONTH).was_kept
    make_meeting(track, day=date(2022, 7, 5))
    assert cut_of(office, PERIOD, "residents", Dimension.MONTH).was_kept


def test_planned_held_and_percent(office: Office) -> None:
    track = make_track(office)
    plan = make_plan(track, PlanStatus.APPROVED)
    for is_priority in (True, True, False):
        basis = "тығыз қоныс" if is_priority else ""
        place = make_place(office, is_priority=is_priority, priority_basis=basis)
        make_visit(plan, make_target(track, place))
    make_meeting(track, visit=plan.visits.filter(target__place__is_priority=True).first())
    priority, rest = cut_of(office, PERIOD, "residents", Dimension.PRIORITY).parts
    assert (priority.label, priority.now, priority.now.percent) == (
        "басым орындар",
        Amounts(planned=2, kept=1, held=1, people=40),
        50,
    )
    assert (rest.now.planned, rest.now.percent) == (1, 0)


@pytest.mark.parametrize("by", Dimension)
def test_every_number_of_the_page_opens_to_as_much(
    coordinator_client: Client, office: Office, by: Dimension
) -> None:
    track = make_track(office)
    plan = make_plan(track, PlanStatus.APPROVED)
    place = make_place(office, district=make_district(office, "abay"))
    make_meeting(track, visit=make_visit(plan, make_target(track, place)), headcount=57)
    make_meeting(track, headcount=40)
    address = "/en/desk/figures/2023-H1/by/"
    page = coordinator_client.get(address, {"track": "residents", "by": by}).content.decode()
    opening = re.findall(r'href="([^"]*residents\.[^"]*of=[^"]*)"[^>]*>([\d,]+)<', page)
    assert opening
    for link, number in opening:
        answer = coordinator_client.get(link.replace("&amp;", "&"))
        assert sum(line.amount for line in answer.context["page"]) == int(number)
    whole = re.findall(r'residents\.people_reached/"[^>]*>([\d,]+)<', page)
    assert whole == ["97"]


@pytest.mark.parametrize(
    "part", ["by/?by=hats", "by/?track=hats", "residents.targets/?by=hats&of=1"]
)
def test_strange_cuts_are_not_found(coordinator_client: Client, office: Office, part: str) -> None:
    make_track(office)
    assert coordinator_client.get(f"/desk/figures/2023-H1/{part}").status_code == 404


def test_a_cut_asks_the_same_questions_for_any_number(
    office: Office, django_assert_max_num_queries: object
) -> None:
    track = make_track(office)
    for _ in range(4):
        make_meeting(track, make_target(track).place)
    for by in Dimension:
        with django_assert_max_num_queries(26):  # type: ignore[operator]
            cut_of(office, Period.parse("2023-H1"), "residents", by)

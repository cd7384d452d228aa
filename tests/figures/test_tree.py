"""An office above others counts their work as its own, once, and opens to each of them."""

from collections import Counter
from datetime import date

import pytest
from django.db import transaction
from django.urls import reverse
from hypothesis import given

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office
from kezdesu.accounts.tree import with_beneath
from kezdesu.figures.behind import behind
from kezdesu.figures.choices import Dimension
from kezdesu.figures.cuts import cut_of, dimensions_of
from kezdesu.figures.ground import ground_of
from kezdesu.figures.narrowing import part_of
from kezdesu.figures.periods import kept_periods
from kezdesu.figures.queries import breakdowns_for, figures_for
from kezdesu.schedule.choices import PlanStatus
from tests.factories import (
    make_district,
    make_meeting,
    make_office,
    make_place,
    make_plan,
    make_target,
    make_track,
    make_user,
    make_visit,
)
from tests.laws import tried_on

from .opening import lines_behind
from .worlds import PERIOD, Spec, build_tree, recount, recount_all, trees

SPAN = date(2023, 1, 1), date(2023, 6, 30)
PARTS = {
    "planned": "meetings_planned",
    "kept": "visits_held",
    "held": "meetings_held",
    "people": "people_reached",
}
OF_THE_WHOLE = ("group.members", "speakers.pool", "press.publications", "questions.raised")


def told(figures):
    return {key: figure.value for key, figure in figures.items() if figure.value}


def counted(figures):
    return {key: value for key, value in figures.items() if value}


@given(tree=trees)
@tried_on(15)
def test_figures_of_a_tree_equal_a_recount_office_by_office(db: None, tree: tuple[Spec, ...]):
    with transaction.atomic():
        offices = build_tree(tree)
        whole, branch, leaf, twig = offices
        assert told(figures_for(whole, PERIOD)) == counted(recount_all(offices, *SPAN))
        assert told(figures_for(branch, PERIOD)) == counted(recount_all([branch, twig], *SPAN))
        assert told(figures_for(leaf, PERIOD)) == counted(recount(leaf, *SPAN))
        transaction.set_rollback(True)


@given(tree=trees)
@tried_on(10)
def test_the_parts_by_office_add_up_and_open_to_that_offices_rows(db: None, tree: tuple[Spec, ...]):
    with transaction.atomic():
        offices = build_tree(tree)
        figures, ground = figures_for(offices[0], PERIOD), ground_of(offices[0])
        alone = {str(each.pk): recount(each, *SPAN) for each in offices}
        for track in figures.tracks:
            cut = cut_of(offices[0], PERIOD, track, Dimension.OFFICE)
            for amount, name in PARTS.items():
                figure = figures[f"{track}.{name}"]
                rows = behind(ground, PERIOD, figure.key)
                assert getattr(cut.now, amount) == figure.value
                for part in cut.parts:
                    own = part_of(rows, ground, Dimension.OFFICE, part.slug).total
                    assert own == getattr(part.now, amount)
                    assert own == alone[part.slug].get(figure.key, 0)
        for key in OF_THE_WHOLE:
            rows = behind(ground, PERIOD, key)
            parts = {pk: counts.get(key, 0) for pk, counts in alone.items()}
            opened = {pk: part_of(rows, ground, Dimension.OFFICE, pk).total for pk in parts}
            assert opened == parts
            assert sum(parts.values()) == figures[key].value
        transaction.set_rollback(True)


@given(tree=trees)
@tried_on(10)
def test_breakdowns_of_a_tree_add_up(db: None, tree: tuple[Spec, ...]):
    with transaction.atomic():
        office = build_tree(tree)[0]
        figures = figures_for(office, PERIOD)
        for track, cut in breakdowns_for(office, PERIOD).items():
            for rows in (cut.places, cut.districts, cut.weeks):
                sums = Counter[str]()
                for row in rows:
                    sums.update(planned=row.planned, held=row.held, people=row.headcount)
                for amount in ("planned", "held", "people"):
                    assert sums[amount] == figures[f"{track}.{PARTS[amount]}"].value
        transaction.set_rollback(True)


@pytest.fixture
def region(office: Office) -> tuple[Office, Office]:
    """A region without a programme of its own, and its city with one meeting planned and held."""
    above = make_office("region")
    Office.objects.filter(pk=office.pk).update(parent=above)
    office.refresh_from_db()
    track = make_track(office)
    place = make_place(office, district=make_district(office))
    visit = make_visit(make_plan(track, PlanStatus.APPROVED), make_target(track, place))
    make_meeting(track, visit=visit, headcount=42)
    return above, office


def test_an_office_alone_says_nothing_of_others(region: tuple[Office, Office]) -> None:
    above, city = region
    assert (
        "beneath" not in figures_for(city, PERIOD)["residents.people_reached"].definition.words.en
    )
    said = figures_for(above, PERIOD)["residents.people_reached"].definition.words
    assert "all offices beneath it (1)" in said.en
    assert "(саны — 1)" in said.kk
    assert "(их 1)" in said.ru


def test_a_district_is_named_with_its_office(region: tuple[Office, Office]) -> None:
    above, city = region
    name = city.names.get().name_en
    district = breakdowns_for(above, PERIOD)["residents"].districts[0].district
    assert district is not None
    assert district.en.endswith(f", {name}")


def test_the_office_above_reports_on_the_periods_of_those_beneath(
    region: tuple[Office, Office],
) -> None:
    assert kept_periods(region[0]) == kept_periods(region[1]) == [PERIOD]


def test_a_row_beneath_names_its_office_and_opens_nothing(region: tuple[Office, Office]) -> None:
    above, city = region
    [line] = lines_behind(above, PERIOD, "residents.meetings_held")
    assert line.details[0] == city.names.get().name_kk
    assert not line.opens
    [own] = lines_behind(city, PERIOD, "residents.meetings_held")
    assert own.opens == "meetings.meeting"


def test_only_an_office_above_others_is_cut_by_office(region: tuple[Office, Office]) -> None:
    above, city = region
    assert Dimension.OFFICE in dict(dimensions_of(above))
    assert Dimension.OFFICE not in dict(dimensions_of(city))


def test_the_page_by_office_opens_to_each_offices_rows(client, region) -> None:
    above, city = region
    client.force_login(make_user(role=Role.COORDINATOR, office=above))
    page = client.get(reverse("figures:breakdown", args=["2023-H1"]) + "?by=office")
    link = f"?by=office&amp;of={city.pk}"
    assert link in page.content.decode()
    rows = reverse("figures:rows", args=["2023-H1", "residents.people_reached"])
    opened = client.get(f"{rows}?by=office&of={city.pk}")
    assert opened.context["figure"].value == 42
    assert client.get(f"{rows}?by=office&of={above.pk}").context["figure"].value == 0


def test_an_office_never_counts_what_is_above_or_beside_it(region: tuple[Office, Office]) -> None:
    above, city = region
    beside = make_office("beside", parent=above)
    make_meeting(make_track(beside), headcount=7)
    make_meeting(make_track(above), headcount=5)
    reached = {
        each: figures_for(each, PERIOD)["residents.people_reached"].value
        for each in (above, city, beside)
    }
    assert reached == {above: 54, city: 42, beside: 7}


def test_the_tree_is_read_from_above(region: tuple[Office, Office]) -> None:
    above, city = region
    under = make_office("under", parent=city)
    make_office("elsewhere")
    assert with_beneath(above) == [above, city, under]
    assert with_beneath(under) == [under]

"""The calendar's views: which visits they show, how they are narrowed, what became of each."""

from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kezdesu.people.models import Absence
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan, Visit
from kezdesu.schedule.outcomes import STATES, in_state
from kezdesu.schedule.queries import days, judged, on_map
from kezdesu.schedule.queries.cards import cards_of
from kezdesu.schedule.queries.shown import Narrowed, shown_visits
from kezdesu.schedule.queries.visits import with_all
from kezdesu.schedule.views import plans as plan_views
from kezdesu.schedule.windows import Window
from tests.factories import make_district, make_meeting, make_plan, make_visit

from .conftest import SPAN, World

DAY = date(2023, 3, 6)
VIEWS = {
    "week": [2023, 10],
    "month": ["2023-03"],
    "list": ["2023-03"],
    "crews": ["2023-W10"],
    "by_person": ["2023-03"],
    "by_place": ["2023-H1"],
    "map": ["2023-03"],
}


@pytest.fixture
def plan(world: World) -> Plan:
    plan = make_plan(world.residents, PlanStatus.APPROVED, starts_on=SPAN[0], ends_on=SPAN[1])
    make_visit(plan, world.targets[0], DAY, crew=world.people[:2])
    return plan


def text_of(client: Client, view: str, **asked: Any) -> str:
    answer = client.get(reverse(f"schedule:{view}", args=VIEWS[view]), asked)
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize("view", VIEWS)
def test_a_visit_stands_in_every_view_and_links_to_the_others(
    plan: Plan, coordinator_client: Client, view: str
) -> None:
    text = text_of(coordinator_client, view)
    assert "residents 0" in text
    others = [name for name in VIEWS if name not in {"week", view}]
    assert all(f"/desk/schedule/{reverse(f'schedule:{name}', args=['x']).split('/')[3]}/" in text
               for name in others)  # fmt: skip


@pytest.mark.parametrize(("view", "code"), [
    ("month", "2023-W10"), ("month", "2023-13"), ("list", "2023"), ("crews", "2023-03"),
    ("by_person", "2023-H1"), ("map", "1700-01"), ("by_place", "nonsense"),
])  # fmt: skip
def test_days_that_a_view_does_not_show_are_not_found(
    coordinator_client: Client, view: str, code: str
) -> None:
    assert coordinator_client.get(reverse(f"schedule:{view}", args=[code])).status_code == 404


@pytest.mark.parametrize("view", ["week", "month", "list", "crews"])
def test_views_are_narrowed_alike(
    plan: Plan, world: World, coordinator_client: Client, view: str
) -> None:
    lessons = make_plan(world.students, starts_on=SPAN[0], ends_on=SPAN[1])
    place = world.lessons[0].place
    place.district = make_district(world.office)
    place.name_ru, place.name_en = "Студенческий городок", "Campus"
    place.save()
    make_visit(lessons, world.lessons[0], DAY, crew=world.people[2:3])
    for asked in (
        {"track": "students"},
        {"district": place.district.pk},
        {"person": world.people[2].pk},
        {"search": world.people[2].full_name},
        {"search": "STUDENTS 0"},
        {"search": "студенческий"},
        {"search": "Campus"},
        {"plan": lessons.pk},
    ):
        text = text_of(coordinator_client, view, **asked)
        assert "students 0" in text, asked
        assert "residents 0</a>" not in text, asked
    both = text_of(coordinator_client, view, track="nothing", district="x", person="9" * 30)
    assert "students 0" in both
    assert "residents 0" in both


def test_of_each_track_the_version_in_force_shows_and_a_draft_where_there_is_none(
    plan: Plan, world: World, coordinator_client: Client
) -> None:
    draft = make_plan(world.residents, version=2, reason="x", starts_on=SPAN[0], ends_on=SPAN[1])
    make_visit(draft, world.targets[3], DAY, crew=world.people[:2])
    assert "residents 3" not in text_of(coordinator_client, "week")
    assert "residents 3" in text_of(coordinator_client, "week", plan=draft.pk)


def test_what_one_version_bends_stands_beside_its_visit(
    world: World, coordinator_client: Client
) -> None:
    draft = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    make_visit(draft, world.targets[0], DAY, crew=world.people[:2], is_pinned=True)
    Absence.objects.create(person=world.people[0], starts_on=DAY, ends_on=DAY)
    for view in ("week", "list", "crews"):
        text = text_of(coordinator_client, view, plan=draft.pk)
        assert "бұл күні бара алмайды" in text
        assert "орнында қалдырылған" in text
    assert "ереже бұзылған" in text_of(coordinator_client, "month", plan=draft.pk)


def test_a_page_gives_scripts_what_a_visit_is_moved_by(
    plan: Plan, world: World, coordinator_client: Client
) -> None:
    visit, crew = plan.visits.get(), "-".join(str(each.pk) for each in world.people[:2])
    card = f'id="visit-{visit.pk}" data-visit="{visit.pk}" data-crew="{crew}"'
    week, crews = (text_of(coordinator_client, view) for view in ("week", "crews"))
    assert card in week
    assert card in crews
    assert 'data-date="2023-03-07" data-crew=""' in week
    assert f'data-date="2023-03-07" data-crew="{crew}"' in crews


def test_what_became_of_visits_is_told_alike_in_hand_and_in_a_query(
    plan: Plan, world: World, coordinator_client: Client
) -> None:
    visits = [make_visit(plan, world.targets[n], date(2023, 3, 7 + n)) for n in range(1, 7)]
    make_meeting(plan.track, visit=visits[0])
    make_meeting(plan.track, visit=visits[1], outcome="cancelled", reason="қар басты")
    make_meeting(plan.track, visit=visits[2], day=date(2023, 3, 10), outcome="postponed")
    make_meeting(plan.track, visit=visits[3], day=date(2023, 3, 1), outcome="postponed")
    make_meeting(plan.track, visit=visits[4], review="recorded")
    make_meeting(plan.track, visit=visits[5], outcome="cancelled")
    make_meeting(plan.track, visit=visits[5], outcome="held")
    Visit.objects.filter(pk=visits[3].pk).update(starts_at=timezone.now().replace(year=2099))
    Plan.objects.update(ends_on=date(2099, 12, 31))
    window = Window(kind="day", starts_on=SPAN[0], ends_on=date(2099, 12, 31))
    shown = shown_visits(world.office, window, Narrowed())
    told = {card.row.pk: card.state for card in cards_of(shown, with_all(shown.visits))}
    assert [told[visit.pk] for visit in visits] == [
        *("held", "cancelled", "postponed", "planned", "recorded", "held")
    ]
    assert told[plan.visits.first().pk] == "unrecorded"  # type: ignore[union-attr]
    asked = {
        pk: state
        for state in STATES
        for pk in in_state(shown.visits, state).values_list("pk", flat=True)
    }
    assert asked == told
    assert "қар басты" in text_of(coordinator_client, "list", state="cancelled")
    assert "residents 1" not in text_of(coordinator_client, "list", state="cancelled")


def test_an_amended_visit_says_where_it_stood(
    plan: Plan, world: World, coordinator_client: Client
) -> None:
    before = plan.visits.get()
    Plan.objects.update(status=PlanStatus.SUPERSEDED)
    after = make_plan(
        world.residents, PlanStatus.APPROVED, version=2, reason="x",
        starts_on=SPAN[0], ends_on=SPAN[1],
    )  # fmt: skip
    moved = make_visit(after, world.targets[0], date(2023, 3, 9), identity=before.identity)
    make_visit(after, world.targets[1], DAY, identity=uuid4())
    text = text_of(coordinator_client, "week")
    assert text.count("күні өзгерді") == 1
    assert text.index(f'id="visit-{moved.pk}"') < text.index("күні өзгерді")
    assert "күні өзгерді" in text_of(coordinator_client, "list")


def test_a_full_day_leads_to_its_list(
    plan: Plan, world: World, coordinator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(days, "MOST", {"week": 2, "month": 2})
    for number in (1, 2):
        make_visit(plan, world.targets[number], DAY)
    for view in ("week", "month"):
        text = text_of(coordinator_client, view, track="residents")
        assert "тағы 1" in text
        assert "/desk/schedule/list/2023-03-06/?track=residents" in text
    day = coordinator_client.get(reverse("schedule:list", args=["2023-03-06"])).content.decode()
    assert all(f"residents {number}" in day for number in range(3))


def test_by_person_names_also_who_goes_nowhere_and_who_is_away(
    plan: Plan, world: World, coordinator_client: Client
) -> None:
    Absence.objects.create(
        person=world.people[5], starts_on=date(2023, 3, 20), ends_on=date(2023, 3, 24)
    )
    text = text_of(coordinator_client, "by_person")
    assert all(person.full_name in text for person in world.people)
    assert "20.03.2023" in text
    most = text_of(coordinator_client, "by_person", sort="visits")
    assert most.index(world.people[1].full_name) < most.index(world.people[2].full_name)


def test_by_place_the_overdue_come_first(
    plan: Plan, world: World, coordinator_client: Client
) -> None:
    late = world.targets[4]
    late.due_on = SPAN[0]
    late.save()
    text = text_of(coordinator_client, "by_place", track="residents")
    assert text.index("residents 4") < text.index("residents 0")
    assert "06.03.2023" in text
    one = text_of(coordinator_client, "by_place", person=world.people[0].pk)
    assert "residents 0" in one
    assert "residents 4" not in one


def test_the_map_draws_what_it_knows_and_lists_the_rest(
    plan: Plan, world: World, coordinator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number, target in enumerate(world.targets[:3]):
        target.place.latitude, target.place.longitude = 42.3 + number / 50, 69.5
        target.place.save()
    make_meeting(plan.track, visit=make_visit(plan, world.targets[1], DAY))
    text = text_of(coordinator_client, "map", track="residents")
    assert text.count('class="map-mark') == 3
    assert "5 орынның картадағы нүктесі белгісіз" in text
    assert all(f"residents {number}" in text for number in range(8))
    monkeypatch.setattr(on_map, "MOST_MARKS", 2)
    assert "Орын тым көп" in text_of(coordinator_client, "map")


def test_the_list_is_exported_as_it_is_narrowed(
    plan: Plan, world: World, coordinator_client: Client
) -> None:
    make_visit(plan, world.targets[1], date(2023, 3, 8))
    answer = coordinator_client.get(
        reverse("schedule:list", args=["2023-03-06"]), {"format": "csv"}
    )
    text = b"".join(answer).decode()  # type: ignore[call-overload]
    assert "residents 0" in text
    assert "жазбасы жоқ" in text
    assert "residents 1" not in text


def test_a_long_schedule_is_shown_in_pages_and_finds_a_visit(
    plan: Plan, world: World, coordinator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plan_views, "VISITS_A_PAGE", 2)
    last = [make_visit(plan, world.targets[n], date(2023, 4, n)) for n in range(1, 4)][-1]
    address = reverse("schedule:plan", args=[plan.pk])
    first = coordinator_client.get(address).content.decode()
    assert f'id="visit-{last.pk}"' not in first
    assert 'rel="next"' in first
    found = coordinator_client.get(address, {"visit": last.pk}).content.decode()
    assert f'id="visit-{last.pk}"' in found


def test_a_very_large_draft_says_that_its_rules_are_not_judged(
    world: World, coordinator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    make_visit(draft, world.targets[0], DAY, crew=world.people[:2])
    Absence.objects.create(person=world.people[0], starts_on=DAY, ends_on=DAY)
    monkeypatch.setattr(judged, "MOST_JUDGED", 0)
    text = coordinator_client.get(reverse("schedule:plan", args=[draft.pk])).content.decode()
    assert "ережелер тексерілмейді" in text
    assert "бұл күні бара алмайды" not in text

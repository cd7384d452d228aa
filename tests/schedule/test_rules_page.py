"""The page of a track's rules: sentences, what they touch, previews, edits and what they leave."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import translation

from kezdesu.accounts.models import Office
from kezdesu.core.models import AuditEntry
from kezdesu.programmes.choices import RuleKind
from kezdesu.programmes.models import Programme, Rule, Track
from kezdesu.programmes.rules import USUAL
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan
from kezdesu.schedule.queries import rules_page
from tests.edits import edit
from tests.factories import make_office, make_plan, make_track, make_visit

from .conftest import SPAN, World, make_rule


def address(track: Track, *steps: object) -> str:
    return "/".join(["/desk/programmes/tracks", str(track.pk), "rules", *map(str, steps), ""])


def draft(world: World, visits: int = 2, **fields: Any) -> Plan:
    """Two people to a visit, one visit a day from Monday 13 March."""
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1], **fields)
    for number in range(visits):
        day = SPAN[0].replace(day=13 + number)
        crew = [world.people[0], world.people[4]]
        make_visit(plan, world.targets[number], day, crew=crew)
    return plan


def touched(client: Client, where: str, values: dict[str, Any]) -> dict[str, int]:
    answer = client.post(where, values)
    return {str(touch.label): touch.number for touch in answer.context["preview"].touches}


def test_every_kind_of_rule_is_on_the_page_stated_usual_or_to_add(world: World) -> None:
    page = rules_page(world.residents, "kk")
    shown = {line.kind for part in page.parts for line in part.lines}
    assert shown | {kind for part in page.parts for kind in part.missing} == set(RuleKind)
    usual = {line.kind for part in page.parts for line in part.lines if line.pk is None}
    assert usual == set(USUAL) - {RuleKind.CREW_SIZE}
    assert len(page.always) == 6


def test_a_rule_says_what_it_touches_in_the_period_and_the_draft(world: World) -> None:
    draft(world)
    size = world.residents.rules.get(kind=RuleKind.CREW_SIZE)
    size.values = {"min": 3, "max": 3}
    size.save()
    page = rules_page(world.residents, "en")
    with translation.override("en"):
        told = {
            line.kind: {str(touch.label): (touch.number, touch.of) for touch in line.touches}
            for part in page.parts
            for line in part.lines
        }
    assert told["crew_size"] == {"targets": (8, None), "planned meetings that break it": (2, None)}
    assert told["crew_category"]["people who fit"] == (3, 6)
    assert told["quota"]["planned by that day"] == (2, None)
    assert told["priority"]["priority places"] == (1, 8)
    assert told["left_out"]["weighs in the schedule, minutes"] == (0, None)


def test_before_a_plan_days_are_counted_within_the_programme(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    Programme.objects.update(starts_on=date(2023, 11, 1), ends_on=date(2023, 12, 15))
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2023, 8, 1))
    page = rules_page(Track.objects.get(pk=world.residents.pk), "en")
    assert page.span == "1 November – 15 December 2023"
    _sentence, days = page.always[0]
    assert days
    assert days.number == 33


def test_a_very_large_plan_is_counted_and_not_judged(
    world: World, monkeypatch: pytest.MonkeyPatch, coordinator_client: Client
) -> None:
    draft(world)
    monkeypatch.setattr("kezdesu.schedule.queries.touching.MOST_JUDGED", 1)
    page = rules_page(world.residents, "kk")
    assert page.is_too_large
    assert not any(
        "қайшы" in str(touch.label)
        for part in page.parts
        for line in part.lines
        for touch in line.touches
    )
    assert coordinator_client.get(address(world.residents)).status_code == 200


def test_other_tracks_limits_are_told_with_their_track(world: World) -> None:
    make_rule(world.students, RuleKind.DAILY_CAPACITY, meetings=1)
    [line] = rules_page(world.residents, "ru").shared
    assert (line.track_pk, line.sentence) == (
        world.students.pk,
        "В один день проводится не более 1 встречи.",
    )


def test_a_preview_counts_what_is_typed_and_writes_nothing(
    world: World, coordinator_client: Client
) -> None:
    draft(world)
    rule = world.residents.rules.get(kind=RuleKind.CREW_SIZE)
    where = f"/en{address(world.residents, rule.pk, 'preview')}"
    found = touched(coordinator_client, where, {"min": 3, "max": 4})
    assert found["planned meetings that break it"] == 2
    assert (
        touched(coordinator_client, where, {"min": 1, "max": 2})["planned meetings that break it"]
        == 0
    )
    rule.refresh_from_db()
    assert rule.values == {"min": 2, "max": 3}
    assert not AuditEntry.objects.exists()


def test_a_preview_says_what_cannot_hold(world: World, coordinator_client: Client) -> None:
    where = address(world.residents, "add", "meeting_length", "preview")
    page = coordinator_client.post(where, {"minutes": "180"})
    assert "ең ұзақ бөлігі — 120 минут" in page.content.decode()


def test_a_form_says_nothing_of_fields_that_wait(world: World, coordinator_client: Client) -> None:
    where = address(world.residents, "add", "quota", "preview")
    assert "broken" not in coordinator_client.post(where, {"at_least": "3"}).content.decode()
    assert "broken" in coordinator_client.post(where, {"at_least": "x"}).content.decode()


def test_a_new_rule_begins_from_what_is_usual(world: World, coordinator_client: Client) -> None:
    page = coordinator_client.get(f"/en{address(world.residents, 'add', 'late')}")
    assert page.context["form"]["minutes"].value() == 50
    assert "counts as 50 minutes" in page.context["preview"].sentence
    empty = coordinator_client.get(address(world.residents, "add", "daily_capacity"))
    assert empty.status_code == 200


def test_a_rule_is_changed_audited_and_drafts_are_told(
    world: World, coordinator_client: Client
) -> None:
    stated = [
        list(each) for each in world.residents.rules.order_by("pk").values_list("kind", "values")
    ]
    plan = draft(world, engine={"rules": stated})
    assert rules_page(world.residents, "kk").earlier == ()
    rule = world.residents.rules.get(kind=RuleKind.MEMBER_WEEKLY_LIMIT)
    page = edit(
        coordinator_client, address(world.residents, rule.pk), {"meetings": "3"}, follow=True
    )
    assert "1 жоба бұрынғы ережелермен ұсынылған" in page.content.decode()
    assert page.context["page"].earlier == (plan,)
    entry = AuditEntry.objects.get(action="programmes.rule_edited")
    assert (entry.changes["before"], entry.changes["after"]) == ({"meetings": 2}, {"meetings": 3})
    plan_page = coordinator_client.get(f"/desk/schedule/{plan.pk}/")
    assert "бұрынғы ережелермен ұсынылған" in plan_page.content.decode()
    edit(coordinator_client, address(world.residents, rule.pk), {"meetings": "2"})
    assert rules_page(world.residents, "kk").earlier == ()


def test_an_approved_plan_is_under_no_earlier_rules(world: World) -> None:
    draft(world, status=PlanStatus.APPROVED, engine={"rules": []})
    assert rules_page(world.residents, "kk").earlier == ()


def test_a_rule_is_added_once_and_refused_where_it_contradicts(
    world: World, coordinator_client: Client
) -> None:
    where = address(world.residents, "add", "late")
    assert coordinator_client.get(where).status_code == 200
    added = coordinator_client.post(where, {"minutes": "30"}, follow=True)
    assert "Ереже сақталды." in added.content.decode()
    assert world.residents.rules.get(kind=RuleKind.LATE).values == {"minutes": 30}
    again = coordinator_client.post(where, {"minutes": "40"})
    assert again.status_code == 422
    assert "40" in again.content.decode()
    crowd = coordinator_client.post(
        address(world.residents, "add", "crew_language"), {"language": "өзбекше", "at_least": "4"}
    )
    assert crowd.status_code == 422
    assert "шегі — 3 адам, ал талап етілетіні — 4" in crowd.content.decode()
    assert coordinator_client.get(address(world.residents, "add", "unheard_of")).status_code == 404


@pytest.mark.parametrize(
    ("kind", "typed", "held"),
    [
        (
            "crew_language",
            {"language": "узбекский", "at_least": "1"},
            {"language": "uz", "at_least": 1},
        ),
        ("allowed_weekdays", {"weekdays": ["4", "0"]}, {"weekdays": [0, 4]}),
        (
            "open_hours",
            {"parts": "14-16.30\n9:00–11:00"},
            {"parts": [["09:00", "11:00"], ["14:00", "16:30"]]},
        ),
        (
            "allowed_dates",
            {"ranges": "06.03.2023–10.03.2023\n2 мамыр 2023"},
            {"ranges": [["2023-03-06", "2023-03-10"], ["2023-05-02", "2023-05-02"]]},
        ),
        ("spacing", {"at_least": "7", "at_most": ""}, {"at_least": 7, "at_most": None}),
        ("quota", {"at_least": "5", "by": "30.04.2023"}, {"at_least": 5, "by": "2023-04-30"}),
    ],
)
def test_a_rule_is_typed_as_an_office_writes(
    world: World, coordinator_client: Client, kind: str, typed: dict[str, Any], held: dict[str, Any]
) -> None:
    where = address(world.residents, "add", kind)
    answer = coordinator_client.post(where, typed)
    assert answer.status_code == 302, answer.context["form"].errors
    rule = world.residents.rules.filter(kind=kind).latest("pk")
    assert rule.values == held
    form = coordinator_client.get(address(world.residents, rule.pk)).context["form"]
    shown = {field.html_name: field.value() for field in form}
    assert (
        edit(coordinator_client, address(world.residents, rule.pk), _typed(shown)).status_code
        == 302
    )
    rule.refresh_from_db()
    assert rule.values == held


def _typed(shown: dict[str, Any]) -> dict[str, Any]:
    """As the browser sends back what the form shows."""
    with translation.override("kk"):
        return {
            name: "" if value is None else f"{value:%d.%m.%Y}" if hasattr(value, "month") else value
            for name, value in shown.items()
        }


def test_a_rule_is_switched_off_then_removed(world: World, coordinator_client: Client) -> None:
    rule = world.residents.rules.get(kind=RuleKind.PLACE_LANGUAGE)
    coordinator_client.post(address(world.residents, rule.pk, "remove"))
    assert Rule.objects.filter(pk=rule.pk).exists()
    switch = address(world.residents, rule.pk, "switch")
    page = coordinator_client.post(f"{switch}?to=off", follow=True)
    assert f'action="{switch}?to=on"' in page.content.decode()
    assert not Rule.objects.get(pk=rule.pk).is_active
    coordinator_client.post(address(world.residents, rule.pk, "remove"))
    assert not Rule.objects.filter(pk=rule.pk).exists()


def test_of_two_who_edit_a_rule_the_second_is_told_what_it_says_now(
    world: World, coordinator_client: Client
) -> None:
    rule = world.residents.rules.get(kind="member_weekly_limit")
    edit = address(world.residents, rule.pk)
    seen = rule.seal
    assert seen in coordinator_client.get(edit).content.decode()
    Rule.objects.filter(pk=rule.pk).update(values={"meetings": 3})
    answer = coordinator_client.post(edit, {"meetings": "4", "seen": seen})
    assert answer.status_code == 422
    rule.refresh_from_db()
    assert rule.values == {"meetings": 3}
    assert rule.seal in answer.content.decode()  # having seen it, one may save again
    coordinator_client.post(edit, {"meetings": "4", "seen": rule.seal})
    rule.refresh_from_db()
    assert rule.values == {"meetings": 4}


def test_of_two_who_switch_a_rule_off_none_switches_it_on(
    world: World, coordinator_client: Client
) -> None:
    rule = world.residents.rules.get(kind="member_weekly_limit")
    for _coordinator in range(2):
        coordinator_client.post(f"{address(world.residents, rule.pk, 'switch')}?to=off")
    rule.refresh_from_db()
    assert not rule.is_active


def test_a_rule_is_switched_only_as_somebody_says(world: World, coordinator_client: Client) -> None:
    rule = world.residents.rules.get(kind="member_weekly_limit")
    assert coordinator_client.post(address(world.residents, rule.pk, "switch")).status_code == 404
    rule.refresh_from_db()
    assert rule.is_active


def test_htmx_gets_only_the_form(world: World, coordinator_client: Client) -> None:
    where = address(world.residents, "add", "late")
    part = coordinator_client.get(where, headers={"HX-Request": "true"}).content.decode()
    assert "<form" in part
    assert "<html" not in part


@pytest.mark.parametrize("role", ["speaker", "approver", "press", "administrator"])
def test_others_read_the_rules_and_change_none(
    world: World, role: str, request: pytest.FixtureRequest
) -> None:
    client: Client = request.getfixturevalue(f"{role}_client")
    page = client.get(address(world.residents))
    assert page.status_code == 200
    assert "/add/" not in page.content.decode()
    rule = world.residents.rules.first()
    assert rule is not None
    for where in (
        address(world.residents, "add", "late"),
        address(world.residents, "add", "late", "preview"),
        address(world.residents, rule.pk),
        address(world.residents, rule.pk, "preview"),
        address(world.residents, rule.pk, "switch"),
        address(world.residents, rule.pk, "remove"),
    ):
        assert client.post(where, {"minutes": "3"}).status_code == 403


def test_another_offices_rules_are_not_found(office: Office, coordinator_client: Client) -> None:
    track = make_track(make_office("elsewhere"))
    rule = make_rule(track, RuleKind.PLACE_LANGUAGE)
    assert coordinator_client.get(address(track)).status_code == 404
    assert coordinator_client.post(address(track, rule.pk, "switch")).status_code == 404


def test_the_page_asks_as_often_for_three_as_for_one(
    world: World, coordinator_client: Client
) -> None:
    draft(world, visits=1)
    make_rule(world.students, RuleKind.DAILY_CAPACITY, meetings=1)

    def queries() -> int:
        with CaptureQueriesContext(connection) as asked:
            assert coordinator_client.get(address(world.residents)).status_code == 200
        return len(asked)

    world.residents.rules.exclude(kind=RuleKind.CREW_SIZE).delete()
    first = queries()
    for kind, values in (
        (RuleKind.QUOTA, {"at_least": 1, "by": "2023-04-30"}),
        (RuleKind.CREW_LANGUAGE, {"language": "kk", "at_least": 1}),
        (RuleKind.MEMBER_DAILY_LIMIT, {"meetings": 2}),
    ):
        make_rule(world.residents, kind, **values)
    make_rule(world.students, RuleKind.MEMBER_DAILY_LIMIT, meetings=2)
    for number, target in enumerate(world.targets[1:3]):
        plan = Plan.objects.get()
        make_visit(plan, target, SPAN[0].replace(day=20 + number), crew=world.people[:2])
    assert queries() == first

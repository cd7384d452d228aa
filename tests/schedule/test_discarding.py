"""A draft that nobody was told of is thrown away whole; the log says what it held."""

from datetime import date
from uuid import UUID

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import override

from kezdesu.accounts.models import User
from kezdesu.core.choices import RunState
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.programmes.services import remove_target
from kezdesu.schedule import services
from kezdesu.schedule.choices import Happening, PlanStatus
from kezdesu.schedule.models import LeftOut, Plan, ProposalRun, RepairRun, Step, Visit
from tests.factories import make_plan, make_visit

from .conftest import SPAN, World

MONDAY = date(2023, 3, 6)


@pytest.fixture
def draft(world: World) -> Plan:
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    visit = make_visit(plan, world.targets[0], MONDAY, crew=world.people[:2])
    visit.themes.set(world.residents.themes.all()[:1])
    LeftOut.objects.create(plan=plan, target=world.targets[5], reasons=[{"rule": "x", "kk": "x"}])
    return plan


@pytest.fixture
def in_force(world: World) -> Plan:
    plan = make_plan(
        world.residents, PlanStatus.APPROVED, starts_on=SPAN[0], ends_on=SPAN[1], version=1
    )
    make_visit(plan, world.targets[0], MONDAY, crew=world.people[:2])
    return plan


@pytest.fixture
def amendment(in_force: Plan) -> Plan:
    return services.amend_plan(plan=in_force, reason="мереке", by=None)


def repair_of(plan: Plan, **fields: object) -> RepairRun:
    values = {"what": Happening.KNOWN, "seconds": 1, "state": RunState.DONE} | fields
    return RepairRun.objects.create(plan=plan, **values)


def address(name: str, plan: Plan) -> str:
    with override("en"):
        return reverse(f"schedule:{name}", args=[plan.pk])


def test_a_draft_goes_with_all_that_it_held(draft: Plan, world: World, coordinator: User) -> None:
    visit = draft.visits.get()
    services.pin_visit(visit=visit, is_pinned=True, seen=0, by=coordinator)
    services.discard_draft(plan=draft, by=coordinator)
    left = [model.objects.exists() for model in (Plan, Visit, LeftOut, Step)]
    assert left == [False] * 4
    entry = AuditEntry.objects.get(action="schedule.draft_discarded")
    assert (entry.actor, entry.subject_id) == (coordinator, str(draft.pk))
    [held], [left_out] = entry.changes["visits"], entry.changes["left_out"]
    assert UUID(held["identity"]) == visit.identity
    assert held["crew"] == sorted(person.pk for person in world.people[:2])
    assert left_out["reasons"] == [{"rule": "x", "kk": "x"}]


def test_its_targets_can_be_removed_then(draft: Plan, world: World, coordinator: User) -> None:
    for target in (world.targets[0], world.targets[5]):
        with pytest.raises(Refused):
            remove_target(target=target, by=coordinator)
    services.discard_draft(plan=draft, by=coordinator)
    for target in (world.targets[0], world.targets[5]):
        remove_target(target=target, by=coordinator)


@pytest.mark.parametrize("status", [each for each in PlanStatus.values if each != PlanStatus.DRAFT])
def test_only_a_draft_is_discarded(world: World, status: str) -> None:
    plan = make_plan(world.residents, status, starts_on=SPAN[0], ends_on=SPAN[1])
    with pytest.raises(Refused):
        services.discard_draft(plan=plan, by=None)
    assert Plan.objects.filter(pk=plan.pk).exists()
    assert not AuditEntry.objects.exists()


def test_what_was_before_the_approver_stays_even_proposed_anew(draft: Plan) -> None:
    services.submit_plan(plan=draft, by=None, why="x")
    services.return_plan(plan=draft, note="күнін ауыстыру", by=None)
    Plan.objects.update(status=PlanStatus.DRAFT)  # as a new proposal leaves it
    with pytest.raises(Refused, match="қайтарылған"):
        services.discard_draft(plan=draft, by=None)


def test_a_discarded_amendment_leaves_the_version_in_force(in_force: Plan, amendment: Plan) -> None:
    run = repair_of(in_force, decided_at=timezone.now(), accepted=["x"], accepted_into=amendment)
    services.discard_draft(plan=amendment, by=None)
    in_force.refresh_from_db()
    assert in_force.status == PlanStatus.APPROVED
    assert in_force.visits.count() == 1
    run.refresh_from_db()
    assert (run.accepted, run.accepted_into) == (["x"], None)
    assert services.amend_plan(plan=in_force, reason="қайта", by=None).version == 2


def test_who_throws_away_has_seen_it(draft: Plan, world: World) -> None:
    services.pin_visit(visit=draft.visits.get(), is_pinned=True, seen=0, by=None)
    with pytest.raises(services.Stale):
        services.discard_draft(plan=draft, by=None, seen=0)
    services.discard_draft(plan=draft, by=None, seen=1)


@pytest.mark.parametrize("state", [RunState.WAITING, RunState.DONE])
def test_a_repair_is_decided_on_first(draft: Plan, state: str) -> None:
    run = repair_of(draft, state=state)
    with pytest.raises(Refused):
        services.discard_draft(plan=draft, by=None)
    run.delete()
    services.discard_draft(plan=draft, by=None)


def test_a_proposal_under_way_is_ended_first(draft: Plan, world: World) -> None:
    run = ProposalRun.objects.create(
        office=world.office, starts_on=SPAN[0], ends_on=SPAN[1], seconds=1
    )
    run.tracks.add(world.residents)
    with pytest.raises(Refused):
        services.discard_draft(plan=draft, by=None)
    ProposalRun.objects.update(state=RunState.DONE)
    services.discard_draft(plan=draft, by=None)


def test_what_was_repaired_beside_it_keeps_its_repair(draft: Plan, world: World) -> None:
    other = make_plan(world.students, PlanStatus.APPROVED, starts_on=SPAN[0], ends_on=SPAN[1])
    lead = repair_of(draft, decided_at=timezone.now())
    beside = repair_of(other, decided_at=timezone.now(), lead=lead)
    services.discard_draft(plan=draft, by=None)
    assert RepairRun.objects.get() == beside
    assert RepairRun.objects.get().lead is None


def test_a_draft_discarded_meanwhile_is_said_so(draft: Plan) -> None:
    services.discard_draft(plan=draft, by=None)
    gone = Plan(pk=draft.pk)
    for act in (services.discard_draft, services.submit_plan):
        with pytest.raises(Refused):
            act(plan=gone, by=None)


def test_what_it_held_is_read_in_a_few_queries(draft: Plan, world: World) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as seen:
            services.discard_draft(plan=draft, by=None)
        return len(seen)

    one = asked()
    draft = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    for target in world.targets[:4]:
        make_visit(draft, target, MONDAY, crew=world.people[:2])
    assert asked() <= one


def test_the_page_says_what_goes_and_then_it_is_gone(
    draft: Plan, coordinator_client: Client
) -> None:
    coordinator_client.post(
        reverse("schedule:pin", args=[draft.visits.get().pk]), {"seen": draft.revision}
    )
    assert (
        address("discard", draft) in coordinator_client.get(address("plan", draft)).content.decode()
    )
    asked = coordinator_client.get(address("discard", draft)).content.decode()
    assert "1 planned meeting goes with it." in asked
    assert "1 change made by hand goes too." in asked
    assert Plan.objects.exists()
    answer = coordinator_client.post(address("discard", draft), {"seen": "1"}, follow=True)
    assert "The draft is discarded." in answer.content.decode()
    assert answer.request["PATH_INFO"] == "/en/desk/schedule/"
    assert not Plan.objects.exists()


def test_somebody_elses_change_since_keeps_it(draft: Plan, coordinator_client: Client) -> None:
    services.pin_visit(visit=draft.visits.get(), is_pinned=True, seen=0, by=None)
    answer = coordinator_client.post(address("discard", draft), {"seen": "0"})
    assert answer.status_code == 422
    assert Plan.objects.exists()


def test_after_an_amendment_the_version_in_force_is_shown(
    in_force: Plan, amendment: Plan, coordinator_client: Client
) -> None:
    asked = coordinator_client.get(address("discard", amendment)).content.decode()
    assert "Version 1 stays in force." in asked
    answer = coordinator_client.post(address("discard", amendment), {"seen": "0"}, follow=True)
    assert answer.request["PATH_INFO"] == address("plan", in_force)


def test_who_may_not_propose_is_not_offered_it(
    draft: Plan, approver_client: Client, stranger_client: Client, guest_client: Client
) -> None:
    discard = address("discard", draft)
    assert discard not in approver_client.get(address("plan", draft)).content.decode()
    assert approver_client.post(discard).status_code == 403
    assert stranger_client.post(discard, {"seen": "0"}).status_code == 404
    assert guest_client.post(discard).status_code == 302
    assert Plan.objects.exists()


def test_a_returned_version_is_not_offered_to_be_discarded(
    draft: Plan, coordinator_client: Client
) -> None:
    Plan.objects.update(status=PlanStatus.RETURNED, submitted_at=timezone.now())
    discard = address("discard", draft)
    assert discard not in coordinator_client.get(address("plan", draft)).content.decode()
    answer = coordinator_client.post(discard, {"seen": "0"})
    assert answer.status_code == 422
    assert "submitted and returned" in answer.content.decode()


def test_its_old_address_leads_to_the_schedules_and_says_why(
    draft: Plan, coordinator: User, coordinator_client: Client, stranger_client: Client
) -> None:
    services.discard_draft(plan=draft, by=coordinator)
    answer = coordinator_client.get(address("plan", draft), follow=True)
    assert answer.request["PATH_INFO"] == "/en/desk/schedule/"
    assert f"This draft was discarded ({coordinator.get_username()}, " in answer.content.decode()
    stale = coordinator_client.post(address("submit", draft), {"seen": "0"})
    assert stale.status_code == 422
    assert "This draft was discarded" in stale.content.decode()
    assert stranger_client.get(address("plan", draft)).status_code == 404


def test_the_proposal_that_made_it_says_what_became_of_it(
    draft: Plan, world: World, coordinator_client: Client
) -> None:
    run = ProposalRun.objects.create(
        office=world.office, starts_on=SPAN[0], ends_on=SPAN[1], seconds=1, state=RunState.DONE
    )
    run.tracks.add(world.residents)
    run.plans.add(draft)
    services.discard_draft(plan=draft, by=None)
    page = coordinator_client.get(f"/en{reverse('schedule:run', args=[run.pk])}")
    assert "What it drafted was discarded." in page.content.decode()

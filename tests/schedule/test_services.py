"""From draft to approval: who did what stands in the log, and what is approved stays as it is."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from kezdesu.accounts.models import User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.meetings.choices import Outcome
from kezdesu.meetings.models import Meeting
from kezdesu.people.models import Seat
from kezdesu.schedule import services
from kezdesu.schedule.choices import LEADS_TO, PlanStatus
from kezdesu.schedule.models import LeftOut, Plan, Visit
from tests.factories import local, make_meeting, make_plan, make_visit

from .conftest import SPAN, World

DOCUMENT = {
    "number": "17-ҚК",
    "day": date(2023, 2, 27),
    "signatory_name": "Басшы Үлгіұлы",
    "signatory_post": "әкімнің орынбасары",
}
ACTS: dict[str, Callable[[Plan], object]] = {
    "submit": lambda plan: services.submit_plan(plan=plan, by=None),
    "return": lambda plan: services.return_plan(plan=plan, note="күнін ауыстыру", by=None),
    "approve": lambda plan: services.approve_plan(plan=plan, by=None, **DOCUMENT),  # type: ignore[arg-type]
    "amend": lambda plan: services.amend_plan(plan=plan, reason="мереке", by=None),
}
ALLOWED = {
    "submit": {PlanStatus.DRAFT, PlanStatus.RETURNED},
    "return": {PlanStatus.SUBMITTED},
    "approve": {PlanStatus.SUBMITTED},
    "amend": {PlanStatus.APPROVED},
}


@pytest.fixture
def draft(world: World) -> Plan:
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    make_visit(plan, world.targets[0], date(2023, 3, 6), crew=world.people[:2])
    return plan


def in_status(plan: Plan, status: str) -> Plan:
    """The row brought to a status as the database allows it, without the services."""
    if status in {PlanStatus.APPROVED, PlanStatus.SUPERSEDED}:
        plan.document_number, plan.document_date = "1", DOCUMENT["day"]  # type: ignore[assignment]
        plan.signatory_name = plan.signatory_post = "Үлгі"
        plan.approved_at = local(date(2023, 2, 27))
    plan.status = status
    plan.save()
    return plan


def last_entry() -> AuditEntry:
    return AuditEntry.objects.latest("id")


@pytest.mark.parametrize("status", PlanStatus.values)
@pytest.mark.parametrize("act", ACTS)
def test_an_act_is_done_from_its_statuses_and_refused_from_all_others(
    draft: Plan, act: str, status: str
) -> None:
    plan = in_status(draft, status)
    if status in ALLOWED[act]:
        ACTS[act](plan)
        return
    with pytest.raises(Refused):
        ACTS[act](plan)
    assert Plan.objects.get().status == status
    assert not AuditEntry.objects.exists()


def test_nothing_leads_out_of_a_superseded_version() -> None:
    assert LEADS_TO[PlanStatus.SUPERSEDED] == frozenset()
    assert set(LEADS_TO) == set(PlanStatus)


def test_the_way_to_approval_is_logged_step_by_step(
    draft: Plan, coordinator: User, approver: User
) -> None:
    services.submit_plan(plan=draft, by=coordinator)
    services.return_plan(plan=draft, note=" Бозарықты бұрынырақ ", by=approver)
    assert Plan.objects.get().returned_note == "Бозарықты бұрынырақ"
    services.submit_plan(plan=draft, by=coordinator)
    plan = services.approve_plan(plan=draft, by=approver, **DOCUMENT)  # type: ignore[arg-type]
    assert (plan.status, plan.approved_by) == (PlanStatus.APPROVED, approver)
    told = AuditEntry.objects.order_by("id").values_list("action", "actor__username")
    assert list(told) == [
        ("schedule.plan_submitted", "coordinator"),
        ("schedule.plan_returned", "approver"),
        ("schedule.plan_submitted", "coordinator"),
        ("schedule.plan_approved", "approver"),
    ]
    assert last_entry().changes["number"] == "17-ҚК"


@pytest.mark.parametrize("field", ["number", "signatory_name", "signatory_post"])
def test_an_approval_names_its_document_whole(draft: Plan, field: str) -> None:
    services.submit_plan(plan=draft, by=None)
    with pytest.raises(Refused) as refused:
        services.approve_plan(plan=draft, by=None, **(DOCUMENT | {field: "  "}))  # type: ignore[arg-type]
    assert refused.value.field == field
    assert Plan.objects.get().status == PlanStatus.SUBMITTED


def test_a_document_number_typed_with_its_sign_is_printed_with_one(draft: Plan) -> None:
    services.submit_plan(plan=draft, by=None)
    services.approve_plan(plan=draft, by=None, **(DOCUMENT | {"number": "№ 1"}))  # type: ignore[arg-type]
    assert Plan.objects.get().document_number == "1"


def test_a_document_of_tomorrow_is_refused(draft: Plan) -> None:
    services.submit_plan(plan=draft, by=None)
    tomorrow = DOCUMENT | {"day": date.today() + timedelta(days=2)}
    with pytest.raises(Refused) as refused:
        services.approve_plan(plan=draft, by=None, **tomorrow)  # type: ignore[arg-type]
    assert refused.value.field == "day"


def test_an_empty_schedule_is_not_submitted(world: World) -> None:
    plan = make_plan(world.residents)
    with pytest.raises(Refused):
        services.submit_plan(plan=plan, by=None)


def test_two_places_at_once_are_not_submitted(draft: Plan, world: World) -> None:
    when = local(date(2023, 3, 6)) + timedelta(minutes=30)
    make_visit(draft, world.targets[1], starts_at=when, crew=[world.people[0]])
    with pytest.raises(Refused, match=world.people[0].full_name):
        services.submit_plan(plan=draft, by=None)
    assert Plan.objects.get().status == PlanStatus.DRAFT


def test_two_places_at_once_are_seen_across_tracks(draft: Plan, world: World) -> None:
    other = make_plan(world.students, starts_on=SPAN[0], ends_on=SPAN[1])
    make_visit(other, world.lessons[0], date(2023, 3, 6), crew=[world.people[1]])
    with pytest.raises(Refused, match=world.people[1].full_name):
        services.submit_plan(plan=draft, by=None)


def test_an_amendment_keeps_the_visits_and_supersedes_when_it_is_approved(
    draft: Plan, world: World
) -> None:
    first = in_status(draft, PlanStatus.APPROVED)
    LeftOut.objects.create(plan=first, target=world.targets[5], reasons=[])
    second = services.amend_plan(plan=first, reason="мереке", by=None)
    assert (second.version, second.reason, second.status) == (2, "мереке", PlanStatus.DRAFT)
    mine, theirs = first.visits.get(), second.visits.get()
    assert (mine.identity, mine.starts_at) == (theirs.identity, theirs.starts_at)
    assert set(mine.crew.all()) == set(theirs.crew.all())
    assert second.left_out.get().target == world.targets[5]
    assert last_entry().changes == {"reason": "мереке", "amends": 1}
    services.submit_plan(plan=second, why="8 наурыз — мереке", by=None)
    services.approve_plan(plan=second, by=None, **(DOCUMENT | {"number": "18"}))  # type: ignore[arg-type]
    first.refresh_from_db()
    assert first.status == PlanStatus.SUPERSEDED
    assert first.visits.count() == 1
    assert last_entry().changes["supersedes"] == 1


def test_a_second_amendment_waits_for_the_first(draft: Plan) -> None:
    plan = in_status(draft, PlanStatus.APPROVED)
    services.amend_plan(plan=plan, reason="мереке", by=None)
    with pytest.raises(Refused):
        services.amend_plan(plan=plan, reason="ауру", by=None)


def test_an_amendment_needs_a_reason(draft: Plan) -> None:
    plan = in_status(draft, PlanStatus.APPROVED)
    with pytest.raises(Refused) as refused:
        services.amend_plan(plan=plan, reason=" ", by=None)
    assert refused.value.field == "reason"


def move(visit: Visit, world: World, **changes: object) -> Visit:
    values = {
        "starts_at": local(date(2023, 3, 9), 15),
        "crew": world.people[2:4],
        "venue": " № 5 мектеп ",
        "seen": 0,
        "by": None,
    }
    return services.change_visit(visit=visit, **(values | changes))  # type: ignore[arg-type]


def test_a_visit_moves_and_the_log_tells_from_where(draft: Plan, world: World) -> None:
    visit = draft.visits.get()
    move(visit, world)
    visit.refresh_from_db()
    assert visit.starts_at == local(date(2023, 3, 9), 15)
    assert (visit.venue, set(visit.crew.all())) == ("№ 5 мектеп", set(world.people[2:4]))
    entry = last_entry()
    assert (entry.action, entry.subject_id) == ("schedule.visit_changed", str(draft.pk))
    assert entry.changes["before"]["crew"] == [person.pk for person in world.people[:2]]


@pytest.mark.parametrize(
    "status", [PlanStatus.SUBMITTED, PlanStatus.APPROVED, PlanStatus.SUPERSEDED]
)
def test_a_version_that_is_out_of_hand_cannot_change(
    draft: Plan, world: World, status: str
) -> None:
    visit = draft.visits.get()
    in_status(draft, status)
    for act in (
        lambda: move(visit, world),
        lambda: services.pin_visit(visit=visit, is_pinned=True, seen=0, by=None),
    ):
        with pytest.raises(Refused):
            act()
    again = Visit.objects.get()
    assert (again.starts_at, again.is_pinned) == (visit.starts_at, False)


def test_a_visit_stays_inside_its_schedule(draft: Plan, world: World) -> None:
    with pytest.raises(Refused) as refused:
        move(draft.visits.get(), world, starts_at=local(date(2023, 5, 2)))
    assert refused.value.field == "day"


def test_what_was_held_stays_in_the_schedule_as_it_was(draft: Plan, world: World) -> None:
    visit = draft.visits.get()
    postponed = make_meeting(draft.track, visit=visit, outcome=Outcome.POSTPONED)
    services.change_visit(visit=visit, venue="клуб", seen=draft.revision, by=None)
    draft.refresh_from_db()
    Meeting.objects.filter(pk=postponed.pk).delete()
    make_meeting(draft.track, visit=visit)
    with pytest.raises(Refused, match="өтіп қойған"):
        services.change_visit(visit=visit, venue="мектеп", seen=draft.revision, by=None)
    with pytest.raises(Refused, match="өтіп қойған"):
        services.leave_out(visit=visit, why="", seen=draft.revision, by=None)


def test_only_the_group_of_that_day_goes(draft: Plan, world: World) -> None:
    Seat.objects.filter(person=world.people[2]).update(ends_on=date(2023, 3, 8))
    with pytest.raises(Refused, match=world.people[2].full_name) as refused:
        move(draft.visits.get(), world)
    assert refused.value.field == "crew"
    with pytest.raises(Refused):
        move(draft.visits.get(), world, crew=[])


def test_pinning_is_logged_both_ways(draft: Plan) -> None:
    visit = draft.visits.get()
    services.pin_visit(visit=visit, is_pinned=True, seen=0, by=None)
    assert Visit.objects.get().is_pinned
    services.pin_visit(visit=visit, is_pinned=False, seen=1, by=None)
    assert not Visit.objects.get().is_pinned
    assert list(AuditEntry.objects.values_list("action", flat=True)) == [
        "schedule.visit_pinned",
        "schedule.visit_unpinned",
    ]


@pytest.mark.parametrize("status", [PlanStatus.SUBMITTED, PlanStatus.APPROVED])
def test_a_schedule_under_way_is_not_proposed_anew(draft: Plan, world: World, status: str) -> None:
    in_status(draft, status)
    with pytest.raises(Refused) as refused:
        services.propose_plans(
            tracks=[world.residents], starts_on=SPAN[0], ends_on=SPAN[1], by=None, seconds=1, seed=1
        )
    assert refused.value.field == "tracks"
    assert Visit.objects.count() == 1


def test_schedules_of_one_track_do_not_overlap(draft: Plan, world: World) -> None:
    with pytest.raises(Refused) as refused:
        services.propose_plans(
            tracks=[world.residents],
            starts_on=date(2023, 4, 1),
            ends_on=date(2023, 6, 30),
            by=None,
            seconds=1,
            seed=1,
        )
    assert refused.value.field == "starts_on"


def test_the_database_keeps_one_open_version_and_one_in_force(world: World) -> None:
    make_plan(world.residents)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_plan(world.residents, PlanStatus.SUBMITTED, version=2, reason="мереке")
    make_plan(world.residents, PlanStatus.APPROVED, version=3, reason="мереке")
    with pytest.raises(IntegrityError), transaction.atomic():
        make_plan(world.residents, PlanStatus.APPROVED, version=4, reason="мереке")

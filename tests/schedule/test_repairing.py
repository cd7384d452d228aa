"""Something happens, the worker finds the nearest plan, somebody accepts all or a part of it."""

from collections.abc import Iterator
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kezdesu.accounts.models import User
from kezdesu.core import work
from kezdesu.core.choices import RunState
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.core.work import Lost
from kezdesu.people.models import Absence
from kezdesu.places.models import Closure
from kezdesu.programmes.models import SpecialDay, Target
from kezdesu.schedule import repairing, tasks
from kezdesu.schedule.changes import changes_of
from kezdesu.schedule.choices import Happening, PlanStatus, StepKind
from kezdesu.schedule.happenings import Happened
from kezdesu.schedule.models import Plan, RepairRun
from kezdesu.schedule.services import amend_plan, leave_out
from tests.factories import local, make_plan, make_visit

from .conftest import SPAN, World
from .test_proposing import Quiet

NOW = datetime(2023, 3, 2, 12, tzinfo=ZoneInfo("Asia/Almaty"))


@pytest.fixture(autouse=True)
def early_in_march(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    monkeypatch.setattr(repairing, "SECONDS", 1)
    return


@pytest.fixture
def plan(world: World) -> Plan:
    """Approved: on one day two visits with one person each of the three who may go alone."""
    plan = make_plan(world.students, PlanStatus.APPROVED, starts_on=SPAN[0], ends_on=SPAN[1])
    for number, target in enumerate(world.lessons[:3]):
        make_visit(
            plan, target, date(2023, 3, 27 + number), crew=[world.people[0]], venue="мәжіліс залы"
        )
    return plan


def ill(world: World, first: int = 27, last: int = 28) -> Happened:
    return Happened(
        what=Happening.ABSENCE,
        person=world.people[0],
        starts_on=date(2023, 3, first),
        ends_on=date(2023, 3, last),
        reason="ауырып қалды",
    )


def ask(plan: Plan, happened: Happened, by: User | None = None) -> RepairRun:
    return repairing.ask_for_repair(plan=plan, happened=happened, by=by, seconds=1)


def done(plan: Plan, happened: Happened, by: User | None = None) -> RepairRun:
    ask(plan, happened, by)
    run = work.claim(RepairRun, "one")
    assert isinstance(run, RepairRun)
    tasks.repair(run, Quiet(run))
    run.refresh_from_db()
    assert run.state == RunState.DONE
    return run


def identities(run: RepairRun) -> list[UUID]:
    return [change.identity for change in changes_of(run)]


def accept(run: RepairRun, chosen: list[UUID] | None = None, by: User | None = None) -> Plan:
    chosen = identities(run) if chosen is None else chosen
    [made] = repairing.accept_repair(run=run, chosen=chosen, reason="науқас", by=by)
    return made


def test_an_absence_is_recorded_and_becomes_an_amendment(
    plan: Plan, world: World, coordinator: User
) -> None:
    run = done(plan, ill(world), coordinator)
    assert Absence.objects.get().reason == "ауырып қалды"
    assert plan.visits.count() == 3
    amendment = accept(run, by=coordinator)
    assert (amendment.version, amendment.status) == (2, PlanStatus.DRAFT)
    assert amendment.reason == "науқас"
    kept, changed = 0, 0
    for visit in amendment.visits.all():
        before = plan.visits.get(identity=visit.identity)
        if before.starts_at.day == 29:
            assert list(visit.crew.all()) == [world.people[0]]
            kept += 1
        else:
            assert world.people[0] not in visit.crew.all() or visit.starts_at > before.starts_at
            assert visit.venue == "мәжіліс залы"
            changed += 1
    assert (kept, changed) == (1, 2)
    entry = AuditEntry.objects.get(action="schedule.repair_accepted")
    assert entry.changes["visits"] == [str(each) for each in identities(run)]
    run.refresh_from_db()
    assert run.accepted_into == amendment


def test_a_part_is_accepted_and_the_rest_stays_as_it_was(plan: Plan, world: World) -> None:
    run = done(plan, ill(world))
    first, second = identities(run)
    amendment = accept(run, [first])
    was, now = (each.visits.get(identity=second) for each in (plan, amendment))
    assert (was.starts_at, list(was.crew.all())) == (now.starts_at, list(now.crew.all()))
    assert amendment.visits.get(identity=first).crew.get() != world.people[0]


def test_a_part_that_needs_another_change_is_refused_with_what_breaks(
    plan: Plan, world: World
) -> None:
    run = done(plan, ill(world))
    first, second = run.result["changes"]
    # As if the second had to go away for the first: both with one person at one hour.
    second["after"] = None
    busy = plan.visits.get(identity=UUID(second["identity"]))
    first["after"] |= {
        "starts_at": busy.starts_at.isoformat(),
        "crew": list(busy.crew.values_list("pk", flat=True)),
    }
    run.result["changes"] = [first, second]
    run.save()
    with pytest.raises(Refused) as refused:
        accept(run, [UUID(first["identity"])])
    assert refused.value.field == "changes"
    assert str(busy.target.place) in str(refused.value)
    assert Plan.objects.count() == 1


def test_a_lost_place_and_an_urgent_visit(plan: Plan, world: World) -> None:
    visit = plan.visits.order_by("starts_at")[0]
    lost = Happened(
        what=Happening.CLOSURE,
        place=visit.target.place,
        starts_on=SPAN[0],
        ends_on=SPAN[1],
    )
    amendment = accept(done(plan, lost))
    assert Closure.objects.count() == 1
    assert not amendment.visits.filter(identity=visit.identity).exists()
    assert amendment.left_out.get().reasons[0]["rule"] == "closed_place"
    urgent = Happened(
        what=Happening.URGENT,
        place=world.targets[0].place,
        starts_on=date(2023, 4, 3),
        ends_on=date(2023, 4, 5),
    )
    accept(done(amendment, urgent))
    amendment.refresh_from_db()
    assert amendment.steps.last().kind == StepKind.ANEW  # who looks at the draft as it was is told
    target = Target.objects.get(track=world.students, place=world.targets[0].place)
    [added] = amendment.visits.filter(target=target)
    assert date(2023, 4, 3) <= added.starts_at.date() <= date(2023, 4, 5)
    assert added.crew.exists()
    assert Plan.objects.count() == 2  # a draft is repaired in its place


def test_a_day_off_is_declared_with_its_name(plan: Plan, world: World) -> None:
    off = {"starts_on": date(2023, 3, 27), "ends_on": date(2023, 3, 27)}
    with pytest.raises(Refused) as refused:
        ask(plan, Happened(what=Happening.DAY_OFF, **off))
    assert refused.value.field == "reason"
    amendment = accept(done(plan, Happened(what=Happening.DAY_OFF, reason="той", **off)))
    assert SpecialDay.objects.get().name_kk == "той"
    days = {visit.starts_at.astimezone(NOW.tzinfo).date() for visit in amendment.visits.all()}
    assert off["starts_on"] not in days
    assert len(days) == 3


@pytest.mark.parametrize(
    ("missing", "field"),
    [({"person": None}, "person"), ({"starts_on": None}, "starts_on")],
)
def test_what_is_missing_is_said_at_its_field(
    plan: Plan, world: World, missing: dict[str, None], field: str
) -> None:
    values = vars(ill(world)) | missing
    with pytest.raises(Refused) as refused:
        ask(plan, Happened(**values))
    assert refused.value.field == field
    assert not Absence.objects.exists()
    assert not RepairRun.objects.exists()


def test_of_two_people_one_decides(plan: Plan, world: World) -> None:
    run = done(plan, ill(world))
    accept(run)
    with pytest.raises(Refused):
        accept(run)
    with pytest.raises(Refused):
        repairing.leave_repair(run=run, by=None)
    assert Plan.objects.count() == 2


def test_a_repair_of_what_has_changed_since_is_refused(plan: Plan, world: World) -> None:
    draft = amend_plan(plan=plan, reason="мереке", by=None)
    run = done(draft, ill(world))
    visit = draft.visits.first()
    assert visit
    visit.starts_at = local(date(2023, 4, 20))
    visit.save()
    with pytest.raises(Refused):
        accept(run)
    repairing.leave_repair(run=run, by=None)
    run.refresh_from_db()
    assert run.decided_at
    assert run.accepted == []


@pytest.mark.parametrize("status", [PlanStatus.SUBMITTED, PlanStatus.SUPERSEDED])
def test_what_nobody_may_change_is_not_repaired(world: World, status: str) -> None:
    plan = make_plan(world.students, status, starts_on=SPAN[0], ends_on=SPAN[1])
    with pytest.raises(Refused):
        ask(plan, ill(world))


def test_an_approved_version_with_an_amendment_in_work_is_not_repaired(
    plan: Plan, world: World
) -> None:
    amend_plan(plan=plan, reason="мереке", by=None)
    with pytest.raises(Refused):
        ask(plan, ill(world))


def test_one_repair_of_a_plan_at_a_time(plan: Plan, world: World) -> None:
    run = ask(plan, ill(world))
    with pytest.raises(Refused):
        ask(plan, Happened(what=Happening.KNOWN))
    repairing.stop_repair(run=run, by=None)
    ask(plan, Happened(what=Happening.KNOWN))


def test_a_worker_that_lost_its_repair_writes_nothing(plan: Plan, world: World) -> None:
    ask(plan, ill(world))
    lost = work.claim(RepairRun, "one")
    assert isinstance(lost, RepairRun)
    RepairRun.objects.update(worker="two", attempt=2)
    with pytest.raises(Lost):
        tasks.repair(lost, Quiet(lost))
    lost.refresh_from_db()
    assert (lost.state, lost.result, lost.seal) == (RunState.RUNNING, {}, "")


# On the desk.

TYPED = {
    "what": "absence",
    "starts_on": "27.03.2023",
    "ends_on": "28.03.2023",
    "reason": "ауырып қалды",
}


@pytest.fixture
def no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "Pulse", Quiet)


def test_a_coordinator_marks_it_and_accepts_on_the_page(
    plan: Plan, world: World, coordinator_client: Client, no_thread: None
) -> None:
    typed = TYPED | {"person": world.people[0].pk}
    address = reverse("schedule:repair", args=[plan.pk])
    page = coordinator_client.post(address, typed).headers["Location"]
    assert "hx-get" in coordinator_client.get(page).content.decode()
    run = work.claim(RepairRun, "one")
    assert run
    work.do(run, tasks.repair)
    part = coordinator_client.get(page, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert part.count('name="changes"') == 2
    assert part.count(" checked") == 2
    assert "ауырып" not in part  # why somebody is away is not for everybody
    run = RepairRun.objects.get()
    answer = coordinator_client.post(
        reverse("schedule:accept_repair", args=[run.pk]),
        {"changes": [str(each) for each in identities(run)], "reason": "Адам келе алмайды"},
    )
    amendment = Plan.objects.get(version=2)
    assert answer.headers["Location"] == reverse("schedule:plan", args=[amendment.pk])
    address = reverse("schedule:difference", args=[amendment.pk, 1])
    text = coordinator_client.get(address).content.decode()
    assert "Адам келе алмайды" in text
    assert "Сынақ Адам 0 болмайды" in text
    assert text.count("<del>Сынақ Адам 0</del>") == 2


def test_what_an_amendment_leaves_out_says_why_in_the_difference(
    plan: Plan, coordinator_client: Client
) -> None:
    amendment = amend_plan(plan=plan, reason="жөндеу", by=None)
    visit = amendment.visits.order_by("starts_at")[0]
    leave_out(visit=visit, why="мектеп жабық", seen=amendment.revision, by=None)
    address = reverse("schedule:difference", args=[amendment.pk, 1])
    assert "Мектеп жабық." in coordinator_client.get(address).content.decode()
    backwards = reverse("schedule:difference", args=[plan.pk, 2])
    assert "Мектеп жабық." not in coordinator_client.get(backwards).content.decode()


def test_nothing_chosen_is_said_and_what_was_typed_stays(
    plan: Plan, world: World, coordinator_client: Client
) -> None:
    run = done(plan, ill(world))
    address = reverse("schedule:accept_repair", args=[run.pk])
    answer = coordinator_client.post(address, {"reason": "өз себебіміз"})
    assert answer.status_code == 422
    text = answer.content.decode()
    assert "өз себебіміз" in text
    assert " checked" not in text
    assert Plan.objects.count() == 1


def test_an_amendment_needs_its_reason(
    plan: Plan, world: World, coordinator_client: Client
) -> None:
    run = done(plan, ill(world))
    address = reverse("schedule:accept_repair", args=[run.pk])
    answer = coordinator_client.post(address, {"changes": [str(each) for each in identities(run)]})
    assert answer.status_code == 422
    assert Plan.objects.count() == 1


ACTS = ["repair", "stop_repair", "accept_repair", "leave_repair"]


@pytest.mark.parametrize("name", ACTS)
@pytest.mark.parametrize("who", ["coordinator", "approver", "speaker", "press", "administrator"])
def test_only_a_coordinator_repairs(
    plan: Plan, world: World, request: pytest.FixtureRequest, who: str, name: str
) -> None:
    run = ask(plan, ill(world))
    client: Client = request.getfixturevalue(f"{who}_client")
    key = plan.pk if name == "repair" else run.pk
    answer = client.post(reverse(f"schedule:{name}", args=[key]))
    assert (answer.status_code != 403) == (who == "coordinator")


@pytest.mark.parametrize("who", ["approver", "speaker", "press", "administrator"])
def test_everybody_of_the_office_sees_what_a_repair_found(
    plan: Plan, world: World, request: pytest.FixtureRequest, who: str
) -> None:
    run = done(plan, ill(world))
    client: Client = request.getfixturevalue(f"{who}_client")
    text = client.get(reverse("schedule:repair_run", args=[run.pk])).content.decode()
    assert "Сынақ Адам 0" in text
    assert 'name="changes"' not in text


def test_another_offices_repair_is_not_found(
    plan: Plan, world: World, stranger_client: Client
) -> None:
    run = ask(plan, ill(world))
    assert stranger_client.get(reverse("schedule:repair_run", args=[run.pk])).status_code == 404


def test_the_page_of_a_repair_asks_for_the_same_with_one_change_and_with_three(
    plan: Plan, world: World, coordinator_client: Client
) -> None:
    def queries(run: RepairRun) -> int:
        address = reverse("schedule:repair_run", args=[run.pk])
        coordinator_client.get(address)
        with CaptureQueriesContext(connection) as seen:
            coordinator_client.get(address)
        return len(seen)

    one = done(plan, ill(world, 27, 27))
    three = done(plan, ill(world, 27, 29))
    assert (len(identities(one)), len(identities(three))) == (1, 3)
    assert queries(one) == queries(three)


class Heard(Quiet):
    """Somebody has asked for the end before it began."""

    def tell(self, **progress: object) -> bool:
        self.beat()
        return super().tell(**progress)


def test_stopping_keeps_the_nearest_so_far(plan: Plan, world: World) -> None:
    ask(plan, ill(world))
    RepairRun.objects.update(seconds=600)
    run = work.claim(RepairRun, "one")
    assert isinstance(run, RepairRun)
    repairing.stop_repair(run=run, by=None)
    tasks.repair(run, Heard(run))
    run.refresh_from_db()
    assert run.state == RunState.DONE
    assert len(identities(run)) == 2


# One illness, two tracks.


@pytest.fixture
def other(world: World) -> Plan:
    """Approved, of the other track: the same person goes to one meeting of it on the 28th."""
    plan = make_plan(world.residents, PlanStatus.APPROVED, starts_on=SPAN[0], ends_on=SPAN[1])
    for number, target in enumerate(world.targets[:4]):
        crew = [*world.people[:2], world.people[3]] if number == 1 else world.people[1:3]
        make_visit(plan, target, date(2023, 3, 27 + number), crew=crew)
    return plan


def test_what_touches_two_tracks_is_marked_once(plan: Plan, other: Plan, world: World) -> None:
    run = done(plan, ill(world))
    assert Absence.objects.count() == 1
    [beside] = run.alongside.all()
    assert (beside.plan, beside.state) == (other, RunState.DONE)
    assert (len(identities(run)), len(identities(beside))) == (2, 1)
    chosen = [*identities(run), *identities(beside)]
    made = repairing.accept_repair(run=run, chosen=chosen, reason="науқас", by=None)
    assert [(each.track, each.version) for each in made] == [
        (world.students, 2),
        (world.residents, 2),
    ]
    assert {each.reason for each in made} == {"науқас"}
    busy = [
        (person.pk, visit.starts_at)
        for each in made
        for visit in each.visits.prefetch_related("crew")
        for person in visit.crew.all()
    ]
    assert len(busy) == len(set(busy))  # who stands in here does not stand in there as well


def test_of_two_tracks_one_may_be_repaired_alone(plan: Plan, other: Plan, world: World) -> None:
    run = done(plan, ill(world))
    beside = run.alongside.get()
    [made] = repairing.accept_repair(run=run, chosen=identities(beside), reason="науқас", by=None)
    assert made.track == world.residents
    run.refresh_from_db()
    assert run.decided_at
    assert run.accepted_into is None
    assert Plan.objects.filter(track=world.students).count() == 1


def test_nothing_chosen_of_either_decides_nothing(plan: Plan, other: Plan, world: World) -> None:
    run = done(plan, ill(world))
    with pytest.raises(Refused):
        accept(run, [])
    assert not RepairRun.objects.exclude(decided_at=None).exists()
    repairing.leave_repair(run=run, by=None)
    assert not RepairRun.objects.filter(decided_at=None).exists()


def test_a_version_that_waits_for_approval_is_named(
    plan: Plan, other: Plan, world: World, coordinator_client: Client
) -> None:
    Plan.objects.filter(pk=other.pk).update(status=PlanStatus.SUBMITTED)
    run = done(plan, ill(world))
    assert not run.alongside.exists()
    assert run.result["waiting"] == [{"plan": other.pk, "visits": 1}]
    text = coordinator_client.get(reverse("schedule:repair_run", args=[run.pk])).content.decode()
    assert "1 кездесу сол күйінде қала алмайды" in text


def test_both_differences_stand_on_one_page(
    plan: Plan, other: Plan, world: World, coordinator_client: Client
) -> None:
    run = done(plan, ill(world))
    beside = run.alongside.get()
    pages = [
        coordinator_client.get(reverse("schedule:repair_run", args=[each.pk])).content.decode()
        for each in (run, beside)
    ]
    assert [page.count('name="changes"') for page in pages] == [3, 3]
    assert "топта адам азайды, 3 → 2" in pages[0]
    answer = coordinator_client.post(
        reverse("schedule:accept_repair", args=[beside.pk]),
        {
            "changes": [str(each) for one in (run, beside) for each in identities(one)],
            "reason": "науқас",
        },
    )
    page = reverse("schedule:repair_run", args=[run.pk])
    assert answer.headers["Location"] == page
    text = coordinator_client.get(page).content.decode()
    for made in Plan.objects.filter(version=2):
        assert reverse("schedule:plan", args=[made.pk]) in text
    made = Plan.objects.get(track=world.residents, version=2)
    address = reverse("schedule:difference", args=[made.pk, 1])
    assert "3 → 2" in coordinator_client.get(address).content.decode()

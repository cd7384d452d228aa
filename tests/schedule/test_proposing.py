"""A proposal in the background: asked for on a page, made by a worker, shown while it is made."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from kezdesu.accounts.models import User
from kezdesu.core import work
from kezdesu.core.choices import RunState
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.core.work import Ended, Lost, Pulse
from kezdesu.programmes.models import Programme
from kezdesu.schedule import proposing, tasks
from kezdesu.schedule.models import Plan, ProposalRun, Visit
from kezdesu.schedule.queries import tracks_of
from kezdesu.schedule.queries.plans import half_year_to_plan
from tests.factories import make_plan
from tests.installation import Installation, fresh

from .conftest import SPAN, World, make_rule

TYPED = {"starts_on": "01.03.2023", "ends_on": "30.04.2023", "seconds": 10}


class Quiet(Pulse):
    """A pulse without its thread: the test beats it."""

    def __enter__(self) -> "Quiet":
        return self

    def __exit__(self, *error: object) -> None:
        pass


def ask(world: World, by: User | None = None, **changes: object) -> ProposalRun:
    values = {"tracks": world.tracks, "starts_on": SPAN[0], "ends_on": SPAN[1], "seconds": 1}
    return proposing.ask_for_proposal(office=world.office, by=by, **(values | changes))


def claimed(worker: str = "one") -> ProposalRun:
    run = work.claim(ProposalRun, worker)
    assert isinstance(run, ProposalRun)
    return run


Travel = Callable[[datetime], None]


@pytest.fixture
def travel(monkeypatch: pytest.MonkeyPatch) -> Travel:
    return lambda now: monkeypatch.setattr(timezone, "now", lambda: now)


@pytest.fixture
def no_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(work, "Pulse", Quiet)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "today", "offered"),
    [
        (
            date(2023, 1, 1),
            date(2023, 12, 31),
            date(2026, 11, 27),
            (date(2023, 7, 1), date(2023, 12, 31)),
        ),
        (date(2023, 2, 15), None, date(2022, 5, 1), (date(2023, 2, 15), date(2023, 6, 30))),
        (
            date(2023, 1, 1),
            date(2023, 11, 30),
            date(2023, 8, 1),
            (date(2023, 8, 2), date(2023, 11, 30)),
        ),
        (date(2026, 11, 1), None, date(2026, 11, 28), (date(2026, 11, 29), date(2026, 12, 31))),
        (date(2026, 1, 1), None, date(2026, 6, 30), (date(2026, 7, 1), date(2026, 12, 31))),
        (
            date(2026, 1, 1),
            date(2026, 11, 28),
            date(2026, 11, 28),
            (date(2026, 11, 28), date(2026, 11, 28)),
        ),
    ],
)
def test_the_half_year_offered_is_one_of_the_programme(
    world: World, starts_on: date, ends_on: date | None, today: date, offered: tuple[date, date]
) -> None:
    Programme.objects.update(starts_on=starts_on, ends_on=ends_on)
    assert half_year_to_plan(tracks_of(world.office), today) == offered


def offered_by(client: Client) -> tuple[date, set[int], str]:
    """The first day, the tracks that are ticked, and the page."""
    answer = client.get(reverse("schedule:propose"))
    boxes = re.findall(r'name="tracks" value="(\d+)"[^>]* checked', answer.content.decode())
    first = answer.context["form"]["starts_on"].value()
    return first, set(map(int, boxes)), answer.content.decode()


def test_nothing_is_proposed_for_days_that_are_over(
    world: World, coordinator_client: Client, travel: Travel
) -> None:
    travel(datetime(2026, 11, 28, 20, tzinfo=UTC))  # the 29th in the office
    Programme.objects.update(starts_on=date(2026, 11, 1))
    first, ticked, _text = offered_by(coordinator_client)
    assert first == date(2026, 11, 30)
    assert ticked == {track.pk for track in world.tracks}


def test_a_track_whose_schedule_is_approved_is_left_unticked_with_the_reason(
    world: World, coordinator_client: Client, travel: Travel
) -> None:
    travel(datetime(2023, 3, 15, 12, tzinfo=UTC))
    make_plan(world.residents, "approved", starts_on=SPAN[0], ends_on=SPAN[1])
    first, ticked, text = offered_by(coordinator_client)
    assert (first, ticked) == (date(2023, 3, 16), {world.students.pk})
    assert "ол келесі нұсқасымен өзгертіледі" in text


def test_a_draft_of_other_days_is_named_and_offered_when_no_track_lacks_one(
    world: World, coordinator_client: Client, travel: Travel
) -> None:
    travel(datetime(2023, 3, 15, 12, tzinfo=UTC))
    make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    first, ticked, text = offered_by(coordinator_client)
    assert (first, ticked) == (date(2023, 3, 16), {world.students.pk})
    assert "оны қайта жасау үшін осы күндерді көрсетіңіз" in text
    make_plan(world.students, "submitted", starts_on=SPAN[0], ends_on=SPAN[1])
    first, ticked, text = offered_by(coordinator_client)
    assert (first, ticked) == (SPAN[0], {world.residents.pk})
    assert "Кестесі бекітілуін күтіп тұр" in text


def test_a_track_whose_programme_does_not_run_is_left_unticked(
    world: World, coordinator_client: Client, travel: Travel
) -> None:
    travel(datetime(2026, 11, 28, 12, tzinfo=UTC))
    Programme.objects.update(ends_on=date(2023, 12, 31))
    new = Programme.objects.create(
        office=world.office, slug="2027", name_kk="2027", starts_on=date(2027, 1, 10)
    )
    world.students.programme = new
    world.students.save()
    first, ticked, text = offered_by(coordinator_client)
    assert (first, ticked) == (date(2027, 1, 10), {world.students.pk})
    assert "Бағдарламасы бұл күндері жүрмейді." in text


def test_a_proposal_is_asked_for_made_and_opened(
    world: World, coordinator_client: Client, no_thread: None
) -> None:
    address = reverse("schedule:propose")
    answer = coordinator_client.post(address, TYPED | {"tracks": [world.residents.pk]})
    page = answer.headers["Location"]
    assert "күтуде" in coordinator_client.get(page).content.decode()
    ProposalRun.objects.update(seconds=1)
    work.do(claimed(), tasks.propose)
    assert ProposalRun.objects.get().state == RunState.DONE
    plan = Plan.objects.get()
    assert plan.visits.count() == 8
    assert plan.engine["lower_bound"] is not None
    polled = coordinator_client.get(page, headers={"HX-Request": "true"})
    assert polled.headers["HX-Redirect"] == reverse("schedule:plan", args=[plan.pk])
    assert "hx-get" not in polled.content.decode()


def test_what_was_typed_wrongly_stays(world: World, coordinator_client: Client) -> None:
    typed = TYPED | {"tracks": [world.residents.pk], "ends_on": "30.02.2023"}
    answer = coordinator_client.post(reverse("schedule:propose"), typed)
    assert answer.status_code == 422
    assert "30.02.2023" in answer.content.decode()
    assert not ProposalRun.objects.exists()


def test_the_page_shows_how_far_it_is(world: World, coordinator_client: Client) -> None:
    ask(world)
    run = claimed()
    pulse = Quiet(run)
    told = {"track": world.residents.pk, "share": 0.42, "cost": 12345, "missing": 3, "bound": 987}
    assert pulse.tell(tracks=[told], of=2) is True
    pulse.beat()
    text = coordinator_client.get(reverse("schedule:run", args=[run.pk])).content.decode()
    for words in ("12 345", "987", "42", "hx-get"):
        assert words in text.replace("\N{NO-BREAK SPACE}", " ")


def test_stopping_keeps_the_best_so_far(
    world: World, coordinator_client: Client, no_thread: None
) -> None:
    ask(world, seconds=600)
    run = claimed()
    coordinator_client.post(reverse("schedule:stop", args=[run.pk]))

    class Heard(Quiet):
        def tell(self, **progress: object) -> bool:
            self.beat()
            return super().tell(**progress)

    tasks.propose(run, Heard(run))
    run.refresh_from_db()
    assert all(each["share"] < 0.5 for each in run.progress["tracks"])
    assert all(each["cost"] is not None for each in run.progress["tracks"])
    assert run.state == RunState.DONE
    assert run.plans.count() == 2
    assert Visit.objects.count() == 12  # the plan it began with holds every visit
    page = coordinator_client.get(reverse("schedule:run", args=[run.pk])).content.decode()
    assert "Іздеу тоқтатылды" in page


def test_what_waits_is_called_off_and_leaves_nothing(
    world: World, coordinator_client: Client
) -> None:
    run = ask(world)
    coordinator_client.post(reverse("schedule:stop", args=[run.pk]))
    run.refresh_from_db()
    assert run.state == RunState.STOPPED
    assert work.claim(ProposalRun, "one") is None
    again = coordinator_client.post(reverse("schedule:stop", args=[run.pk]))
    assert again.status_code == 422


def test_one_track_has_one_proposal_at_a_time(world: World) -> None:
    ask(world, tracks=[world.students])
    with pytest.raises(Refused) as refused:
        ask(world)
    assert refused.value.field == "tracks"
    ask(world, tracks=[world.residents])


def test_a_refusal_fails_the_run_with_its_sentence(
    world: World, coordinator: User, no_thread: None
) -> None:
    make_rule(world.residents, "quota", at_least=90, by="2023-03-31")
    ask(world, by=coordinator)
    work.do(claimed(), tasks.propose)
    run = ProposalRun.objects.get()
    assert run.state == RunState.FAILED
    assert "90" in run.failure
    assert not Plan.objects.exists()


def test_a_fault_fails_the_run_and_says_where_to_look(
    world: World, coordinator_client: Client, no_thread: None, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(run: ProposalRun, pulse: Pulse) -> None:
        raise ZeroDivisionError

    ask(world)
    work.do(claimed(), broken)
    run = ProposalRun.objects.get()
    text = coordinator_client.get(reverse("schedule:run", args=[run.pk])).content.decode()
    assert work.failure_in_words(run) in text
    assert "ZeroDivisionError" in caplog.text


def test_a_schedule_approved_meanwhile_is_not_overwritten(world: World, no_thread: None) -> None:
    ask(world)
    run = claimed()
    make_plan(world.residents, "approved", starts_on=SPAN[0], ends_on=SPAN[1])
    work.do(run, tasks.propose)
    run.refresh_from_db()
    assert run.state == RunState.FAILED
    assert Plan.objects.count() == 1
    assert not Visit.objects.exists()


def silent(run: ProposalRun) -> None:
    ProposalRun.objects.update(beat_at=timezone.now() - work.SILENCE - timedelta(seconds=1))


def test_a_silent_worker_loses_its_run_and_writes_nothing(world: World) -> None:
    ask(world)
    lost = claimed()
    assert work.reap(ProposalRun) == 0
    silent(lost)
    assert work.reap(ProposalRun) == 1
    taken = claimed("two")
    assert taken.attempt == 2
    pulse = Quiet(lost)
    pulse.beat()
    assert pulse.tell() is False
    with pytest.raises(Lost):
        tasks.propose(lost, pulse)
    assert not Plan.objects.exists()
    assert not AuditEntry.objects.filter(action="schedule.plan_proposed").exists()
    taken.refresh_from_db()
    assert (taken.state, taken.worker) == (RunState.RUNNING, "two")


def test_the_third_silence_is_a_failure_with_a_reason(world: World) -> None:
    ask(world)
    for _attempt in range(work.ATTEMPTS):
        silent(claimed())
        work.reap(ProposalRun)
    run = ProposalRun.objects.get()
    assert (run.state, run.failure) == (RunState.FAILED, "worker_lost")


def test_a_worker_that_is_told_to_end_gives_its_run_back(world: World, no_thread: None) -> None:
    ask(world)
    with pytest.raises(Ended):
        work.do(claimed(), tasks.propose, must_end=lambda: True)
    assert not Plan.objects.exists()
    run = ProposalRun.objects.get()
    assert (run.state, run.attempt) == (RunState.WAITING, 0)


def test_who_may_only_read_cannot_stop(world: World, speaker_client: Client) -> None:
    run = ask(world)
    assert speaker_client.post(reverse("schedule:stop", args=[run.pk])).status_code == 403
    assert speaker_client.get(reverse("schedule:run", args=[run.pk])).status_code == 200


# The same with real workers, in an installation of their own.

ASK = """
from datetime import date
from tests.factories import *
from kezdesu.schedule.proposing import ask_for_proposal
office = make_office("shymkent")
for number in range({runs}):
    group = make_group(office, f"group-{{number}}")
    make_seat(make_person(office), group)
    track = make_track(office, f"track-{{number}}", group=group)
    for each in range(4): make_target(track)
    ask_for_proposal(office=office, tracks=[track], starts_on=date(2023, 3, 1),
        ends_on=date(2023, 4, 30), seconds={seconds}, by=None)
"""
SEEN = """
import json, time
from kezdesu.schedule.models import ProposalRun, Plan, Visit
from kezdesu.core.models import AuditEntry, Letter
def seen():
    runs = ProposalRun.objects.order_by("pk")
    return {{
        "states": [run.state for run in runs],
        "attempts": [run.attempt for run in runs],
        "has_begun": all(run.progress for run in runs),
        "plans": Plan.objects.count(), "visits": Visit.objects.count(),
        "proposed": AuditEntry.objects.filter(action="schedule.plan_proposed").count(),
        "letters": list(Letter.objects.values_list("state", "attempt")),
    }}
ends = time.monotonic() + 240
wanted = json.loads({wanted!r})
while json.loads(json.dumps(seen()))[{key!r}] != wanted and time.monotonic() < ends:
    time.sleep(0.2)
print(json.dumps(seen()))
"""
POST = """
from kezdesu.core import outbox
outbox.post(key="notice/1", address="aday@example.org", subject="Кесте бекітілді", body="Сәлем")
"""
FORGET = """
from datetime import timedelta
from django.utils import timezone
from kezdesu.schedule.models import ProposalRun
ProposalRun.objects.filter(state="running").update(beat_at=timezone.now() - timedelta(minutes=5))
"""


@contextmanager
def worker(installation: Installation) -> Iterator["subprocess.Popen[bytes]"]:
    process = subprocess.Popen(
        [sys.executable, "-m", "kezdesu.cli", "work"], env=installation.environment
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def until(installation: Installation, key: str, wanted: object) -> dict[str, Any]:
    """What is seen once `key` is as wanted."""
    seen = installation.told(SEEN.format(key=key, wanted=json.dumps(wanted)))
    assert seen[key] == wanted, seen
    return seen


@pytest.mark.django_db  # of the kind that the tests run on
def test_a_killed_worker_is_followed_by_another(tmp_path: Path) -> None:
    with fresh(tmp_path) as installation:
        installation.python(ASK.format(runs=1, seconds=600))
        with worker(installation) as first:
            until(installation, "has_begun", True)
            installation.python(POST)
            seen = until(installation, "letters", [["sent", 1]])
            assert seen["states"] == ["running"]  # the letter did not wait for it
            first.kill()
            first.wait()
        seen = until(installation, "states", ["running"])
        assert (seen["states"], seen["plans"], seen["visits"]) == (["running"], 0, 0)
        installation.python(FORGET + "ProposalRun.objects.update(seconds=1)")
        with worker(installation):
            seen = until(installation, "states", ["done"])
        assert (seen["attempts"], seen["plans"], seen["visits"]) == ([2], 1, 4)


@pytest.mark.django_db  # of the kind that the tests run on
def test_two_workers_never_do_one_run_twice(tmp_path: Path) -> None:
    runs = 4
    with fresh(tmp_path) as installation:
        installation.python(ASK.format(runs=runs, seconds=1))
        with worker(installation), worker(installation):
            seen = until(installation, "states", ["done"] * runs)
        assert seen["attempts"] == [1] * runs
        assert (seen["plans"], seen["proposed"], seen["visits"]) == (runs, runs, 4 * runs)


def test_outside_its_programme_a_track_is_not_planned(world: World) -> None:
    programme = world.residents.programme
    programme.ends_on = SPAN[0] - timedelta(days=1)
    programme.save()
    with pytest.raises(Refused) as refused:
        ask(world)
    assert refused.value.field == "starts_on"

"""Two records of one meeting: compared field by field, one accepted or both merged."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils.translation import override

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.meetings.choices import HowCounted, Outcome, Review
from kezdesu.meetings.comparing import comparison, plan_change, versions_of
from kezdesu.meetings.models import Meeting
from kezdesu.meetings.services import (
    Asked,
    Facts,
    Headcount,
    accept_meeting,
    choose_record,
    correct_meeting,
    merge_records,
    record_meeting,
    reopen_meeting,
)
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit
from tests.factories import (
    local,
    make_meeting,
    make_person,
    make_plan,
    make_theme,
    make_track,
    make_visit,
)

DAY = local(date(2023, 2, 1))


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office)


@pytest.fixture
def visit(track: Track) -> Visit:
    return make_visit(make_plan(track, PlanStatus.APPROVED))


def record(visit: Visit, total: int, by: User, **rest: object) -> Meeting:
    facts = Facts(Outcome.HELD, DAY, Headcount(total, HowCounted.SHEET), **rest)  # type: ignore[arg-type]
    about = {"track": visit.plan.track, "place": visit.target.place, "visit": visit}
    return record_meeting(facts=facts, by=by, **about)  # type: ignore[arg-type]


@pytest.fixture
def pair(visit: Visit, speaker: User, coordinator: User) -> tuple[Meeting, Meeting]:
    first = record(visit, 60, speaker, venue="мектеп", note="Жарық туралы")
    return first, record(visit, 64, coordinator, venue="клуб")


def address(meeting: Meeting, act: str = "compare/") -> str:
    return f"/desk/meetings/{meeting.pk}/{act}"


def test_it_shows_where_they_differ(office: Office, pair: tuple[Meeting, Meeting]) -> None:
    found = comparison(office, pair[0].pk)
    assert [line.name for line in found.differing] == ["venue", "headcount", "note"]
    said = {line.name: (list(line.before), list(line.after)) for line in found.differing}
    assert said == {
        "venue": (["мектеп"], ["клуб"]),
        "headcount": (["60"], ["64"]),
        "note": (["Жарық туралы"], []),
    }
    assert "outcome" in [line.name for line in found.agreeing]


def test_fields_are_taken_over_into_a_new_version(
    pair: tuple[Meeting, Meeting], coordinator: User
) -> None:
    own, other = pair
    merged = merge_records(meeting=own, other=other, taken={"headcount"}, by=coordinator)
    other.refresh_from_db()
    assert (merged.headcount, merged.venue, merged.note) == (64, "мектеп", "Жарық туралы")
    assert (merged.review, other.review) == (Review.ACCEPTED, Review.SET_ASIDE)
    version = merged.versions.get(number=2)
    assert version.taken_from == {"headcount": str(other.pk)}
    assert [each.content["headcount"] for each in merged.versions.all()] == [60, 64]
    assert other.versions.get().content["headcount"] == 64
    actions = AuditEntry.objects.order_by("-id").values_list("action", flat=True)[:2]
    assert set(actions) == {"meetings.meetings_merged", "meetings.meeting_set_aside"}


def test_with_nothing_taken_the_record_counts_as_it_stands(
    pair: tuple[Meeting, Meeting], coordinator: User
) -> None:
    own, other = pair
    kept = merge_records(meeting=own, other=other, taken=set(), by=coordinator)
    assert (kept.review, kept.version) == (Review.ACCEPTED, 1)


def test_what_people_asked_is_brought_together(
    visit: Visit, speaker: User, coordinator: User
) -> None:
    facts = Facts(Outcome.HELD, DAY, Headcount(60, HowCounted.SHEET))
    about = {"track": visit.plan.track, "place": visit.target.place, "visit": visit, "facts": facts}
    asked = [Asked("Жол қашан жөнделеді?"), Asked("Су")]
    own = record_meeting(by=speaker, questions=asked, **about)  # type: ignore[arg-type]
    more = [Asked("су"), Asked("Мектеп")]
    other = record_meeting(by=coordinator, questions=more, **about)  # type: ignore[arg-type]
    for _time in range(2):
        merged = merge_records(meeting=own, other=other, taken=set(), by=coordinator)
        texts = [each.text for each in merged.questions.order_by("pk")]
        assert texts == ["Жол қашан жөнделеді?", "Су", "Мектеп"]
    assert other.questions.count() == 2
    assert merged.versions.get(number=2).taken_from == {"questions": str(other.pk)}


def test_choosing_the_other_takes_the_first_out_of_the_figures(
    pair: tuple[Meeting, Meeting], coordinator: User
) -> None:
    own, other = pair
    accept_meeting(meeting=own, by=coordinator)
    choose_record(meeting=other, other=own, by=coordinator)
    own.refresh_from_db()
    other.refresh_from_db()
    assert (own.review, other.review) == (Review.SET_ASIDE, Review.ACCEPTED)


def test_what_was_set_aside_can_wait_again(
    pair: tuple[Meeting, Meeting], coordinator: User
) -> None:
    own, other = pair
    choose_record(meeting=own, other=other, by=coordinator)
    assert reopen_meeting(meeting=other, by=coordinator).review == Review.RECORDED


def test_a_mixture_keeps_the_rules(visit: Visit, speaker: User, coordinator: User) -> None:
    many = Facts(Outcome.HELD, DAY, Headcount(60, HowCounted.SHEET, women=50))
    few = Facts(Outcome.HELD, DAY, Headcount(20, HowCounted.SHEET))
    about = {"track": visit.plan.track, "place": visit.target.place, "visit": visit}
    own = record_meeting(facts=many, by=speaker, **about)  # type: ignore[arg-type]
    other = record_meeting(facts=few, by=coordinator, **about)  # type: ignore[arg-type]
    with pytest.raises(Refused) as refused:
        merge_records(meeting=own, other=other, taken={"headcount"}, by=coordinator)
    assert refused.value.field == "women"
    other.refresh_from_db()
    assert other.review == Review.RECORDED


def test_records_of_two_meetings_are_no_pair(
    track: Track, visit: Visit, speaker: User, coordinator: User
) -> None:
    one, other = record(visit, 60, speaker), make_meeting(track)
    for left, right in ((one, other), (one, one)):
        with override("en"), pytest.raises(Refused, match="two records"):
            choose_record(meeting=left, other=right, by=coordinator)


class TestThePage:
    def test_it_needs_no_script(
        self, coordinator_client: Client, pair: tuple[Meeting, Meeting]
    ) -> None:
        own, other = pair
        shown = coordinator_client.get(address(own)).content.decode()
        assert "мектеп" in shown
        assert "клуб" in shown
        assert coordinator_client.get(address(own)).context["taken"] == {}
        assert coordinator_client.get(address(other)).context["taken"] == {"note": "other"}
        sent = {"beside": str(other.pk), "venue": "other", "note": "own", "decision": "merge"}
        answer = coordinator_client.post(address(own), sent)
        assert answer.status_code == 302
        own.refresh_from_db()
        assert (own.venue, own.note, own.headcount) == ("клуб", "Жарық туралы", 60)
        assert own.review == Review.ACCEPTED

    @pytest.mark.parametrize(("decision", "kept"), [("own", 0), ("other", 1)])
    def test_one_record_whole(
        self,
        coordinator_client: Client,
        pair: tuple[Meeting, Meeting],
        decision: str,
        kept: int,
    ) -> None:
        sent = {"beside": str(pair[1].pk), "decision": decision, "venue": "other"}
        coordinator_client.post(address(pair[0]), sent)
        accepted = Meeting.objects.get(review=Review.ACCEPTED)
        assert (accepted, accepted.version) == (pair[kept], 1)

    def test_what_is_refused_keeps_what_was_chosen(
        self, coordinator_client: Client, visit: Visit, speaker: User, coordinator: User
    ) -> None:
        own = record(visit, 60, speaker)
        Meeting.objects.filter(pk=own.pk).update(women=50)
        other = record(visit, 20, coordinator)
        sent = {"beside": str(other.pk), "headcount": "other", "decision": "merge"}
        answer = coordinator_client.post(address(own), sent)
        assert answer.status_code == 422
        assert answer.context["taken"] == {"headcount": "other"}
        assert answer.context["refused"]

    def test_a_record_alone_has_nothing_beside_it(
        self, coordinator_client: Client, visit: Visit, speaker: User
    ) -> None:
        assert coordinator_client.get(address(record(visit, 60, speaker))).status_code == 404

    def test_a_speaker_does_not_choose(
        self, speaker_client: Client, pair: tuple[Meeting, Meeting]
    ) -> None:
        assert speaker_client.get(address(pair[0])).status_code == 403

    @pytest.mark.parametrize("prefix", ["", "/ru", "/en"])
    def test_it_speaks_each_language(
        self, coordinator_client: Client, pair: tuple[Meeting, Meeting], prefix: str
    ) -> None:
        assert coordinator_client.get(prefix + address(pair[0])).status_code == 200


class TestVersionsOnThePage:
    @pytest.fixture
    def waiting(self, visit: Visit, speaker: User) -> Meeting:
        meeting = accept_meeting(meeting=record(visit, 60, speaker), by=None)
        facts = Facts(Outcome.HELD, DAY, Headcount(55, HowCounted.SHEET))
        correct_meeting(meeting=meeting, facts=facts, why="парақ бойынша", by=speaker)
        return meeting

    def test_each_version_says_what_it_changed(self, waiting: Meeting, office: Office) -> None:
        theme, person = make_theme(office), make_person(office, "Асан Үлгіұлы")
        facts = Facts(Outcome.HELD, DAY, Headcount(60, HowCounted.SHEET), organisations=["Кеңес"])
        about = {"themes": [theme], "speakers": [person]}
        correct_meeting(meeting=waiting, facts=facts, why="толықтыру", by=None, **about)  # type: ignore[arg-type]
        waiting.refresh_from_db()
        third, second, first = versions_of(waiting)
        assert [line.state for line in (third, second, first)] == [
            "accepted",
            "superseded",
            "superseded",
        ]
        assert first.changes == []
        changed = {line.name: list(line.after) for line in third.changes}
        assert changed["speakers"] == ["Асан Үлгіұлы"]
        assert changed["organisations"] == ["Кеңес"]
        assert second.why == "парақ бойынша"

    def test_a_waiting_correction_is_accepted_there(
        self, coordinator_client: Client, waiting: Meeting
    ) -> None:
        shown = coordinator_client.get(address(waiting, "")).content.decode()
        assert address(waiting, "versions/2/accept/") in shown
        coordinator_client.post(address(waiting, "versions/2/accept/"))
        waiting.refresh_from_db()
        assert (waiting.headcount, waiting.version, waiting.review) == (55, 2, Review.ACCEPTED)

    def test_or_returned_with_a_note(self, coordinator_client: Client, waiting: Meeting) -> None:
        there = address(waiting, "versions/2/return/")
        assert coordinator_client.post(there, {"note": ""}).status_code == 422
        assert coordinator_client.post(there, {"note": "Парақ қайда?"}).status_code == 302
        waiting.refresh_from_db()
        assert waiting.headcount == 60
        assert "Парақ қайда?" in coordinator_client.get(address(waiting, "")).content.decode()

    def test_its_maker_sees_it_wait(self, speaker_client: Client, waiting: Meeting) -> None:
        shown = speaker_client.get(address(waiting, "")).content.decode()
        assert "парақ бойынша" in shown
        assert "versions/2/accept/" not in shown


class TestTheScheduleChanged:
    def amended(self, visit: Visit, **changes: object) -> None:
        plan = visit.plan
        plan.status = PlanStatus.SUPERSEDED
        plan.save()
        new = make_plan(
            plan.track,
            PlanStatus.APPROVED,
            version=2,
            reason="қатты аяз",
            approved_at=DAY + timedelta(days=10),
        )
        if changes:
            make_visit(new, visit.target, identity=visit.identity, **changes)

    def test_nothing_changed(self, pair: tuple[Meeting, Meeting]) -> None:
        assert plan_change(pair[0]) is None

    def test_it_was_moved(self, visit: Visit, pair: tuple[Meeting, Meeting]) -> None:
        Meeting.objects.update(recorded_at=DAY)
        self.amended(visit, day=date(2023, 2, 20), venue="клуб")
        pair[0].refresh_from_db()
        change = plan_change(pair[0])
        assert change
        assert change.was == visit
        assert change.now
        assert (change.now.venue, change.reason) == ("клуб", "қатты аяз")

    def test_it_fell_out(
        self, coordinator_client: Client, visit: Visit, pair: tuple[Meeting, Meeting]
    ) -> None:
        Meeting.objects.update(recorded_at=DAY)
        self.amended(visit)
        pair[0].refresh_from_db()
        change = plan_change(pair[0])
        assert change
        assert change.now is None
        for there in (address(pair[0]), address(pair[0], "")):
            assert "қатты аяз" in coordinator_client.get(there).content.decode()

    def test_an_unplanned_meeting_has_no_plan(self, track: Track) -> None:
        assert plan_change(make_meeting(track)) is None

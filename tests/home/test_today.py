from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from kezdesu.accounts.policy import rights
from kezdesu.home import queries
from kezdesu.meetings.choices import Outcome, Review
from kezdesu.newsroom.services import write_comment
from kezdesu.places.models import Place
from kezdesu.programmes.models import Target
from kezdesu.reports.models import Report
from kezdesu.schedule.choices import PlanStatus
from tests.factories import (
    ZONE,
    make_meeting,
    make_office,
    make_person,
    make_place,
    make_plan,
    make_post,
    make_target,
    make_track,
    make_visit,
)
from tests.figures.opening import numbers_of

TODAY = date(2023, 3, 1)


@pytest.fixture
def track(office):
    return make_track(office)


def waiting(user, office, day=TODAY):
    found = queries.waiting_for(user, office, rights(user, office), day)
    return {each.kind: each.count for each in found}


def test_each_role_sees_its_own_work(
    office, track, coordinator, approver, press_officer, speaker, administrator
):
    make_plan(track, PlanStatus.SUBMITTED)
    make_meeting(track, review=Review.RECORDED)
    make_meeting(track, review=Review.RETURNED, recorded_by=speaker)
    make_target(track, due_on=TODAY - timedelta(days=1))
    Report.objects.create(office=office, period="2023-H1")
    write_comment(
        post=make_post(office), author="О", email="o@example.org", text="Т", language="kk"
    )

    assert waiting(coordinator, office) == {
        "meeting_to_accept": 1,
        "report_to_freeze": 1,
        "comment_to_read": 1,
        "target_overdue": 1,
    }
    assert waiting(approver, office) == {"plan_to_approve": 1, "report_to_freeze": 1}
    assert waiting(press_officer, office) == {"comment_to_read": 1}
    assert waiting(speaker, office) == {"meeting_returned": 1}
    assert waiting(administrator, office) == {}


def test_the_work_of_another_office_waits_for_others(office, coordinator):
    make_meeting(make_track(make_office("elsewhere")), review=Review.RECORDED)

    assert waiting(coordinator, office) == {}


@pytest.mark.parametrize(
    ("meeting", "is_overdue"),
    [
        ({}, False),
        ({"review": Review.RECORDED}, True),
        ({"outcome": Outcome.CANCELLED}, True),
        ({"day": date(2022, 12, 31)}, True),
    ],
)
def test_only_an_accepted_meeting_of_the_period_keeps_a_place_from_being_overdue(
    office, track, coordinator, meeting, is_overdue
):
    target = make_target(track, due_on=TODAY - timedelta(days=1))
    make_meeting(track, target.place, **meeting)

    assert ("target_overdue" in waiting(coordinator, office)) is is_overdue


def test_a_place_is_not_overdue_on_its_day(office, track, coordinator):
    make_target(track, due_on=TODAY)

    assert waiting(coordinator, office) == {}


def test_next_visits_are_a_week_of_approved_plans_not_yet_recorded(office, track, speaker):
    plan = make_plan(track, PlanStatus.APPROVED)
    me = make_person(office, "Менің Атым", user=speaker)
    today = make_visit(plan, day=TODAY, crew=[me])
    make_visit(plan, day=TODAY + timedelta(days=8))
    recorded = make_visit(plan, day=TODAY + timedelta(days=1))
    make_meeting(track, visit=recorded, review=Review.RECORDED)
    again = make_visit(plan, day=TODAY + timedelta(days=2))
    make_meeting(track, visit=again, review=Review.RETURNED)
    make_visit(make_plan(make_track(office, "students")), day=TODAY)

    now = datetime(2023, 3, 1, 15, tzinfo=ZONE)
    visits = queries.next_visits(speaker, office, now)

    assert [visit.pk for visit in visits] == [today.pk, again.pk]
    assert [(visit.is_mine, visit.is_today) for visit in visits] == [(True, True), (False, False)]


@pytest.mark.parametrize("language", ["", "/ru", "/en"])
@pytest.mark.parametrize("client", ["coordinator", "approver", "speaker", "press", "administrator"])
def test_every_role_opens_its_day(request, track, client, language):
    make_meeting(track, review=Review.RECORDED)
    make_target(track)
    make_visit(make_plan(track, PlanStatus.APPROVED), day=timezone.localdate())
    page = request.getfixturevalue(f"{client}_client").get(f"{language}/desk/")

    assert page.status_code == 200


def test_guests_sign_in_and_the_homeless_are_refused(guest_client, office, django_user_model):
    assert guest_client.get("/desk/").status_code == 302

    guest_client.force_login(django_user_model.objects.create_user("nobody"))
    assert guest_client.get("/desk/").status_code == 403


def test_the_only_record_opens_itself_and_several_their_list(coordinator_client, track):
    meeting = make_meeting(track, review=Review.RECORDED)
    tasks = coordinator_client.get("/en/desk/").context["tasks"]
    assert tasks[0].address == f"/en/desk/meetings/{meeting.pk}/"
    assert tasks[0].sentence == "1 recorded meeting awaits acceptance"

    make_meeting(track, review=Review.RECORDED)
    tasks = coordinator_client.get("/en/desk/").context["tasks"]
    assert tasks[0].address == "/en/desk/meetings/?review=recorded"


def test_headline_figures_come_from_the_one_calculation(coordinator_client, track):
    make_meeting(track, make_target(track).place, headcount=64)
    context = coordinator_client.get("/desk/").context

    assert context["period"].code == "2023-H1"
    assert not context["is_present"]
    assert [figure.value for figure in context["tracks"][0].others] == [1, 64]
    assert context["tracks"][0].met.value == 1


def test_the_overdue_number_opens_to_its_rows(
    coordinator_client, speaker_client, django_assert_max_num_queries, office, track, coordinator
):
    def page():
        with django_assert_max_num_queries(60) as asked:
            rows = coordinator_client.get("/desk/overdue/").context["page"]
        return len(asked), [(row.name, row.held, row.visits_due) for row in rows]

    make_target(track, make_place(office, "Бозарық"), visits_due=2)
    few, rows = page()
    assert rows == [("Бозарық", 0, 2)]

    for name in ("Әділ", "Абай"):
        target = make_target(track, make_place(office, name), visits_due=2)
        make_meeting(track, target.place)
    many, rows = page()
    assert rows == [("Абай", 1, 2), ("Әділ", 1, 2), ("Бозарық", 0, 2)]
    assert many == few
    Place.objects.filter(name_kk="Абай").update(name_ru="Ясное")
    russian = coordinator_client.get("/ru/desk/overdue/").context["page"]
    assert [row.name for row in russian] == ["Әділ", "Бозарық", "Ясное"]
    assert waiting(coordinator, office, date(2023, 7, 1))["target_overdue"] == len(rows)
    assert speaker_client.get("/desk/overdue/").status_code == 200


def test_held_of_due_opens_to_those_meetings_and_to_the_target(office, coordinator_client, track):
    target = make_target(track, make_place(office, "Бозарық"), visits_due=2)
    make_meeting(track, target.place)
    make_meeting(track, make_target(track).place)
    held, due = numbers_of(coordinator_client, "/en/desk/overdue/")
    assert (held[1], due[1]) == (1, 2)
    assert coordinator_client.get(held[0]).context["figure"].value == 1
    assert 'id="targets"' in coordinator_client.get(due[0]).content.decode()

    Target.objects.update(starts_on=date(2023, 1, 2))  # no period: the place's own page lists them
    held = numbers_of(coordinator_client, "/en/desk/overdue/")[0]
    assert held == (f"/en/desk/places/{target.place_id}/#meetings", 1)


def test_every_number_of_the_period_opens_to_as_much_and_so_does_the_one_before(
    office, coordinator_client
):
    track = make_track(office)
    place = make_target(track).place
    make_meeting(track, place, headcount=57)
    make_meeting(track, place, day=date(2022, 9, 5), headcount=11)
    opening = numbers_of(coordinator_client, "/en/desk/")
    assert sorted(number for _link, number in opening) == [0, 1, 1, 1, 1, 11, 57]
    assert {"2023-H1", "2022-H2"} == {link.split("/")[4] for link, _number in opening}
    for link, number in opening:
        assert coordinator_client.get(link).context["figure"].value == number, link

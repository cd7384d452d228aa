"""Targets are added, changed, removed and put back at the desk."""

from datetime import date
from typing import Any

import pytest
from django.test import Client

from kezdesu.accounts.models import Office
from kezdesu.core.models import AuditEntry
from kezdesu.programmes.models import Target, Track
from kezdesu.schedule.models import LeftOut
from tests.edits import edit
from tests.factories import (
    H1,
    make_district,
    make_meeting,
    make_office,
    make_place,
    make_plan,
    make_target,
    make_track,
    make_visit,
)

DESK = "/desk/programmes/"
TYPED = {"starts_on": "01.01.2023", "ends_on": "30.06.2023", "visits_due": "1", "weight": "1"}


def add_to(track: Track) -> str:
    return f"{DESK}tracks/{track.pk}/targets/add/"


def listed(answer: Any) -> list[str]:
    """Names of the places that may be ticked."""
    groups = answer.context["form"].fields["places"].choices
    return [label.split(" · ")[0] for _district, places in groups for _pk, label in places]


def test_several_places_become_targets_at_once(office: Office, coordinator_client: Client) -> None:
    track, places = make_track(office), [make_place(office) for _number in range(3)]
    typed: dict[str, Any] = TYPED | {"due_on": "31.05.2023", "visits_due": "2", "weight": "7"}
    ticked = [place.pk for place in places[:2]]
    answer = coordinator_client.post(add_to(track), typed | {"places": ticked}, follow=True)
    assert "2 нысана қосылды." in answer.content.decode()
    assert list(
        track.targets.order_by("pk").values_list(
            "place", "starts_on", "ends_on", "due_on", "visits_due", "weight"
        )
    ) == [(pk, *H1, date(2023, 5, 31), 2, 7) for pk in ticked]
    assert AuditEntry.objects.get(action="programmes.targets_added").changes["places"] == ticked


def test_only_places_that_the_track_has_not_in_these_days_are_offered(
    office: Office, coordinator_client: Client
) -> None:
    track = make_track(office)
    make_target(track, make_place(office, "Бар"))
    make_place(office, "Жабық", is_active=False)
    make_place(make_office("elsewhere"), "Бөтен")
    make_place(office, "Жаңа")
    page = coordinator_client.get(add_to(track))
    assert listed(page) == ["Жаңа"]
    assert page.context["form"]["starts_on"].value() == H1[0]
    later = TYPED | {"starts_on": "01.07.2023", "ends_on": "31.12.2023", "show": "found"}
    assert listed(coordinator_client.post(add_to(track), later)) == ["Бар", "Жаңа"]


@pytest.mark.parametrize(
    ("ends_on", "offered"), [(None, date(2023, 12, 31)), (date(2023, 11, 30), date(2023, 11, 30))]
)
def test_the_first_targets_are_offered_the_days_of_the_programme(
    office: Office,
    coordinator_client: Client,
    monkeypatch: pytest.MonkeyPatch,
    ends_on: date | None,
    offered: date,
) -> None:
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: date(2023, 8, 1))
    track = make_track(office)
    type(track.programme).objects.update(ends_on=ends_on)
    form = coordinator_client.get(add_to(track)).context["form"]
    assert (form["starts_on"].value(), form["ends_on"].value()) == (date(2023, 1, 1), offered)


def test_the_list_is_narrowed_and_keeps_what_was_typed_and_ticked(
    office: Office, coordinator_client: Client
) -> None:
    track, district = make_track(office), make_district(office, "north", name_kk="Солтүстік")
    kept = make_place(office, "Мирас")
    first = make_place(office, "Азат", district=district, is_priority=True, priority_basis="тізім")
    make_place(office, "Достық", district=district)

    def shown(**typed: Any) -> Any:
        return coordinator_client.post(add_to(track), TYPED | {"show": "found"} | typed)

    assert listed(shown(district="north")) == ["Азат", "Достық"]
    assert listed(shown(kind=first.kind.slug)) == ["Азат", "Достық", "Мирас"]
    assert listed(shown(search="азат")) == ["Азат"]
    answer = shown(priority="yes", places=[kept.pk], visits_due="x")
    assert answer.status_code == 200
    assert listed(answer) == ["Азат", "Мирас"]
    assert answer.context["form"]["places"].value() == [kept.pk]
    assert answer.context["form"]["visits_due"].value() == "x"
    everything = shown(priority="yes", places=[kept.pk], show="all").context["form"]
    assert set(everything["places"].value()) == {kept.pk, first.pk}
    assert not Target.objects.exists()


def test_of_very_many_places_the_first_are_listed(
    office: Office, coordinator_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kezdesu.programmes.target_forms.MOST", 1)
    track = make_track(office)
    for name in ("Азат", "Достық", "Мирас"):
        make_place(office, name)
    page = coordinator_client.get(add_to(track))
    assert listed(page) == ["Азат"]
    assert "Тағы 2 орын көрсетілмеді" in page.content.decode()


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"ends_on": "31.12.2022"}, "ends_on"),
        ({"due_on": "01.07.2023"}, "due_on"),
        ({"weight": "11"}, "weight"),
        ({"visits_due": "0"}, "visits_due"),
        ({"places": []}, "places"),
        ({"places": ["99999999999999999999"]}, "places"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field(
    office: Office, coordinator_client: Client, wrong: dict[str, Any], field: str
) -> None:
    track, place = make_track(office), make_place(office)
    answer = coordinator_client.post(add_to(track), TYPED | {"places": [place.pk]} | wrong)
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert not Target.objects.exists()


def test_a_place_that_became_a_target_meanwhile_or_is_not_ours_is_refused(
    office: Office, coordinator_client: Client
) -> None:
    track = make_track(office)
    taken, foreign = make_target(track).place, make_place(make_office("elsewhere"))
    for place in (taken, foreign):
        answer = coordinator_client.post(add_to(track), TYPED | {"places": [place.pk]})
        assert "places" in answer.context["form"].errors
    assert Target.objects.count() == 1


def test_a_target_is_changed(office: Office, coordinator_client: Client) -> None:
    target = make_target(make_track(office))
    where = f"{DESK}targets/{target.pk}/"
    assert where in coordinator_client.get(f"{DESK}tracks/{target.track_id}/").content.decode()
    typed = {"ends_on": "31.05.2023", "due_on": "15.05.2023", "visits_due": "2", "weight": "9"}
    bad = edit(coordinator_client, where, typed | {"due_on": "01.06.2023"})
    assert (bad.status_code, list(bad.context["form"].errors)) == (422, ["due_on"])
    assert edit(coordinator_client, where, typed).status_code == 302
    target.refresh_from_db()
    assert (target.due_on, target.visits_due, target.weight) == (date(2023, 5, 15), 2, 9)
    told = AuditEntry.objects.get(action="programmes.target_edited").changes
    assert told["due_on"] == ["2023-06-30", "2023-05-15"]
    assert set(told) == {"ends_on", "due_on", "visits_due", "weight"}


def test_a_target_is_removed_and_put_back_as_it_was(
    office: Office, coordinator_client: Client
) -> None:
    target = make_target(make_track(office), due_on=date(2023, 5, 5), visits_due=3, weight=4)
    where = f"{DESK}targets/{target.pk}/remove/"
    page = coordinator_client.post(where, follow=True)
    assert not Target.objects.exists()
    told = AuditEntry.objects.get(action="programmes.target_removed").changes
    assert (told["place"], told["due_on"]) == (target.place_id, "2023-05-05")
    [message] = page.context["messages"]
    undo = message.extra_tags.removeprefix("undo:")
    for _twice in range(2):
        coordinator_client.post(undo)
        back = Target.objects.get()
    fields = ("track", "place", *told)
    assert [getattr(back, name) for name in fields if name != "place"] == [
        getattr(target, name) for name in fields if name != "place"
    ]
    assert back.place == target.place


def test_nothing_is_put_back_at_a_place_of_another_office(
    office: Office, coordinator_client: Client
) -> None:
    track, place = make_track(office), make_place(make_office("elsewhere"))
    said = f"place={place.pk}&starts_on=2023-01-01&ends_on=2023-06-30&due_on=2023-06-30"
    where = f"{DESK}tracks/{track.pk}/targets/put-back/?{said}&visits_due=1&weight=1"
    assert coordinator_client.post(where).status_code == 302
    assert not Target.objects.exists()


@pytest.mark.parametrize("what", ["visit", "left out", "meeting"])
def test_a_target_on_which_something_rests_is_kept(
    office: Office, coordinator_client: Client, what: str
) -> None:
    track = make_track(office)
    target = make_target(track)
    if what == "visit":
        make_visit(make_plan(track, "superseded"), target)
    elif what == "left out":
        LeftOut.objects.create(plan=make_plan(track), target=target)
    else:
        make_meeting(track, place=target.place, day=H1[1])
    page = coordinator_client.post(f"{DESK}targets/{target.pk}/remove/", follow=True)
    reason = "есептеледі" if what == "meeting" else "кестеден шығарып"
    assert reason in page.content.decode()
    assert Target.objects.filter(pk=target.pk).exists()
    assert not AuditEntry.objects.filter(action="programmes.target_removed").exists()


def test_meetings_of_other_days_and_tracks_keep_no_target(
    office: Office, coordinator_client: Client
) -> None:
    track = make_track(office)
    target = make_target(track)
    make_meeting(track, place=target.place, day=date(2023, 7, 1))
    make_meeting(make_track(office, "students"), place=target.place, day=H1[0])
    coordinator_client.post(f"{DESK}targets/{target.pk}/remove/")
    assert not Target.objects.exists()


ACTS = ("tracks/{track}/targets/add/", "tracks/{track}/targets/put-back/")
ON_ONE = ("targets/{target}/", "targets/{target}/remove/")


@pytest.mark.parametrize("role", ["speaker", "approver", "press", "administrator"])
def test_others_change_no_target(office: Office, role: str, request: pytest.FixtureRequest) -> None:
    client: Client = request.getfixturevalue(f"{role}_client")
    target = make_target(make_track(office))
    page = client.get(f"{DESK}tracks/{target.track_id}/").content.decode()
    assert "/targets/" not in page
    for act in (*ACTS, *ON_ONE):
        where = DESK + act.format(track=target.track_id, target=target.pk)
        assert client.post(where).status_code == 403, act


def test_targets_of_another_office_are_not_found(
    office: Office, coordinator_client: Client
) -> None:
    target = make_target(make_track(make_office("elsewhere")))
    for act in (*ACTS, *ON_ONE):
        where = DESK + act.format(track=target.track_id, target=target.pk)
        assert coordinator_client.post(where).status_code == 404, act

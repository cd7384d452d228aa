"""A frozen report against its own seal and against the records of today."""

from copy import deepcopy

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from kezdesu.core.periods import Period
from kezdesu.meetings.choices import HowCounted, Outcome
from kezdesu.meetings.models import Meeting
from kezdesu.meetings.services import Facts, Headcount, correct_meeting, return_meeting
from kezdesu.reports.blocks import plain
from kezdesu.reports.facts import as_json, facts_from_json
from kezdesu.reports.gathering import figures_now
from kezdesu.reports.queries import contents_of
from kezdesu.reports.rules import drift
from kezdesu.reports.services import freeze_report, make_report
from tests.factories import make_meeting

H1 = Period.parse("2023-H1")


@pytest.fixture
def frozen(draft, approver):
    return freeze_report(report=draft, by=approver)


def verify(report):
    with override("en"):
        call_command("report", "verify", str(report.pk))


def figure_of(frozen, key="residents.people_reached"):
    return next(row for row in frozen["facts"]["figures"] if row["key"] == key)


def changed_row(report):
    amounts = figure_of(report.frozen)["amounts"]
    amounts[next(iter(amounts))] += 1


def changed_figure(report):
    figure_of(report.frozen)["value"] += 1


def changed_sealed_text(report):
    report.frozen["reports"]["ru"]["body"] += " И всё хорошо."


def changed_name(report):
    report.frozen["facts"]["tracks"][0]["places"][0]["name"]["kk"] += "."


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (changed_row, "“residents.people_reached” says 80, and its rows add up to 81"),
        (changed_figure, "“residents.people_reached” says 81, and its rows add up to 80"),
        (changed_sealed_text, "The text in the language “ru” is not the one that was frozen"),
        (changed_name, "the seal is broken"),
    ],
)
def test_verify_catches_whatever_was_changed(frozen, change, sentence):
    verify(frozen)
    before = deepcopy(frozen.frozen)
    change(frozen)
    assert frozen.frozen != before
    frozen.save()
    with pytest.raises(CommandError, match=sentence):
        verify(frozen)


def test_verify_catches_a_changed_text_beside_the_seal(frozen):
    frozen.texts.filter(language="kk").update(body="Бәрі жақсы.")
    with pytest.raises(CommandError, match="The text in the language “kk”"):
        verify(frozen)


def test_a_figure_and_its_row_changed_together_still_break_the_seal(frozen):
    changed_row(frozen)
    changed_figure(frozen)
    frozen.save()
    with pytest.raises(CommandError, match="the seal is broken"):
        verify(frozen)


def test_verify_says_where_records_moved_on_and_holds(frozen, capsys):
    Meeting.objects.filter(track__slug="students").update(headcount=120)
    verify(frozen)
    told = capsys.readouterr().out
    assert "holds what was frozen" in told
    assert "attendances” was 101, is now 120" in told


def page_of(client, report):
    return client.get(f"/en/desk/reports/{report.pk}/").content.decode()


def test_the_page_shows_which_row_changed_and_whose_act_it_was(
    frozen, coordinator, coordinator_client
):
    assert 'id="drift"' not in page_of(coordinator_client, frozen)
    meeting = Meeting.objects.get(track__slug="students")
    facts = Facts(Outcome.HELD, meeting.starts_at, Headcount(120, HowCounted.SHEET))
    correct_meeting(meeting=meeting, why="түзету", facts=facts, by=coordinator)
    page = page_of(coordinator_client, frozen)
    assert "2 figures have changed since the report was frozen" in page
    assert "101 → <strong>120</strong>" in page
    assert f'href="/en/desk/meetings/{meeting.pk}/"' in page
    assert "record corrected" in page.lower() or "meeting corrected" in page.lower()
    assert (coordinator.get_full_name() or str(coordinator)) in page


def test_the_page_shows_rows_that_came_and_went(frozen, half_year, coordinator, coordinator_client):
    gone = Meeting.objects.filter(track__slug="residents", headcount=40).first()
    return_meeting(meeting=gone, note="Сан қате", by=coordinator)
    make_meeting(gone.track, gone.place, headcount=7)
    page = page_of(coordinator_client, frozen)
    assert "no longer counts" in page
    assert "counts now" in page
    assert "80 → <strong>47</strong>" in page


def test_the_same_number_of_other_rows_is_told_as_such(frozen, coordinator_client):
    counted = Meeting.objects.filter(track__slug="students", outcome=Outcome.HELD).get()
    make_meeting(counted.track, counted.place, headcount=counted.headcount)
    Meeting.objects.filter(pk=counted.pk).delete()
    page = coordinator_client.get(f"/desk/reports/{frozen.pk}/").content.decode()
    assert "саны сол, жолдары басқа" in page
    assert "<strong>1</strong>" in page


def test_a_row_that_was_deleted_is_still_told(frozen, coordinator_client):
    Meeting.objects.get(track__slug="students").delete()
    assert "a record that is no longer there" in page_of(coordinator_client, frozen)


def test_a_corrected_report_names_the_one_it_replaces(frozen, coordinator_client, approver):
    Meeting.objects.filter(track__slug="students").update(headcount=120)
    assert "Make a corrected report" in page_of(coordinator_client, frozen)
    coordinator_client.post("/en/desk/reports/make/", {"period": "2023-H1"})
    again = freeze_report(
        report=make_report(office=frozen.office, period=H1, by=approver), by=approver
    )
    contents = contents_of(again)
    assert contents.facts.corrects.version == 1
    assert frozen.sha256.startswith(contents.facts.corrects.seal)
    assert "1-нұсқаның орнына" in plain(contents.reports["kk"].body)
    assert "вместо версии 1 " in plain(contents.reports["ru"].body)
    assert f"begins with {frozen.sha256[:12]}" in plain(contents.reports["en"].body)
    assert "corrects version 1" in page_of(coordinator_client, again)
    old = page_of(coordinator_client, frozen)
    assert "Version 2 takes the place of this report" in old
    assert "Make a corrected report" not in old
    assert contents_of(frozen).facts.corrects is None


def test_a_report_frozen_before_parts_were_told_apart_has_not_drifted(frozen):
    """It says 0 of a part that nobody counted, and goes on saying it."""
    held = as_json(contents_of(frozen).facts)
    for figure in held["figures"]:
        del figure["is_counted"]
    then, now = facts_from_json(held).by_key, figures_now(frozen.office, H1)
    key = "residents.people_reached.men"
    assert (then[key].known, contents_of(frozen).facts.by_key[key].known) == (0, None)
    assert not drift(then.values(), now)


@pytest.mark.parametrize(
    ("key", "is_drift"),
    [("questions.overdue", False), ("residents.people_reached.men", False), ("students", True)],
)
def test_a_figure_that_the_program_came_to_know_later_is_no_drift(frozen, key, is_drift):
    then, now = contents_of(frozen).facts.figures, figures_now(frozen.office, H1)
    assert not drift(then, now)
    known = [figure for figure in then if not figure.key.startswith(key)]
    assert bool(drift(known, now)) == is_drift

"""Every route of the reports, asked the same questions, and what each screen must say."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from kezdesu.core.periods import Period
from kezdesu.meetings.models import Meeting
from kezdesu.reports.choices import Purpose, ReportStatus
from kezdesu.reports.documents import TYPES
from kezdesu.reports.models import Report
from kezdesu.reports.services import (
    freeze_report,
    make_report,
    mark_text,
    publish_report,
    save_wording,
)
from kezdesu.reports.writing import Wording
from tests.edits import edit

READING = ["", "{pk}/", "{pk}/kk.docx", "wording/"]
EDITING = ["make/", "wording/post/kk/"]


def address(part, report):
    return f"/desk/reports/{part.format(pk=report.pk)}"


@pytest.mark.parametrize("part", [*READING, *EDITING, "{pk}/publish/"])
def test_a_guest_signs_in_first(guest_client, draft, part):
    answer = guest_client.get(address(part, draft))
    assert answer.status_code == 302
    assert reverse("account_login") in answer["Location"]


@pytest.mark.parametrize("part", ["{pk}/", "{pk}/kk.docx", "{pk}/publish/"])
def test_a_stranger_finds_nothing_of_another_office(stranger_client, draft, part):
    assert stranger_client.get(address(part, draft)).status_code in {403, 404}


@pytest.mark.parametrize("part", [*READING, *EDITING])
def test_a_speaker_has_no_reports(speaker_client, draft, part):
    assert speaker_client.get(address(part, draft)).status_code == 403


@pytest.mark.parametrize("part", READING)
def test_the_press_officer_reads(press_client, draft, part):
    assert press_client.get(address(part, draft)).status_code == 200


@pytest.mark.parametrize("part", EDITING)
def test_only_the_coordinator_edits(press_client, coordinator_client, draft, part):
    assert press_client.get(address(part, draft)).status_code == 403
    assert coordinator_client.get(address(part, draft)).status_code == 200


@pytest.mark.parametrize("part", ["{pk}/freeze/", "", "{pk}/", "{pk}/kk.docx"])
def test_a_wrong_method_is_refused(approver_client, draft, part):
    method = approver_client.get if part == "{pk}/freeze/" else approver_client.post
    assert method(address(part, draft)).status_code == 405


@pytest.mark.parametrize(
    "part",
    ["{pk}/de.docx", "{pk}/kk.exe", "wording/hats/kk/", "{pk}/?language=de", "{pk}/?text=hats"],
)
def test_what_does_not_exist_is_not_found(coordinator_client, draft, part):
    assert coordinator_client.get(address(part, draft)).status_code == 404


def test_an_office_without_reports_is_offered_the_first_step(coordinator_client, office):
    page = coordinator_client.get("/en/desk/reports/").content.decode()
    assert "No reports yet" in page
    assert "/en/desk/reports/make/" in page


def test_the_list_asks_the_same_questions_for_any_number(
    coordinator_client, half_year, coordinator
):
    counts = []
    for year in (2021, 2022, 2023):
        make_report(office=half_year, period=Period(year), by=coordinator)
        with CaptureQueriesContext(connection) as held:
            coordinator_client.get("/desk/reports/")
        counts.append(len(held))
    assert counts[0] == counts[-1]


def test_a_report_is_made_for_a_half_year_of_the_programme(coordinator_client, half_year):
    answer = coordinator_client.post("/desk/reports/make/", {"period": "2023-H1"})
    report = Report.objects.get()
    assert (report.period, report.status) == ("2023-H1", ReportStatus.DRAFT)
    assert answer["Location"] == reverse("reports:report", args=[report.pk])


@pytest.mark.parametrize("period", ["", "soon", "1999-H1"])
def test_a_period_that_is_not_offered_is_refused(coordinator_client, half_year, period):
    answer = coordinator_client.post("/desk/reports/make/", {"period": period})
    assert answer.status_code == 422
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("kk", "2 орында</a> кездесу өтіп"),
        ("ru", "2 местах</a>, на них"),
        ("en", "meetings were held in"),
    ],
)
def test_the_words_are_read_in_each_language(coordinator_client, draft, code, said):
    page = coordinator_client.get(address(f"{{pk}}/?language={code}&text=post", draft))
    assert said in page.content.decode()


def test_the_preview_follows_an_accepted_headcount(coordinator_client, draft):
    Meeting.objects.filter(track__slug="students").update(headcount=777)
    page = coordinator_client.get(address("{pk}/?language=kk&text=report", draft))
    assert ">777</a>" in page.content.decode()


def test_a_text_that_cannot_be_written_is_one_sentence_on_the_page(
    coordinator_client, draft, half_year, coordinator
):
    save_wording(
        office=half_year,
        purpose=Purpose.POST,
        language="kk",
        wording=Wording("Есеп", "{{ figures['residents.hats'] }}"),
        by=coordinator,
    )
    answer = coordinator_client.get(f"/en{address('{pk}/', draft)}?language=kk&text=post")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "The text asks for the figure “residents.hats”" in page
    assert "/freeze/" not in page
    download = coordinator_client.get(f"/en{address('{pk}/kk.docx', draft)}")
    assert download.status_code == 422


@pytest.mark.parametrize("form", TYPES)
def test_a_document_is_downloaded_under_a_telling_name(coordinator_client, draft, form):
    answer = coordinator_client.get(address(f"{{pk}}/ru.{form}", draft))
    if form == "pdf" and answer.status_code == 422:
        pytest.skip("the fonts of documents are not built (make assets)")
    assert answer["Content-Type"] == TYPES[form]
    ending = "-summary.pdf" if form == "summary" else f".{form}"
    assert f"shymkent-2023-H1-v1-draft-ru{ending}" in answer["Content-Disposition"]


def test_freezing_and_publishing_from_the_desk(approver_client, draft):
    page = approver_client.get(address("{pk}/", draft)).content.decode()
    assert reverse("reports:freeze", args=[draft.pk]) in page
    assert approver_client.post(address("{pk}/freeze/", draft)).status_code == 302
    page = approver_client.get(address("{pk}/", draft)).content.decode()
    assert reverse("reports:publish", args=[draft.pk]) in page
    answer = approver_client.post(address("{pk}/publish/", draft), {"author": "Мекеме"})
    assert answer.status_code == 422
    approver_client.post(address("{pk}/kk/check/", draft), {"checked": "1"})
    answer = approver_client.post(
        address("{pk}/publish/", draft), {"author": "Мекеме", "tags": "есеп, кездесу"}
    )
    assert answer.status_code == 302
    draft.refresh_from_db()
    assert draft.status == ReportStatus.PUBLISHED
    assert draft.post.tags.count() == 2


def test_a_report_stands_until_the_next_version_is_frozen(
    coordinator_client, draft, half_year, approver
):
    """Two states in the list and on the older report's page: beside a draft, and beside a frozen
    one."""
    freeze_report(report=draft, by=approver)
    mark_text(report=draft, language="kk", is_checked=True, by=approver)
    publish_report(report=draft, author="Мекеме", by=approver)
    offered = coordinator_client.get(f"/en{address('make/', draft)}").content.decode()
    assert "(version 1 is published; a new one takes its place)" in offered
    again = make_report(office=half_year, period=Period.parse("2023-H1"), by=approver)

    def said(code="en"):
        pages = address("", draft), address("{pk}/", draft)
        return [coordinator_client.get(f"/{code}{page}").content.decode() for page in pages]

    listed, page = said()
    assert "superseded" not in listed
    assert "Version 2 is a draft: until it is frozen, this report stands." in page
    assert "takes the place of this report" not in page
    assert all("опубликован<" in each for each in said("ru"))
    freeze_report(report=again, by=approver)
    listed, page = said()
    assert "superseded" in listed
    assert "Version 2 takes the place of this report" in page


def test_the_corrected_draft_is_not_offered_twice(coordinator_client, draft, half_year, approver):
    freeze_report(report=draft, by=approver)
    Meeting.objects.filter(track__slug="students").update(headcount=120)
    page = f"/en{address('{pk}/', draft)}"
    assert "Make a corrected report" in coordinator_client.get(page).content.decode()
    make_report(office=half_year, period=Period.parse("2023-H1"), by=approver)
    assert "Make a corrected report" not in coordinator_client.get(page).content.decode()


def test_a_draft_is_discarded_from_its_page(coordinator_client, press_client, draft):
    discard = address("{pk}/discard/", draft)
    assert discard in coordinator_client.get(address("{pk}/", draft)).content.decode()
    assert press_client.post(discard).status_code == 403
    assert coordinator_client.get(discard).status_code == 405
    answer = coordinator_client.post(f"/en{discard}", follow=True)
    assert "The draft is discarded." in answer.content.decode()
    assert not Report.objects.exists()


def test_a_draft_that_was_issued_is_not_offered_to_be_discarded(coordinator_client, draft):
    coordinator_client.get(address("{pk}/kk.html", draft))
    discard = address("{pk}/discard/", draft)
    assert discard not in coordinator_client.get(address("{pk}/", draft)).content.decode()
    answer = coordinator_client.post(f"/en{discard}", follow=True)
    assert "Documents of this draft were issued" in answer.content.decode()


@pytest.mark.parametrize(
    ("today", "said"),
    [
        (date(2023, 2, 1), "30 June 2023): 3 planned meetings are still ahead"),
        (date(2023, 2, 28), "30 June 2023): 1 planned meeting is still ahead"),
        (date(2023, 3, 1), "30 June 2023): what is recorded later will not be in"),
        (date(2023, 6, 30), ""),
    ],
)
def test_a_draft_says_that_its_period_still_lasts(
    approver_client, press_client, draft, monkeypatch, today, said
):
    monkeypatch.setattr(timezone, "localdate", lambda *_args, **_options: today)
    page = approver_client.get(f"/en{address('{pk}/', draft)}").content.decode()
    told = page.replace("\N{NO-BREAK SPACE}", " ")
    assert ("The period has not ended yet" in told) == bool(said)
    assert said in told
    other = press_client.get(f"/en{address('{pk}/', draft)}").content.decode()
    assert "The period has not ended yet" not in other


def test_freezing_twice_is_a_sentence_not_an_error(approver_client, draft, approver):
    freeze_report(report=draft, by=approver)
    answer = approver_client.post(f"/en{address('{pk}/freeze/', draft)}", follow=True)
    assert "already frozen" in answer.content.decode()


def test_publishing_keeps_what_was_typed(approver_client, draft, approver):
    freeze_report(report=draft, by=approver)
    answer = approver_client.post(address("{pk}/publish/", draft), {"author": "", "tags": "есеп"})
    assert answer.status_code == 422
    assert 'value="есеп"' in answer.content.decode()


def test_a_drifted_report_says_so(coordinator_client, draft, approver):
    freeze_report(report=draft, by=approver)
    Meeting.objects.filter(track__slug="students").update(headcount=120)
    page = coordinator_client.get(f"/en{address('{pk}/', draft)}").content.decode()
    assert "2 figures have changed since the report was frozen" in page


def test_a_broken_seal_is_shown(coordinator_client, draft, approver):
    freeze_report(report=draft, by=approver)
    Report.objects.update(sha256="0" * 64)
    page = coordinator_client.get(f"/en{address('{pk}/', draft)}").content.decode()
    assert "its seal is broken" in page


def test_the_office_gets_its_own_wording(coordinator_client, half_year, draft):
    words = {"title": "Біздің есеп", "body": "{{ figures['group.members']|counted('адам') }} бар."}
    assert edit(coordinator_client, address("wording/post/kk/", draft), words).status_code == 302
    page = coordinator_client.get(address("{pk}/?language=kk&text=post", draft)).content.decode()
    assert "Біздің есеп" in page
    assert "3 адам</a> бар." in page


def test_a_wording_with_a_mistake_keeps_what_was_typed(coordinator_client, draft):
    words = {"title": "Біздің есеп", "body": "Жаңа мәтін {% if %}"}
    answer = coordinator_client.post(f"/en{address('wording/post/kk/', draft)}", words)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "The text has a mistake in line 1" in page
    assert "Жаңа мәтін" in page


def test_a_table_shows_which_languages_lag(coordinator_client, draft, approver):
    listed = f"/en{address('', draft)}"
    assert coordinator_client.get(listed).content.decode().count("draft, not checked") == 3
    freeze_report(report=draft, by=approver)
    page = coordinator_client.post(
        f"/en{address('{pk}/ru/check/', draft)}", {"checked": "1"}, follow=True
    ).content.decode()
    assert page.count("draft, not checked") == 2
    assert page.count("I have read it") == 2
    assert coordinator_client.get(listed).content.decode().count("draft, not checked") == 2
    page = coordinator_client.post(
        f"/en{address('{pk}/ru/check/', draft)}", {"checked": "0"}, follow=True
    ).content.decode()
    assert page.count("draft, not checked") == 3


def test_who_only_reads_reports_does_not_mark_them(administrator_client, draft, approver):
    freeze_report(report=draft, by=approver)
    answer = administrator_client.post(address("{pk}/kk/check/", draft), {"checked": "1"})
    assert answer.status_code == 403
    assert not draft.texts.filter(is_checked=True).exists()

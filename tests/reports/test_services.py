import pytest
from django.utils.translation import override

from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.core.periods import Period
from kezdesu.meetings.models import Meeting
from kezdesu.newsroom.choices import PostStatus
from kezdesu.programmes.models import Target
from kezdesu.reports.choices import Purpose, ReportStatus
from kezdesu.reports.models import Report
from kezdesu.reports.queries import contents_of, drift_of, is_sound
from kezdesu.reports.services import (
    discard_draft,
    freeze_report,
    issue_file,
    make_report,
    mark_text,
    publish_report,
    save_wording,
)
from kezdesu.reports.writing import TextError, Wording
from tests.factories import make_meeting

H1 = Period.parse("2023-H1")


def test_a_period_has_one_draft_at_a_time(draft, half_year, coordinator):
    assert make_report(office=half_year, period=H1, by=coordinator) == draft
    assert Report.objects.count() == 1


def test_a_draft_follows_the_records(draft):
    before = contents_of(draft).facts.by_key["residents.people_reached"].value
    Meeting.objects.filter(track__slug="residents", headcount=40).update(headcount=50)
    after = contents_of(draft).facts.by_key["residents.people_reached"].value
    assert (before, after) == (80, 100)


def test_freezing_keeps_figures_rows_and_words(draft, approver):
    report = freeze_report(report=draft, by=approver)
    Meeting.objects.filter(track__slug="residents", headcount=40).update(headcount=50)
    report.refresh_from_db()
    contents = contents_of(report)
    figure = contents.facts.by_key["residents.people_reached"]
    assert (figure.value, sorted(figure.amounts.values())) == (80, [40, 40])
    assert report.texts.get(language="kk").body == contents.reports["kk"].body
    assert len(report.sha256) == 64
    assert is_sound(report)


def test_a_frozen_report_says_where_the_records_moved_on(draft, approver):
    report = freeze_report(report=draft, by=approver)
    assert drift_of(report, contents_of(report)) == []
    Meeting.objects.filter(track__slug="students").update(headcount=120)
    drifted = {row.key: (row.frozen, row.now) for row in drift_of(report, contents_of(report))}
    assert drifted == {
        "students.people_reached": (101, 120),
        "students.counted_by.sheet": (101, 120),
    }


def test_a_changed_record_breaks_the_seal(draft, approver):
    report = freeze_report(report=draft, by=approver)
    report.frozen["facts"]["figures"][0]["value"] += 1
    report.save()
    report.refresh_from_db()
    assert not is_sound(report)


def test_a_report_is_frozen_once(draft, approver):
    freeze_report(report=draft, by=approver)
    with pytest.raises(Refused):
        freeze_report(report=draft, by=approver)


def test_after_freezing_the_next_report_is_a_new_version(draft, half_year, approver):
    freeze_report(report=draft, by=approver)
    again = make_report(office=half_year, period=H1, by=approver)
    assert (again.version, again.status) == (2, ReportStatus.DRAFT)


def test_a_broken_text_freezes_nothing(draft, half_year, coordinator):
    wording = Wording("Есеп", "{{ figures['residents.hats'] }}")
    save_wording(
        office=half_year, purpose=Purpose.REPORT, language="ru", wording=wording, by=coordinator
    )
    with pytest.raises(TextError, match=r"residents\.hats"):
        freeze_report(report=draft, by=coordinator)
    draft.refresh_from_db()
    assert (draft.status, draft.sha256) == (ReportStatus.DRAFT, "")


def test_a_wording_that_cannot_be_read_is_not_kept(half_year, coordinator):
    with pytest.raises(TextError):
        save_wording(
            office=half_year,
            purpose=Purpose.POST,
            language="kk",
            wording=Wording("Есеп", "{% if %}"),
            by=coordinator,
        )
    assert not half_year.text_templates.exists()


def test_publishing_makes_a_post_in_three_languages(draft, approver):
    freeze_report(report=draft, by=approver)
    for code in ("kk", "ru"):
        mark_text(report=draft, language=code, is_checked=True, by=approver)
    report = publish_report(report=draft, author="Мекеме", tags=["есеп"], by=approver)
    post = report.post
    assert (report.status, post.status) == (ReportStatus.PUBLISHED, PostStatus.PUBLISHED)
    checked = {text.language: text.is_checked for text in post.texts.all()}
    assert checked == {"kk": True, "ru": True, "en": False}
    assert [tag.name_kk for tag in post.tags.all()] == ["есеп"]
    kazakh, russian = (post.texts.get(language=code).body for code in ("kk", "ru"))
    assert 'class="opens"' in kazakh
    assert 'href="/coverage/figures/2023-H1/residents.places_met/?stood=2"' in kazakh
    assert 'href="/ru/coverage/figures/2023-H1/residents.places_met/?stood=2"' in russian
    assert "2 орында" in kazakh


def test_a_corrected_post_says_so_and_its_numbers_what_has_become_of_them(
    draft, approver, guest_client
):
    def publish(report):
        freeze_report(report=report, by=approver)
        mark_text(report=report, language="kk", is_checked=True, by=approver)
        return publish_report(report=report, author="Мекеме", by=approver).post

    first = publish(draft)
    number, moved_on = "/coverage/figures/2023-H1/residents.places_met/?stood=2", "2 деп тұр"
    assert moved_on not in guest_client.get(number).content.decode()
    unmet = Target.objects.get(track__slug="residents", place__meetings__outcome="cancelled")
    make_meeting(unmet.track, unmet.place)
    assert moved_on in guest_client.get(number).content.decode()
    second = publish(make_report(office=draft.office, period=H1, by=approver))
    for post, other, words in (
        (first, second, "көрсеткіштері түзетілді"),
        (second, first, "бұрынғы жазбаны түзетеді"),
    ):
        page = guest_client.get(f"/posts/{post.slug}/").content.decode()
        assert words in page
        assert f'href="/posts/{other.slug}/"' in page


@pytest.mark.parametrize("is_published", [False, True])
def test_only_a_frozen_report_is_published_and_once(draft, approver, is_published):
    if is_published:
        freeze_report(report=draft, by=approver)
        mark_text(report=draft, language="kk", is_checked=True, by=approver)
        publish_report(report=draft, author="Мекеме", by=approver)
    with pytest.raises(Refused):
        publish_report(report=draft, author="Мекеме", by=approver)


def test_every_write_is_in_the_log(draft, approver):
    freeze_report(report=draft, by=approver)
    mark_text(report=draft, language="kk", is_checked=True, by=approver)
    publish_report(report=draft, author="Мекеме", by=approver)
    actions = AuditEntry.objects.filter(subject_type="reports.report").values_list("action")
    assert [action for (action,) in actions] == [
        "reports.report_made",
        "reports.report_frozen",
        "reports.text_marked",
        "reports.report_published",
    ]


def test_an_untouched_draft_is_discarded_and_made_again(draft, half_year, coordinator):
    discard_draft(report=draft, by=coordinator)
    assert not Report.objects.exists()
    said = AuditEntry.objects.get(action="reports.draft_discarded")
    assert (said.subject_id, said.changes) == (str(draft.pk), {"period": "2023-H1", "version": 1})
    assert make_report(office=half_year, period=H1, by=coordinator).version == 1


def test_a_draft_of_which_a_document_was_issued_stays(draft, coordinator):
    issue_file(report=draft, language="kk", form="html", by=coordinator)
    with override("en"), pytest.raises(Refused, match="Documents of this draft were issued"):
        discard_draft(report=draft, by=coordinator)


def test_a_frozen_report_is_not_discarded(draft, approver):
    freeze_report(report=draft, by=approver)
    with override("en"), pytest.raises(Refused, match="A frozen report stays"):
        discard_draft(report=draft, by=approver)
    assert Report.objects.get().status == ReportStatus.FROZEN


def test_nothing_is_published_before_a_person_has_read_the_kazakh(draft, approver):
    freeze_report(report=draft, by=approver)
    mark_text(report=draft, language="ru", is_checked=True, by=approver)
    with override("en"), pytest.raises(Refused, match="Nobody has checked the Kazakh text"):
        publish_report(report=draft, author="Мекеме", by=approver)
    mark_text(report=draft, language="kk", is_checked=True, by=approver)
    mark_text(report=draft, language="kk", is_checked=False, by=approver)
    with pytest.raises(Refused):
        publish_report(report=draft, author="Мекеме", by=approver)
    draft.refresh_from_db()
    assert draft.post is None


def test_only_a_frozen_reports_texts_are_marked(draft, approver):
    with pytest.raises(Refused):
        mark_text(report=draft, language="kk", is_checked=True, by=approver)
    freeze_report(report=draft, by=approver)
    mark_text(report=draft, language="kk", is_checked=True, by=approver)
    publish_report(report=draft, author="Мекеме", by=approver)
    with pytest.raises(Refused):
        mark_text(report=draft, language="ru", is_checked=True, by=approver)

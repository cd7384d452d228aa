"""A document against what was issued, and against the report whose seal it carries."""

import re
from copy import deepcopy
from hashlib import sha256
from io import BytesIO
from zipfile import ZIP_STORED, ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from kezdesu.core.models import AuditEntry
from kezdesu.reports import documents, queries
from kezdesu.reports.health import frozen_reports_hold
from kezdesu.reports.models import IssuedFile
from kezdesu.reports.services import freeze_report, issue_file
from kezdesu.reports.verifying import verdict_on_file, verdict_on_report
from tests.reports.marks import needs_fonts

# A summary holds no text of the report, and a workbook only its title.
FORMS = ["docx", "pdf", "xlsx", "html"]


@pytest.fixture
def frozen(draft, approver):
    return freeze_report(report=draft, by=approver)


@pytest.fixture(autouse=True)
def in_english():
    with override("en"):
        yield


def forged(report, change, form, code="en"):
    """The document as it would be had the report said something else: the best a forger can do."""
    frozen = deepcopy(report.frozen)
    change(frozen)
    contents = queries.contents_from_json(frozen)
    return documents._MAKERS[form](queries.paper(report, contents, code), contents)


def changed_row(frozen):
    """The headcount of one meeting in the appendix."""
    frozen["facts"]["tracks"][1]["meetings"][0]["headcount"] = 919


def changed_figure(frozen):
    figure = next(f for f in frozen["facts"]["figures"] if f["key"] == "residents.people_reached")
    figure["value"] = 917


def changed_text(frozen):
    text = frozen["reports"]["en"]
    text["title"] = f"Splendid {text['title']}"
    text["body"] = text["body"].replace("approved schedule", "splendid schedule")


def untouched(frozen):
    pass


def told(report, content):
    verdict = verdict_on_file("file", content)
    return verdict.holds, "\n".join(verdict.sentences)


@needs_fonts
@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("change", "here", "there"),
    [(changed_row, "919", "101"), (changed_figure, "917", "80"), (changed_text, "plendid", "")],
)
def test_a_changed_document_is_told_by_what_differs(frozen, form, change, here, there):
    holds, sentences = told(frozen, forged(frozen, change, form))
    assert not holds
    assert "is not a file issued from here" in sentences
    assert here in sentences
    assert there in sentences
    assert "where the report says" in sentences or "which the report does not" in sentences


@needs_fonts
@pytest.mark.parametrize("form", FORMS)
def test_a_true_document_that_was_not_issued_here_is_compared_and_told(frozen, form):
    holds, sentences = told(frozen, forged(frozen, untouched, form))
    assert holds
    assert "is not a file issued from here" in sentences
    assert "exactly what the report says" in sentences


@needs_fonts
@pytest.mark.parametrize("form", [*FORMS, "summary"])
def test_an_issued_file_is_known_whatever_this_version_would_make(
    frozen, coordinator, form, monkeypatch
):
    issued = issue_file(report=frozen, language="ru", form=form, by=coordinator)
    monkeypatch.setitem(documents._MAKERS, form, lambda paper, contents: b"made otherwise")
    holds, sentences = told(frozen, issued.content)
    assert holds
    assert "is the file issued on" in sentences
    assert coordinator.get_full_name() or coordinator.get_username() in sentences
    assert "holds what was frozen" in sentences


@pytest.mark.parametrize("form", ["docx", "xlsx", "html"])
def test_the_same_document_is_the_same_file_and_kept_once(frozen, coordinator, approver, form):
    first = issue_file(report=frozen, language="kk", form=form, by=coordinator)
    again = issue_file(report=frozen, language="kk", form=form, by=approver)
    assert first.content == again.content
    kept = IssuedFile.objects.get(report=frozen)
    assert kept.sha256 == sha256(first.content).hexdigest()
    assert (kept.language, kept.form, kept.issued_by) == ("kk", form, coordinator)
    assert AuditEntry.objects.filter(action="reports.file_issued").count() == 1


def test_a_file_issued_of_a_report_changed_since_does_not_hold(frozen):
    issued = issue_file(report=frozen, language="kk", form="html", by=None)
    changed_figure(frozen.frozen)
    frozen.save()
    holds, sentences = told(frozen, issued.content)
    assert not holds
    assert "“residents.people_reached” says 917, and its rows add up to 80" in sentences


def test_a_draft_that_was_issued_is_known_as_one(draft):
    issued = issue_file(report=draft, language="kk", form="html", by=None)
    holds, sentences = told(draft, issued.content)
    assert holds
    assert "It was a draft then" in sentences


def test_a_document_saved_anew_says_the_same_and_is_not_the_file(frozen):
    content = issue_file(report=frozen, language="kk", form="docx", by=None).content
    held = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(held, "w", ZIP_STORED) as after:
        for name in before.namelist():
            more = b" " if name == "docProps/app.xml" else b""
            after.writestr(name, before.read(name) + more)
    holds, sentences = told(frozen, held.getvalue())
    assert not holds
    assert "so it was saved anew" in sentences


def test_a_changed_formula_is_told(frozen):
    """Excel shows what a formula comes to, not the number that is kept beside it."""
    content = issue_file(report=frozen, language="en", form="xlsx", by=None).content
    held = BytesIO()
    with ZipFile(BytesIO(content)) as before, ZipFile(held, "w", ZIP_STORED) as after:
        for name in before.namelist():
            part = before.read(name).decode()
            after.writestr(name, re.sub("<f>SUMIFS[^<]*</f>", "<f>9000+17</f>", part, count=1))
    holds, sentences = told(frozen, held.getvalue())
    assert not holds
    assert "It says “=9000+17”, where the report says “=SUMIFS(" in sentences


def test_a_line_taken_out_and_a_line_put_in_are_told(frozen):
    content = documents.issue(frozen, "en", "html").content.decode()
    without = content.replace("<h3>", "<p>Everybody came.</p><h3>", 1)
    assert (
        "It says “Everybody came.”, which the report does not" in told(frozen, without.encode())[1]
    )
    start = content.index("<caption>")
    shorter = content[:start] + content[content.index("</caption>", start) :]
    assert "It leaves out" in told(frozen, shorter.encode())[1]


@pytest.mark.parametrize("content", [b"%PDF-1.7 nothing", b"PK nothing", b"", b"\xff\xfe"])
def test_any_strange_file_is_one_sentence(frozen, content):
    holds, sentences = told(frozen, content)
    assert not holds
    assert sentences == "file was not issued here and carries no seal of a report frozen here."


def test_a_broken_file_with_a_seal_is_a_sentence(frozen):
    holds, sentences = told(frozen, b"%PDF-1.7 " + frozen.sha256.encode())
    assert not holds
    assert "cannot be read as what its name says" in sentences


def resealed(report, change):
    """What somebody with the database in hand could do: change it and seal it anew."""
    change(report.frozen)
    report.sha256 = queries.rules.seal_of(report.frozen)
    report.save()


def both(frozen):
    changed_figure(frozen)
    figure = next(f for f in frozen["facts"]["figures"] if f["key"] == "residents.people_reached")
    row = next(iter(figure["amounts"]))
    figure["amounts"][row] += 837


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (changed_row, "Other facts were frozen as “tracks.students.meetings”"),
        (both, "Of the figure “residents.people_reached” another number was frozen"),
        (both, "Of the figure “residents.people_reached” other rows were frozen"),
        (changed_text, "Of the report another text was frozen in the language “en”"),
    ],
)
def test_a_report_sealed_anew_is_told_from_the_audit_log(frozen, change, sentence):
    assert verdict_on_report(frozen).holds
    resealed(frozen, change)
    verdict = verdict_on_report(frozen)
    assert not verdict.holds
    assert "The seal is not the one that the audit log holds" in " ".join(verdict.sentences)
    assert sentence in " ".join(verdict.sentences)


def test_the_changed_row_is_named_when_the_records_still_say_otherwise(frozen):
    both(frozen.frozen)
    frozen.save()
    row = next(
        iter(
            next(
                f
                for f in frozen.frozen["facts"]["figures"]
                if f["key"] == "residents.people_reached"
            )["amounts"]
        )
    )
    assert f"among them {row}" in " ".join(verdict_on_report(frozen).sentences)


def test_a_report_frozen_before_parts_were_sealed_still_holds(frozen):
    AuditEntry.objects.filter(action="reports.report_frozen").update(changes={})
    assert verdict_on_report(frozen).holds


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_command_speaks_the_language_of_the_terminal(frozen, language, capsys):
    with override(language):
        call_command("report", "verify", str(frozen.pk))
        with pytest.raises(CommandError) as refusal:
            call_command("report", "verify", "999999")
    expected = {
        "kk": ("есебі", "№ 999999 есеп жоқ."),
        "ru": ("Отчёт", "Отчёта № 999999 нет."),
        "en": ("Report", "There is no report 999999."),
    }
    assert expected[language][0] in capsys.readouterr().out
    assert str(refusal.value) == expected[language][1]


def test_the_doctor_names_a_report_that_was_changed(frozen):
    assert not list(frozen_reports_hold())
    changed_figure(frozen.frozen)
    frozen.save(update_fields=["frozen"])
    [finding] = frozen_reports_hold()
    assert "changed after it was frozen" in finding.sentence

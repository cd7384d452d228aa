import re
from collections.abc import Iterator

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from kezdesu.reports.models import Report
from kezdesu.reports.services import freeze_report
from tests.reports.marks import needs_fonts


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def run(capsys, *arguments, **options):
    call_command("report", *arguments, **options)
    return capsys.readouterr().out


def test_a_report_is_written_without_being_made_first(half_year, capsys, tmp_path):
    file = tmp_path / "report.docx"
    run(capsys, office="shymkent", period="2023-H1", output=str(file))
    assert file.read_bytes().startswith(b"PK")
    assert not Report.objects.exists()


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (
            {"office": "atlantis", "period": "2023-H1"},
            "There is no office “atlantis”; there are: shymkent",
        ),
        ({"office": "shymkent", "period": "soon"}, "“soon” is not a period"),
        ({"office": "shymkent"}, "Say which period"),
        ({"period": "2023-H1"}, "Say which office"),
    ],
)
def test_bad_input_is_one_sentence(half_year, options, sentence, tmp_path):
    with pytest.raises(CommandError, match=sentence):
        call_command("report", output=str(tmp_path / "x.docx"), **options)
    assert not list(tmp_path.iterdir())


def test_a_missing_folder_is_one_sentence(half_year, tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        call_command(
            "report", office="shymkent", period="2023-H1", output=str(tmp_path / "no/x.docx")
        )


def test_a_frozen_report_verifies_by_number_and_by_document(draft, approver, capsys, tmp_path):
    report = freeze_report(report=draft, by=approver)
    assert report.sha256 in run(capsys, "verify", str(report.pk))
    file = tmp_path / "report.html"
    run(capsys, office="shymkent", period="2023-H1", format="html", output=str(file))
    assert "is the file issued on" in run(capsys, "verify", str(file))


def test_a_changed_document_does_not_verify(draft, approver, capsys, tmp_path):
    freeze_report(report=draft, by=approver)
    file = tmp_path / "report.html"
    run(capsys, office="shymkent", period="2023-H1", language="kk", format="html", output=str(file))
    text, count = re.subn(r"(қатысу саны\s—\s)80\.", r"\g<1>90.", file.read_text())
    assert count == 1
    file.write_text(text)
    with pytest.raises(CommandError, match=r"— 90\..*, where the report says .*— 80\."):
        call_command("report", "verify", str(file))


@pytest.mark.parametrize(
    ("subject", "sentence"),
    [
        ("999", "There is no report 999"),
        ("/nowhere.pdf", "There is no file"),
        (None, "what to verify"),
    ],
)
def test_what_cannot_be_verified_is_one_sentence(db, subject, sentence):
    with pytest.raises(CommandError, match=sentence):
        call_command("report", "verify", *([subject] if subject else []))


def test_a_draft_and_a_strange_file_do_not_verify(draft, tmp_path):
    with pytest.raises(CommandError, match="is a draft"):
        call_command("report", "verify", str(draft.pk))
    file = tmp_path / "strange.pdf"
    file.write_bytes(b"%PDF-1.7 nothing")
    with pytest.raises(CommandError, match="carries no seal"):
        call_command("report", "verify", str(file))


@needs_fonts
def test_every_language_and_form_is_written_at_once(draft, capsys, tmp_path):
    told = run(
        capsys, office="shymkent", period="2023-H1", all=True, processes=1, output=str(tmp_path)
    )
    files = sorted(path.name for path in tmp_path.iterdir())
    assert len(files) == len(told.splitlines()) == 15
    assert {name.split("draft-")[1].split(".")[0].split("-")[0] for name in files} == {
        "kk",
        "ru",
        "en",
    }
    assert "is the file issued on" in run(capsys, "verify", str(tmp_path / files[0]))


def test_a_missing_folder_for_all_is_one_sentence(draft, tmp_path):
    with pytest.raises(CommandError, match="There is no folder"):
        call_command(
            "report", office="shymkent", period="2023-H1", all=True, output=str(tmp_path / "no")
        )

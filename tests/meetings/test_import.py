"""A table of meetings becomes records: matched to visits, once, every bad row named."""

import io
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.utils.translation import override

from kezdesu.accounts.models import Office, User
from kezdesu.core.models import AuditEntry
from kezdesu.core.spreadsheets import CellError, ImportOutcome
from kezdesu.meetings.choices import HowCounted, Outcome, Review
from kezdesu.meetings.columns import clock, lines, meeting_columns
from kezdesu.meetings.imports import import_meetings
from kezdesu.meetings.models import Meeting, Question
from kezdesu.meetings.services import accept_meeting
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit
from tests.core.workbooks import book
from tests.factories import (
    local,
    make_meeting,
    make_office,
    make_person,
    make_place,
    make_plan,
    make_target,
    make_theme,
    make_track,
    make_visit,
)

Rows = Sequence[Sequence[object]]
DAY = date(2023, 2, 1)
HEAD = ["Күні", "Орны", "Қатысушылар саны", "Қалай саналды"]
ROW = ["01.02.2023", "Бозарық", 45, "тіркеу парағы"]


@pytest.fixture
def track(office: Office) -> Track:
    return make_track(office)


@pytest.fixture
def visit(office: Office, track: Track) -> Visit:
    target = make_target(track, make_place(office, "Бозарық"))
    return make_visit(make_plan(track, PlanStatus.APPROVED), target, DAY)


def bring(office: Office, rows: Rows, **options: bool) -> ImportOutcome:
    return import_meetings(office=office, file=book(rows), by=None, **options)  # type: ignore[arg-type]


def reason(outcome: ImportOutcome) -> str:
    [fault] = outcome.refused
    return f"{fault.column}{fault.row}: {fault.reason}"


def test_a_row_becomes_a_record_of_the_planned_visit(office: Office, visit: Visit) -> None:
    person, theme = make_person(office, "Асан Үлгіұлы"), make_theme(office)
    head = [
        *("Күні", "Орны", "Уақыты", "Қатысушылар саны", "Әйелдер", "Жастар", "Қалай саналды"),
        *("Спикерлер", "Тақырыбы", "Қатысқан ұйымдар", "Көтерілген сұрақтар, ұсыныстар"),
    ]
    row = [
        *("01.02.2023", "Бозарық ш/а", "10:30", 45, 20, 15, "лист регистрации"),
        *("асан үлгіұлы", "толеранттылық", "№ 5 мектеп; Аналар кеңесі", "Жол?; Су қашан?"),
    ]
    outcome = bring(office, [["Кездесулер"], head, row])
    assert (len(outcome.added), outcome.refused) == (1, ())
    meeting = Meeting.objects.get()
    assert (meeting.visit, meeting.visit_identity) == (visit, visit.identity)
    assert meeting.starts_at == local(DAY).replace(minute=30)
    assert (meeting.headcount, meeting.women, meeting.youth, meeting.men) == (45, 20, 15, None)
    assert (meeting.how_counted, meeting.outcome) == (HowCounted.SHEET, Outcome.HELD)
    assert meeting.review == Review.RECORDED
    assert (list(meeting.speakers.all()), list(meeting.themes.all())) == ([person], [theme])
    assert meeting.organisations == ["№ 5 мектеп", "Аналар кеңесі"]
    texts = Question.objects.order_by("id").values_list("text", flat=True)
    assert list(texts) == ["Жол?", "Су қашан?"]
    assert AuditEntry.objects.filter(action="meetings.imported").count() == 1


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        ["Дата", "Место", "Число участников", "Способ подсчёта"],
        ["Date", "Place", "Headcount", "How counted"],
        ["№", "КҮНІ", "Елді мекен (тұрғын алап)", "қатысушылар саны (адам) *", "Санау тәсілі"],
    ],
)
def test_headings_are_known_in_three_languages(
    office: Office, visit: Visit, head: list[str]
) -> None:
    row = [1, *ROW] if head[0] == "№" else ROW
    assert len(bring(office, [head, row]).added) == 1


def test_importing_twice_changes_nothing(office: Office, visit: Visit) -> None:
    make_person(office, "Асан Үлгіұлы")
    rows = [[*HEAD, "Спикерлер", "Сұрақтар"], [*ROW, "Асан Үлгіұлы", "Жол?"]]
    bring(office, rows)
    before = list(AuditEntry.objects.values_list("pk", flat=True))
    outcome = bring(office, rows)
    assert (len(outcome.unchanged), outcome.added, outcome.changed) == (1, (), ())
    assert (Meeting.objects.count(), Question.objects.count()) == (1, 1)
    assert list(AuditEntry.objects.values_list("pk", flat=True)) == before


def test_a_changed_row_is_a_new_version_of_its_record(office: Office, visit: Visit) -> None:
    bring(office, [HEAD, ROW])
    outcome = bring(office, [[*HEAD, "Сұрақтар"], [*ROW[:2], 50, ROW[3], "Су?"]])
    [entry] = outcome.changed
    assert ("45", "50") in [(change.old, change.new) for change in entry.changes]
    meeting = Meeting.objects.get()
    assert (meeting.headcount, meeting.version) == (50, 2)
    assert [each.text for each in meeting.questions.all()] == ["Су?"]
    assert bring(office, [[*HEAD, "Сұрақтар"], [*ROW[:2], 50, ROW[3], "Су?"]]).unchanged


def test_an_accepted_record_is_not_changed_by_a_table(office: Office, visit: Visit) -> None:
    bring(office, [HEAD, ROW])
    accept_meeting(meeting=Meeting.objects.get(), by=None)
    assert bring(office, [HEAD, ROW]).unchanged
    with override("en"):
        outcome = bring(office, [HEAD, [*ROW[:2], 50, ROW[3]]])
    assert reason(outcome).startswith("C2: A record of this meeting is there already and says 45")
    assert Meeting.objects.get().headcount == 45


def test_somebody_elses_record_is_met_and_not_doubled(
    office: Office, visit: Visit, speaker: User
) -> None:
    mine = make_meeting(
        visit.plan.track, visit=visit, headcount=45, recorded_by=speaker, review=Review.RECORDED
    )
    assert bring(office, [HEAD, ROW]).unchanged
    assert bring(office, [HEAD, [*ROW[:2], 60, ROW[3]]]).refused
    assert list(Meeting.objects.all()) == [mine]


def test_a_meeting_that_was_not_planned_needs_its_time_and_among_tracks_its_track(
    office: Office, track: Track
) -> None:
    make_place(office, "Сайрам")
    row = ["01.02.2023", "Сайрам", 45, "шамамен"]
    with override("en"):
        assert reason(bring(office, [[*HEAD, "Уақыты"], [*row, ""]])).startswith("E2: ")
        assert bring(office, [[*HEAD, "Уақыты"], [*row, "15:00"]]).added
        make_track(office, "students")
        late = ["02.02.2023", *row[1:], "15:00"]
        assert "state the track" in reason(bring(office, [[*HEAD, "Уақыты"], late]))
        with_track = [[*HEAD, "Уақыты", "Бағыт"], [*late, "students"]]
        assert bring(office, with_track).added


def test_of_two_visits_of_a_day_the_nearest_in_time_is_meant(
    office: Office, track: Track, visit: Visit
) -> None:
    second = make_visit(visit.plan, visit.target, DAY)
    Visit.objects.filter(pk=second.pk).update(starts_at=local(DAY, 16))
    head = [*HEAD, "Уақыты"]
    bring(office, [head, [*ROW, "15:30"], [*ROW[:2], 30, ROW[3], "10:05"]])
    found = {meeting.visit_id: meeting.headcount for meeting in Meeting.objects.all()}
    assert found == {second.pk: 45, visit.pk: 30}


def test_a_cancelled_meeting_states_its_reason(office: Office, visit: Visit) -> None:
    head = ["Күні", "Орны", "Нәтижесі", "Себебі"]
    assert reason(bring(office, [head, [*ROW[:2], "болмай қалды", ""]])).startswith("D2")
    bring(office, [head, [*ROW[:2], "отменена", "қатты аяз"]])
    meeting = Meeting.objects.get()
    assert (meeting.outcome, meeting.reason, meeting.headcount) == ("cancelled", "қатты аяз", None)


BAD: dict[str, tuple[Any, ...]] = {
    "no such place": ("01.02.2023", "Жоқ жер", 45, "парақ", "", "B2"),
    "no date": ("кеше", "Бозарық", 45, "парақ", "", "A2"),
    "not counted": ("01.02.2023", "Бозарық", 45, "", "", "D2"),
    "nobody": ("01.02.2023", "Бозарық", 0, "парақ", "", "C2"),
    "parts beyond the total": ("01.02.2023", "Бозарық", 45, "парақ", 46, "E2"),
    "half a person": ("01.02.2023", "Бозарық", 45.5, "парақ", "", "C2"),
    "still to come": ("01.02.2093", "Бозарық", 45, "парақ", "", "A2"),
    "a mistyped year": ("01.02.2013", "Бозарық", 45, "парақ", "", "A2"),
    "unknown way": ("01.02.2023", "Бозарық", 45, "көріпкел", "", "D2"),
}


@pytest.mark.parametrize("case", BAD)
def test_every_bad_row_is_named_and_holds_the_file_back(
    case: str, office: Office, visit: Visit
) -> None:
    *row, where = BAD[case]
    if case in {"still to come", "a mistyped year"}:
        make_visit(visit.plan, visit.target, date(int(row[0][-4:]), 2, 1))
    rows = [[*HEAD, "Әйелдер"], row, [*ROW, ""]]
    outcome = bring(office, rows)
    assert reason(outcome).startswith(f"{where}: ")
    assert not outcome.is_written
    assert not Meeting.objects.exists()
    assert len(bring(office, rows, skip_bad_rows=True).added) == 1
    assert Meeting.objects.count() == 1


def test_a_dry_run_writes_nothing(office: Office, visit: Visit) -> None:
    outcome = bring(office, [HEAD, ROW], dry_run=True)
    assert len(outcome.added) == 1
    assert not Meeting.objects.exists()
    assert not AuditEntry.objects.exists()


def test_another_offices_places_and_people_are_unknown(office: Office, visit: Visit) -> None:
    other = make_office("other")
    make_person(other, "Бөтен Адам")
    make_place(other, "Бөтен жер")
    assert bring(office, [HEAD, [ROW[0], "Бөтен жер", *ROW[2:]]]).refused
    assert bring(office, [[*HEAD, "Спикерлер"], [*ROW, "Бөтен Адам"]]).refused


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("15:00", time(15)),
        ("9.05", time(9, 5)),
        (0.625, time(15)),
        (time(8, 30), time(8, 30)),
        ("", None),
        (None, None),
    ],
)
def test_times_are_read_as_they_are_written(written: Any, read: time | None) -> None:
    assert clock(written) == read


@pytest.mark.parametrize("written", ["25:00", "10:75", "таңертең", 15])
def test_what_is_no_time_is_refused(written: Any) -> None:
    with pytest.raises(CellError):
        clock(written)


def test_sentences_of_a_cell() -> None:
    assert lines("Жол?;  Су?\nЖарық?") == ["Жол?", "Су?", "Жарық?"]
    assert lines("  ;") is None


def test_the_desk_shows_what_would_change_and_then_does_it(
    coordinator_client: Client, visit: Visit
) -> None:
    address = "/desk/meetings/import/"
    upload = book([HEAD, ROW])
    upload.name = "кездесулер.xlsx"
    shown = coordinator_client.post(address, {"file": upload})
    assert "Бозарық" in shown.content.decode()
    assert not Meeting.objects.exists()
    assert coordinator_client.post(address, {"confirm": "1"}).status_code == 302
    assert Meeting.objects.get().recorded_by is not None


def test_the_template_reads_back(coordinator_client: Client, office: Office, visit: Visit) -> None:
    for language in ("", "/ru", "/en"):
        answer = coordinator_client.get(f"{language}/desk/meetings/import/", {"format": "xlsx"})
        content = answer.getvalue()
        with override("en"), pytest.raises(Exception, match="no rows beneath"):
            import_meetings(office=office, file=io.BytesIO(content), by=None)


def test_the_command_imports_and_writes_a_template(
    office: Office, visit: Visit, tmp_path: Path
) -> None:
    file = tmp_path / "meetings.xlsx"
    file.write_bytes(book([HEAD, ROW]).getvalue())
    out = io.StringIO()
    call_command("import", "meetings", str(file), dry_run=True, stdout=out)
    assert not Meeting.objects.exists()
    call_command("import", "meetings", str(file), stdout=out)
    assert Meeting.objects.count() == 1
    blank = tmp_path / "blank.xlsx"
    call_command("import", "meetings", str(blank), template=True, stdout=out)
    assert blank.read_bytes().startswith(b"PK")
    with pytest.raises(CommandError):
        call_command("import", "meetings", str(blank), template=True, stdout=out)


def test_no_heading_means_two_columns(office: Office) -> None:
    seen: dict[str, str] = {}
    for column in meeting_columns(office):
        for heading in (*column.kk, *column.ru, *column.en):
            assert seen.setdefault(heading.casefold(), column.key) == column.key, heading

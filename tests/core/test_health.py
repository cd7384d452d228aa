"""What the doctor finds when something is broken, and nothing when all is well."""

import shutil
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone
from django.utils.translation import override

from kezdesu.accounts.choices import Role
from kezdesu.accounts.health import offices_have_their_people
from kezdesu.accounts.models import Office
from kezdesu.core import examining
from kezdesu.core.backup.nightly import back_up_when_due
from kezdesu.core.choices import LetterState
from kezdesu.core.examining import Finding
from kezdesu.core.files import store
from kezdesu.core.health import database, machine, nightly, worker
from kezdesu.core.models import AuditEntry, Letter
from kezdesu.core.outbox import post
from kezdesu.meetings.health import evidence_is_there
from kezdesu.meetings.models import Evidence
from kezdesu.schedule.models import ProposalRun
from tests.core.test_audit import some_entries
from tests.factories import make_user

AGO = timedelta(days=9)


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, settings) -> Path:
    settings.DATA = tmp_path / "data"
    settings.DATA.mkdir(mode=0o700)
    settings.MEDIA_ROOT = settings.DATA / "uploads"
    settings.BACKUPS = None
    return settings.DATA


def said(look: Callable[[], object]) -> str:
    """All that a look says, in English."""
    with override("en"):
        return "\n".join(f"{each.sentence} {each.remedy}" for each in found(look))


def found(look: Callable[[], object]) -> list[Finding]:
    return list(look())


def test_a_database_that_an_update_left_behind(db: None) -> None:
    assert not found(database.database_is_up_to_date)
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where name = '0004_letter_until'")
    assert "has not taken: 1." in said(database.database_is_up_to_date)


def test_a_broken_link_between_two_tables(office: Office) -> None:
    assert not found(database.database_is_whole)
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("update accounts_officename set office_id = 777")
        assert "accounts_officename" in said(database.database_is_whole)
        cursor.execute("update accounts_officename set office_id = %s", [office.pk])


def test_an_altered_log(office: Office) -> None:
    entry = some_entries(office)[1]
    assert not found(database.log_is_whole)
    AuditEntry.objects.filter(pk=entry.pk).update(action="tests.undone")
    assert str(entry.pk) in said(database.log_is_whole)


def test_a_clock_that_is_behind_the_log(office: Office) -> None:
    entry = some_entries(office)[2]
    assert not found(machine.clock_is_right)
    AuditEntry.objects.filter(pk=entry.pk).update(at=timezone.now() + timedelta(hours=1))
    assert "Set the clock" in said(machine.clock_is_right)


def test_zones_of_yesterday(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(machine, "ZoneInfo", lambda name: timezone.get_fixed_timezone(360))
    assert "tzdata" in said(machine.clock_is_right)


@pytest.mark.parametrize(("free", "is_fault"), [(1 << 20, True), (1 << 30, False)])
def test_a_full_disk(free: int, is_fault: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda path: SimpleNamespace(free=free))
    [finding] = found(machine.there_is_room)
    assert finding.is_fault is is_fault
    assert f" {free >> 20} " in finding.sentence


def test_a_folder_that_others_read(own_folder: Path) -> None:
    assert not found(machine.data_is_ours)
    own_folder.chmod(0o755)
    assert f"chmod go= {own_folder}" in said(machine.data_is_ours)


def test_settings_that_contradict_each_other(settings) -> None:
    settings.DEBUG, settings.HTTPS = False, True
    settings.ADDRESS, settings.ALLOWED_HOSTS = "https://a.kz", ["a.kz"]
    assert not found(machine.settings_go_together)
    settings.DEBUG, settings.HTTPS, settings.ALLOWED_HOSTS = True, False, ["b.kz"]
    told = said(machine.settings_go_together)
    assert "KEZDESU_DEBUG is on" in told
    assert "KEZDESU_HTTPS=1" in told
    assert "KEZDESU_HOSTS=b.kz,a.kz" in told


def test_letters_that_nobody_sends(db: None) -> None:
    post(key="a", address="a@b.kz", subject="s", body="b")
    assert not found(worker.letters_are_sent)  # tests send into a list
    Letter.objects.update(due_at=timezone.now() - timedelta(hours=1))
    assert "Letters that wait: 1." in said(worker.letters_are_sent)


def test_letters_that_the_server_refused(db: None, settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.console.EmailBackend"
    post(key="a", address="a@b.kz", subject="s", body="b")
    Letter.objects.update(
        state=LetterState.FAILED, failure="550 no such user", ended_at=timezone.now()
    )
    told = said(worker.letters_are_sent)
    assert "550 no such user" in told
    assert "reach nobody" in told
    Letter.objects.update(failure="late")
    assert "550" not in said(worker.letters_are_sent)


def test_work_that_nobody_does(office: Office) -> None:
    run = ProposalRun.objects.create(
        office=office, starts_on="2023-01-01", ends_on="2023-06-30", seconds=9
    )
    assert not found(worker.long_work_is_done)
    ProposalRun.objects.filter(pk=run.pk).update(asked_at=timezone.now() - AGO)
    assert "kezdesu work" in said(worker.long_work_is_done)


def test_where_nobody_named_a_folder(office: Office) -> None:
    entries = some_entries(office)
    assert "ever been made" in said(nightly.there_is_a_backup)
    AuditEntry.objects.filter(pk=entries[1].pk).update(action="core.backup_made")
    [finding] = found(nightly.there_is_a_backup)
    assert "The last backup is of" in said(nightly.there_is_a_backup)
    assert not finding.is_fault


def test_the_backup_itself_is_looked_at(office: Office, tmp_path: Path, settings) -> None:
    some_entries(office)
    folder = settings.BACKUPS = tmp_path / "nights"
    assert "There is no folder" in said(nightly.there_is_a_backup)
    folder.mkdir()
    assert [finding.is_fault for finding in found(nightly.there_is_a_backup)] == [False]
    assert "same disk" in said(nightly.there_is_a_backup)

    back_up_when_due(timezone.localtime().replace(hour=3))
    [file] = folder.iterdir()
    assert [finding.is_fault for finding in found(nightly.there_is_a_backup)] == [False]
    seals = dict(AuditEntry.objects.values_list("pk", "seal"))
    for pk in seals:
        AuditEntry.objects.filter(pk=pk).update(seal=f"cut {pk}")
    assert "another installation" in said(nightly.there_is_a_backup)

    AuditEntry.objects.update(at=timezone.now() - AGO)
    file.write_bytes(file.read_bytes()[:100])
    assert "damaged" in said(nightly.there_is_a_backup)
    file.unlink()
    assert "There is no backup in" in said(nightly.there_is_a_backup)


def test_an_old_backup(office: Office, tmp_path: Path, settings, monkeypatch) -> None:
    some_entries(office)
    settings.BACKUPS = tmp_path
    back_up_when_due(timezone.localtime().replace(hour=3))
    monkeypatch.setattr(nightly, "MISSED", timedelta(seconds=-9))
    assert "The last backup is of" in said(nightly.there_is_a_backup)


def test_a_database_that_is_newer_than_the_program(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into django_migrations (app, name, applied)"
            " values ('core', '9999_later', '2026-01-01')"
        )
    assert "core 9999_later" in said(database.database_is_up_to_date)


def test_files_that_are_lost_or_cut_short(office: Office) -> None:
    for name in ("aa11", "bb22", "cc33"):
        Evidence.objects.create(
            office=office, record="0" * 32, kind="photo", file=name, size=3,
            sent_size=3, content_type="image/jpeg", digest=name, added_at=timezone.now(),
        )  # fmt: skip
    store.keep(store.path_of("aa11"), b"abc")
    store.keep(store.path_of("bb22"), b"a")
    told = said(evidence_is_there)
    assert "not whole: 2 (bb22, cc33)" in told


def test_an_installation_without_an_office(db: None) -> None:
    assert "kezdesu office" in said(offices_have_their_people)


def test_an_office_without_an_approver(office: Office) -> None:
    for role in (Role.COORDINATOR, Role.ADMINISTRATOR):
        make_user(office=office, role=role)
    [finding] = found(offices_have_their_people)
    assert not finding.is_fault
    assert said(offices_have_their_people).count(":") == 1
    assert "as: approver" in said(offices_have_their_people)
    approver = make_user(office=office, role=Role.APPROVER)
    assert not found(offices_have_their_people)
    approver.is_active = False
    approver.save()
    assert found(offices_have_their_people)


def test_the_doctor_ends_with_a_fault(db: None, capsys, own_folder: Path) -> None:
    call_command("doctor")
    own_folder.chmod(0o755)
    with pytest.raises(CommandError, match="1"):
        call_command("doctor")
    assert f"→ chmod go= {own_folder}" in capsys.readouterr().out


def test_without_a_database_nothing_more_is_looked_at(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []

    def broken() -> list[Finding]:
        return [Finding("no", "database")]

    monkeypatch.setattr(examining, "_looks", [("first", broken), ("next", looked.append)])
    assert [each.title for each in examining.examine()] == ["first"]
    assert looked == []


def test_a_look_that_cannot_look_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    def unreadable() -> list[Finding]:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(examining, "_looks", [("one", unreadable)])
    [examined] = examining.examine()
    assert examined.has_faults
    assert "Permission denied" in examined.findings[0].sentence


def test_only_some_names_are_listed() -> None:
    with override("en"):
        assert examining.listed("abc") == "a, b, c"
        assert examining.listed("abcdefgh") == "a, b, c, d, e, and 3 more"

"""A backup holds all there is, of one moment; a restoration is all of it or nothing."""

import json
import os
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime, timedelta
from pathlib import Path
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import connection, transaction

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.backup import make_backup, nightly, read_contents, restore, tables
from kezdesu.core.backup.appearing import appearing_whole
from kezdesu.core.backup.archive import CONTENTS
from kezdesu.core.choices import LetterState
from kezdesu.core.errors import Refused
from kezdesu.core.files import store
from kezdesu.core.models import AuditEntry, Letter
from kezdesu.core.outbox import post
from kezdesu.figures.models import KeptCount
from tests.factories import make_meeting, make_person, make_plan, make_post, make_track, make_visit
from tests.installation import Installation, fresh

AT_TWO = datetime.fromisoformat("2026-11-27T02:00:00+05:00")


@pytest.fixture(autouse=True)
def own_uploads(tmp_path: Path, settings) -> None:
    settings.MEDIA_ROOT = tmp_path / "uploads"
    settings.BACKUPS = None


@pytest.fixture
def full(office: Office, coordinator: User) -> Office:
    """An installation with what is hard to carry: lists, moments, pairs, bytes, tables between."""
    track = make_track(office)
    person = make_person(office, "Әлия Ғабитқызы")
    make_visit(make_plan(track, "approved"), crew=[person])
    make_meeting(track, speakers=[person])
    make_post(office)
    KeptCount.objects.create(
        office=office, period="2023-H1", what="x", stamp=1, program="p", content=b"\x00\xff\n"
    )
    with transaction.atomic():
        audit.record("tests.done", office, by=coordinator, quote="«ә» \n\\ \u2028", many=[1, 2.5])
    name = store.new_name()
    store.keep(store.path_of(name), b"\x00photo\xff")
    return office


def tables_in(file: Path) -> dict[str, list[str]]:
    """The lines of each table but for those that a restoration adds to."""
    with ZipFile(file) as archive:
        return {
            name: archive.read(name).decode().splitlines()
            for name in archive.namelist()
            if name.startswith("tables/") and name != "tables/core.auditentry.jsonl"
        }


def test_it_comes_back_to_the_last_row_in_either_database(full: Office, tmp_path: Path) -> None:
    first = make_backup(tmp_path / "first.zip")
    for number, other in enumerate(installations(tmp_path)):
        other.kezdesu("restore", str(first))
        second = tmp_path / f"second-{number}.zip"
        other.kezdesu("backup", str(second))

        assert tables_in(second) == tables_in(first)
        other.kezdesu("audit", "verify", "--backup", str(first))
        # New rows are numbered on.
        other.python(
            "from tests.factories import make_office, make_user;"
            "from kezdesu.accounts.choices import Role;"
            "make_user(office=make_office('next'), role=Role.SPEAKER)"
        )


def installations(folder: Path) -> Iterator[Installation]:
    """A new one on SQLite, and on PostgreSQL where the tests run on it."""
    (folder / "embedded").mkdir()
    yield Installation(folder / "embedded")
    if connection.vendor == "postgresql":
        (folder / "server").mkdir()
        with fresh(folder / "server") as other:
            yield other


def test_an_older_one_is_brought_up_to_date(tmp_path: Path) -> None:
    """Letters had no end of their truth before core's fourth migration."""
    for name in ("old", "new"):
        (tmp_path / name).mkdir()
    old, new = Installation(tmp_path / "old"), Installation(tmp_path / "new")
    old.kezdesu("migrate", "core", "0003", "--verbosity", "0")
    old.python(
        "from django.db import connection as c, transaction; from kezdesu.core import audit;"
        "from kezdesu.core.models import AuditEntry\n"
        "with transaction.atomic(): audit.record('tests.done', AuditEntry(pk=1), by=None)\n"
        'c.cursor().execute("insert into core_letter (key, address, subject, body, state, attempt,'
        " posted_at, due_at, failure) values ('k', 'a@b.kz', 's', 'b', 'waiting', 0,"
        " '2023-01-01', '2023-01-01', '')\")"
    )
    old.kezdesu("backup", str(tmp_path / "old.zip"))
    new.kezdesu("restore", str(tmp_path / "old.zip"))

    said = new.told(
        "import json; from kezdesu.core.models import Letter;"
        "print(json.dumps(Letter.objects.values('key', 'state', 'until', 'address').get()))"
    )
    assert said == {"key": "k", "state": LetterState.UNSURE, "until": None, "address": ""}


@pytest.mark.django_db(transaction=True)
def test_who_writes_meanwhile_neither_waits_nor_shows() -> None:
    User.objects.create_user("before")

    def write() -> None:
        User.objects.create_user("meanwhile")
        connection.close()

    with tables.one_moment():
        assert User.objects.count() == 1
        writer = threading.Thread(target=write)
        writer.start()
        writer.join(10)
        assert not writer.is_alive()
        assert User.objects.count() == 1
    assert User.objects.count() == 2


def test_who_is_signed_in_is_nobodys_business(full: Office, coordinator_client, tmp_path: Path):
    file = make_backup(tmp_path / "b.zip")
    assert not [name for name in tables_in(file) if "session" in name]
    assert file.stat().st_mode & 0o077 == 0


def test_it_is_told_in_the_log(full: Office, tmp_path: Path) -> None:
    seal = audit.last_seal()
    make_backup(tmp_path / "b.zip")
    last = AuditEntry.objects.latest("id")
    assert last.action == "core.backup_made"
    assert last.changes["seal"] == seal
    assert last.changes["files"] == 1


def test_how_far_it_is_is_told(full: Office, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    make_backup(tmp_path / "b.zip", lambda done, of: told.append((done, of)))
    rows = [(done, of) for done, of in told if of > 1]
    assert rows == sorted(rows)
    assert rows[-1][0] == rows[-1][1] == read_contents(tmp_path / "b.zip").row_count


def test_a_file_swept_away_meanwhile_is_left_out(full: Office, tmp_path: Path, monkeypatch) -> None:
    write = ZipFile.write

    def swept(self: ZipFile, path: Path, name: str, *rest: object) -> None:
        if name.startswith("uploads/"):
            Path(path).unlink()
        write(self, path, name, *rest)

    monkeypatch.setattr(ZipFile, "write", swept)
    assert read_contents(make_backup(tmp_path / "b.zip")).files == 0


def test_nothing_is_not_backed_up(db: None, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="жоқ"):
        make_backup(tmp_path / "b.zip")
    assert not list(tmp_path.glob("b.zip*"))


def test_a_file_that_is_there_stays(full: Office, tmp_path: Path) -> None:
    (tmp_path / "b.zip").write_text("mine")
    with pytest.raises(Refused, match=r"b\.zip"):
        make_backup(tmp_path / "b.zip")
    assert (tmp_path / "b.zip").read_text() == "mine"


def test_a_folder_that_is_not_there_is_named(full: Office, tmp_path: Path) -> None:
    with pytest.raises(Refused, match="nowhere"):
        make_backup(tmp_path / "nowhere" / "b.zip")


def test_into_a_folder_it_is_named_by_the_moment(full: Office, tmp_path: Path) -> None:
    assert re.fullmatch(r"kezdesu-20\d\d-\d\d-\d\d-\d{6}\.zip", make_backup(tmp_path).name)


def test_a_full_disk_leaves_nothing_behind(full: Office, tmp_path: Path, monkeypatch) -> None:
    def full_disk(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full_disk)
    with pytest.raises(Refused, match="No space left"):
        make_backup(tmp_path / "b.zip")
    assert not list(tmp_path.glob("b.zip*"))
    assert AuditEntry.objects.latest("id").action == "tests.done"


def damaged(file: Path) -> Path:
    """One bit is another within its largest part: of a part's heading some bits say nothing."""
    with ZipFile(file) as archive:
        largest = max(archive.infolist(), key=lambda part: part.compress_size)
    content = bytearray(file.read_bytes())
    data = largest.header_offset + 30 + len(largest.filename)
    content[data + largest.compress_size // 2] ^= 1
    file.write_bytes(content)
    return file


def changed(file: Path, **said: object) -> Path:
    """The backup with another table of contents."""
    other = file.with_name("changed.zip")
    with ZipFile(file) as source, ZipFile(other, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == CONTENTS:
                content = json.dumps(json.loads(content) | said).encode()
            target.writestr(name, content)
    return other


@pytest.fixture
def backup(full: Office, tmp_path: Path) -> Path:
    return make_backup(tmp_path / "b.zip")


def test_what_is_no_backup_is_refused_in_a_sentence(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "text.zip").write_text("hello")
    with ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("hello.txt", "hello")
    more = read_contents(backup).rows | {"core.more": 1}
    for file, word in [
        (tmp_path / "none.zip", "none.zip"),
        (tmp_path, "оқылмады"),
        (tmp_path / "text.zip", "бүлінген"),
        (tmp_path / "other.zip", "бүлінген"),
        (changed(backup, format=99), "жаңарақ"),
    ]:
        with pytest.raises(Refused, match=word):
            read_contents(file)
    for said in ({"rows": more}, {"files": 7}):
        with pytest.raises(Refused, match="бүлінген"):
            read_contents(changed(backup, **said))
    with pytest.raises(Refused, match="бүлінген"):
        read_contents(damaged(backup))


def test_one_of_a_newer_version_is_refused(backup: Path) -> None:
    newer = changed(backup, applied=[["core", "0001_initial"], ["core", "9999_later"]])
    with pytest.raises(Refused, match="жаңарақ"):
        restore(newer)


def test_where_somebody_works_nothing_is_restored(backup: Path) -> None:
    before = list(User.objects.values_list("username", flat=True))
    with pytest.raises(Refused, match="KEZDESU_DATA"):
        restore(backup)
    assert list(User.objects.values_list("username", flat=True)) == before


def test_over_files_nothing_is_restored(backup: Path) -> None:
    """An installation without people, but not without files, is not a new one."""
    AuditEntry.objects.all().delete()
    User.objects.all().delete()
    with pytest.raises(Refused, match="uploads"):
        restore(backup)


def with_lines(file: Path, table: str, lines: bytes) -> Path:
    """The backup with more lines in one table."""
    other = file.with_name("bad.zip")
    with ZipFile(file) as source, ZipFile(other, "w") as target:
        for name in source.namelist():
            more = lines if name == f"tables/{table}.jsonl" else b""
            target.writestr(name, source.read(name) + more)
    return other


def refused(other: Installation, *arguments: str) -> str:
    """What the command says against it, in one sentence."""
    done = subprocess.run(
        [sys.executable, "-m", "kezdesu.cli", *arguments],
        env=other.environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    return done.stderr


def test_what_does_not_fit_leaves_nothing_behind(backup: Path, tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    other = Installation(tmp_path / "new")
    bad = with_lines(backup, "accounts.user", b"[1]\n")
    assert "bad.zip" in refused(other, "restore", str(bad))
    assert not list(other.folder.glob("uploads*"))

    pair = b'[4242,4242,4242,"speaker"]\n'
    bad = with_lines(backup, "accounts.membership", pair)
    assert "bad.zip" in refused(other, "restore", str(bad))
    assert not list(other.folder.glob("uploads*"))

    (other.folder / "uploads").mkdir()
    (other.folder / "uploads" / "README").write_text("mine")
    assert "uploads" in refused(other, "restore", str(backup))
    assert (other.folder / "uploads" / "README").read_text() == "mine"
    (other.folder / "uploads" / "README").unlink()
    other.kezdesu("restore", str(backup))


def test_letters_that_waited_are_not_sent_again(full: Office, tmp_path: Path) -> None:
    post(key="a", address="a@b.kz", subject="s", body="b")
    (tmp_path / "new").mkdir()
    other = Installation(tmp_path / "new")
    other.kezdesu("restore", str(make_backup(tmp_path / "b.zip")))
    said = other.told(
        "import json; from kezdesu.core.models import Letter;"
        "print(json.dumps(Letter.objects.values('state', 'address', 'body').get()))"
    )
    assert said == {"state": LetterState.UNSURE, "address": "", "body": ""}
    assert Letter.objects.get().state == LetterState.WAITING


def test_files_of_no_clock_and_of_nobody_are_no_reason_to_have_none(
    full: Office, tmp_path: Path, settings
) -> None:
    [photo] = Path(settings.MEDIA_ROOT).glob("*/*")
    os.utime(photo, (0, 0))
    (photo.parent / "Thumbs.db").write_text("")
    assert read_contents(make_backup(tmp_path / "b.zip")).files == 1


def test_a_database_that_a_newer_program_updated_is_not_backed_up(
    full: Office, tmp_path: Path
) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "insert into django_migrations (app, name, applied)"
            " values ('core', '9999_later', '2026-01-01')"
        )
    with pytest.raises(Refused, match="9999_later"):
        make_backup(tmp_path / "b.zip")
    assert not list(tmp_path.glob("b.zip*"))


@pytest.mark.parametrize("at", range(40, 4000, 90))
def test_a_damaged_file_is_refused_or_reads_the_same(at: int, backup: Path) -> None:
    """A byte may also be one that says nothing: a day in the zip's own table."""
    whole = read_contents(backup)
    content = bytearray(backup.read_bytes())
    content[-at] ^= 0xFF
    backup.write_bytes(content)
    with suppress(Refused):
        assert read_contents(backup) == whole


def test_a_log_that_was_cut_off_shows_against_a_backup(full: Office, backup: Path) -> None:
    call_command("audit", "verify", backup=backup)
    last = AuditEntry.objects.get(seal=read_contents(backup).seal)
    AuditEntry.objects.filter(pk__gte=last.pk).delete()
    call_command("audit", "verify")
    with pytest.raises(CommandError, match="кесілген"):
        call_command("audit", "verify", backup=backup)


def test_which_backups_stay() -> None:
    today = date(2026, 11, 27)
    days = [date.fromordinal(today.toordinal() - back) for back in range(800)]
    gone = nightly.superfluous(days)
    stay = sorted(set(days) - gone)
    assert stay[-14:] == days[13::-1]
    assert [f"{day:%m-%d}" for day in stay[:-14]] == [
        *("12-01", "01-01", "02-01", "03-01", "04-01", "05-01", "06-01", "07-01", "08-01"),
        *("09-01", "10-01", "11-01"),
    ]
    assert nightly.superfluous([date(2026, 3, 9)]) == set()


def test_a_clock_that_jumps_takes_no_old_backup_away() -> None:
    days = [date(2026, 11, day) for day in range(1, 28)]
    kept = set(days) - nightly.superfluous([*days, date(2096, 1, 1)])
    assert set(days[-13:]) <= kept
    assert date(2026, 11, 1) in kept


def test_a_backup_each_night(full: Office, tmp_path: Path, settings) -> None:
    folder = tmp_path / "nights"
    folder.mkdir()
    for day in (5, 6, *range(10, 24)):
        (folder / f"kezdesu-2020-01-{day:02}.zip").write_text("old")
    (folder / "kezdesu-2020-01-05.zip.part").write_text("of somebody who died")
    (folder / "kezdesu-9999-99-99.zip").write_text("no day")
    (folder / "letters.zip").write_text("not ours")
    nightly.back_up_when_due(AT_TWO)  # no folder is named
    settings.BACKUPS = folder
    nightly.back_up_when_due(AT_TWO - timedelta(minutes=1))  # not yet
    assert len(list(folder.iterdir())) == 19
    for _again in range(2):
        nightly.back_up_when_due(AT_TWO)
    names = {path.name for path in folder.iterdir()}
    assert names == {
        *("kezdesu-2026-11-27.zip", "kezdesu-9999-99-99.zip", "letters.zip"),
        *(f"kezdesu-2020-01-{day:02}.zip" for day in (5, *range(11, 24))),
    }
    assert AuditEntry.objects.filter(action="core.backup_made").count() == 1


def test_of_two_workers_one_makes_it(full: Office, tmp_path: Path, settings) -> None:
    settings.BACKUPS = tmp_path
    file = tmp_path / "kezdesu-2026-11-27.zip"
    with appearing_whole(file) as part:
        part.write_text("another one's")
        nightly.back_up_when_due(AT_TWO)
        assert part.read_text() == "another one's"
        with pytest.raises(Refused, match="жазылып жатыр"):
            make_backup(file)
    assert file.read_text() == "another one's"
    assert not list(tmp_path.glob("*.part"))


def test_what_somebody_who_died_left_behind_is_written_over(full: Office, tmp_path: Path) -> None:
    (tmp_path / "b.zip.part").write_text("half")
    assert read_contents(make_backup(tmp_path / "b.zip")).files == 1
    assert not list(tmp_path.glob("*.part"))

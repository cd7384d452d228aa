"""What a backup file is: a zip with a table of contents, the tables, the uploads and the key."""

import json
import re
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final
from zipfile import BadZipFile, ZipFile

from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

FORMAT: Final = 1
CONTENTS: Final = "kezdesu.json"
KEY: Final = "secret.key"
UPLOAD: Final = re.compile(r"uploads/([0-9a-z]{2}/[0-9a-z]+(?:\.small)?)")
# What reading a file that is no zip of ours, or not a whole one, ends in, as files with changed
# bytes have shown.
_UNREADABLE: Final = (
    *(BadZipFile, EOFError, zlib.error),  # its frame or its content is broken
    RuntimeError,  # a broken head asks for a password, or for a way to pack that nobody knows
    *(KeyError, ValueError, TypeError),  # the table of contents is missing or says something else
)


@dataclass(frozen=True, slots=True)
class Contents:
    """The table of contents: how much of what there is, and what made it."""

    made_at: datetime
    version: str
    database: str  # sqlite or postgresql: either is restored into either
    seal: str  # of the last entry of the audit log
    applied: tuple[tuple[str, str], ...]  # migrations
    rows: dict[str, int]  # of each table
    files: int
    format: int = FORMAT

    @property
    def row_count(self) -> int:
        return sum(self.rows.values())


def table_entry(label: str) -> str:
    return f"tables/{label}.jsonl"


def contents_as_json(contents: Contents) -> str:
    return json.dumps(asdict(contents), ensure_ascii=False, indent=1, default=str)


def read_contents(path: Path) -> Contents:
    """The table of contents of a backup whose every byte was read and found whole."""
    with _reading(path), ZipFile(path) as archive:
        contents = _contents(path, archive)
        if archive.testzip() or not _is_complete(contents, set(archive.namelist())):
            raise BadZipFile
    return contents


def glimpse(path: Path) -> Contents:
    """The table of contents alone, at once however large the file is."""
    with _reading(path), ZipFile(path) as archive:
        return _contents(path, archive)


@contextmanager
def _reading(path: Path) -> Iterator[None]:
    """What stands against reading it, in a sentence."""
    try:
        yield
    except FileNotFoundError as error:
        raise Refused(_("There is no file “%(file)s”.") % {"file": path}) from error
    except OSError as error:
        about = {"file": path, "why": error.strerror or error}
        raise Refused(_("%(file)s cannot be read: %(why)s.") % about) from error
    except _UNREADABLE as error:
        sentence = _("“%(file)s” is damaged or no backup: take another one.")
        raise Refused(sentence % {"file": path}) from error


def _contents(path: Path, archive: ZipFile) -> Contents:
    said: dict[str, Any] = json.loads(archive.read(CONTENTS))
    if said["format"] > FORMAT:
        raise Refused(newer(path))
    said["made_at"] = datetime.fromisoformat(said["made_at"])
    said["applied"] = tuple((app, name) for app, name in said["applied"])
    return Contents(**said)


def _is_complete(contents: Contents, names: set[str]) -> bool:
    uploads = sum(1 for name in names if UPLOAD.fullmatch(name))
    return uploads == contents.files and names >= {table_entry(label) for label in contents.rows}


def newer(path: Path) -> str:
    return _("“%(file)s” was made by a newer Kezdesu: install that one first.") % {"file": path}

"""Files that appear under their name only when they are whole."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.utils.translation import gettext as _

from kezdesu.core.errors import Refused

ENDING = ".part"


@contextmanager
def appearing_whole(file: Path) -> Iterator[Path]:
    """A name to write under, which becomes `file` at the end, or is gone.

    Whoever writes holds a lock on it: what nobody holds was left behind by somebody who died.
    """
    part = file.with_name(file.name + ENDING)
    with refusing(file):
        descriptor = os.open(part, os.O_RDWR | os.O_CREAT, 0o600)
    try:
        if not _is_ours(descriptor):
            raise Refused(_("Another backup is being written to “%(file)s”.") % {"file": file})
        try:
            with refusing(file):
                _refuse_what_is_there(file)
                yield part
                _appear(part, file)
        finally:
            part.unlink(missing_ok=True)
    finally:
        os.close(descriptor)


def sweep(folder: Path, pattern: str) -> None:
    """Take away what was left half written; what somebody writes now stays."""
    for part in folder.glob(pattern + ENDING):
        with open(part, "rb") as file:
            if _is_ours(file.fileno()):
                part.unlink(missing_ok=True)


@contextmanager
def refusing(path: Path) -> Iterator[None]:
    """What the disk says against writing, in a sentence."""
    try:
        yield
    except OSError as error:
        about = {"file": path, "why": error.strerror or error}
        raise Refused(_("%(file)s cannot be written: %(why)s.") % about) from error


def wait_for_the_disk(path: Path) -> None:
    """Of a file its content, of a folder the names in it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _is_ours(descriptor: int) -> bool:
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _refuse_what_is_there(file: Path) -> None:
    if file.exists():
        sentence = _("There is a file “%(file)s” already; choose another name.")
        raise Refused(sentence % {"file": file})


def _appear(part: Path, file: Path) -> None:
    wait_for_the_disk(part)
    _refuse_what_is_there(file)
    part.rename(file)
    wait_for_the_disk(file.parent)

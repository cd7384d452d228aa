"""Where kept files lie: outside the web root, under names that tell nothing.

A file is whole on the disk before a row names it; a file without a row is swept away.
"""

import os
import secrets
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from django.conf import settings

SMALL: Final = ".small"  # ends the name of a photo's thumbnail
FORGOTTEN_SECONDS: Final = 24 * 60 * 60


def new_name(shelf: str = "") -> str:
    """`shelf`, a letter beyond f, keeps an app's files out of the sweeping of evidence."""
    return shelf + secrets.token_hex(16)


def path_of(name: str) -> Path:
    return _folder() / name[:2] / name


def small_path_of(name: str) -> Path:
    return path_of(name + SMALL)


def keep(path: Path, content: bytes) -> None:
    """Write a new file and wait until the disk has it."""
    with open(_descriptor(path, os.O_EXCL), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def write_at(path: Path, offset: int, content: bytes) -> None:
    """Put a chunk in its place; writing the same chunk again changes nothing.

    It does not wait for the disk: the hash of the whole file is asked before anything is kept.
    """
    with open(_descriptor(path, 0), "r+b") as file:
        file.seek(offset)
        file.write(content)


def discard(name: str) -> None:
    path_of(name).unlink(missing_ok=True)
    small_path_of(name).unlink(missing_ok=True)


def forgotten_names() -> Iterator[str]:
    """Names in the store, but for those of a shelf, that nobody has touched for a day."""
    limit = time.time() - FORGOTTEN_SECONDS
    for path in _folder().glob("[0-9a-f][0-9a-f]/*"):
        if path.stat().st_mtime < limit:
            yield path.name.removesuffix(SMALL)


def _descriptor(path: Path, flags: int) -> int:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    return os.open(path, os.O_RDWR | os.O_CREAT | flags, 0o600)


def _folder() -> Path:
    return Path(settings.MEDIA_ROOT)

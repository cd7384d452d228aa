"""Compilation with a cache that cannot go stale.

Numba renews a cached function when its own file changes, not when a function that it calls does.
So the cache lies in a folder named after the content of all the files that it is made of:
those of its own package, and what ``planner/search`` lends to the others.
"""

from __future__ import annotations

import builtins
import os
import tempfile
from collections.abc import Callable
from functools import cache
from hashlib import sha256
from pathlib import Path
from types import SimpleNamespace
from typing import Any, ParamSpec, TypeVar, cast

import numba
import numba.core.registry
import numba.core.utils

Parameters = ParamSpec("Parameters")
Result = TypeVar("Result")

_HERE = Path(__file__).parent
_LENT = ("chance.py", "compiled.py", "handles.py", "types.py", "../rules/names.py")


def _folder(package: Path) -> str:
    lent = [_HERE / name for name in _LENT]
    sources = [*sorted(package.glob("*.py")), *lent]
    stamp = sha256(b"".join(source.read_bytes() for source in sources)).hexdigest()[:16]
    near = _HERE / "__pycache__"
    try:
        near.mkdir(exist_ok=True)
        writable = os.access(near, os.W_OK)
    except OSError:
        writable = False
    home = near if writable else Path(tempfile.gettempdir()) / f"planner-cache-{os.getuid()}"
    return str(home / stamp)


@cache
def _folder_of(file: str) -> str:
    return os.environ.get("NUMBA_CACHE_DIR") or _folder(Path(file).parent)


def _optimise_lightly() -> None:
    """Level 1 compiles in two thirds of the time of level 3, and the search runs as fast."""
    config: Any = numba.config
    if "NUMBA_OPT" not in os.environ:
        config.OPT = type(config.OPT)("1")


_optimise_lightly()


def _read_the_names_of_python() -> None:
    """Numba goes through them once: here through a copy, since a thread beside may add one."""
    names: Any = numba.core.utils
    names.builtins, real = SimpleNamespace(**vars(builtins)), names.builtins
    try:
        _ = numba.core.registry.cpu_target.target_context
    finally:
        names.builtins = real


_read_the_names_of_python()


def compiled(function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """The function compiled to machine code at its first call, kept for the next process."""
    return kept_with(function.__code__.co_filename, function)


def kept_with(file: str, function: Callable[Parameters, Result]) -> Callable[Parameters, Result]:
    """Compiled, and kept until a source of the package changes to which ``file`` belongs."""
    config: Any = numba.config
    before, config.CACHE_DIR = config.CACHE_DIR, _folder_of(file)
    try:
        made = numba.njit(cache=True, error_model="numpy", nogil=True)(function)
    finally:
        config.CACHE_DIR = before
    return cast("Callable[Parameters, Result]", made)

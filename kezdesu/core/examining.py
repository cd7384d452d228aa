"""Whether an installation is well: each app's `health` names what it looks at, `doctor` looks."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import DatabaseError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from .contributions import load_each

SHOWN: Final = 5  # names in a sentence; the rest are counted


@dataclass(frozen=True, slots=True)
class Finding:
    """What is not as it should be, and what to do; an advice when nothing is broken yet."""

    sentence: str
    remedy: str
    is_fault: bool = True


def advice(sentence: str, remedy: str) -> Finding:
    return Finding(sentence, remedy, is_fault=False)


Look = Callable[[], Iterable[Finding]]


@dataclass(frozen=True, slots=True)
class Examined:
    """What was looked at, and what was found."""

    title: str
    findings: tuple[Finding, ...]

    @property
    def has_faults(self) -> bool:
        return any(finding.is_fault for finding in self.findings)


_looks: list[tuple[str | Promise, Look]] = []


def looks_at(title: str | Promise) -> Callable[[Look], Look]:
    """Makes a function one of the things that are looked at; it belongs into an app's `health`."""

    def register(look: Look) -> Look:
        _looks.append((title, look))
        return look

    return register


def examine() -> Iterator[Examined]:
    """One thing after the other, the lowest first; nothing more where the database is not ready."""
    load_each("health")
    for number, (title, look) in enumerate(_looks):
        examined = Examined(str(title), tuple(_found(look)))
        yield examined
        if number == 0 and examined.has_faults:
            return


def listed(names: Iterable[str]) -> str:
    names = list(names)
    more = len(names) - SHOWN
    rest = [_("and %(count)s more") % {"count": more}] if more > 0 else []
    return ", ".join([*names[:SHOWN], *rest])


def moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"


def _found(look: Look) -> Iterable[Finding]:
    try:
        return list(look())
    except (DatabaseError, OSError) as error:
        sentence = _("It could not be looked at: %(why)s.") % {"why": error}
        return [Finding(sentence, _("See that the database and the data folder can be read."))]

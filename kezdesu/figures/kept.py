"""What each office of a tree counts by itself, kept until a record of it changes.

Every service writes an entry of the audit log inside its own transaction, and entries are numbered
in the order in which they take effect. So what was counted when entry N was the last holds until
an entry after N speaks of the office. The end of the log is read before anything is counted: what
comes in meanwhile is then after N, and the office is counted once more. Decision 20 says the rest.
"""

import json
import zlib
from collections.abc import Collection, Iterable
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

from django.apps import apps
from django.db.models import Max, Q

import kezdesu
from kezdesu.core.models import AuditEntry
from kezdesu.core.periods import Period

from .counting import count
from .ground import Ground
from .models import KeptCount

# By what path a record that an entry speaks of belongs to an office.
OFFICE_OF: Final = {
    "accounts.office": "pk",
    "meetings.meeting": "track__programme__office",
    "places.district": "office",
    "places.place": "office",
    "places.placekind": "office",
    "programmes.programme": "office",
    "programmes.target": "track__programme__office",
    "programmes.theme": "office",
    "programmes.track": "programme__office",
    "schedule.plan": "track__programme__office",
}
# Records of which nothing is kept: figures of people and of the press are counted at each asking.
# Nor are photos and papers of meetings counted, whose records may not even be there yet.
NOT_COUNTED: Final = {
    "accounts.user",
    "figures.peopleestimate",
    "meetings.cause",
    "meetings.topic",
    "newsroom.comment",
    "newsroom.post",
    "people.body",
    "people.category",
    "people.group",
    "people.person",
    "people.seat",
    "people.skill",
    "press.outlet",
    "press.publication",
    "programmes.periodlock",
    "programmes.specialday",
    "reports.report",
    "reports.texttemplate",
    "schedule.calendarlink",
    "schedule.proposalrun",
}
_MANY: Final = 1_000  # entries behind the end of the log, after which it is noted how far was read
_AT_ONCE: Final = 5_000  # numbers in one question


def counts_of(ground: Ground, period: Period, what: str) -> dict[int, Any]:
    """By office, in the order of the tree; `what` is a key of `counting.COUNTERS`.

    An office alone is counted at each asking. Of a tree: three queries when nothing has changed,
    one more for each kind of record that did, and the counting of the offices whose records did.
    """
    if not ground.is_tree:
        return {ground.office.pk: count(ground, period, what)}
    end = _end_of_the_log()
    asked = KeptCount.objects.filter(office__in=ground.offices, period=period.code, what=what)
    kept = {row.office_id: row for row in asked.filter(program=program(), stamp__lte=end)}
    changed = _Changes(min((row.stamp for row in kept.values()), default=end), end)
    holding = {pk: row for pk, row in kept.items() if not changed.after(row.stamp, pk)}
    counted = {
        pk: count(ground.only(pk), period, what) for pk in ground.offices if pk not in holding
    }
    _keep(counted, period, what, end)
    _note_how_far(holding.values(), end)
    return {pk: counted[pk] if pk in counted else _read(holding[pk]) for pk in ground.offices}


class _Changes:
    """The last entry after `begin`, up to `end`, that speaks of each office, or of any."""

    def __init__(self, begin: int, end: int) -> None:
        self.last: dict[int, int] = {}
        self.last_of_any = 0
        entries = AuditEntry.objects.filter(id__gt=begin, id__lte=end)
        if begin < end:
            others = Q(subject_type__in=NOT_COUNTED) | Q(action__startswith="meetings.evidence_")
            subjects = entries.exclude(others).order_by()
            found = subjects.values_list("subject_type", "subject_id").annotate(last=Max("id"))
            self._learn(found)

    def after(self, stamp: int, office: int) -> bool:
        return max(self.last.get(office, 0), self.last_of_any) > stamp

    def _learn(self, found: Iterable[tuple[str, str, int]]) -> None:
        by_type: dict[str, dict[str, int]] = {}
        for model, pk, last in found:
            by_type.setdefault(model, {})[pk] = last
        for model, lasts in by_type.items():
            offices = _offices_of(model, lasts)
            for pk, last in lasts.items():
                office = offices.get(pk)
                if office is None:  # of what is not known here, or is no longer there
                    self.last_of_any = max(self.last_of_any, last)
                else:
                    self.last[office] = max(self.last.get(office, 0), last)


def _offices_of(model: str, ids: Collection[str]) -> dict[str, int]:
    """Of what is there, by its number as the log writes it."""
    if model not in OFFICE_OF:
        return {}
    table, asked = apps.get_model(model)._default_manager, list(ids)
    parts = [asked[start : start + _AT_ONCE] for start in range(0, len(asked), _AT_ONCE)]
    found: dict[str, int] = {}
    for part in parts:
        rows = table.filter(pk__in=part).values_list("pk", OFFICE_OF[model])
        found |= {str(pk): office for pk, office in rows}
    return found


def _end_of_the_log() -> int:
    return AuditEntry.objects.aggregate(last=Max("id"))["last"] or 0


def _keep(counted: dict[int, Any], period: Period, what: str, end: int) -> None:
    rows = [
        KeptCount(
            office_id=office,
            period=period.code,
            what=what,
            stamp=end,
            program=program(),
            content=zlib.compress(json.dumps(each, ensure_ascii=False).encode()),
        )
        for office, each in counted.items()
    ]
    KeptCount.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["office", "period", "what"],
        update_fields=["stamp", "program", "content"],
    )


def _note_how_far(holding: Iterable[KeptCount], end: int) -> None:
    """So that the same entries are not read for ever; a row that another worker renewed stays."""
    for row in holding:
        if end - row.stamp > _MANY:
            KeptCount.objects.filter(pk=row.pk, stamp=row.stamp).update(stamp=end)


def _read(row: KeptCount) -> Any:
    return json.loads(zlib.decompress(row.content))


@cache
def program() -> str:
    """Of every line of the program: a later one may count in another way."""
    root = Path(kezdesu.__file__).parent
    seal = sha256()
    for path in sorted(root.rglob("*.py")):
        seal.update(path.read_bytes())
    return seal.hexdigest()[:16]

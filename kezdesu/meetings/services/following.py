"""Files follow the record that counts: what was photographed at a meeting stays with the meeting.

Each remembers the record it was sent with, so that a choice between two records can be undone.
"""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import User
from kezdesu.core import audit
from kezdesu.core.errors import Refused

from ..models import Evidence, Meeting


def bring_along(
    *, meeting: Meeting, other: Meeting, files: Collection[UUID] | None, by: User | None
) -> list[str]:
    """Move files of `other` to the record that counts, all of them or those named.

    Of deleted files none moves. Answers the numbers of those that moved.
    """
    found = Evidence.objects.filter(record=other.pk, deleted_at__isnull=True)
    if files is not None:
        found = found.filter(pk__in=files)
    moved = _moved(found.select_for_update(), to=meeting.pk)
    if moved:
        audit.record("meetings.files_brought", meeting, by=by, files=moved, of=str(other.pk))
    return moved


def take_home(*, meeting: Meeting, by: User | None) -> None:
    """Give a record that is no longer set aside the files back that came with it."""
    moved = _moved(Evidence.objects.filter(came_with=meeting.pk).select_for_update(), to=meeting.pk)
    if moved:
        audit.record("meetings.files_taken_back", meeting, by=by, files=moved)


@transaction.atomic
def give_back(*, evidence: Evidence, by: User | None) -> Evidence:
    """Put one file back to the record it was sent with."""
    evidence = Evidence.objects.select_for_update().get(pk=evidence.pk)
    if evidence.came_with is None:
        raise Refused(_("The file is with the record it was sent with."))
    away, home = Meeting(pk=evidence.record), Meeting(pk=evidence.came_with)
    _moved([evidence], to=home.pk)
    said = {"evidence": evidence.pk, "from": str(away.pk), "to": str(home.pk)}
    audit.record_all(
        [audit.Act("meetings.file_given_back", each, said) for each in (away, home)], by=by
    )
    return evidence


def record_to_follow(record: UUID) -> UUID:
    """Where a file of `record` belongs now: with the record for which it was set aside."""
    seen = {record}
    while True:
        pk = Meeting.objects.filter(pk=record).values_list("set_aside_for", flat=True).first()
        if pk is None or pk in seen:
            return record
        seen.add(pk)
        record = pk


def _moved(files: Iterable[Evidence], *, to: UUID) -> list[str]:
    rows = list(files)
    for row in rows:
        sent_with = row.came_with or row.record
        row.record, row.came_with = to, None if sent_with == to else sent_with
    Evidence.objects.bulk_update(rows, ["record", "came_with"])
    return [str(row.pk) for row in rows]

"""What the records of one call name, looked up in a handful of queries before anything is kept."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office
from kezdesu.core.errors import Refused
from kezdesu.people.models import Person
from kezdesu.places.models import Place
from kezdesu.programmes.locking import locks_in_force, refuse_outside, refuse_within
from kezdesu.programmes.models import Programme, Theme, Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

from ..content import Content
from ..models import Cause, Topic
from .facts import columns
from .sent import AskedSent, Sent

_WAS_IN_FORCE = (PlanStatus.APPROVED, PlanStatus.SUPERSEDED)


class Lookup:
    """The office's rows that the records may name."""

    def __init__(self, office: Office, sent: Sequence[Sent]) -> None:
        self.office = office
        self._locks = locks_in_force(office)
        self._programmes = _programmes(office, {each.track for each in sent})
        self._places = _known(Place, {each.place for each in sent}, office=office)
        self._themes = _known(Theme, _all(each.themes for each in sent), office=office)
        self._people = _known(Person, _all(each.speakers for each in sent), office=office)
        topics = {asked.topic for each in sent for asked in each.questions if asked.topic}
        self._topics = _known(Topic, topics, office=office)
        causes = {each.cause for each in sent if each.cause}
        self._causes = _known(Cause, causes, office=office)
        self._visits = _visits({each.visit for each in sent if each.visit})

    def content(self, sent: Sent, now: datetime) -> Content:
        """What the record says, once every rule allows it; raises Refused at the first that does
        not.
        """
        _refuse_unknown(self._programmes, [sent.track], "track")
        _refuse_unknown(self._places, [sent.place], "place")
        _refuse_unknown(self._themes, sent.themes, "themes")
        _refuse_unknown(self._people, sent.speakers, "speakers")
        topics = [each.topic for each in sent.questions if each.topic]
        _refuse_unknown(self._topics, topics, "questions")
        _refuse_unknown(self._causes, [sent.cause] if sent.cause else [], "reason")
        self._refuse_visit(sent)
        refuse_within(self._locks, self.office, sent.starts_at)
        refuse_outside(self._programmes[sent.track], sent.starts_at)
        return Content(
            track=sent.track,
            place=sent.place,
            visit=str(sent.visit) if sent.visit else None,
            themes=sorted(sent.themes),
            speakers=sorted(sent.speakers),
            organisations=list(sent.organisations),
            questions=[_question(each) for each in sent.questions],
            photos=[str(each) for each in sent.photos],
            **columns(sent.facts, now),
        )

    def visit(self, sent: Sent) -> Visit | None:
        """The planned visit as the schedule in force has it, or the last one that had it."""
        found = [each for each in self._of(sent) if each.plan.status in _WAS_IN_FORCE]
        return found[-1] if found else None

    def refuse_locked(self, moment: datetime) -> None:
        refuse_within(self._locks, self.office, moment)

    def _of(self, sent: Sent) -> list[Visit]:
        return self._visits.get(sent.visit, []) if sent.visit else []

    def _refuse_visit(self, sent: Sent) -> None:
        """A visit that no schedule holds any more is no reason to refuse: the record names its
        place and track itself.
        """
        named = self._of(sent)
        if any(each.plan.track.programme.office_id != self.office.pk for each in named):
            raise Refused(_("The planned meeting is of another office."), field="visit")
        if named and not any(each.plan.status in _WAS_IN_FORCE for each in named):
            raise Refused(_("The schedule of this meeting is not approved yet."), field="visit")
        if named and named[-1].plan.track_id != sent.track:
            raise Refused(_("The planned meeting is of another track."), field="track")


def _programmes(office: Office, tracks: Collection[int]) -> dict[int, Programme]:
    """Of the tracks of the office among these."""
    rows = Track.objects.filter(pk__in=tracks, programme__office=office)
    return {track.pk: track.programme for track in rows.select_related("programme__office")}


def _known(model: Any, ids: Collection[int | None], **office: Any) -> frozenset[int]:
    if not ids:
        return frozenset()
    return frozenset(model.objects.filter(pk__in=ids, **office).values_list("pk", flat=True))


def _all(lists: Iterable[Sequence[int]]) -> set[int]:
    return {each for ids in lists for each in ids}


def _visits(identities: Collection[UUID]) -> dict[UUID, list[Visit]]:
    """Every plan's visit of each identity, the version in force last."""
    found: dict[UUID, list[Visit]] = {}
    if identities:
        rows = Visit.objects.filter(identity__in=identities)
        rows = rows.select_related("plan__track__programme").order_by("plan__version")
        for each in rows:
            found.setdefault(each.identity, []).append(each)
    return found


def _refuse_unknown(known: Collection[int], named: Sequence[int], field: str) -> None:
    if not all(each in known for each in named):
        raise Refused(_("This is not in your office's list: choose anew."), field=field)


def _question(asked: AskedSent) -> dict[str, Any]:
    return {
        "id": str(asked.id),
        "text": asked.text,
        "topic": asked.topic,
        "owner": asked.owner,
        "due_on": asked.due_on.isoformat() if asked.due_on else None,
    }

"""Each record of a call is read and kept, or refused, on its own."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.meetings.models import Meeting
from kezdesu.meetings.services import Sent, correct_meeting, record_meeting
from kezdesu.people.models import Person
from kezdesu.places.models import Place
from kezdesu.programmes.models import Theme, Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

from .reading import read_record


def results_of(batch: Sequence[Any], *, office: Office, by: User) -> list[dict[str, Any]]:
    return [_result(raw, office, by) for raw in batch]


def _result(raw: Any, office: Office, by: User) -> dict[str, Any]:
    given = raw if isinstance(raw, dict) else {}
    about = {"id": given.get("id"), "version": given.get("version")}
    try:
        with transaction.atomic():
            state, kept = _keep(read_record(raw), office, by)
    except Refused as refused:
        told = {"sentence": str(refused), "field": refused.field or ""}
        return {**about, "state": "refused", "review": "", **told}
    return {**about, "state": state, "review": kept.review, "sentence": "", "field": ""}


def _keep(sent: Sent, office: Office, by: User) -> tuple[str, Meeting]:
    known = Meeting.objects.filter(pk=sent.id, track__programme__office=office).first()
    people = _found(Person, office, sent.speakers, "speakers")
    themes = _found(Theme, office, sent.themes, "themes")
    if known and sent.version == 1:
        return "known", known
    if known:
        made = correct_meeting(
            meeting=known, facts=sent.facts, by=by, themes=themes, speakers=people
        )
        return "kept", made
    track = Track.objects.filter(programme__office=office, pk=sent.track)
    made = record_meeting(
        id=sent.id,
        track=_only(track.select_related("programme__office"), "track"),
        place=_only(Place.objects.filter(office=office, pk=sent.place), "place"),
        visit=_visit(sent, office),
        facts=sent.facts,
        themes=themes,
        speakers=people,
        by=by,
    )
    return "kept", made


def _visit(sent: Sent, office: Office) -> Visit | None:
    if sent.visit is None:
        return None
    return (
        Visit.objects.filter(
            identity=sent.visit,
            plan__track__programme__office=office,
            plan__status__in=[PlanStatus.APPROVED, PlanStatus.SUPERSEDED],
            target__track=sent.track,
            target__place=sent.place,
        )
        .select_related("target", "plan")
        .order_by("-plan__version")
        .first()
    )


def _only(rows: Any, field: str) -> Any:
    found = rows.first()
    if found is None:
        raise Refused(_("Choose one from the list."), field=field)
    return found


def _found(model: Any, office: Office, ids: Sequence[int], field: str) -> list[Any]:
    rows = list(model.objects.filter(office=office, pk__in=ids))
    if len(rows) != len(ids):
        raise Refused(_("Choose from the list."), field=field)
    return rows

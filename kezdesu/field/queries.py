"""What a phone takes along: own meetings, own records, and all there is to choose from."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone

from kezdesu.accounts.models import Office, User
from kezdesu.core.database import in_kazakh_order, in_shown_order
from kezdesu.meetings.causes import causes_of
from kezdesu.meetings.choices import Consent, HowCounted, Outcome, Review
from kezdesu.meetings.models import Meeting, Version
from kezdesu.meetings.queries import topics_of
from kezdesu.meetings.services import review_of
from kezdesu.people.models import Person
from kezdesu.places.models import Place
from kezdesu.programmes.models import Target, Theme, Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

BACK, AHEAD = timedelta(days=14), timedelta(days=30)
RECORDS_BACK = timedelta(days=60)

Json = dict[str, Any]


def bundle_of(user: User, office: Office, now: datetime) -> Json:
    """All of the phone's page but the moment it was made: the same while nothing changed.

    Moments are written in the zone that is active: the view makes it the office's, since an old
    phone does not know when that zone changed.
    """
    zone = ZoneInfo(office.time_zone)
    person = Person.objects.filter(user=user, office=office).first()
    records = list(_records(user, office, now))
    return {
        "user": {
            "id": user.pk,
            "name": user.get_full_name() or user.get_username(),
            "person": person.pk if person else None,
        },
        "today": now.astimezone(zone).date().isoformat(),
        "time_zone": office.time_zone,
        "visits": _visits(user, person, office, now, records),
        "tracks": [{"id": each.pk, "name": each.name} for each in _tracks(office)],
        "places": list(_places(office)),
        "themes": list(_themes(office)),
        "people": [{"id": each.pk, "name": each.full_name} for each in _people(office)],
        "records": [_record(each) for each in records],
        "choices": {
            "outcome": _labels(Outcome.choices),
            "how_counted": _labels(HowCounted.choices),
            "consent": _labels(Consent.choices),
        },
        "causes": [
            {"id": each.pk, "name": each.name, "is_offered": each.is_active}
            for each in causes_of(office)
        ],
        "topics": [{"id": each.pk, "name": each.name} for each in topics_of(office)],
    }


def visit_of(user: User, office: Office, identity: UUID) -> Json | None:
    """A visit of the schedule in force, or of the last one that held it; None of any other."""
    visits = Visit.objects.filter(
        identity=identity,
        plan__track__programme__office=office,
        plan__status__in=[PlanStatus.APPROVED, PlanStatus.SUPERSEDED],
    )
    found = visits.select_related("plan", "target").order_by("-plan__version").first()
    if found is None:
        return None
    return _visit(found, _records_of([found], user).get(identity, []))


def seal_of(bundle: Json) -> str:
    """An ETag over the content."""
    text = json.dumps(bundle, ensure_ascii=False, sort_keys=True)
    return f'"{hashlib.sha256(text.encode()).hexdigest()[:32]}"'


def _visits(
    user: User, person: Person | None, office: Office, now: datetime, records: Iterable[Meeting]
) -> list[Json]:
    """Own visits of approved plans, and those whose record came back to its author."""
    returned = [each.visit_identity for each in records if each.review == Review.RETURNED]
    near = Q(crew=person, starts_at__range=(now - BACK, now + AHEAD)) if person else Q(pk=None)
    rows = (
        Visit.objects.filter(
            near | Q(identity__in=[each for each in returned if each]),
            plan__track__programme__office=office,
            plan__status=PlanStatus.APPROVED,
        )
        .select_related("plan", "target")
        .prefetch_related("themes", "crew")
        .distinct()
        .order_by("starts_at", "pk")
    )
    visits = list(rows)
    made = _records_of(visits, user)
    return [_visit(each, made.get(each.identity, [])) for each in visits]


def _visit(visit: Visit, records: list[Json]) -> Json:
    return {
        "identity": str(visit.identity),
        "track": visit.plan.track_id,
        "place": visit.target.place_id,
        "starts_at": _local(visit.starts_at),
        "minutes": visit.minutes,
        "venue": visit.venue,
        "themes": sorted(each.pk for each in visit.themes.all()),
        "crew": sorted(each.pk for each in visit.crew.all()),
        "records": records,
    }


def _records_of(visits: Iterable[Visit], user: User) -> dict[Any, list[Json]]:
    """What anybody recorded of these visits already."""
    found: dict[Any, list[Json]] = {}
    rows = Meeting.objects.filter(visit_identity__in=[each.identity for each in visits])
    for each in rows.prefetch_related("versions").order_by("recorded_at", "pk"):
        is_mine = each.recorded_by_id == user.pk
        standing = _standing(each)
        about = {"id": str(each.pk), "is_mine": is_mine, **standing}
        note = standing["review_note"] if is_mine else ""
        found.setdefault(each.visit_identity, []).append({**about, "review_note": note})
    return found


def _records(user: User, office: Office, now: datetime) -> QuerySet[Meeting]:
    rows = Meeting.objects.filter(
        Q(recorded_at__gte=now - RECORDS_BACK) | Q(review=Review.RETURNED),
        recorded_by=user,
        track__programme__office=office,
    )
    return rows.prefetch_related("versions").order_by("recorded_at", "pk")


def _record(meeting: Meeting) -> Json:
    """Its latest version, in the form in which the phone sends it."""
    latest = _latest(meeting)
    return {
        "id": str(meeting.pk),
        "why": latest.why,
        "recorded_at": latest.made_at.isoformat(),
        **latest.content,
        "starts_at": _local(datetime.fromisoformat(latest.content["starts_at"])),
        **_standing(meeting),
    }


def _local(moment: datetime) -> str:
    return timezone.localtime(moment).isoformat()


def _standing(meeting: Meeting) -> Json:
    """The latest version's number, and how its review stands."""
    latest = _latest(meeting)
    is_beside = latest.number > meeting.version
    return {
        "version": latest.number,
        "review": review_of(meeting, latest),
        "review_note": latest.decision_note if is_beside else meeting.review_note,
    }


def _latest(meeting: Meeting) -> Version:
    return max(meeting.versions.all(), key=lambda version: version.number)


def _tracks(office: Office) -> QuerySet[Track]:
    return Track.objects.filter(programme__office=office).order_by("position", "pk")


def _places(office: Office) -> Iterable[Json]:
    rows = (
        Place.objects.filter(office=office, is_active=True)
        .select_related("district")
        .prefetch_related(Prefetch("targets", Target.objects.only("place_id", "track_id")))
    )
    for each in rows.order_by(in_shown_order("name"), "pk"):
        district = each.district.name if each.district else ""
        tracks = sorted({target.track_id for target in each.targets.all()})
        yield {"id": each.pk, "name": each.name, "district": district, "tracks": tracks}


def _themes(office: Office) -> Iterable[Json]:
    """A theme of several tracks, or of none, names no track."""
    for each in Theme.objects.filter(office=office).prefetch_related("tracks").order_by("pk"):
        tracks = [track.pk for track in each.tracks.all()]
        yield {"id": each.pk, "name": each.name, "track": tracks[0] if len(tracks) == 1 else None}


def _people(office: Office) -> QuerySet[Person]:
    return Person.objects.filter(office=office).order_by(in_kazakh_order("full_name"), "pk")


def _labels(choices: Iterable[tuple[str, Any]]) -> list[list[str]]:
    return [[value, str(label)] for value, label in choices]

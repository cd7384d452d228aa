"""Import records of meetings from a spreadsheet, for offices that collected them on paper."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from typing import Any, Final, TypeVar
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from django.db.models import Model
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.names import with_more
from kezdesu.core.spreadsheets import (
    Column,
    Draft,
    ImportOutcome,
    Intake,
    Row,
    Source,
    run_import,
)
from kezdesu.places.matching import PlacesBySpelling
from kezdesu.places.models import Place
from kezdesu.programmes.locking import refuse_locked, refuse_outside
from kezdesu.programmes.models import Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Visit

from . import rules
from .causes import CausesByName
from .choices import HowCounted, Outcome, Review
from .columns import meeting_columns, shown
from .models import Meeting
from .services.facts import Asked, Facts, Headcount, columns
from .services.questions import ask_question
from .services.recording import correct_meeting, record_meeting

_PLAIN: Final = (
    *("starts_at", "outcome", "reason", "venue", "headcount", "how_counted", "organisations"),
    *("note", *rules.PARTS),
)
# Names the records that come from spreadsheets: the same meeting is the same record.
_ROWS: Final = UUID("6f0b7c5e-3b0e-4f0a-9a51-1d1f3c1b9a77")

Item = TypeVar("Item", Visit, Meeting)


def import_meetings(
    *,
    office: Office,
    file: Source,
    by: User | None,
    skip_bad_rows: bool = False,
    dry_run: bool = False,
) -> ImportOutcome:
    """Record meetings as the table says, each to be accepted like any other record.

    A row is matched to the planned visit of its place and day, and to a record that is there
    already. Importing the table again changes nothing; a changed row becomes a new version of
    the record that came from the table. Refused when the file is no readable table; a refused row
    holds the whole file back unless `skip_bad_rows`.
    """
    described = meeting_columns(office)
    return run_import(
        file=file,
        columns=described,
        reading_of=lambda: _Reading(office, described, by),
        action="meetings.imported",
        subject=office,
        by=by,
        skip_bad_rows=skip_bad_rows,
        dry_run=dry_run,
    )


class _Reading:
    def __init__(self, office: Office, described: tuple[Column, ...], by: User | None) -> None:
        self.office, self.by = office, by
        self.zone = ZoneInfo(office.time_zone)
        labels = {column.key: column.label for column in described}
        self.intake = Intake(labels | {"starts_at": _("Start")}, shown)
        places = office.places.select_related("kind").prefetch_related("aliases")
        self._places = PlacesBySpelling(places)
        self._tracks = list(Track.objects.filter(programme__office=office))
        self._visits = _grouped(_visits(office), self.zone, lambda visit: visit.target.place_id)
        self._records = _grouped(_records(office), self.zone, lambda record: record.place_id)
        self._causes = CausesByName(office)
        self._items: dict[UUID, Meeting] = {}

    def read(self, row: Row) -> None:
        place = self._places.named(row.values["place"], row.values.get("kind"))
        visit = self._visit(row.values, place)
        track = row.values.get("track") or (visit.plan.track if visit else self._only_track())
        starts_at = self._starts_at(row.values, visit)
        item = self._item(track, place, visit, starts_at)
        said = self._said(row.values, starts_at)
        self._refuse_impossible(item, said)
        if item.pk:
            _refuse_otherwise(item, said, is_ours=item.pk == self._id_of(item))
        draft = self.intake.say(row, item, f"{place.name} · {track.name}", said)
        _note_lists(draft, row.values)

    def write(self, by: Model | None) -> None:
        for draft in self.intake.drafts_of(Meeting):
            if draft.is_new:
                self._record(draft)
            else:
                self._correct(draft)

    def _record(self, draft: Draft[Meeting]) -> None:
        item = draft.item
        record_meeting(
            id=self._id_of(item),
            track=item.track,
            place=item.place,
            visit=item.visit,
            facts=self._facts(item),
            themes=draft.more.get("themes", []),
            speakers=draft.more.get("speakers", []),
            questions=[Asked(text) for text in draft.more.get("questions", [])],
            by=self.by,
        )

    def _correct(self, draft: Draft[Meeting]) -> None:
        correct_meeting(
            meeting=draft.item,
            facts=self._facts(draft.item),
            why=_("Corrected in the spreadsheet."),
            themes=draft.more.get("themes"),
            speakers=draft.more.get("speakers"),
            by=self.by,
        )
        for text in draft.more.get("questions", []):
            ask_question(meeting=draft.item, asked=Asked(text), by=self.by)

    def _only_track(self) -> Track:
        if len(self._tracks) == 1:
            return self._tracks[0]
        raise Refused(_("No meeting is planned here on this day; state the track."), field="track")

    def _visit(self, values: dict[str, Any], place: Place) -> Visit | None:
        """The planned visit of the place and day; of several, the one nearest to the time given."""
        planned = self._visits.get((place.pk, values["day"]), [])
        if track := values.get("track"):
            planned = [visit for visit in planned if visit.plan.track_id == track.pk]
        if not planned:
            return None
        given = values.get("clock")
        if given is None:
            return planned[0]
        moment = datetime.combine(values["day"], given, self.zone)
        return min(planned, key=lambda visit: abs(visit.starts_at - moment))

    def _starts_at(self, values: dict[str, Any], visit: Visit | None) -> datetime:
        if given := values.get("clock"):
            return datetime.combine(values["day"], given, self.zone)
        if visit:
            return visit.starts_at
        raise Refused(
            _("No meeting is planned here on this day; state when it began."), field="clock"
        )

    def _item(
        self, track: Track, place: Place, visit: Visit | None, starts_at: datetime
    ) -> Meeting:
        """The record that the row is about: from the table before, of somebody else, or new."""
        new = Meeting(
            pk=None,
            track=track,
            place=place,
            visit=visit,
            visit_identity=visit.identity if visit else None,
            starts_at=starts_at,
            outcome=Outcome.HELD,
        )
        mine = self._id_of(new)
        if mine not in self._items:
            day = starts_at.astimezone(self.zone).date()
            beside = [
                each
                for each in self._records.get((place.pk, day), [])
                if each.track_id == track.pk and each.visit_identity == new.visit_identity
            ]
            beside.sort(key=lambda each: each.pk != mine)
            self._items[mine] = beside[0] if beside else new
        return self._items[mine]

    def _id_of(self, item: Meeting) -> UUID:
        """One meeting of a track, place and day; without a plan, two at different times are two."""
        local = item.starts_at.astimezone(self.zone)
        which = item.visit_identity or f"{local:%H:%M}"
        return uuid5(_ROWS, f"{item.track_id} {item.place_id} {local:%Y-%m-%d} {which}")

    def _refuse_impossible(self, item: Meeting, said: dict[str, Any]) -> None:
        """The row together with what is already known of the record must hold."""
        held = {
            name: said[name] if said.get(name) is not None else getattr(item, name)
            for name in _PLAIN
        }
        if held["headcount"] is not None and not held["how_counted"]:
            raise Refused(_("Say how the people were counted."), field="how_counted")
        try:
            columns(self._facts(Meeting(**held)), None)
            refuse_locked(self.office, item.starts_at, said["starts_at"])
            refuse_outside(item.track.programme, said["starts_at"])
        except Refused as refused:
            at = "day" if refused.field in {"starts_at", None} else refused.field
            raise Refused(str(refused), field=at) from None

    def _said(self, values: dict[str, Any], starts_at: datetime) -> dict[str, Any]:
        """What the row gives; without a word on the outcome the meeting was held."""
        said = {name: values.get(name) for name in _PLAIN}
        said["starts_at"] = starts_at
        said["outcome"] = values.get("outcome") or Outcome.HELD
        if said["reason"]:
            cause, more = self._causes.read(said["reason"])
            said["reason"] = with_more(cause.name if cause else "", more)
        return said

    def _facts(self, item: Meeting) -> Facts:
        """Here the reason holds the name of its cause as well, as a cell does."""
        count = None
        if item.headcount is not None and item.how_counted:
            parts = {name: getattr(item, name) for name in rules.PARTS}
            count = Headcount(item.headcount, HowCounted(item.how_counted), **parts)
        cause, reason = self._causes.read(item.reason)
        return Facts(
            outcome=Outcome(item.outcome),
            starts_at=item.starts_at,
            headcount=count,
            reason=reason,
            venue=item.venue,
            note=item.note,
            organisations=item.organisations,
            cause=cause.pk if cause else None,
        )


def _refuse_otherwise(item: Meeting, said: dict[str, Any], *, is_ours: bool) -> None:
    """A table changes what came from a table and is not accepted; it overwrites nobody's record."""
    if is_ours and item.review != Review.ACCEPTED:
        return
    for name, value in said.items():
        if value is not None and value != getattr(item, name):
            raise Refused(
                _(
                    "A record of this meeting is there already and says %(value)s here; correct it"
                    " on its page or delete the cell."
                )
                % {"value": shown(name, getattr(item, name))},
                field="day" if name == "starts_at" else name,
            )


def _note_lists(draft: Draft[Meeting], values: dict[str, Any]) -> None:
    """People, themes and questions of the row that the record does not have."""
    item = draft.item
    for name in ("speakers", "themes"):
        given = values.get(name)
        known = set(getattr(item, name).all()) if item.pk else set()
        if given and set(given) != known:
            draft.more[name] = list(given)
    asked = values.get("questions") or []
    known_texts = {each.text for each in item.questions.all()} if item.pk else set()
    new = [text for text in asked if text not in known_texts]
    if new:
        draft.more["questions"] = new


def _visits(office: Office) -> Iterable[Visit]:
    visits = Visit.objects.filter(
        plan__track__programme__office=office, plan__status=PlanStatus.APPROVED
    )
    return visits.select_related("plan__track", "target__place").order_by("starts_at", "pk")


def _records(office: Office) -> Iterable[Meeting]:
    records = Meeting.objects.filter(track__programme__office=office)
    records = records.select_related("track__programme__office", "place", "visit", "cause")
    for record in records.order_by("recorded_at", "pk"):
        record.reason = record.why_not_held  # as a cell says it
        yield record


def _grouped(
    rows: Iterable[Item], zone: ZoneInfo, place_of: Callable[[Item], int]
) -> dict[tuple[int, date], list[Item]]:
    """By place and local day."""
    found: dict[tuple[int, date], list[Item]] = {}
    for row in rows:
        found.setdefault((place_of(row), row.starts_at.astimezone(zone).date()), []).append(row)
    return found

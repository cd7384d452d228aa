"""Writes of the media log. Each act is one transaction and one audit entry."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from kezdesu.accounts.models import Office, User
from kezdesu.core import audit
from kezdesu.core.changes import plain
from kezdesu.core.errors import Refused
from kezdesu.core.listed import edit_entry
from kezdesu.core.text import fold
from kezdesu.meetings.models import Meeting
from kezdesu.people.models import Person
from kezdesu.programmes.locking import refuse_locked
from kezdesu.programmes.models import Theme

from .choices import LANGUAGES, OutletKind, OutletLevel, PublicationKind
from .models import Outlet, Publication

LONGEST_REFERENCE: Final = 100
_MAY_LACK: Final = ("link", "reference", "views", "meeting", "speaker", "theme")


@dataclass(frozen=True, slots=True)
class Piece:
    """What appeared: one row of the media log. `language` is an ISO 639-1 code."""

    outlet: Outlet
    title: str
    language: str
    kind: PublicationKind
    published_on: date
    link: str = ""
    reference: str = ""
    views: int | None = None
    meeting: Meeting | None = None
    speaker: Person | None = None
    theme: Theme | None = None


@transaction.atomic
def add_outlet(
    *,
    office: Office,
    name_kk: str,
    kind: OutletKind,
    level: OutletLevel,
    by: User | None,
    name_ru: str = "",
    name_en: str = "",
    website: str = "",
) -> Outlet:
    """A new outlet; one that the office knows under another spelling of the name is returned."""
    name = " ".join(name_kk.split())
    if not name:
        raise Refused(_("Give the outlet's name."), field="name_kk")
    if known := _known_as(office, fold(name)):
        return known
    outlet = Outlet.objects.create(
        office=office,
        key=fold(name),
        name_kk=name,
        name_ru=name_ru.strip(),
        name_en=name_en.strip(),
        kind=kind,
        level=level,
        website=website,
    )
    audit.record("press.outlet_added", outlet, by=by, name=name)
    return outlet


def edit_outlet(
    *, listed: Outlet, names: Mapping[str, str], by: User | None, **facts: Any
) -> Outlet:
    """`facts` are kind, level and website; the publications stay with it."""
    key = fold(" ".join(names["kk"].split()))
    others = Outlet.objects.filter(office=listed.office, key=key).exclude(pk=listed.pk)
    if others.exists():
        raise Refused(_("There is another outlet of this name already."), field="name_kk")
    listed.key = key
    action = "press.outlet_edited"
    return edit_entry(action=action, listed=listed, names=names, by=by, key=key, **facts)


@transaction.atomic
def merge_outlets(*, outlet: Outlet, into: Outlet, by: User | None) -> Outlet:
    """Make one of two: the publications of `outlet` move, its names are kept as spellings.

    Like an outlet's new name this changes no figure, so it may touch locked periods. What both hold
    is one publication: it takes what it lacks from the other row, which goes, but not in a locked
    period. Frozen reports keep their own rows.
    """
    held = Outlet.objects.select_for_update().filter(pk__in=(outlet.pk, into.pk)).in_bulk()
    if len(held) < 2:
        raise Refused(_("Choose another outlet."), field="into")
    outlet, into = held[outlet.pk], held[into.pk]
    if outlet.office_id != into.office_id:
        raise Refused(_("The outlet is of another office."), field="into")
    dropped = [_drop_twin(twin, by) for twin in _twins_across(outlet, into)]
    moved = outlet.publications.update(outlet=into)
    into.spellings = list(dict.fromkeys([*into.spellings, *outlet.names, *outlet.spellings]))
    into.save(update_fields=["spellings"])
    told = {name: getattr(outlet, name) for name in ("kind", "level", "website")}
    audit.record(
        "press.outlets_merged",
        into,
        by=by,
        outlet={"id": outlet.pk, "names": outlet.names, **told},
        moved=moved,
        dropped=dropped,
    )
    outlet.delete()
    return into


@transaction.atomic
def log_publication(*, piece: Piece, by: User | None, is_sample: bool = False) -> Publication:
    """Add a row to the media log; one title stands once a day in an outlet."""
    values = columns_of(piece)
    refuse_locked(piece.outlet.office, piece.published_on)
    if _twins(values).exists():
        raise Refused(_("This publication is in the log already."), field="title")
    publication = Publication.objects.create(logged_by=by, is_sample=is_sample, **values)
    audit.record("press.publication_logged", publication, by=by, title=publication.title)
    return publication


@transaction.atomic
def correct_publication(*, publication: Publication, piece: Piece, by: User | None) -> Publication:
    """Put a row of the log right; the audit entry keeps what it said before."""
    values = columns_of(piece)
    refuse_locked(piece.outlet.office, publication.published_on, piece.published_on)
    if _twins(values).exclude(pk=publication.pk).exists():
        raise Refused(_("This publication is in the log already."), field="title")
    before = {name: plain(getattr(publication, name)) for name in values}
    for name, value in values.items():
        setattr(publication, name, value)
    publication.save()
    changed = {name for name, value in values.items() if before[name] != plain(value)}
    audit.record(
        "press.publication_corrected",
        publication,
        by=by,
        before={name: before[name] for name in sorted(changed)},
        after={name: plain(values[name]) for name in sorted(changed)},
    )
    return publication


def _known_as(office: Office, key: str) -> Outlet | None:
    """The outlet of this name, else the one into which an outlet of this name was merged."""
    outlets = list(office.outlets.all())
    own = (each for each in outlets if each.key == key)
    merged = (each for each in outlets if key in map(fold, each.spellings))
    return next(own, None) or next(merged, None)


def _twins_across(outlet: Outlet, into: Outlet) -> list[tuple[Publication, Publication]]:
    """What both hold: the row that stays, and the one that goes."""
    stay = {(each.published_on, each.title): each for each in into.publications.all()}
    return [
        (stay[key], each)
        for each in outlet.publications.all()
        if (key := (each.published_on, each.title)) in stay
    ]


def _drop_twin(twins: tuple[Publication, Publication], by: User | None) -> int:
    """The key of the row that went; the log keeps what it said."""
    stays, goes = twins
    refuse_locked(goes.outlet.office, goes.published_on)
    for name in _MAY_LACK:
        if getattr(stays, name) in (None, ""):
            setattr(stays, name, getattr(goes, name))
    said = {name: plain(getattr(goes, name)) for name in Piece.__dataclass_fields__}
    audit.record("press.publication_dropped", goes, by=by, stays=stays.pk, said=said)
    key: int = goes.pk
    goes.delete()
    stays.save()
    return key


def columns_of(piece: Piece) -> dict[str, Any]:
    """The columns of a row; Refused where a rule does not hold of them."""
    title = " ".join(piece.title.split())
    if not title:
        raise Refused(_("Give the title."), field="title")
    if piece.language not in LANGUAGES:
        raise Refused(_("Choose the language of the publication."), field="language")
    if piece.published_on > _today(piece.outlet.office):
        raise Refused(_("The date lies in the future."), field="published_on")
    _refuse_foreign(piece)
    _refuse_bad_link(piece.link)
    if len(piece.reference) > LONGEST_REFERENCE:
        raise Refused(_("Too long for a number or a page."), field="reference")
    values = {name: getattr(piece, name) for name in piece.__dataclass_fields__}
    return values | {"title": title, "reference": piece.reference.strip()}


def _twins(values: dict[str, Any]) -> Any:
    names = ("outlet", "published_on", "title")
    return Publication.objects.filter(**{name: values[name] for name in names})


def _refuse_foreign(piece: Piece) -> None:
    office = piece.outlet.office_id
    if piece.meeting and piece.meeting.track.programme.office_id != office:
        raise Refused(_("The meeting is of another office."), field="meeting")
    if piece.speaker and piece.speaker.office_id != office:
        raise Refused(_("The speaker is of another office."), field="speaker")
    if piece.theme and piece.theme.office_id != office:
        raise Refused(_("The theme is of another office."), field="theme")


def _refuse_bad_link(link: str) -> None:
    # Only pages of the web: a javascript: address in the log would run in the reader's browser.
    try:
        if link:
            URLValidator(schemes=["http", "https"])(link)
    except ValidationError:
        raise Refused(_("Give a whole web address, with https://"), field="link") from None


def _today(office: Office) -> date:
    return timezone.localdate(timezone=ZoneInfo(office.time_zone))

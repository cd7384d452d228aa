"""Typed makers of rows: a test names only what it is about."""

import itertools
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership, Office, OfficeName, User
from kezdesu.core.text import fold
from kezdesu.meetings.choices import HowCounted, Outcome, Review
from kezdesu.meetings.content import content_of
from kezdesu.meetings.models import Cause, Meeting, Version
from kezdesu.newsroom.choices import PostStatus
from kezdesu.newsroom.models import Post, PostText
from kezdesu.people.choices import GroupKind
from kezdesu.people.models import Category, Group, Person, Seat
from kezdesu.places.models import District, Place, PlaceKind
from kezdesu.press.choices import OutletKind, OutletLevel, PublicationKind
from kezdesu.press.models import Outlet, Publication
from kezdesu.programmes.models import Programme, Target, Theme, Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan, Visit

ZONE = ZoneInfo("Asia/Almaty")
H1 = (date(2023, 1, 1), date(2023, 6, 30))
_numbers = itertools.count(1)


def local(day: date, hour: int = 10) -> datetime:
    """A moment of `day` in Shymkent."""
    return datetime(day.year, day.month, day.day, hour, tzinfo=ZONE)


def make_office(slug: str = "", **fields: Any) -> Office:
    slug = slug or f"office-{next(_numbers)}"
    office = Office.objects.create(slug=slug, **fields)
    OfficeName.objects.create(
        office=office,
        starts_on=date(2020, 1, 1),
        name_kk=f"{slug} мекемесі",
        name_ru=f"Учреждение {slug}",
        name_en=f"Office {slug}",
        territory_kk="Шымкент қаласы",
        territory_ru="город Шымкент",
        territory_en="Shymkent",
    )
    return office


def make_user(
    username: str = "", *, office: Office | None = None, role: Role | None = None
) -> User:
    user = User.objects.create_user(username or f"user-{next(_numbers)}", password="secret-word")
    if office and role:
        Membership.objects.create(user=user, office=office, role=role)
    return user


def make_district(office: Office, slug: str = "abay", **fields: Any) -> District:
    names = {"name_kk": "Абай ауданы", "name_ru": "Абайский район", "name_en": "Abay district"}
    return District.objects.get_or_create(office=office, slug=slug, defaults=names | fields)[0]


def make_kind(office: Office, slug: str = "settlement", **fields: Any) -> PlaceKind:
    names = {
        "plural_slug": f"{slug}s",
        "name_kk": "елді мекен",
        "name_ru": "населённый пункт",
        "name_en": "settlement",
        "named_kk": "елді мекені",
    }
    return PlaceKind.objects.get_or_create(office=office, slug=slug, defaults=names | fields)[0]


def make_place(office: Office, name: str = "", **fields: Any) -> Place:
    name = name or f"Орын {next(_numbers)}"
    kind = fields.pop("kind", None) or make_kind(office)
    names = {"name_kk": name, "key": fold(name), "languages": ["kk"]}
    return Place.objects.create(office=office, kind=kind, **(names | fields))


def make_group(
    office: Office, slug: str = "group", kind: str = GroupKind.OUTREACH, **fields: Any
) -> Group:
    names = {"name_kk": "Ақпараттық-насихаттық топ", "name_ru": "Информационная группа"}
    defaults = {"kind": kind, **names, **fields}
    return Group.objects.get_or_create(office=office, slug=slug, defaults=defaults)[0]


def make_category(office: Office, slug: str = "scholar", **fields: Any) -> Category:
    names = {"name_kk": "ғалымдар", "name_ru": "учёные", "name_en": "scholars"}
    return Category.objects.get_or_create(office=office, slug=slug, defaults=names | fields)[0]


def make_person(office: Office, full_name: str = "", **fields: Any) -> Person:
    full_name = full_name or f"Сынақ Адам {next(_numbers)}"
    values = {"key": fold(full_name), "languages": ["kk", "ru"], "weekdays": [0, 1, 2, 3, 4]}
    return Person.objects.create(office=office, full_name=full_name, **(values | fields))


def make_seat(person: Person, group: Group | None = None, **fields: Any) -> Seat:
    group = group or make_group(person.office)
    category = fields.pop("category", None) or make_category(person.office)
    values = {"starts_on": date(2023, 1, 1)}
    return Seat.objects.create(person=person, group=group, category=category, **(values | fields))


def make_theme(office: Office, slug: str = "tolerance", **fields: Any) -> Theme:
    names = {"name_kk": "толеранттылық", "name_ru": "толерантность", "name_en": "tolerance"}
    return Theme.objects.get_or_create(office=office, slug=slug, defaults=names | fields)[0]


def make_cause(office: Office, slug: str = "weather", **fields: Any) -> Cause:
    names = {"name_kk": "Ауа райы", "name_ru": "Погода"}
    return Cause.objects.get_or_create(office=office, slug=slug, defaults=names | fields)[0]


def make_track(office: Office, slug: str = "residents", **fields: Any) -> Track:
    programme, _ = Programme.objects.get_or_create(
        office=office, slug="2023", defaults={"name_kk": "2023", "starts_on": date(2023, 1, 1)}
    )
    values = {
        "name_kk": slug,
        "group": fields.pop("group", None) or make_group(office),
        "approving_body_kk": "қала басшылығы",
    }
    return Track.objects.create(programme=programme, slug=slug, **(values | fields))


def make_target(track: Track, place: Place | None = None, **fields: Any) -> Target:
    place = place or make_place(track.programme.office)
    values = {"starts_on": H1[0], "ends_on": H1[1], "due_on": H1[1]}
    return Target.objects.create(track=track, place=place, **(values | fields))


def make_plan(track: Track, status: str = PlanStatus.DRAFT, **fields: Any) -> Plan:
    values: dict[str, Any] = {"version": 1, "starts_on": H1[0], "ends_on": H1[1]}
    if status in {PlanStatus.APPROVED, PlanStatus.SUPERSEDED}:
        values |= {
            "document_number": "12",
            "document_date": date(2023, 1, 5),
            "signatory_name": "Қол Қоюшы",
            "signatory_post": "әкімнің орынбасары",
            "approved_at": local(date(2023, 1, 5)),
        }
    return Plan.objects.create(track=track, status=status, **(values | fields))


def make_visit(
    plan: Plan, target: Target | None = None, day: date = date(2023, 2, 1), **fields: Any
) -> Visit:
    crew = fields.pop("crew", [])
    target = target or make_target(plan.track)
    visit = Visit.objects.create(plan=plan, target=target, **({"starts_at": local(day)} | fields))
    visit.crew.set(crew)
    return visit


def make_meeting(
    track: Track, place: Place | None = None, day: date = date(2023, 2, 1), **fields: Any
) -> Meeting:
    """An accepted, held meeting of 40 people unless told otherwise."""
    visit = fields.get("visit")
    values: dict[str, Any] = {
        "place": place or (visit.target.place if visit else make_place(track.programme.office)),
        "starts_at": local(day),
        "outcome": Outcome.HELD,
        "review": Review.ACCEPTED,
        "recorded_at": local(day) + timedelta(hours=3),
        "visit_identity": visit.identity if visit else None,
    }
    if fields.get("outcome", Outcome.HELD) == Outcome.HELD:
        values |= {"headcount": 40, "how_counted": HowCounted.SHEET}
    else:
        values |= {"reason": "ауа райы"}
    speakers = fields.pop("speakers", [])
    meeting = Meeting.objects.create(track=track, **(values | fields))
    meeting.speakers.set(speakers)
    make_version(meeting)
    return meeting


def make_version(meeting: Meeting, **fields: Any) -> Version:
    """What the record says, as its first version unless told otherwise."""
    values: dict[str, Any] = {
        "number": meeting.version,
        "content": content_of(meeting).plain(),
        "made_by": meeting.recorded_by,
        "made_at": meeting.recorded_at,
        "kept_at": meeting.recorded_at,
    }
    return Version.objects.create(meeting=meeting, **(values | fields))


def make_outlet(office: Office, name: str = "Қала үні", **fields: Any) -> Outlet:
    values = {"kind": OutletKind.NEWSPAPER, "level": OutletLevel.CITY, "name_kk": name}
    return Outlet.objects.get_or_create(office=office, key=fold(name), defaults=values | fields)[0]


def make_publication(office: Office, day: date = date(2023, 2, 3), **fields: Any) -> Publication:
    values = {
        "outlet": fields.pop("outlet", None) or make_outlet(office),
        "title": f"Жарияланым {next(_numbers)}",
        "language": "kk",
        "kind": PublicationKind.ARTICLE,
    }
    return Publication.objects.create(published_on=day, **(values | fields))


def make_post(office: Office, slug: str = "", **fields: Any) -> Post:
    """A published post in three languages."""
    slug = slug or f"post-{next(_numbers)}"
    values = {
        "status": PostStatus.PUBLISHED,
        "author": "admin",
        "published_at": local(date(2023, 7, 26)),
    }
    post = Post.objects.create(office=office, slug=slug, **(values | fields))
    for language, title in {"kk": "Жазба", "ru": "Запись", "en": "Post"}.items():
        PostText.objects.create(
            post=post, language=language, title=f"{title} {slug}", body=f"<p>{title}</p>"
        )
    return post

"""The Shymkent half-year: an office's whole job, step by step, through the product's own services.

Read from top to bottom it is what a city office does from January to July 2023. The people, the
document numbers and the meetings are invented and marked as sample data; the places, the
composition of the group and the themes are the post's.
"""

import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import product
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Office, User
from kezdesu.accounts.services import add_office, add_user, grant_role, name_office
from kezdesu.core.periods import Period
from kezdesu.newsroom.models import Post
from kezdesu.newsroom.services import approve_comments, write_comment
from kezdesu.people.imports import import_roster
from kezdesu.people.models import Group, Person
from kezdesu.people.services import add_body, add_category, add_group, edit_person
from kezdesu.places.imports import import_places
from kezdesu.places.models import Place
from kezdesu.places.services import add_district, add_kind
from kezdesu.programmes.models import Theme, Track
from kezdesu.programmes.services import (
    add_programme,
    add_rule,
    add_targets,
    add_theme,
    add_track,
)
from kezdesu.reports.choices import Purpose
from kezdesu.reports.documents import TYPES
from kezdesu.reports.models import Report
from kezdesu.reports.services import (
    freeze_report,
    issue_file,
    make_report,
    mark_text,
    publish_report,
    save_wording,
)
from kezdesu.reports.together import issue_together
from kezdesu.reports.writing import wording_of
from kezdesu.schedule.models import Plan
from kezdesu.schedule.services import approve_plan, propose_plans, submit_plan

from .meetings import hold_half_year

HERE = Path(__file__).parent
DOCUMENTS = Path(settings.DATA) / "documents"
PASSWORD = "demo"
SEED = 2023
PERIOD = Period.parse("2023-H1")
ITERATIONS = 300_000  # of the planner, a track
PRIORITY_WEIGHT = 10
PUBLISHED_AT = datetime(2023, 7, 26, 9, 0, tzinfo=ZoneInfo("Asia/Almaty"))
TAGS = (
    {"kk": "ақпараттық-насихаттық жұмыс", "ru": "разъяснительная работа", "en": "outreach"},
    {"kk": "қоғамдық келісім", "ru": "общественное согласие", "en": "public accord"},
    {"kk": "есеп", "ru": "отчёт", "en": "report"},
)
LANGUAGES = ("kk", "ru", "en")

Data = dict[str, Any]


@dataclass
class World:
    """What the steps hand on to each other."""

    data: Data = field(default_factory=lambda: tomllib.loads((HERE / "office.toml").read_text()))
    users: dict[str, User] = field(default_factory=dict)

    @property
    def office(self) -> Office:
        return Office.objects.get(slug=self.data["office"]["slug"])

    @property
    def coordinator(self) -> User:
        return self.users["coordinator"]

    @property
    def tracks(self) -> list[Track]:
        return list(Track.objects.filter(programme__office=self.office).order_by("position"))


def settle_office(world: World) -> None:
    data = world.data["office"]
    office = add_office(slug=data["slug"], time_zone=data["time_zone"], is_sample=True, by=None)
    name_office(
        office=office,
        starts_on=data["named_from"],
        names=words(data, "name"),
        territories=words(data, "territory"),
        by=None,
    )
    for user in world.data["users"]:
        world.users[user["username"]] = add_user(
            username=user["username"], password=PASSWORD, full_name=user["full_name"], by=None
        )
        grant_role(
            user=world.users[user["username"]], office=office, role=Role(user["role"]), by=None
        )


def name_things(world: World) -> None:
    """Districts, kinds, groups, categories, bodies and themes: words that the imports refer to."""
    adders: dict[str, Callable[..., Any]] = {
        "districts": add_district,
        "kinds": add_kind,
        "groups": add_group,
        "categories": add_category,
        "bodies": add_body,
        "themes": add_theme,
    }
    for section, add in adders.items():
        for position, row in enumerate(world.data[section]):
            facts = {key: value for key, value in row.items() if not key.startswith("name_")}
            if section in {"categories", "bodies"}:
                facts["position"] = position
            add(office=world.office, names=words(row, "name"), by=world.coordinator, **facts)


def bring_places(world: World) -> None:
    import_places(office=world.office, file=HERE / "places.xlsx", by=world.coordinator)


def bring_roster(world: World) -> None:
    import_roster(office=world.office, file=HERE / "roster.xlsx", by=world.coordinator)
    for person in Person.objects.filter(office=world.office):
        edit_person(person=person, is_sample=True, by=world.coordinator)
    speaker = world.users["speaker"]
    person = Person.objects.get(office=world.office, full_name=speaker.get_full_name())
    edit_person(person=person, user=speaker, by=world.coordinator)


def set_targets(world: World) -> None:
    programme = add_programme(
        office=world.office,
        slug=world.data["programme"]["slug"],
        names=words(world.data["programme"], "name"),
        starts_on=world.data["programme"]["starts_on"],
        ends_on=world.data["programme"]["ends_on"],
        by=world.coordinator,
    )
    for position, row in enumerate(world.data["tracks"]):
        track = add_track(
            programme=programme,
            slug=row["slug"],
            names=words(row, "name"),
            group=Group.objects.get(office=world.office, slug=row["group"]),
            approving_body=words(row, "approving_body"),
            themes=Theme.objects.filter(office=world.office, slug__in=row["themes"]),
            position=position,
            by=world.coordinator,
        )
        for rule in row["rules"]:
            add_rule(track=track, kind=rule["kind"], values=rule["values"], by=world.coordinator)
        target_places(world, track, row["targets"])


def target_places(world: World, track: Track, targets: Data) -> None:
    """One visit a year at every place of the track's kinds; the priority ones earlier and first."""
    places = Place.objects.filter(office=world.office, kind__slug__in=targets["kinds"])
    for is_priority in (True, False):
        add_targets(
            track=track,
            places=places.filter(is_priority=is_priority).order_by("pk"),
            starts_on=date(PERIOD.starts_on.year, 1, 1),
            ends_on=date(PERIOD.starts_on.year, 12, 31),
            due_on=targets["priority_due_on" if is_priority else "due_on"],
            weight=PRIORITY_WEIGHT if is_priority else 1,
            by=world.coordinator,
        )


def plan_tracks(world: World) -> None:
    """Limited by iterations, not by seconds: every machine gets the same schedules."""
    propose_plans(
        tracks=world.tracks,
        starts_on=PERIOD.starts_on,
        ends_on=PERIOD.ends_on,
        iterations=ITERATIONS,
        seed=SEED,
        by=world.coordinator,
        is_sample=True,
    )


def approve_plans(world: World) -> None:
    documents = {row["slug"]: row["document"] for row in world.data["tracks"]}
    for plan in Plan.objects.filter(track__in=world.tracks).order_by("track__position"):
        document = documents[plan.track.slug]
        submit_plan(plan=plan, by=world.coordinator)
        approve_plan(
            plan=plan,
            number=document["number"],
            day=document["date"],
            signatory_name=document["signatory_name"],
            signatory_post=document["signatory_post"],
            signatory_post_ru=document["signatory_post_ru"],
            by=world.users["approver"],
        )


def hold_meetings(world: World) -> None:
    hold_half_year(office=world.office, by=world.coordinator, seed=SEED)


def word_reports(world: World) -> None:
    """The office's own wording of the post, a file a language; the report keeps the product's."""
    for language in LANGUAGES:
        save_wording(
            office=world.office,
            purpose=Purpose.POST,
            language=language,
            wording=wording_of((HERE / "texts" / language / "post.txt").read_text()),
            by=world.coordinator,
        )


def report_half_year(world: World) -> None:
    report = make_report(office=world.office, period=PERIOD, by=world.coordinator)
    report = freeze_report(report=report, at=PUBLISHED_AT, by=world.users["approver"])
    for language in LANGUAGES:
        mark_text(report=report, language=language, is_checked=True, by=world.users["press"])
    publish_report(
        report=report,
        author=world.users["press"].get_full_name(),
        published_at=PUBLISHED_AT,
        tags=TAGS,
        by=world.users["press"],
    )


def take_comments(world: World) -> None:
    """One comment is shown and one waits, so that the queue has something to decide."""
    post = Post.objects.get(office=world.office)
    for days, (author, text) in enumerate(world.data["comments"].items(), start=1):
        comment = write_comment(
            post=post,
            author=author,
            email=f"visitor{days}@example.org",
            text=text,
            language="kk",
            at=PUBLISHED_AT + timedelta(days=days),
        )
        if days == 1:
            approve_comments(office=world.office, ids=[comment.pk], by=world.users["press"])


def write_documents(world: World) -> None:
    """Every language in every form, as the office would file and send them."""
    report = Report.objects.get(office=world.office)
    DOCUMENTS.mkdir(parents=True, exist_ok=True)
    by = world.users["coordinator"]
    for (language, form), made in issue_together(report, list(product(LANGUAGES, TYPES))):
        issue_file(report=report, language=language, form=form, by=by, made=made)
        (DOCUMENTS / made.name).write_bytes(made.content)


STEPS: tuple[tuple[str | Promise, Callable[[World], None]], ...] = (
    (_("Office, users and rights"), settle_office),
    (_("Districts, kinds, categories, themes"), name_things),
    (_("Importing demo/places.xlsx"), bring_places),
    (_("Importing demo/roster.xlsx"), bring_roster),
    (_("Programme, rules and targets"), set_targets),
    (_("Planning both tracks"), plan_tracks),
    (_("Submitting and approving"), approve_plans),
    (_("Meetings, questions and publications"), hold_meetings),
    (_("Wording of the texts"), word_reports),
    (_("Report: counted, frozen, published"), report_half_year),
    (_("Documents"), write_documents),
    (_("Comments"), take_comments),
)


def words(row: Data, stem: str) -> dict[str, str]:
    """The three languages of `stem`: {"kk": row["name_kk"], …}."""
    return {language: row[f"{stem}_{language}"] for language in LANGUAGES}

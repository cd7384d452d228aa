"""Every page of the desk asks as many queries for three rows of everything as for one.

The pages are taken from the addresses themselves: a new one is asked too, or stands below with the
reason why it is not.
"""

from datetime import date, timedelta
from typing import Any, Final
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from pytest_django.plugin import DjangoDbBlocker

from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership, User
from kezdesu.core import audit
from kezdesu.core.choices import RunState
from kezdesu.meetings.models import Evidence, Question, Topic
from kezdesu.newsroom.models import Comment
from kezdesu.people.models import Absence, Body, Skill
from kezdesu.places.models import Closure
from kezdesu.programmes.models import Rule, SpecialDay, Theme
from kezdesu.reports.models import Report
from kezdesu.schedule.models import CalendarLink, LeftOut, ProposalRun, RepairRun, Scan
from kezdesu.schedule.services import change_visit
from tests.factories import (
    local,
    make_category,
    make_district,
    make_group,
    make_meeting,
    make_office,
    make_outlet,
    make_person,
    make_place,
    make_plan,
    make_post,
    make_publication,
    make_seat,
    make_target,
    make_track,
    make_user,
    make_visit,
)

from .test_routes import routes

pytestmark = pytest.mark.django_db

DAY: Final = date(2023, 2, 15)  # of a period that is long over, and of a week that is looked at
H1: Final = (date(2023, 1, 1), date(2023, 6, 30))
WEEK: Final = {"<int:year>-<int:week>": "=2023-7", "<str:window>": "=2023-02"}


class World:
    """One office with one of everything, to which more of everything is added."""

    def __init__(self) -> None:
        self.office = office = make_office("lists")
        self.user = make_user("everybody")
        for role in Role:
            Membership.objects.create(user=self.user, office=office, role=role)
        self.client = Client()
        self.client.force_login(self.user)
        self.track = make_track(office, "residents")
        self.approved = make_plan(self.track, "approved", ends_on=H1[1])
        self.amendment = make_plan(self.track, version=2, reason="мереке", ends_on=H1[1])
        self.run = ProposalRun.objects.create(
            office=office, starts_on=H1[0], ends_on=H1[1], seconds=1, state=RunState.DONE
        )
        self.run.tracks.add(self.track)
        self.repair = RepairRun.objects.create(
            plan=self.amendment, what="known", seconds=1, state=RunState.DONE
        )
        self.number = 0
        self.more()

    def more(self) -> None:
        """One more row of everything that a page lists."""
        self.number += 1
        number, office, track = self.number, self.office, self.track
        day = DAY + timedelta(days=number % 3)
        category = make_category(office, f"category-{number}")
        self.person = make_person(office)
        make_seat(self.person, make_group(office), category=category)
        Absence.objects.create(person=self.person, starts_on=day, ends_on=day)
        names = {"office": office, "slug": f"row-{number}", "name_kk": f"Қатар {number}"}
        for kind in (Skill, Body, Theme, Topic):
            kind.objects.create(**names)
        district = make_district(office, f"district-{number}", name_kk=f"Аудан {number}")
        self.place = make_place(office, district=district, latitude=42.3, longitude=69.6)
        Closure.objects.create(place=self.place, starts_on=day, ends_on=day)
        target = make_target(track, self.place)
        Rule.objects.create(
            track=track,
            kind="crew_category",
            values={"category": category.slug, "at_least": 1},
            is_active=False,
        )
        SpecialDay.objects.create(
            office=office, day=H1[1] - timedelta(days=number), kind="closed", name_kk="той"
        )
        self._schedule(target, day)
        self._meetings(day)
        make_publication(
            office, day, outlet=make_outlet(office, f"БАҚ {number}"), meeting=self.meeting
        )
        self.post = make_post(office)
        Comment.objects.create(
            post=self.post,
            author="Көрші",
            email="n@example.org",
            text="?",
            language="kk",
            written_at=local(day),
        )
        self.report = Report.objects.create(office=office, period="2023-H1", version=number)
        colleague = User.objects.create_user(f"colleague-{number}")
        Membership.objects.create(user=colleague, office=office, role=Role.SPEAKER)

    def _schedule(self, target: Any, day: date) -> None:
        identity = uuid4()
        for plan in (self.approved, self.amendment):
            fields = {"identity": identity, "crew": [self.person], "venue": plan.status}
            self.visit = make_visit(plan, target, day, **fields)
        overdue = make_visit(self.approved, make_target(self.track), day)
        overdue.crew.add(self.person)
        self.left_out = LeftOut.objects.create(plan=self.amendment, target=target)
        self.amendment.refresh_from_db()
        change_visit(
            visit=self.visit,
            seen=self.amendment.revision,
            by=self.user,
            venue=f"мектеп {self.number}",
        )
        self.amendment.refresh_from_db()
        Scan.objects.create(
            plan=self.approved,
            file=uuid4().hex,
            content_type="application/pdf",
            size=1,
            digest=uuid4().hex,
            added_at=timezone.now(),
        )
        CalendarLink.objects.create(
            office=self.office, owner=self.user, person=self.person, made_at=timezone.now()
        )
        change = {
            "identity": str(identity),
            "target": target.pk,
            "before": {
                "starts_at": local(day).isoformat(),
                "minutes": 60,
                "crew": [self.person.pk],
            },
            "after": None,
            "why": [],
        }
        self.repair.result.setdefault("changes", []).append(change)
        self.repair.save()
        audit.record("schedule.change_undone", self.amendment, by=self.user)
        self.approved_visit = self.approved.visits.get(identity=identity)

    def _meetings(self, day: date) -> None:
        self.meeting = make_meeting(
            self.track, visit=self.approved_visit, day=day, speakers=[self.person]
        )
        self.twin = make_meeting(self.track, visit=self.approved_visit, day=day, review="recorded")
        self.question = Question.objects.create(meeting=self.meeting, text="Қашан?")
        self.evidence = Evidence.objects.create(
            office=self.office,
            record=self.meeting.pk,
            kind="document",
            name="парақ.pdf",
            file=uuid4().hex,
            content_type="application/pdf",
            size=1,
            sent_size=1,
            digest=uuid4().hex,
            added_at=timezone.now(),
        )
        audit.record("meetings.meeting_recorded", self.meeting, by=self.user)


# What stands for the values in an address: the attribute of the world whose key it is, or, after
# an equals sign, the value itself.
OF: Final = {
    "desk/programmes/tracks/<int:track>/rules/": {"<int:track>": "track"},
    "desk/schedule/runs/<int:pk>/": {"<int:pk>": "run"},
    "desk/schedule/repairs/<int:pk>/": {"<int:pk>": "repair"},
    "desk/schedule/visits/<int:pk>/change/": {"<int:pk>": "visit"},
    "desk/schedule/left-out/<int:pk>/": {"<int:pk>": "left_out"},
    "desk/schedule/<int:pk>/": {"<int:pk>": "amendment"},
    "desk/schedule/<int:pk>/approve/": {"<int:pk>": "amendment"},
    "desk/schedule/<int:pk>/return/": {"<int:pk>": "amendment"},
    "desk/schedule/<int:pk>/discard/": {"<int:pk>": "amendment"},
    "desk/schedule/<int:pk>/scan/": {"<int:pk>": "approved"},
    "desk/schedule/<int:pk>/amend/": {"<int:pk>": "approved"},
    "desk/schedule/<int:pk>/repair/": {"<int:pk>": "amendment"},
    "desk/schedule/<int:pk>/difference/<int:number>/": {
        "<int:pk>": "amendment",
        "<int:number>": "=1",
    },
    "desk/meetings/<uuid:pk>/": {"<uuid:pk>": "meeting"},
    "desk/meetings/<uuid:pk>/correct/": {"<uuid:pk>": "meeting"},
    "desk/meetings/<uuid:pk>/compare/": {"<uuid:pk>": "twin"},
    "desk/meetings/<uuid:pk>/evidence/": {"<uuid:pk>": "meeting"},
    "desk/meetings/questions/<int:pk>/edit/": {"<int:pk>": "question"},
    "desk/people/<int:pk>/": {"<int:pk>": "person"},
    "desk/people/<int:pk>/edit/": {"<int:pk>": "person"},
    "desk/people/<int:pk>/seats/add/": {"<int:pk>": "person"},
    "desk/places/<int:pk>/": {"<int:pk>": "place"},
    "desk/places/<int:pk>/edit/": {"<int:pk>": "place"},
    "desk/programmes/tracks/<int:pk>/": {"<int:pk>": "track"},
    "desk/programmes/tracks/<int:pk>/edit/": {"<int:pk>": "track"},
    "desk/programmes/tracks/<int:pk>/targets/add/": {"<int:pk>": "track"},
    "desk/newsroom/<int:pk>/": {"<int:pk>": "post"},
    "desk/reports/<int:pk>/": {"<int:pk>": "report"},
    "desk/schedule/week/<int:year>-<int:week>/": WEEK,
    **{f"desk/schedule/{view}/<str:window>/": WEEK for view in ("month", "list")},
    "desk/schedule/crews/<str:window>/": {"<str:window>": "=2023-W07"},
    **{f"desk/schedule/{view}/<str:window>/": WEEK for view in ("people", "places", "map")},
    "desk/figures/<str:period>/by/": {"<str:period>": "=2023-H1"},
    "desk/figures/<str:period>/<str:key>/": {
        "<str:period>": "=2023-H1",
        "<str:key>": "=residents.people_reached",
    },
}

ONE_RECORD = "about one record, with a list of nothing"
A_FILE = "a file, not a page; its own tests count its queries where it lists"
NOT_ASKED: Final = {
    "desk/programmes/tracks/<int:track>/rules/add/<slug:kind>/": ONE_RECORD,
    "desk/programmes/tracks/<int:track>/rules/<int:pk>/": ONE_RECORD,
    "desk/schedule/<int:pk>/difference/": "leads to the page that is asked",
    "desk/schedule/visits/<int:pk>/judge/": ONE_RECORD,
    "desk/schedule/left-out/<int:pk>/judge/": ONE_RECORD,
    "desk/meetings/questions/<int:pk>/": ONE_RECORD,
    "desk/meetings/questions/<int:pk>/publish/": ONE_RECORD,
    "desk/people/<int:pk>/seats/<int:seat>/end/": ONE_RECORD,
    "desk/reports/<int:pk>/publish/": ONE_RECORD,
    "desk/figures/<str:period>/unlock/": ONE_RECORD,
    "desk/schedule/visits/<int:pk>/spots/": "answers a script about one visit",
    "desk/schedule/scans/<int:pk>/": A_FILE,
    "desk/schedule/<int:pk>/schedule-<str:language>.<slug:form>": A_FILE,
    "desk/meetings/visits/<int:pk>/sheet-<str:language>.pdf": A_FILE,
    "desk/meetings/visits/<int:pk>/trip-<str:language>.pdf": A_FILE,
    "desk/meetings/sheets/<int:year>-<int:week>/week-<str:language>.pdf": A_FILE,
    "desk/meetings/evidence/<uuid:pk>/file": A_FILE,
    "desk/meetings/evidence/<uuid:pk>/": ONE_RECORD,
    "desk/meetings/questions/topics/<int:pk>/": ONE_RECORD,
    "desk/meetings/reasons/<int:pk>/": ONE_RECORD,
    "desk/people/lists/<slug:what>/add/": ONE_RECORD,
    "desk/places/lists/<slug:what>/add/": ONE_RECORD,
    "desk/places/lists/<slug:what>/<int:pk>/": ONE_RECORD,
    "desk/settings/users/<int:pk>/": ONE_RECORD,
    "desk/people/lists/<slug:what>/<int:pk>/": ONE_RECORD,
    "desk/programmes/themes/<int:pk>/": ONE_RECORD,
    "desk/programmes/targets/<int:pk>/": ONE_RECORD,
    "desk/programmes/<int:pk>/edit/": ONE_RECORD,
    "desk/programmes/<int:pk>/tracks/add/": ONE_RECORD,
    "desk/press/<int:pk>/": ONE_RECORD,
    "desk/press/outlets/<int:pk>/": ONE_RECORD,
    "desk/press/<int:pk>/edit/": ONE_RECORD,
    "desk/reports/wording/<slug:purpose>/<slug:code>/": ONE_RECORD,
    "desk/reports/<int:pk>/<slug:code>.<slug:form>": A_FILE,
    "desk/figures/<str:period>/places.geojson": A_FILE,
    "desk/figures/<str:period>/estimate/<slug:track>/": ONE_RECORD,
    "desk/figures/<str:period>/<str:key>/percent/": "two numbers that open to their rows",
}
DESK: Final = {each.path: each for each in routes() if each.path.startswith("desk/")}
ASKED: Final = sorted({path for path in DESK if "<" not in path} | set(OF))


def address(path: str, world: World) -> str:
    for part, name in OF.get(path, {}).items():
        value = name[1:] if name.startswith("=") else getattr(world, name).pk
        path = path.replace(part, str(value))
    return f"/{path}"


def has_page(view: Any) -> bool:
    """Whether it answers to a visit too, and not to a sent form alone."""
    while view:
        for cell in view.__closure__ or ():
            methods = cell.cell_contents
            if isinstance(methods, list) and "POST" in methods and "GET" not in methods:
                return False
        view = getattr(view, "__wrapped__", None)
    return True


def counted(world: World, paths: list[str]) -> dict[str, int]:
    """Queries of the second look at each page; where there is none, the status below zero."""
    found = {}
    for path in paths:
        where = address(path, world)
        world.client.get(where)
        with CaptureQueriesContext(connection) as seen:
            answer = world.client.get(where)
        found[path] = len(seen) if answer.status_code == 200 else -answer.status_code
    return found


# What waits alone is linked itself, so one thing asks otherwise than several.
FROM_TWO: Final = ["desk/"]


@pytest.fixture(scope="module")
def counts(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker
) -> tuple[dict[str, int], dict[str, int]]:
    """With one row of everything, and with three; of FROM_TWO with two and three."""
    with django_db_blocker.unblock(), translation.override("kk"), transaction.atomic():
        world = World()
        one = counted(world, ASKED)
        world.more()
        one |= counted(world, FROM_TWO)
        world.more()
        three = counted(world, ASKED)
        transaction.set_rollback(True)
    return one, three


@pytest.mark.parametrize("path", ASKED)
def test_three_rows_ask_as_many_queries_as_one(
    path: str, counts: tuple[dict[str, int], dict[str, int]]
) -> None:
    one, three = counts
    assert three[path] == one[path]
    assert path not in OF or three[path] > 0  # a page, and not the sentence that there is none


def test_every_page_is_asked_or_says_why_not() -> None:
    pages = {path for path, each in DESK.items() if has_page(each.view)}
    assert sorted(pages - set(ASKED) - set(NOT_ASKED)) == []
    assert sorted(set(NOT_ASKED) - pages) == []

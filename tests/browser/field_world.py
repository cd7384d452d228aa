"""What the field journeys need beside the demo: a schedule around the present day, and speakers."""

from dataclasses import dataclass
from datetime import date, datetime

from tests.demo.world import World
from tests.factories import ZONE

# Runs inside the installation. Two speakers share each day's meeting; each day is another place.
PREPARE = """
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo
from django.utils import timezone
from kezdesu.accounts.choices import Role
from kezdesu.accounts.models import Membership, Office, User
from kezdesu.people.models import Person
from kezdesu.programmes.models import Programme, Target, Track
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan, Visit

office = Office.objects.get(slug="shymkent")
zone = ZoneInfo(office.time_zone)
today = timezone.now().astimezone(zone).date()
Programme.objects.update(ends_on=None)  # of 2023
people = list(Person.objects.filter(office=office, user=None).order_by("pk")[:len(NAMES)])
for name, person in zip(NAMES, people):
    user = User.objects.create_user(name, password="demo", first_name=person.full_name)
    Membership.objects.create(user=user, office=office, role=Role.SPEAKER)
    person.user = user
    person.save()
track = Track.objects.get(programme__office=office, slug="residents")
plan = Plan.objects.create(
    track=track, version=1, status=PlanStatus.APPROVED, document_number="1",
    document_date=today, signatory_name="Басшы", signatory_post="әкімнің орынбасары",
    approved_at=timezone.now(), starts_on=today - timedelta(20), ends_on=today + timedelta(40),
)
targets = list(Target.objects.filter(track=track).select_related("place").order_by("pk")[:60])
moments = [(0, 0), (0, 0), (-3, 11), (2, 10), (2, 15), (9, 10), (29, 12), (0, 0)]
for at, (days, hour) in enumerate(moments):
    start = datetime.combine(today + timedelta(days), time(hour, 5 * at if hour else 0), zone)
    visit = Visit.objects.create(
        plan=plan, target=targets[at], starts_at=start, venue="№ 5 мектептің мәжіліс залы",
    )
    # The last one is a colleague's: the others come to it by the code on its sheet.
    visit.crew.set(people if at < 7 else people[:1])
    visit.themes.set(track.themes.all()[:2])
"""


# What was planned for a day is planned for the next one.
FOLLOW = """
from datetime import timedelta
from django.db.models import F
from kezdesu.schedule.models import Visit

later = timedelta(days=DAYS)
Visit.objects.filter(plan__document_number="1").update(starts_at=F("starts_at") + later)
"""


@dataclass
class Days:
    """The schedule stays around the present day, also when a run passes midnight."""

    world: World
    present: date

    def follow_the_calendar(self) -> None:
        passed = (_today() - self.present).days
        if passed:
            self.world.python(f"DAYS = {passed}\n{FOLLOW}")
            self.present = _today()


def prepare(world: World, *names: str) -> Days:
    present = _today()
    world.python(f"NAMES = {list(names)!r}\n{PREPARE}")
    return Days(world, present)


def _today() -> date:
    return datetime.now(ZONE).date()

"""What the repair's journey needs beside the demo: an approved schedule of the coming weeks."""

from dataclasses import dataclass

from tests.demo.world import World

# Runs inside the installation, through its own services.
PREPARE = """
from datetime import timedelta
from zoneinfo import ZoneInfo
from django.utils import timezone
from kezdesu.accounts.models import Office, User
from kezdesu.places.models import Place
from kezdesu.programmes.models import Programme, Track
from kezdesu.programmes.services import add_targets, switch_rule
from kezdesu.schedule.services import approve_plan, propose_plans, submit_plan

office = Office.objects.get(slug="shymkent")
by = User.objects.get(username="coordinator")
Programme.objects.update(ends_on=None)
track = Track.objects.get(programme__office=office, slug="residents")
for rule in track.rules.filter(kind="allowed_dates"):  # of 2023
    switch_rule(rule=rule, is_active=False, by=by)
today = timezone.now().astimezone(ZoneInfo(office.time_zone)).date()
span = {"starts_on": today, "ends_on": today + timedelta(days=75)}
places = Place.objects.filter(targets__track=track).order_by("pk").distinct()[:10]
add_targets(track=track, places=places, by=by, **span)
[plan] = propose_plans(tracks=[track], by=by, seed=1, iterations=5000, **span)
submit_plan(plan=plan, by=by)
approve_plan(plan=plan, number="41-ҚК", day=today, signatory_name="Басшы Үлгіұлы",
    signatory_post="Шымкент қаласы әкімінің орынбасары", by=by)
soon = plan.visits.order_by("starts_at")[2]
print(plan.pk, soon.crew.order_by("full_name").first().full_name,
    soon.starts_at.astimezone(ZoneInfo(office.time_zone)).strftime("%d.%m.%Y"),
    today.strftime("%d.%m.%Y"), sep="|")
"""


@dataclass(frozen=True)
class Schedule:
    """Its key, somebody who goes to its third meeting, the day of that, and the present day."""

    plan: str
    person: str
    day: str
    today: str


def prepare(world: World) -> Schedule:
    return Schedule(*world.python(PREPARE).strip().split("|"))

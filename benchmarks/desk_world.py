"""One office as large as a nation's: twenty thousand visits of a half-year, all approved."""

from __future__ import annotations

import random
from datetime import UTC, date, datetime, timedelta
from typing import Final

from benchmarks.figures_world import BATCH, DAYS, ENDS_ON, STARTS_ON, Size, make_world

SPAN: Final = {"starts_on": STARTS_ON, "ends_on": ENDS_ON}


def size_of(visits: int) -> Size:
    """Two visits a place, fifty a person."""
    return Size(
        offices=1,
        places=visits // 2,
        meetings=visits,
        publications=0,
        people=max(10, visits // 50),
        districts=16,
    )


def make_desk_world(visits: int, seed: int) -> None:
    """All but the last fortnight's visits have their record; a draft amends the smaller track."""
    make_world(size_of(visits), seed)
    chance = random.Random(seed)  # noqa: S311 (the same world from the same seed)
    _forget_last_records()
    _themes(chance)
    _amend()


def _forget_last_records() -> None:
    from kezdesu.meetings.models import Meeting

    last = datetime(ENDS_ON.year, ENDS_ON.month, ENDS_ON.day, tzinfo=UTC) - timedelta(days=14)
    Meeting.objects.filter(starts_at__gte=last).delete()


def _themes(chance: random.Random) -> None:
    from kezdesu.programmes.models import Theme, Track
    from kezdesu.schedule.models import Visit

    office = Track.objects.all()[0].programme.office
    names = [{f"name_{code}": f"Theme {n}" for code in ("kk", "ru", "en")} for n in range(8)]
    themes = [Theme.objects.create(office=office, slug=f"theme-{n}", **names[n]) for n in range(8)]
    spoken = Visit.themes.through
    rows = (
        spoken(visit_id=pk, theme_id=chance.choice(themes).pk)
        for pk in Visit.objects.values_list("pk", flat=True)
    )
    spoken.objects.bulk_create(rows, BATCH)


def _amend() -> None:
    from kezdesu.programmes.models import Track
    from kezdesu.schedule.services import amend_plan

    amend_plan(plan=Track.objects.get(slug="students").plans.get(), reason="holiday", by=None)


def day_of(share: float) -> date:
    """A day that far into the half-year."""
    return STARTS_ON + timedelta(days=round(DAYS * share))

"""An office with as many speakers as phones, each signed in, and the records they bring home."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

PLACES, THEMES, PLANNED = 120, 12, 4  # planned visits of each phone; its other records are not
NOTE = "Тұрғындар көше жарығы мен жолдың жайын сұрады; жауабы келесі кездесуде айтылады. "
BODIES = ("Ардагерлер кеңесі", "Аналар кеңесі", "Жастар ресурстық орталығы", "Мешіт имамдары")


def make_world(folder: Path, phones: int, records: int, seed: int) -> None:
    """Fills the database, and writes `phones.json`: a session and the records of each phone."""
    import django

    django.setup()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    made = list(_phones(phones, records, random.Random(seed)))  # noqa: S311  # no secret
    (folder / "phones.json").write_text(json.dumps(made))


def _phones(phones: int, records: int, chance: random.Random) -> Iterator[dict[str, Any]]:
    from kezdesu.accounts.choices import Role
    from kezdesu.accounts.models import Membership, User
    from tests import factories as make

    office = make.make_office("load")
    themes = [make.make_theme(office, f"theme-{at}").pk for at in range(THEMES)]
    places = [make.make_place(office) for _at in range(PLACES)]
    track = make.make_track(office)
    users = User.objects.bulk_create(
        User(username=f"phone-{at}", password="!")  # noqa: S106  # none fits
        for at in range(phones)
    )
    Membership.objects.bulk_create(
        Membership(user=user, office=office, role=Role.SPEAKER) for user in users
    )
    people = [make.make_person(office, f"Адам {user.pk}", user=user).pk for user in users]
    visits = _visits(track, places, people)
    for at, user in enumerate(users):
        brought = [
            _record(chance, track.pk, places, themes, [people[at], chance.choice(people)])
            | (visits[at][number] if number < PLANNED else {})
            for number in range(records)
        ]
        yield {"session": _session(user), "records": brought}


def _visits(track: Any, places: Sequence[Any], people: Sequence[int]) -> list[list[dict[str, Any]]]:
    """Each phone's planned visits, as what its record takes over from them."""
    from kezdesu.schedule.choices import PlanStatus
    from kezdesu.schedule.models import Visit
    from tests import factories as make

    plan = make.make_plan(track, PlanStatus.APPROVED)
    targets = [make.make_target(track, place) for place in places]
    made = Visit.objects.bulk_create(
        Visit(plan=plan, target=targets[(at * PLANNED + number) % PLACES], starts_at=_start(number))
        for at in range(len(people))
        for number in range(PLANNED)
    )
    crew = Visit.crew.through
    crew.objects.bulk_create(
        crew(visit_id=visit.pk, person_id=people[at // PLANNED]) for at, visit in enumerate(made)
    )
    taken = [
        {"visit": str(each.identity), "place": each.target.place_id, "starts_at": _iso(each)}
        for each in made
    ]
    return [taken[at * PLANNED : (at + 1) * PLANNED] for at in range(len(people))]


def _iso(visit: Any) -> str:
    moment: datetime = visit.starts_at
    return moment.isoformat()


def _start(number: int) -> datetime:
    return datetime(2023, 2, 1, 5, tzinfo=UTC) + timedelta(days=number)


def _session(user: Any) -> str:
    """Signed in as the sign-in page does it, without the second that hashing a password takes."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.create()
    return str(session.session_key)


def _record(
    chance: random.Random,
    track: int,
    places: Sequence[Any],
    themes: Sequence[int],
    speakers: list[int],
) -> dict[str, Any]:
    total = chance.randint(12, 240)
    women = chance.randint(0, total)
    day = date(2023, 1, 3) + timedelta(days=chance.randrange(170))
    starts_at = datetime(day.year, day.month, day.day, chance.randint(4, 12), tzinfo=UTC)
    return {
        "id": str(_uuid(chance)),
        "version": 1,
        "why": "",
        "recorded_at": (starts_at + timedelta(hours=2)).isoformat(),
        "visit": None,
        "track": track,
        "place": chance.choice(places).pk,
        "outcome": "held",
        "reason": "",
        "starts_at": starts_at.isoformat(),
        "venue": "№ 5 мектептің акт залы",
        "themes": chance.sample(list(themes), 2),
        "speakers": list(dict.fromkeys(speakers)),
        "headcount": total,
        "women": women,
        "men": total - women,
        "youth": chance.randint(0, total),
        "students": None,
        "how_counted": chance.choice(["sheet", "headcount", "estimate"]),
        "organisations": chance.sample(BODIES, 2),
        "questions": [_question(chance)] if chance.random() < 0.5 else [],
        "note": NOTE * chance.randint(0, 4),
        "photos": [str(_uuid(chance))],
    }


def _question(chance: random.Random) -> dict[str, Any]:
    text = "Біздің көшеге жарық қашан тартылады?"
    about = {"topic": None, "owner": "тұрғын үй бөлімі", "due_on": "2023-08-01"}
    return {"id": str(_uuid(chance)), "text": text, **about}


def _uuid(chance: random.Random) -> UUID:
    return UUID(int=chance.getrandbits(128), version=4)

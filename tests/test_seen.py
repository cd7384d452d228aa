"""Two people who edit one thing: whoever saves second is told what the first one changed."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.utils import formats, translation

from kezdesu.accounts.models import Office
from kezdesu.core.seen import one_at_a_time
from kezdesu.meetings.models import Question, Topic
from kezdesu.programmes.choices import RuleKind
from kezdesu.programmes.models import Rule
from tests.edits import seen_at
from tests.factories import (
    make_group,
    make_meeting,
    make_person,
    make_place,
    make_post,
    make_publication,
    make_seat,
    make_target,
    make_theme,
    make_track,
)


@dataclass(frozen=True)
class Form:
    """Where it stands and goes, and what two people type into one of its fields."""

    page: str
    name: str
    first: str
    second: str
    to: str = ""
    called: str = "form"
    also: tuple[tuple[str, str], ...] = ()  # what a change must say besides

    @property
    def address(self) -> str:
        return self.to or self.page


def _rule(office: Office) -> Form:
    rule = Rule.objects.create(
        track=make_track(office), kind=RuleKind.MEMBER_DAILY_LIMIT, values={"meetings": 2}
    )
    return Form(f"/desk/programmes/tracks/{rule.track_id}/rules/{rule.pk}/", "meetings", "3", "4")


def _seat(office: Office) -> Form:
    seat = make_seat(make_person(office), make_group(office))
    where = f"/desk/people/{seat.person_id}/seats/{seat.pk}/end/"
    last = seat.starts_on + timedelta(days=400)
    days = [f"{each:%d.%m.%Y}" for each in (last, last + timedelta(days=9))]
    return Form(where, "ends_on", *days)


def _group(office: Office) -> Form:
    where = f"/desk/people/lists/groups/{make_group(office).pk}/"
    return Form(where, "name_ru", "Первая группа", "Вторая группа")


def _question(office: Office) -> Question:
    track = make_track(office)
    return Question.objects.create(meeting=make_meeting(track), text="Жол қашан жөнделеді?")


def _post(office: Office, part: str) -> Form:
    post = make_post(office)
    page, to = f"/desk/newsroom/{post.pk}/?language=ru", f"/desk/newsroom/{post.pk}/{part}/"
    if part == "ru":
        return Form(page, "title", "Встреча", "Собрание", to, "text_form")
    return Form(page, "author", "Бірінші", "Екінші", to, "facts_form")


EDITED: dict[str, Callable[[Office], Form]] = {
    "place": lambda office: Form(
        f"/desk/places/{make_place(office).pk}/edit/", "name_ru", "Первый", "Второй"
    ),
    "person": lambda office: Form(
        f"/desk/people/{make_person(office).pk}/edit/", "post", "дәрігер", "мұғалім"
    ),
    "group": _group,
    "seat": _seat,
    "programme": lambda office: Form(
        f"/desk/programmes/{make_track(office).programme_id}/edit/", "name_ru", "Первая", "Вторая"
    ),
    "track": lambda office: Form(
        f"/desk/programmes/tracks/{make_track(office).pk}/edit/", "name_ru", "Первое", "Второе"
    ),
    "theme": lambda office: Form(
        f"/desk/programmes/themes/{make_theme(office).pk}/", "name_ru", "Первая", "Вторая"
    ),
    "target": lambda office: Form(
        f"/desk/programmes/targets/{make_target(make_track(office)).pk}/", "weight", "2", "3"
    ),
    "rule": _rule,
    "publication": lambda office: Form(
        f"/desk/press/{make_publication(office).pk}/edit/", "title", "Бірінші", "Екінші"
    ),
    "text of a post": lambda office: _post(office, "ru"),
    "facts of a post": lambda office: _post(office, "facts"),
    "wording of a report": lambda office: Form(
        "/desk/reports/wording/post/kk/", "title", "Бірінші", "Екінші"
    ),
    "estimate of people": lambda office: Form(
        f"/desk/figures/2023-H1/estimate/{make_meeting(make_track(office)).track.slug}/",
        "people",
        "2",
        "3",
        also=(("basis", "Сауалнама"),),
    ),
    "record of a meeting": lambda office: Form(
        f"/desk/meetings/{make_meeting(make_track(office)).pk}/correct/",
        "note",
        "бірінші",
        "екінші",
        also=(("why", "қате"),),
    ),
    "question": lambda office: Form(
        f"/desk/meetings/questions/{_question(office).pk}/edit/", "text", "Бірінші?", "Екінші?"
    ),
    "answer": lambda office: Form(
        f"/desk/meetings/questions/{_question(office).pk}/",
        "answer",
        "Биыл",
        "Келесі жылы",
        also=(("answered_on", "01.03.2023"),),
    ),
    "topic": lambda office: Form(
        f"/desk/meetings/questions/topics/{Topic.objects.create(office=office, name_kk='Жол').pk}/",
        "name_ru",
        "Дороги",
        "Улицы",
    ),
}


def typed(client: Client, form: Form) -> dict[str, Any]:
    """As the browser sends back what the page shows."""
    with translation.override("kk"):
        fields = client.get(form.page).context[form.called]
        return {
            field.html_name: formats.localize_input(value)
            for field in fields
            if (value := field.value()) not in (None, "", [])
        } | dict(form.also)


@pytest.mark.parametrize("what", EDITED)
def test_who_saves_second_is_told_and_may_save_again(
    what: str, office: Office, coordinator_client: Client
) -> None:
    form, client = EDITED[what](office), coordinator_client
    opened, values = seen_at(client, form.page, form.to), typed(client, form)

    def send(value: str, seen: dict[str, str]) -> Any:
        return client.post(form.address, values | {form.name: value} | seen)

    assert send(form.first, {"seen": opened}).status_code == 302
    for seen in ({"seen": opened}, {}, {"seen": "x"}):
        refused = send(form.second, seen)
        assert refused.status_code == 422, seen
        assert "өзгеріс" in refused.content.decode().lower()
    assert typed(client, form)[form.name] == form.first
    now = seen_at(client, form.page, form.to)
    assert f'value="{now}"' in refused.content.decode() or form.to
    assert send(form.second, {"seen": now}).status_code == 302
    assert typed(client, form)[form.name] == form.second


def test_what_changed_is_named_at_its_field(office: Office, coordinator_client: Client) -> None:
    form = EDITED["place"](office)
    opened, values = seen_at(coordinator_client, form.page), typed(coordinator_client, form)
    for value in (form.first, form.second):
        answer = coordinator_client.post(form.address, values | {form.name: value, "seen": opened})
    assert set(answer.context["form"].errors) == {"name_ru", "__all__"}
    assert answer.context["form"].errors["name_ru"] == [
        "Мұны осы арада басқа біреу өзгертті, қазір: Первый"
    ]


# Locks are listed for the whole server: those of tests beside this one are not its own.
OWN_LOCKS = """SELECT count(*) FROM pg_locks
WHERE locktype = 'advisory' AND pid = pg_backend_pid()"""


def test_a_form_is_alone_from_the_look_to_the_write(db: None) -> None:
    seen: list[tuple[bool, int]] = []

    @one_at_a_time
    def view(request: HttpRequest, pk: int) -> HttpResponse:
        held = 1
        if connection.vendor == "postgresql":
            with connection.cursor() as cursor:
                cursor.execute(OWN_LOCKS)
                held = cursor.fetchone()[0]
        seen.append((len(connection.savepoint_ids) > depth, held))
        return HttpResponse()

    depth = len(connection.savepoint_ids)
    view(RequestFactory().post("/"), pk=1)
    assert seen == [(True, 1)]
    view(RequestFactory().get("/"), pk=1)
    assert seen[1][0] is False

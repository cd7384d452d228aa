"""The desk's pages: who may open and press what, what is shown, what stays typed."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from python_calamine import CalamineWorkbook

from kezdesu.people.models import Absence
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import LeftOut, Plan, Visit
from kezdesu.schedule.services import amend_plan
from kezdesu.schedule.wording import reasons_in_words
from tests.factories import ZONE, local, make_plan, make_target, make_visit

from .conftest import SPAN, World

DOCUMENT = {
    "number": "17-ҚК",
    "day": "27.02.2023",
    "signatory_name": "Басшы Үлгіұлы",
    "signatory_post": "әкімнің орынбасары",
}


@pytest.fixture
def draft(world: World) -> Plan:
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    make_visit(plan, world.targets[0], date(2023, 3, 6), crew=world.people[:2])
    return plan


def text_of(client: Client, name: str, *args: Any, status: int = 200) -> str:
    answer = client.get(reverse(f"schedule:{name}", args=args))
    assert answer.status_code == status
    return answer.content.decode()


def queries_of(client: Client, name: str, *args: Any) -> int:
    text_of(
        client, name, *args
    )  # the first request also fills caches of content types and sessions
    with CaptureQueriesContext(
        connection,
    ) as seen:
        text_of(client, name, *args)
    return len(seen)


PAGES: list[tuple[str, list[Any]]] = [
    ("plans", []),
    ("plan", ["plan"]),
    ("targets", []),
    ("week", [2023, 10]),
    ("month", ["2023-03"]),
    ("list", ["2023-03"]),
    ("crews", ["2023-W10"]),
    ("by_person", ["2023-03"]),
    ("by_place", ["2023-H1"]),
    ("map", ["2023-03"]),
]


@pytest.mark.parametrize(("name", "args"), PAGES)
@pytest.mark.parametrize("who", ["coordinator", "approver", "speaker", "press", "administrator"])
def test_everybody_of_the_office_reads_the_schedule(
    draft: Plan, request: pytest.FixtureRequest, who: str, name: str, args: list[Any]
) -> None:
    client = request.getfixturevalue(f"{who}_client")
    text = text_of(client, name, *(draft.pk if arg == "plan" else arg for arg in args))
    assert "Тұрғындар" in text or "residents" in text


POSTS = ["submit", "approve", "return", "amend"]
MAY_POST = {
    "submit": {"coordinator"},
    "approve": {"approver"},
    "return": {"approver"},
    "amend": {"coordinator"},
}


@pytest.mark.parametrize("name", POSTS)
@pytest.mark.parametrize("who", ["coordinator", "approver", "speaker", "press", "administrator"])
def test_each_act_is_open_to_its_role_alone(
    draft: Plan, request: pytest.FixtureRequest, who: str, name: str
) -> None:
    client = request.getfixturevalue(f"{who}_client")
    answer = client.post(reverse(f"schedule:{name}", args=[draft.pk]))
    assert (answer.status_code != 403) == (who in MAY_POST[name])


@pytest.mark.parametrize("name", ["plan", "approve", "return", "amend", "change"])
def test_another_offices_schedule_is_not_found(
    draft: Plan, stranger_client: Client, approver_client: Client, world: World, name: str
) -> None:
    key = draft.visits.get().pk if name == "change" else draft.pk
    answer = stranger_client.get(reverse(f"schedule:{name}", args=[key]))
    assert answer.status_code in {403, 404}
    if name in {"plan", "amend", "change"}:
        assert answer.status_code == 404


@pytest.mark.parametrize("name", ["plan", "submit", "change", "pin", "document"])
def test_a_guest_signs_in_first(draft: Plan, guest_client: Client, name: str) -> None:
    key = draft.visits.get().pk if name in {"change", "pin"} else draft.pk
    args = [key, "kk", "pdf"] if name == "document" else [key]
    answer = guest_client.get(reverse(f"schedule:{name}", args=args))
    assert answer.status_code == 302
    assert "/account/login/" in answer.headers["Location"]


def test_what_only_posts_is_not_opened(draft: Plan, coordinator_client: Client) -> None:
    visit = draft.visits.get()
    for name, key in (("submit", draft.pk), ("pin", visit.pk)):
        assert coordinator_client.get(reverse(f"schedule:{name}", args=[key])).status_code == 405
    answer = coordinator_client.post(reverse("schedule:plan", args=[draft.pk]))
    assert answer.status_code == 405


def test_from_submission_to_approval(
    draft: Plan, coordinator_client: Client, approver_client: Client
) -> None:
    address = reverse("schedule:plan", args=[draft.pk])
    assert "Бекітуге жіберу" in text_of(coordinator_client, "plan", draft.pk)
    assert coordinator_client.post(f"{address}submit/").headers["Location"] == address
    note = {"note": "8 наурыз — мереке"}
    assert approver_client.post(f"{address}return/", note).status_code == 302
    assert "8 наурыз — мереке" in text_of(coordinator_client, "plan", draft.pk)
    coordinator_client.post(f"{address}submit/")
    assert approver_client.post(f"{address}approve/", DOCUMENT).status_code == 302
    plan = Plan.objects.get()
    assert (plan.status, plan.document_date) == (PlanStatus.APPROVED, date(2023, 2, 27))
    text = text_of(coordinator_client, "plan", draft.pk)
    assert "№ 17-ҚК" in text
    assert "Бекітуге жіберу" not in text


PAST = "өтіп кеткен күн"


def test_a_draft_says_how_many_of_its_meetings_are_on_days_that_are_over(
    draft: Plan, world: World, coordinator_client: Client, approver_client: Client
) -> None:
    make_visit(draft, world.targets[1], date(2023, 3, 7))
    today = timezone.localdate(timezone=ZONE)
    make_visit(draft, world.targets[2], starts_at=local(today, 0))
    assert f"2 кездесу {PAST}дерге жоспарланған." in text_of(coordinator_client, "plan", draft.pk)
    address = reverse("schedule:submit", args=[draft.pk])
    assert coordinator_client.post(address, {"why": "кейіннен енгізілді"}).status_code == 302
    assert PAST in text_of(approver_client, "plan", draft.pk)


def test_an_amendment_says_it_only_of_what_it_plans_itself(
    world: World, coordinator_client: Client
) -> None:
    plan = make_plan(world.students, "approved", starts_on=SPAN[0], ends_on=SPAN[1])
    make_visit(plan, world.lessons[0], date(2023, 3, 6))
    assert PAST not in text_of(coordinator_client, "plan", plan.pk)
    amendment = amend_plan(plan=plan, reason="мереке", by=None)
    assert PAST not in text_of(coordinator_client, "plan", amendment.pk)
    moved = amendment.visits.get()
    moved.starts_at = local(date(2023, 3, 7))
    moved.save()
    assert f"1 кездесу {PAST}ге" in text_of(coordinator_client, "plan", amendment.pk)


def test_week_by_week_begins_where_the_first_visit_is(
    world: World, coordinator_client: Client
) -> None:
    plan = make_plan(world.residents, starts_on=SPAN[0], ends_on=SPAN[1])
    week = "/week/2023-{}/"
    for name, args in (("plans", []), ("plan", [plan.pk])):
        assert week.format(9) in text_of(coordinator_client, name, *args)
    make_visit(plan, world.targets[1], date(2023, 4, 12))
    make_visit(
        plan, world.targets[0], starts_at=local(date(2023, 3, 27), 0)
    )  # UTC: the week before
    for name, args in (("plans", []), ("plan", [plan.pk])):
        text = text_of(coordinator_client, name, *args)
        assert week.format(13) in text
        assert week.format(9) not in text


def test_a_bad_approval_keeps_what_was_typed(draft: Plan, approver_client: Client) -> None:
    Plan.objects.update(status=PlanStatus.SUBMITTED)
    address = reverse("schedule:approve", args=[draft.pk])
    answer = approver_client.post(address, DOCUMENT | {"day": "32.02.2023"})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "32.02.2023" in text
    assert "17-ҚК" in text
    assert Plan.objects.get().status == PlanStatus.SUBMITTED


def test_an_empty_schedule_comes_back_with_the_reason(
    world: World, coordinator_client: Client
) -> None:
    plan = make_plan(world.residents)
    answer = coordinator_client.post(reverse("schedule:submit", args=[plan.pk]))
    assert answer.status_code == 422
    assert "бірде-бір кездесу жоқ" in answer.content.decode()


def test_a_visit_is_moved_with_a_plain_form(
    draft: Plan, world: World, coordinator_client: Client
) -> None:
    address = reverse("schedule:change", args=[draft.visits.get().pk])
    typed = {"day": "09.03.2023", "at": "15:30", "venue": "№ 5 мектеп", "seen": 0}
    crew = [person.pk for person in world.people[2:4]]
    assert coordinator_client.post(address, typed | {"crew": crew}).status_code == 302
    visit = Visit.objects.get()
    assert visit.starts_at == local(date(2023, 3, 9), 15).replace(minute=30)
    assert set(visit.crew.all()) == set(world.people[2:4])


@pytest.mark.parametrize(
    "wrong", [{"day": "2023"}, {"at": "25:00"}, {"crew": []}, {"day": "09.08.2023"}]
)
def test_a_bad_move_changes_nothing_and_keeps_what_was_typed(
    draft: Plan, world: World, coordinator_client: Client, wrong: dict[str, Any]
) -> None:
    address = reverse("schedule:change", args=[draft.visits.get().pk])
    typed = {
        "day": "09.03.2023",
        "at": "15:30",
        "venue": "№ 5 мектеп",
        "crew": [world.people[0].pk],
        "seen": 0,
    }
    answer = coordinator_client.post(address, typed | wrong)
    assert answer.status_code == 422
    assert "№ 5 мектеп" in answer.content.decode()
    assert Visit.objects.get().starts_at == local(date(2023, 3, 6))


def test_pinning_turns_round(draft: Plan, coordinator_client: Client) -> None:
    address = reverse("schedule:pin", args=[draft.visits.get().pk])
    for seen, is_pinned in enumerate((True, False)):
        coordinator_client.post(address, {"seen": seen})
        assert Visit.objects.get().is_pinned is is_pinned


def test_a_bent_rule_is_named_beside_its_visit(
    draft: Plan, world: World, coordinator_client: Client
) -> None:
    person = world.people[0]
    Absence.objects.create(person=person, starts_on=date(2023, 3, 6), ends_on=date(2023, 3, 6))
    assert f"{person.full_name}: бұл күні бара алмайды" in text_of(
        coordinator_client, "plan", draft.pk
    )
    make = Plan.objects.get()
    make.document_number = make.signatory_name = make.signatory_post = "1"
    make.document_date, make.approved_at = date(2023, 2, 1), local(date(2023, 2, 1))
    make.status = PlanStatus.APPROVED
    make.save()
    assert "бара алмайды" not in text_of(coordinator_client, "plan", draft.pk)


def test_what_keeps_several_places_out_is_said_once(
    coordinator_client: Client, draft: Plan, world: World
) -> None:
    full = [{"rule": "capacity", "kk": "шегі толған", "ru": "предел исчерпан", "en": "full"}]
    for number, reasons in ((1, full), (2, full), (3, [])):
        LeftOut.objects.create(plan=draft, target=world.targets[number], reasons=reasons)
    text = text_of(coordinator_client, "plan", draft.pk)
    assert text.count("Шегі толған") == 1
    assert text.count("Себебі анықталмады") == 1
    assert all(world.targets[number].place.name in text for number in (1, 2, 3))


def test_what_is_left_out_says_why_in_the_pages_language(
    draft: Plan, world: World, coordinator_client: Client
) -> None:
    reasons = reasons_in_words([("need_language",)], beyond_one_visit=False)
    LeftOut.objects.create(plan=draft, target=world.targets[1], reasons=reasons)
    assert "осы орынның тілінде сөйлемейді" in text_of(coordinator_client, "plan", draft.pk)
    english = coordinator_client.get(f"/en/desk/schedule/{draft.pk}/").content.decode()
    assert "obody free speaks the language of the place" in english


def test_the_week_shows_the_version_in_force_and_the_holiday(
    draft: Plan, world: World, coordinator_client: Client
) -> None:
    in_force = make_plan(
        world.residents,
        PlanStatus.APPROVED,
        version=2,
        reason="x",
        starts_on=SPAN[0],
        ends_on=SPAN[1],
    )
    make_visit(in_force, world.targets[3], date(2023, 3, 7), crew=world.people[:1])
    text = text_of(coordinator_client, "week", 2023, 10)
    assert "residents 3" in text
    assert "residents 0" not in text
    assert "Халықаралық әйелдер күні" in text


@pytest.mark.parametrize(("year", "week"), [(2023, 53), (2023, 0), (0, 1), (99999, 1)])
def test_a_week_that_the_year_has_not_is_not_found(
    coordinator_client: Client, year: int, week: int
) -> None:
    text_of(coordinator_client, "week", year, week, status=404)


def test_this_week_leads_to_a_week(coordinator_client: Client) -> None:
    answer = coordinator_client.get(reverse("schedule:this_week"))
    assert "/desk/schedule/week/" in answer.headers["Location"]


@pytest.mark.parametrize(("name", "args"), PAGES)
def test_pages_ask_as_many_queries_for_three_rows_as_for_one(
    draft: Plan, world: World, coordinator_client: Client, name: str, args: list[Any]
) -> None:
    args = [draft.pk if arg == "plan" else arg for arg in args]
    LeftOut.objects.create(plan=draft, target=world.targets[4], reasons=[])
    one = queries_of(coordinator_client, name, *args)
    for number in (1, 2):
        target = make_target(world.residents, starts_on=SPAN[0], ends_on=SPAN[1], due_on=SPAN[1])
        make_visit(draft, target, date(2023, 3, 6 + number), crew=world.people[:3])
        LeftOut.objects.create(plan=draft, target=world.targets[4 + number], reasons=[])
    make_plan(world.students, starts_on=SPAN[0], ends_on=SPAN[1])
    make_plan(world.students, PlanStatus.APPROVED, version=2, reason="x")
    assert queries_of(coordinator_client, name, *args) == one


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("kk", ["БЕКІТЕМІН", "КЕЛІСІЛДІ", "Елді мекен (тұрғын алап)", "Өтетін орны (мекенжайы)"]),
        ("ru", ["УТВЕРЖДАЮ", "СОГЛАСОВАНО", "Населённый пункт (жилой массив)", "Примечание"]),
    ],
)
def test_the_schedule_is_printed_in_the_columns_of_the_office(
    draft: Plan, approver_client: Client, language: str, words: list[str]
) -> None:
    answer = approver_client.get(reverse("schedule:document", args=[draft.pk, language, "xlsx"]))
    book = CalamineWorkbook.from_filelike(BytesIO(answer.content))
    rows = book.get_sheet_by_index(0).to_python()
    said = "\n".join(str(cell) for row in rows for cell in row)
    assert all(word in said for word in words)
    [number, place, _district, day, at, *_rest] = rows[-1]
    assert (number, place, day, at) == (1, "residents 0", date(2023, 3, 6), "10:00")


def test_there_is_no_english_document(draft: Plan, approver_client: Client) -> None:
    text_of(approver_client, "document", draft.pk, "en", "pdf", status=404)
    text_of(approver_client, "document", draft.pk, "kk", "odt", status=404)


def test_the_page_of_approval_opens_without_a_fault_and_names_who_signed_last(
    draft: Plan, approver_client: Client
) -> None:
    make_plan(
        draft.track, PlanStatus.APPROVED, starts_on=date(2022, 7, 1), ends_on=date(2022, 12, 31)
    )
    assert "Қол Қоюшы" in text_of(approver_client, "approve", draft.pk)

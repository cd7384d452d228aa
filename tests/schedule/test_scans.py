"""The signed document of a version: judged by its content, seen by the office, never just gone."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from kezdesu.accounts.models import User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.schedule.choices import PlanStatus
from kezdesu.schedule.models import Plan, Scan
from kezdesu.schedule.services import add_scan, approve_plan, clean_scan, withdraw_scan
from tests.factories import make_plan, make_visit
from tests.meetings.files import WORD, package, pdf, phone_picture

from .conftest import SPAN, World

DOCUMENT = {"number": "17-ҚК", "day": "27.02.2023", "signatory_name": "Басшы Үлгіұлы"}
POSTS = {"signatory_post": "әкімнің орынбасары", "signatory_post_ru": "заместитель акима"}


@pytest.fixture(autouse=True)
def shelf(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


@pytest.fixture
def submitted(world: World) -> Plan:
    plan = make_plan(world.residents, PlanStatus.SUBMITTED, starts_on=SPAN[0], ends_on=SPAN[1])
    make_visit(plan, world.targets[0], date(2023, 3, 6), crew=world.people[:2])
    return plan


@pytest.fixture
def approved(world: World) -> Plan:
    return make_plan(world.residents, PlanStatus.APPROVED, starts_on=SPAN[0], ends_on=SPAN[1])


def kept(shelf: Path) -> list[Path]:
    return [path for path in shelf.rglob("*") if path.is_file()]


def upload(content: bytes, name: str = "қаулы.pdf") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def test_a_schedule_is_approved_with_its_scan(
    submitted: Plan, approver_client: Client, speaker_client: Client, shelf: Path
) -> None:
    address = reverse("schedule:approve", args=[submitted.pk])
    typed = DOCUMENT | POSTS | {"scan": upload(pdf())}
    assert approver_client.post(address, typed).status_code == 302
    scan = Scan.objects.get()
    assert (scan.plan, scan.name, scan.content_type) == (submitted, "қаулы", "application/pdf")
    page = speaker_client.get(reverse("schedule:plan", args=[submitted.pk])).content.decode()
    assert reverse("schedule:scan", args=[scan.pk]) in page
    assert "Скан тіркеу" not in page
    answer = speaker_client.get(reverse("schedule:scan", args=[scan.pk]))
    assert b"".join(answer) == pdf()  # type: ignore[call-overload]
    assert answer["Content-Disposition"].startswith("attachment")
    assert "sandbox" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("content", "word"),
    [
        (b"", "бос"),
        (pdf()[:-8], "толық жетпеді"),
        (package(*WORD), "PDF немесе фотосурет"),
        (b"<html>", "басқа файл"),
        (pdf() + package(*WORD), "басқа файл"),
    ],
)
def test_a_bad_scan_keeps_what_was_typed_and_approves_nothing(
    submitted: Plan, approver_client: Client, shelf: Path, content: bytes, word: str
) -> None:
    answer = approver_client.post(
        reverse("schedule:approve", args=[submitted.pk]),
        DOCUMENT | POSTS | {"scan": upload(content)},
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert word in text.lower() or word in text
    assert "17-ҚК" in text
    assert Plan.objects.get().status == PlanStatus.SUBMITTED
    assert kept(shelf) == []


def test_a_refused_approval_leaves_no_file(submitted: Plan, approver: User, shelf: Path) -> None:
    Plan.objects.update(status=PlanStatus.DRAFT)
    with pytest.raises(Refused):
        approve_plan(
            plan=submitted, number="1", day=date(2023, 2, 1), signatory_name="А",
            signatory_post="Б", scan=clean_scan(pdf(), "x.pdf"), by=approver,
        )  # fmt: skip
    assert kept(shelf) == []


def test_a_photo_of_the_paper_loses_its_camera(approved: Plan, approver: User, shelf: Path) -> None:
    add_scan(plan=approved, scan=clean_scan(phone_picture(), "IMG.jpg"), by=approver)
    [file] = kept(shelf)
    assert b"Secret" not in file.read_bytes()


def test_the_same_scan_twice_is_one_and_a_draft_has_none(
    approved: Plan, world: World, approver: User, shelf: Path
) -> None:
    add_scan(plan=approved, scan=clean_scan(pdf(), "a.pdf"), by=approver)
    with pytest.raises(Refused, match="бұрын тіркелген"):
        add_scan(plan=approved, scan=clean_scan(pdf(), "b.pdf"), by=approver)
    with pytest.raises(Refused, match="бекітілген нұсқада"):
        add_scan(plan=make_plan(world.students), scan=clean_scan(pdf(), "a.pdf"), by=approver)
    assert len(kept(shelf)) == 1


def test_one_taken_away_is_off_the_page_and_in_the_log(
    approved: Plan, approver: User, coordinator_client: Client, shelf: Path
) -> None:
    scan = add_scan(plan=approved, scan=clean_scan(pdf(), "a.pdf"), by=approver)
    answer = coordinator_client.post(reverse("schedule:withdraw_scan", args=[scan.pk]))
    assert answer.status_code == 302
    assert coordinator_client.get(reverse("schedule:scan", args=[scan.pk])).status_code == 404
    assert AuditEntry.objects.filter(action="schedule.scan_withdrawn").count() == 1
    assert len(kept(shelf)) == 1
    withdraw_scan(scan=scan, by=approver)
    assert AuditEntry.objects.filter(action="schedule.scan_withdrawn").count() == 1
    add_scan(plan=approved, scan=clean_scan(pdf(), "a.pdf"), by=approver)


def test_another_office_does_not_see_it(
    approved: Plan, approver: User, stranger_client: Client, guest_client: Client
) -> None:
    scan = add_scan(plan=approved, scan=clean_scan(pdf(), "a.pdf"), by=approver)
    address = reverse("schedule:scan", args=[scan.pk])
    assert stranger_client.get(address).status_code == 404
    assert guest_client.get(address).status_code == 302


def test_a_scan_is_added_later_on_its_own_page(
    approved: Plan, coordinator_client: Client, shelf: Path
) -> None:
    address = reverse("schedule:add_scan", args=[approved.pk])
    assert coordinator_client.post(address, {"scan": upload(b"x")}).status_code == 422
    assert coordinator_client.post(address, {"scan": upload(pdf())}).status_code == 302
    text = coordinator_client.get(reverse("schedule:plan", args=[approved.pk])).content.decode()
    assert "қаулы" in text
    assert "Скан тіркеу" in text


def test_queries_of_the_page_do_not_grow_with_scans(
    approved: Plan, approver: User, coordinator_client: Client, django_assert_num_queries: Any
) -> None:
    from .test_views import queries_of

    one = [queries_of(coordinator_client, "plan", approved.pk)]
    for number in range(3):
        scan = clean_scan(pdf() + b"\n" * number + b"%%EOF", f"{number}.pdf")
        add_scan(plan=approved, scan=scan, by=approver)
        one.append(queries_of(coordinator_client, "plan", approved.pk))
    assert one[1] == one[3]

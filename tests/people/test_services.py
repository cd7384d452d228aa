from datetime import date

import pytest

from kezdesu.accounts.models import Office, User
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.people.models import Seat
from kezdesu.people.services import (
    add_absence,
    add_body,
    add_category,
    add_group,
    add_person,
    add_seat,
    end_seat,
    link_user,
)
from tests.factories import make_category, make_group, make_person, make_seat

JANUARY, JUNE = date(2023, 1, 5), date(2023, 6, 30)


@pytest.mark.parametrize("add", [add_category, add_body])
def test_a_word_of_the_office_is_added_once(add: object, office: Office) -> None:
    words = {"office": office, "slug": "elders", "names": {"kk": "ақсақалдар"}, "by": None}
    add(**words)  # type: ignore[operator]
    with pytest.raises(Refused, match="elders"):
        add(**words)  # type: ignore[operator]


def test_a_person_is_known_once_however_the_name_is_typed(office: Office) -> None:
    add_person(office=office, full_name=" Үлгіұлы Бірінші ", by=None)
    with pytest.raises(Refused) as refused:
        add_person(office=office, full_name="үлгіұлы  бірінші", by=None)
    assert refused.value.field == "full_name"


def test_one_open_seat_in_a_group_until_it_ends(office: Office, coordinator: User) -> None:
    group = add_group(office=office, slug="g", kind="pool", names={"kk": "Пул"}, by=coordinator)
    person, category = make_person(office), make_category(office)
    seat = add_seat(group=group, person=person, category=category, starts_on=JANUARY, by=None)
    with pytest.raises(Refused):
        add_seat(group=group, person=person, category=category, starts_on=JUNE, by=None)
    end_seat(seat=seat, ends_on=JUNE, by=coordinator)
    add_seat(group=group, person=person, category=category, starts_on=date(2023, 7, 1), by=None)
    assert Seat.objects.count() == 2
    assert AuditEntry.objects.get(action="people.seat_ended").actor == coordinator


def test_a_seat_does_not_end_before_it_starts(office: Office) -> None:
    seat = make_seat(make_person(office), make_group(office), starts_on=JANUARY)
    with pytest.raises(Refused) as refused:
        end_seat(seat=seat, ends_on=date(2023, 1, 4), by=None)
    assert refused.value.field == "ends_on"


def test_an_absence_is_kept_once(office: Office) -> None:
    person = make_person(office)
    for _time in range(2):
        add_absence(person=person, starts_on=JANUARY, ends_on=JUNE, by=None)
    assert person.absences.count() == 1
    assert AuditEntry.objects.filter(action="people.absence_added").count() == 1


def test_a_user_is_one_person(office: Office, speaker: User) -> None:
    one, two = make_person(office), make_person(office)
    link_user(person=one, user=speaker, by=None)
    with pytest.raises(Refused):
        link_user(person=two, user=speaker, by=None)

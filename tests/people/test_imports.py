from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import pytest
from django.utils import translation

from kezdesu.accounts.models import Office
from kezdesu.core.errors import Refused
from kezdesu.core.models import AuditEntry
from kezdesu.core.spreadsheets import ImportOutcome
from kezdesu.people.models import Body, Seat
from kezdesu.people.services import import_roster
from tests.core.workbooks import book, dump
from tests.factories import make_category, make_group, make_person, make_seat

Rows = Sequence[Sequence[Any]]
HEAD = ["Аты-жөні", "Топ", "Санаты", "Басталған күні", "Аяқталған күні", "Тілдері"]
HEAD = [*HEAD, "Бос күндері", "Болмайтын күндері", "Қай құрамнан", "Аптасына кездесу"]
NAME, GROUP = "Үлгіұлы Бірінші", "Ақпараттық-насихаттық топ"


@pytest.fixture
def world(office: Office) -> Office:
    make_group(office)
    make_group(office, "speakers", "pool", name_kk="Спикерлер пулы")
    make_category(office)
    Body.objects.create(office=office, slug="elders", name_kk="ақсақалдар кеңесі")
    return office


def seat(**cells: Any) -> list[Any]:
    values = {"A": NAME, "B": GROUP, "C": "ғалымдар", "D": "05.01.2023", **cells}
    return [values.get(letter) for letter in "ABCDEFGHIJ"]


def bring(office: Office, *rows: list[Any], **options: bool) -> ImportOutcome:
    return import_roster(office=office, file=book([HEAD, *rows]), by=None, **options)  # type: ignore[arg-type]


def test_a_row_makes_a_person_and_a_seat(world: Office) -> None:
    bring(
        world,
        seat(
            D=datetime(2023, 1, 5),
            F="қазақша, орысша",
            G="дс–ср",
            H="13.02.2023–17.02.2023 (іссапар)",
            I="ақсақалдар кеңесі",
            J="2",
        ),
    )
    made = Seat.objects.get()
    assert (made.person.full_name, made.category.slug, made.starts_on) == (
        NAME,
        "scholar",
        date(2023, 1, 5),
    )
    assert made.body is not None
    assert made.body.slug == "elders"
    assert (made.person.languages, made.person.weekdays) == (["kk", "ru"], [0, 1, 2])
    assert made.person.meetings_a_week == 2
    away = made.person.absences.get()
    assert (away.starts_on, away.ends_on, away.reason) == (
        date(2023, 2, 13),
        date(2023, 2, 17),
        "іссапар",
    )


def test_one_person_may_sit_in_two_groups_and_is_one_person(world: Office) -> None:
    outcome = bring(world, seat(), seat(A="  үлгіұлы БІРІНШІ ", B="пул спикеров"))
    assert (len(outcome.added), len(outcome.duplicates)) == (2, 0)
    assert world.people.count() == 1
    assert Seat.objects.count() == 2


def test_importing_twice_is_importing_once(world: Office) -> None:
    rows = (seat(H="05.05.2023; 06.05.2023"), seat(B="Спикерлер пулы"))
    bring(world, *rows)
    before = dump()
    outcome = bring(world, *rows)
    assert (len(outcome.unchanged), outcome.changes_anything) == (2, False)
    assert dump() == before


def test_a_row_repeated_is_a_duplicate(world: Office) -> None:
    outcome = bring(world, seat(), seat())
    assert [(twin.row, twin.first_row) for twin in outcome.duplicates] == [(3, 2)]
    assert Seat.objects.count() == 1


def test_a_seat_ends_by_its_last_day(world: Office) -> None:
    make_seat(make_person(world, NAME), starts_on=date(2023, 1, 5))
    with translation.override("en"):
        [entry] = bring(world, seat(E="30.06.2023")).changed
    assert [(change.field, change.old, change.new) for change in entry.changes] == [
        ("End date", "", "30 Jun 2023")
    ]
    assert Seat.objects.get().ends_on == date(2023, 6, 30)


def test_absences_are_only_added(world: Office) -> None:
    person = make_person(world, NAME)
    make_seat(person, starts_on=date(2023, 1, 5))
    person.absences.create(starts_on=date(2023, 3, 1), ends_on=date(2023, 3, 2))
    [entry] = bring(world, seat(H="05.05.2023")).changed
    assert entry.changes[0].new.startswith("+ ")
    assert person.absences.count() == 2


def test_the_audit_log_names_what_was_written(world: Office) -> None:
    bring(world, seat())
    entry = AuditEntry.objects.get(action="people.roster_imported")
    assert entry.changes == {"added": 2, "changed": 0, "refused": 0}
    person = world.people.get()
    own = AuditEntry.objects.filter(subject_type="people.person", subject_id=str(person.pk))
    assert {*own.values_list("action", flat=True)} == {
        "people.person_imported",
        "people.seat_imported",
    }


BAD: dict[str, tuple[list[Any], str]] = {
    "no name": (seat(A=None), "column A: «Full name» is empty; fill it in."),
    "unknown group": (
        seat(B="басқа топ"),
        (
            "column B: “басқа топ” is unknown; write one of: "
            "Ақпараттық-насихаттық топ, Спикерлер пулы."
        ),
    ),
    "unknown category": (
        seat(C="ғарышкер"),
        "column C: “ғарышкер” is unknown; write one of: scholars.",
    ),
    "no day": (seat(D="жақында"), "column D: “жақында” is not a date; write it as 26.07.2023."),
    "a day that is not": (
        seat(D="31.02.2023"),
        "column D: “31.02.2023” is not a date; write it as 26.07.2023.",
    ),
    "ends before it starts": (
        seat(E="04.01.2023"),
        "column E: The last day is before the first.",
    ),
    "unknown language": (
        seat(F="клингон"),
        "column F: “клингон” is not a language known here; write for example қазақша, орысша.",
    ),
    "unknown weekday": (
        seat(G="дс, ертең"),
        "column G: “ертең” is not a day of the week; write for example дс, ср, жм.",
    ),
    "absence turned round": (
        seat(H="17.02.2023–13.02.2023"),
        "column H: “17.02.2023–13.02.2023” is not a stretch of days; write 01.03.2023–10.03.2023.",
    ),
    "unknown body": (
        seat(I="клуб"),
        "column I: “клуб” is unknown; write one of: ақсақалдар кеңесі.",
    ),
    "a hundred meetings a week": (
        seat(J=100),
        "column J: “100” is not a whole number from 1 to 50.",
    ),
    "an open seat already": (
        seat(A="Отырған Үлгіұлы", D="01.02.2023"),
        "column D: This person's seat in the group runs since 1 Jan 2023; end it first.",
    ),
}


@pytest.mark.parametrize(("row", "sentence"), BAD.values(), ids=BAD)
def test_a_bad_row_is_named_and_holds_the_file_back(
    row: list[Any], sentence: str, world: Office
) -> None:
    make_seat(make_person(world, "Отырған Үлгіұлы"), starts_on=date(2023, 1, 1))
    before = dump()
    with translation.override("en"):
        outcome = bring(world, seat(A="Үлгіқызы Екінші"), row)
        assert [str(fault) for fault in outcome.refused] == [f"Sheet “Тізім”, row 3, {sentence}"]
    assert dump() == before


def test_a_table_of_places_is_no_roster(world: Office) -> None:
    with translation.override("en"), pytest.raises(Refused) as refused:
        import_roster(office=world, file=book([["Атауы", "Түрі"], ["Бозарық", "е/м"]]), by=None)
    assert str(refused.value) == (
        "No sheet has a row of headings; the table needs at least"
        " «Full name», «Group», «Category», «Start date»."
    )

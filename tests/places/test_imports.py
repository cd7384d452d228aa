from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from kezdesu.accounts.models import Office, User
from kezdesu.core.models import AuditEntry
from kezdesu.core.spreadsheets import ImportOutcome
from kezdesu.places.columns import place_columns
from kezdesu.places.models import Place
from kezdesu.places.rules import name_and_variants, name_key
from kezdesu.places.services import import_places
from tests.core.workbooks import book, dump
from tests.factories import make_district, make_kind, make_office, make_place
from tests.laws import tried_on

Rows = Sequence[Sequence[object]]


@pytest.fixture
def world(office: Office) -> Office:
    make_kind(office)
    make_kind(office, "microdistrict", name_kk="шағын аудан", name_ru="микрорайон", named_kk="")
    make_kind(office, "college", name_kk="колледж", name_ru="колледж", is_institution=True)
    make_district(office)
    return office


def bring(office: Office, rows: Rows, **options: bool) -> ImportOutcome:
    return import_places(office=office, file=book(rows), by=None, **options)  # type: ignore[arg-type]


def test_a_place_is_added_with_all_that_its_row_says(world: Office, coordinator: User) -> None:
    rows = [
        ["Атауы", "Орысша атауы", "Түрі", "Ауданы", "Басым", "Басымдық негізі", "Тілдері"],
        ["Әбділабад (Абдулабад) т/а", "Абдулабад", "е/м", "Абай", "иә", "тізім", "өзбекше, қаз"],
    ]
    import_places(office=world, file=book(rows), by=coordinator)
    place = world.places.get()
    assert (place.name_kk, place.name_ru, place.kind.slug) == (
        "Әбділабад",
        "Абдулабад",
        "settlement",
    )
    assert place.district is not None
    assert place.district.slug == "abay"
    assert (place.is_priority, place.priority_basis) == (True, "тізім")
    assert place.languages == ["uz", "kk"]
    entry = AuditEntry.objects.get(action="places.imported")
    assert (entry.actor, entry.changes["added"]) == (coordinator, 1)
    own = AuditEntry.objects.get(action="places.place_imported")
    assert (own.subject_id, own.changes["languages"]) == (str(place.pk), ["uz", "kk"])


@pytest.mark.parametrize(
    ("known", "written"),
    [
        ("Әбділабад (Абдулабад)", "Абдулабад"),
        ("Жыланбұзған (Жыланбұған)", "Жыланбұған т/а"),
        ("Қатынкөпір (Катынкопр)", "КАТЫНКОПР"),
        ("Тоғыс (Тогус)", "Тогус"),
        ("Исфиджаб (Испиджаб)", "«Испиджаб» тұрғын алабы"),
        ("Көксай (Зелёная балка)", "Зеленая балка"),
        ("Сайрам", "Cайрам"),
        ("Бозарық", " мкр.  Бозарық "),
    ],
)
def test_another_spelling_means_the_same_place(known: str, written: str, world: Office) -> None:
    bring(world, [["Атауы", "Түрі"], [known, "шағын аудан"]])
    outcome = bring(world, [["Атауы", "Түрі", "Тұрғындар саны"], [written, "микрорайон", 900]])
    assert not outcome.added
    assert world.places.get().size == 900


def test_one_name_in_two_kinds_is_two_places(world: Office) -> None:
    rows = [["Атауы", "Түрі"], ["Сайрам", "елді мекен"], ["Сайрам", "шағын аудан"]]
    assert len(bring(world, rows).added) == 2


def test_a_russian_name_finds_a_place_only_after_kazakh_ones(world: Office) -> None:
    make_place(world, "Отырар", name_ru="Нұртас")
    nurtas = make_place(world, "Нұртас")
    bring(world, [["Атауы", "Түрі", "Тұрғындар саны"], ["Нұртас", "елді мекен", 5]])
    nurtas.refresh_from_db()
    assert nurtas.size == 5


def test_a_row_repeated_under_an_alias_is_a_duplicate_and_no_second_place(world: Office) -> None:
    rows = [["Атауы", "Түрі"], ["Әбділабад (Абдулабад)", "е/м"], ["Абдулабад", "е/м"]]
    outcome = bring(world, rows)
    assert len(outcome.added) == 1
    [twin] = outcome.duplicates
    assert (twin.row, twin.first_row) == (3, 2)


def test_changes_are_told_field_by_field(world: Office) -> None:
    make_place(world, "Бозарық", size=100, languages=["kk"])
    rows = [["Атауы", "Түрі", "Тұрғындар саны", "Тілдері"], ["Бозарық", "е/м", 120, "қаз, орыс"]]
    [entry] = bring(world, rows).changed
    assert {(change.old, change.new) for change in entry.changes} == {
        ("100", "120"),
        ("қазақ тілі", "қазақ тілі, орыс тілі"),
    }


def test_a_blank_cell_leaves_what_is_known(world: Office) -> None:
    make_place(world, "Бозарық", size=100, name_ru="Бозарык")
    rows = [["Атауы", "Түрі", "Тұрғындар саны", "Орысша атауы"], ["Бозарық", "е/м", "", ""]]
    assert len(bring(world, rows).unchanged) == 1
    assert world.places.get().size == 100


def test_a_priority_column_left_blank_takes_the_priority_away(world: Office) -> None:
    make_place(world, "Бозарық", is_priority=True, priority_basis="тізім")
    bring(world, [["Атауы", "Түрі", "Басым"], ["Бозарық", "е/м", ""]])
    assert not world.places.get().is_priority


def test_a_dry_run_tells_the_same_and_writes_nothing(world: Office) -> None:
    rows = [["Атауы", "Түрі"], ["Бозарық", "е/м"]]
    before = dump()
    tried = bring(world, rows, dry_run=True)
    assert dump() == before
    done = bring(world, rows)
    assert (tried.added, tried.is_written) == (done.added, False)


def test_another_offices_place_stays_its_own(world: Office) -> None:
    other = make_office("elsewhere")
    make_place(other, "Бозарық", size=7)
    bring(world, [["Атауы", "Түрі", "Тұрғындар саны"], ["Бозарық", "е/м", 5]])
    assert other.places.get().size == 7


@pytest.mark.parametrize(
    ("written", "name", "variants"),
    [
        ("Әбділабад (Абдулабад)", "Әбділабад", ["Абдулабад"]),
        ("Катынкопр (Катын-Копр)", "Катынкопр", ["Катын-Копр"]),
        ("Сайрам (шағын аудан)", "Сайрам", []),
        ("Сайрам (мкр)", "Сайрам", []),
        ("3-й микрорайон", "3-й микрорайон", []),
        ("3-шағын аудан", "3-шағын аудан", []),
    ],
)
def test_a_name_is_told_from_its_variants(written: str, name: str, variants: list[str]) -> None:
    assert name_and_variants(written) == (name, variants)


def test_an_institution_keeps_its_whole_name(world: Office) -> None:
    bring(world, [["Оқу орны", "Түрі"], ["«Болашақ» колледжі", "колледж"]])
    assert world.places.get().name_kk == "«Болашақ» колледжі"
    assert name_key("«Болашақ» колледжі") == name_key('"Болашақ" колледжі')


NAMES = st.sampled_from(
    ["Бозарық", "Әбділабад (Абдулабад)", "Абдулабад", "Cайрам", "Сайрам", "3-шағын аудан", "Мирас"]
)
ROW = st.fixed_dictionaries(
    {
        "name_kk": NAMES,
        "kind": st.sampled_from(["елді мекен", "микрорайон"]),
        "district": st.sampled_from(["", "Абай ауданы"]),
        "size": st.sampled_from(["", "1 200", 300]),
        "languages": st.sampled_from(["", "қазақша, орысша", "uz"]),
        "is_priority": st.sampled_from(["", "жоқ"]),
    }
)
KEYS = ["name_kk", "kind", "district", "size", "languages", "is_priority"]


class Laws(TestCase):
    """Whatever a table says, in whatever order and language."""

    def settle(self) -> None:
        """Each example has a database of its own, so it settles its own office."""
        self.office = make_office()
        make_kind(self.office)
        make_kind(self.office, "microdistrict", name_kk="шағын аудан", name_ru="микрорайон")
        make_district(self.office)

    def written(self, rows: list[dict[str, object]], order: list[str], language: str) -> Rows:
        headings = {
            column.key: getattr(column, language)[0] for column in place_columns(self.office)
        }
        return [[headings[key] for key in order], *([row[key] for key in order] for row in rows)]

    def state(self) -> list[object]:
        fields = ("name_kk", "kind__slug", "district__slug", "size", "languages", "is_priority")
        places = Place.objects.filter(office=self.office)
        aliases = places.filter(aliases__isnull=False).values_list("name_kk", "aliases__key")
        return [sorted(places.values_list(*fields), key=str), sorted(aliases)]

    @tried_on(25)
    @given(st.lists(ROW, min_size=1, max_size=6))
    def test_importing_twice_is_importing_once(self, rows: list[dict[str, object]]) -> None:
        self.settle()
        table = self.written(rows, KEYS, "kk")
        bring(self.office, table, skip_bad_rows=True)
        before = dump()
        again = bring(self.office, table, skip_bad_rows=True)
        assert not again.changes_anything
        assert dump() == before

    @tried_on(25)
    @given(
        st.lists(ROW, min_size=1, max_size=5),
        st.permutations(KEYS),
        st.sampled_from(["kk", "ru", "en"]),
    )
    def test_order_and_language_of_headings_do_not_matter(
        self, rows: list[dict[str, object]], order: list[str], language: str
    ) -> None:
        self.settle()
        bring(self.office, self.written(rows, KEYS, "kk"), skip_bad_rows=True)
        first = self.state()
        self.settle()
        bring(self.office, self.written(rows, order, language), skip_bad_rows=True)
        assert self.state() == first

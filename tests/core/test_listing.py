from django.http import QueryDict

from kezdesu.core.listing import Choice, Filter, Listing

DISTRICTS = Filter("district", "District", [Choice("abay", "Абай", 3), Choice("turan", "Тұран")])


def listing(address: str = "", **options: object) -> Listing[int]:
    return Listing(
        QueryDict(address),
        sorts=("name", "day"),
        filters=[DISTRICTS],
        **options,  # type: ignore[arg-type]
    )


def test_the_first_sort_is_the_usual_order() -> None:
    assert listing().sort == "name"
    assert listing("sort=-day").sort == "-day"
    assert listing("sort=password").sort == "name"


def test_a_second_click_turns_a_column_round() -> None:
    assert listing("sort=day").sort_address("day") == "?sort=-day"
    assert listing("sort=-day").sort_address("day") == "?sort=day"
    assert listing("sort=day").sort_address("name") == "?sort=name"


def test_a_filter_is_only_ever_set_to_one_of_its_choices() -> None:
    assert listing("district=abay").chosen("district") == "abay"
    assert listing("district=' OR 1").chosen("district") == ""


def test_filters_and_order_stay_when_one_of_them_changes() -> None:
    asked = listing("district=abay&sort=day&page=3&search=тоғыс")
    chip = asked.chips[0]
    assert chip.chosen is not None
    assert chip.chosen.label == "Абай"
    assert "sort=day" in chip.clear
    assert "district" not in chip.clear
    assert "page" not in chip.clear
    assert [link.is_current for link in chip.links] == [True, False]


def test_a_new_search_keeps_the_filters_but_not_the_page() -> None:
    assert listing("district=abay&sort=-day&page=2").kept == [
        ("sort", "-day"),
        ("district", "abay"),
    ]


def test_showing_all_takes_search_and_filters_away() -> None:
    asked = listing("district=abay&search=x&sort=day")
    assert asked.is_narrowed
    assert asked.clear_address == "?sort=day"
    assert not listing("sort=day").is_narrowed


def test_a_page_that_is_not_there_is_the_nearest_that_is() -> None:
    rows = list(range(120))
    assert listing("page=2").page_of(rows).object_list[0] == 50
    assert listing("page=99").page_of(rows).number == 3
    assert listing("page=x").page_of(rows).number == 1


def test_export_is_offered_only_where_the_view_knows_it() -> None:
    assert listing("format=xlsx", has_export=True).wants_export
    assert not listing("format=xlsx").wants_export
    assert not listing("format=exe", has_export=True).wants_export
    links = listing("sort=day&page=3", has_export=True).export_links
    assert [link.address for link in links] == [
        f"?sort=day&format={form}" for form in ("xlsx", "csv", "json")
    ]
    assert not listing("").export_links


def test_words_of_other_pages_in_the_address_are_kept() -> None:
    assert listing("period=2023-H1").address(district="turan") == "?period=2023-H1&district=turan"

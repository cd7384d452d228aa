"""The filters of templates, in the page's language."""

from datetime import UTC, date, datetime

import pytest
from django.template import Context, Template, TemplateSyntaxError
from django.utils import translation


def written(source: str, language: str = "kk", **values: object) -> str:
    with translation.override(language):
        return Template(source).render(Context(values))


@pytest.mark.parametrize(
    ("language", "expected"),
    [("kk", "2023~жылғы 26~шілде"), ("ru", "26~июля 2023~года"), ("en", "26~July 2023")],
)
def test_a_day_reads_as_the_language_writes(language: str, expected: str) -> None:
    assert written("{{ it|day }}", language, it=date(2023, 7, 26)) == expected.replace(
        "~", "\u00a0"
    )


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("Y жылғы j F", "2023 жылғы 28 шілде"),
        ("l", "жұма"),
        ("D", "жм"),
        ("N", "шіл."),
        ("E", "шілде"),
    ],
)
def test_djangos_own_dates_read_as_kazakh_too(form: str, expected: str) -> None:
    assert written(f"{{{{ it|date:'{form}' }}}}", it=date(2023, 7, 28)) == expected


def test_a_moment_is_told_in_the_zone_of_the_office() -> None:
    late = datetime(2023, 7, 26, 20, 30, tzinfo=UTC)  # already tomorrow in Almaty, at +06
    assert written("{{ it|day_short }} {{ it|clock }}", it=late) == "27.07.2023 02:30"


def test_the_zone_of_almaty_changed_in_2024() -> None:
    assert written("{{ it|clock }}", it=datetime(2024, 7, 26, 10, tzinfo=UTC)) == "15:00"


def test_a_time_element_speaks_to_people_and_machines() -> None:
    assert written("{% time_element it 'short' %}", it=date(2023, 7, 26)) == (
        '<time datetime="2023-07-26">26.07.2023</time>'
    )


@pytest.mark.parametrize(
    ("language", "expected"), [("kk", "12\u00a0345"), ("ru", "12\u00a0345"), ("en", "12,345")]
)
def test_numbers_are_grouped_as_the_language_does(language: str, expected: str) -> None:
    assert written("{{ it|number }}", language, it=12345) == expected


@pytest.mark.parametrize("name", ["number", "percent", "day", "day_short", "weekday", "clock"])
def test_nothing_in_gives_nothing_out(name: str) -> None:
    assert written(f"{{{{ it|{name} }}}}", it=None) == ""


def test_languages_are_called_by_their_names() -> None:
    assert written("{{ 'uz'|language_name }}") == "өзбек тілі"
    assert written("{{ 'uz'|language_name }}", "ru") == "узбекский"


def test_an_unknown_icon_is_an_error_not_a_gap() -> None:
    with pytest.raises(TemplateSyntaxError, match="unicorn"):
        written("{% icon 'unicorn' %}")


def test_an_icon_is_silent_unless_it_has_words() -> None:
    assert 'aria-hidden="true"' in written("{% icon 'close' %}")
    assert 'aria-label="Алып тастау"' in written("{% icon 'close' 'Алып тастау' %}")

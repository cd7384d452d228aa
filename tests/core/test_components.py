import re
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.template import Context, Template
from django.test import Client, override_settings
from django.utils import translation

from kezdesu.core.forms import CountField
from kezdesu.core.gallery import SpecimenForm
from kezdesu.core.icons import ICONS
from kezdesu.core.notices import undo_address
from kezdesu.core.states import STATES


def written(source: str, language: str = "kk", **values: Any) -> str:
    with translation.override(language):
        return Template(source).render(Context(values))


@pytest.fixture
def gallery(guest_client: Client) -> str:
    with override_settings(DEBUG=True):
        answer = guest_client.get("/gallery/")
    assert answer.status_code == 200
    return answer.content.decode()


@pytest.mark.parametrize(
    ("language", "told"),
    [("kk", "{}-дің ішінен 45"), ("ru", "45 из {}"), ("en", "45 of {}")],
)
def test_a_part_is_told_of_its_whole(language: str, told: str) -> None:
    assert f">{told.format(81)}<" in written("{% progress 45 81 %}", language)


@pytest.mark.parametrize("typed", ["1200", "1 200", "1\u00a0200", "1\u202f200", " 1\u2009200 "])
def test_a_count_is_read_as_pages_write_it(typed: str) -> None:
    assert CountField().clean(typed) == 1200


@pytest.mark.parametrize("typed", ["1 20", "12,5", "-3", "1 000 001", "он"])
def test_what_is_no_count_is_told_in_one_sentence(typed: str) -> None:
    with pytest.raises(ValidationError) as refused:
        CountField().clean(typed)
    assert refused.value.messages == ["Бүтін санды жазыңыз: 0–1\u00a0000\u00a0000."]


def test_the_gallery_is_for_developers_only(guest_client: Client) -> None:
    assert guest_client.get("/gallery/").status_code == 404


def test_no_component_needs_an_inline_style_or_script(gallery: str) -> None:
    assert not re.search(r"\sstyle=|<style|\son[a-z]+=|javascript:", gallery)
    assert all("src=" in script for script in re.findall(r"<script\b[^>]*>", gallery))


def test_every_id_stands_once(gallery: str) -> None:
    ids = re.findall(r'\sid="([^"]+)"', gallery)
    assert sorted(ids) == sorted(set(ids))


@pytest.mark.parametrize("value", STATES)
@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_state_has_its_own_icon_and_a_translated_word(value: str, language: str) -> None:
    badge = written("{% state value %}", language, value=value)
    assert f"#{value}" in badge
    word = re.sub("<[^>]+>", "", badge).strip()
    assert re.fullmatch(r"[А-Яа-яЁёӘәҒғҚқҢңӨөҰұҮүҺһІі\s]+", word)


def test_every_state_and_section_has_a_drawing() -> None:
    assert STATES.keys() <= ICONS.keys()


def test_an_unknown_state_is_an_error() -> None:
    with pytest.raises(KeyError):
        written("{% state 'lost' %}")


def test_a_figure_opens_only_when_it_has_rows_to_show() -> None:
    assert 'class="opens"' in written("{% figure 45 'Орын' href='/rows/' %}")
    assert 'class="opens"' not in written("{% figure 45 'Орын' %}")
    assert "—" in written("{% figure None 'Орын' href='/rows/' %}")


def test_a_bar_is_as_long_as_its_share_and_never_longer_than_its_place() -> None:
    drawn = written("{% progress 45 81 %}{% progress 90 81 %}{% progress 0 0 %}")
    assert re.findall(r'class="bar" width="([\d.]+)%"', drawn) == ["55.56", "100.0", "0.0"]


def test_bars_share_one_zero_and_one_scale() -> None:
    rows = [{"label": "a", "value": 10, "of": 40}, {"label": "b", "value": 20}]
    drawn = written("{% bars 'Title' rows %}", rows=rows)
    assert re.findall(r'class="bar" width="([\d.]+)%"', drawn) == ["25.0", "50.0"]
    assert re.findall(r'x1="([\d.]+)%"', drawn) == ["100.0"]


def test_words_from_people_are_escaped() -> None:
    drawn = written("{% fact it it %}{% tab '#' it True %}{% definition it it %}", it="<b>")
    assert "<b>" not in drawn


def test_a_fact_without_a_value_is_left_out() -> None:
    assert written("{% fact 'Ескертпе' None %}{% fact 'Ескертпе' '' %}") == ""
    assert "0" in written("{% fact 'Саны' 0 %}")


class TestForm:
    @pytest.fixture
    def html(self) -> str:
        with translation.override("kk"):
            form = SpecimenForm({"place": "x" * 30, "day": "31.02.2023", "headcount": "9"})
            return str(form)

    def test_keeps_what_was_typed(self, html: str) -> None:
        assert 'value="31.02.2023"' in html
        assert "x" * 30 in html

    def test_ties_hint_and_error_to_their_field(self, html: str) -> None:
        assert 'aria-describedby="id_day_helptext id_day_error"' in html
        assert 'id="id_day_helptext"' in html
        assert 'id="id_day_error"' in html
        assert 'aria-invalid="true"' in html

    def test_says_the_error_in_kazakh(self, html: str) -> None:
        assert "Көп дегенде 20 таңба жазыңыз (қазір 30)." in html

    def test_marks_required_fields_only(self, html: str) -> None:
        assert html.count('class="required"') == 4

    def test_a_choice_among_few_is_a_named_group(self, html: str) -> None:
        assert re.search(r"<fieldset[^>]*>\s*<legend>Қалай саналды", html)

    def test_reads_a_day_as_the_office_writes_it(self) -> None:
        with translation.override("kk"):
            form = SpecimenForm(
                {"place": "a", "day": "26.07.2023", "headcount": "9", "how_counted": "eye"}
            )
            assert form.is_valid(), form.errors


def test_an_undo_travels_with_the_message_that_offers_it() -> None:
    assert undo_address("undo:/desk/x/") == "/desk/x/"
    assert undo_address("") == ""
    assert undo_address(None) == ""


class TestTheme:
    def test_is_remembered_and_leads_back(self, guest_client: Client) -> None:
        answer = guest_client.post("/theme/", {"theme": "dark", "next": "/account/login/"})
        assert answer.headers["Location"] == "/account/login/"
        page = guest_client.get("/account/login/").content.decode()
        assert 'data-theme="dark"' in page
        assert 'media="screen"' in page

    def test_leads_nowhere_else(self, guest_client: Client) -> None:
        answer = guest_client.post("/theme/", {"theme": "dark", "next": "https://elsewhere.kz/"})
        assert answer.headers["Location"] == "/"

    def test_knows_three_values_only(self, guest_client: Client) -> None:
        guest_client.post("/theme/", {"theme": "<script>", "next": "/"})
        assert "theme" not in guest_client.cookies

    def test_light_links_no_night_sheet(self, guest_client: Client) -> None:
        guest_client.cookies["theme"] = "light"
        assert "dark.css" not in guest_client.get("/account/login/").content.decode()

from hypothesis import given
from hypothesis import strategies as st

from kezdesu.reports.blocks import (
    Heading,
    Items,
    Paragraph,
    Run,
    TableHere,
    blocks_of,
    cited,
    plain,
    runs_of,
)


def test_a_text_is_read_block_by_block():
    text = "# 1. Топ\n\nЕкі\nжол.\n[[districts residents]]\n## Ішкі\n- бір\n- екі\n\n[[figures]]"
    assert list(blocks_of(text)) == [
        Heading(1, "1. Топ"),
        Paragraph((Run("Екі жол."),)),
        TableHere("districts", "residents"),
        Heading(2, "Ішкі"),
        Items(((Run("бір"),), (Run("екі"),))),
        TableHere("figures", ""),
    ]


def test_a_cited_figure_is_a_run_of_its_own():
    text = f"Барлығы {cited('5000-нан аса адам', 'residents.people_reached')} қамтылды."
    assert runs_of(text) == (
        Run("Барлығы "),
        Run("5000-нан аса адам", "residents.people_reached"),
        Run(" қамтылды."),
    )
    assert plain(text) == "Барлығы 5000-нан аса адам қамтылды."


def test_an_empty_text_has_no_blocks():
    assert list(blocks_of(" \n\n ")) == []


@given(st.text())
def test_no_word_is_lost_in_runs(text):
    assert "".join(run.text for run in runs_of(text)) == plain(text)


@given(st.text(alphabet="#- a\n[]абв"))
def test_every_letter_of_any_text_is_in_some_block(text):
    letters = sorted(letter for letter in text if letter in "aабв")
    told = str(list(blocks_of(text)))
    assert all(told.count(letter) >= letters.count(letter) for letter in "абв")

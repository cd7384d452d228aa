import pytest
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
    tied_runs,
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


@pytest.mark.parametrize(
    "text",
    [
        "встречи прошли в 45~жилых массивах",
        "5~января 2023~года (№~17-ҚК, версия 1)",
        "2023~жылғы I~жартыжылдықта",
        "approved on 5~January 2023 (No.~17, version 1)",
        "колледж~—~20, вуз~—~8",
        "1~января~– 30~июня 2023~года",
        "более 12\N{NO-BREAK SPACE}345~человек",
    ],
)
def test_on_paper_no_line_ends_between_a_number_and_its_word(text):
    runs = tied_runs((Run(text.replace("~", " ")),))
    assert runs == (Run(text.replace("~", "\N{NO-BREAK SPACE}")),)


def test_a_cited_number_is_tied_to_the_words_after_it():
    runs = tied_runs((Run("of "), Run("45", "residents.places_met"), Run(" places")))
    assert [run.text for run in runs] == ["of ", "45", "\N{NO-BREAK SPACE}places"]
    assert runs[1].figure == "residents.places_met"


@given(st.lists(st.text(alphabet="а1 —№I.").map(Run)))
def test_tying_changes_nothing_but_spaces(runs):
    told = [run.text.replace("\N{NO-BREAK SPACE}", " ") for run in tied_runs(tuple(runs))]
    assert told == [run.text for run in runs]


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

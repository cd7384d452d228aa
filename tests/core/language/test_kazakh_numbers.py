"""The endings after digits, against the office's own table and numbers spelled out in full."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kezdesu.core.language import kazakh

CASES = ("ablative", "dative", "locative", "genitive", "accusative", "instrumental")
# Last spoken word: its six endings in the order of CASES.
TABLE = {
    "нөл бір": "ден ге де дің ді мен",
    "екі жеті": "ден ге де нің ні мен",
    "үш төрт бес жетпіс": "тен ке те тің ті пен",
    "сегіз жүз": "ден ге де дің ді бен",
    "елу": "ден ге де дің ді мен",
    "сексен": "нен ге де нің ді мен",
    "алты жиырма": "дан ға да ның ны мен",
    "тоғыз отыз": "дан ға да дың ды бен",
    "он тоқсан мың миллион": "нан ға да ның ды мен",
    "қырық алпыс миллиард": "тан қа та тың ты пен",
}
ENDINGS = {
    word: dict(zip(CASES, endings.split(), strict=True))
    for words, endings in TABLE.items()
    for word in words.split()
}
UNITS = ["нөл", "бір", "екі", "үш", "төрт", "бес", "алты", "жеті", "сегіз", "тоғыз"]
TENS = ["-", "он", "жиырма", "отыз", "қырық", "елу", "алпыс", "жетпіс", "сексен", "тоқсан"]


def spelled(value: int) -> str:
    """The whole number in words, as it is read aloud."""
    for name, size in (("миллиард", 10**9), ("миллион", 10**6), ("мың", 1000), ("жүз", 100)):
        if value >= size:
            rest = f" {spelled(value % size)}" if value % size else ""
            return f"{spelled(value // size)} {name}{rest}"
    if value < 10:
        return UNITS[value]
    return TENS[value // 10] + (f" {UNITS[value % 10]}" if value % 10 else "")


@pytest.mark.parametrize("case", CASES)
def test_every_number_to_ten_thousand_and_round_thousands_to_a_milliard(case):
    numbers = [*range(10_001), *range(10_000, 1_000_000, 1000), 10**6, 7 * 10**6, 10**7, 10**9]
    wrong = [
        n for n in numbers if kazakh.suffix(n, case) != f"-{ENDINGS[spelled(n).split()[-1]][case]}"
    ]
    assert wrong == []


@given(st.integers(0, 10**12 - 1), st.sampled_from(CASES))
def test_any_number_takes_the_ending_of_its_last_spoken_word(value, case):
    assert kazakh.suffix(value, case) == f"-{ENDINGS[spelled(value).split()[-1]][case]}"


@pytest.mark.parametrize(
    ("value", "case", "written"),
    [
        (5000, "ablative", "5000-нан"),
        (7000, "dative", "7000-ға"),
        (81, "ablative", "81-ден"),
        (23, "dative", "23-ке"),
        (45, "locative", "45-те"),
        (12_345, "ablative", "12\N{NO-BREAK SPACE}345-тен"),
        (1_000_000, "dative", "1\N{NO-BREAK SPACE}000\N{NO-BREAK SPACE}000-ға"),
        (4.5, "dative", "4,5-ке"),
        (2.1, "ablative", "2,1-ден"),
        (3.50, "dative", "3,5-ке"),
        (100, "nominative", "100"),
        (-5, "ablative", "−5-тен"),
    ],
)
def test_numbers_with_endings(value, case, written):
    assert kazakh.with_suffix(value, case) == written


def test_percent_takes_the_sign():
    assert kazakh.percent(55.6) == "55,6%"


def test_a_number_without_a_name_is_refused():
    with pytest.raises(ValueError, match="no name"):
        kazakh.with_suffix(10**18, "dative")


def test_an_unknown_case_is_refused_with_the_known_ones():
    with pytest.raises(ValueError, match="ablative"):
        kazakh.with_suffix(5, "vocative")


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (5000, "5000 адам"),
        (5001, "5000-нан аса адам"),
        (5234, "5000-нан аса адам"),
        (5499, "5000-нан аса адам"),
        (5512, "5500-ден аса адам"),
        (99, "99 адам"),
        (1, "1 адам"),
        (0, "0 адам"),
        (12_345, "12\N{NO-BREAK SPACE}000-нан аса адам"),
        (1_200_001, "1\N{NO-BREAK SPACE}200\N{NO-BREAK SPACE}000-нан аса адам"),
    ],
)
def test_more_than(value, written):
    assert kazakh.more_than(value, "адам") == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        (6650, "7000-ға жуық студент"),
        (7350, "7000-ға жуық студент"),
        (6649, "6500-ге жуық студент"),
        (7451, "7500-ге жуық студент"),
        (7000, "7000 студент"),
        (28, "28 студент"),
        (9980, "10\N{NO-BREAK SPACE}000-ға жуық студент"),
    ],
)
def test_about(value, written):
    assert kazakh.about(value, "студент") == written

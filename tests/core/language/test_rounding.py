from hypothesis import given
from hypothesis import strategies as st

from kezdesu.core.language.rounding import grouped, round_below, round_near

FIGURES = st.integers(0, 10**9)


@given(FIGURES)
def test_more_than_is_true_and_understates_by_a_tenth_at_most(value):
    below = round_below(value)
    if below is not None:
        assert below < value
        assert (value - below) * 10 <= value


@given(FIGURES)
def test_more_than_names_a_round_number_of_one_or_two_digits_and_zeros(value):
    below = round_below(value)
    if below is not None:
        assert len(str(below).rstrip("0")) <= 2


@given(FIGURES)
def test_about_is_within_five_percent(value):
    near = round_near(value)
    if near is not None:
        assert near != value
        assert abs(value - near) <= near * 0.05


@given(st.integers(100, 10**9))
def test_a_large_figure_that_is_not_round_can_always_be_rounded(value):
    if len(str(value).rstrip("0")) > 2:
        assert round_below(value) is not None
        assert round_near(value) is not None


@given(st.integers(0, 99))
def test_small_figures_are_told_exactly(value):
    assert round_below(value) is None
    assert round_near(value) is None


@given(st.integers(-(10**12), 10**12))
def test_grouping_keeps_every_digit(value):
    written = grouped(value, separator=" ", point=",", shortest=5)
    assert int(written.replace(" ", "").replace("−", "-")) == value


def test_a_figure_of_four_digits_stays_together_and_a_decimal_keeps_its_places():
    assert grouped(1234.5, separator=" ", point=",", shortest=5) == "1234,5"
    assert grouped(12345.25, separator=" ", point=",", shortest=5) == "12 345,25"

from hypothesis import given
from hypothesis import strategies as st

from kezdesu.meetings.rules import PARTS, part_beyond_total

counts = st.none() | st.integers(0, 50)


@given(total=st.integers(0, 60), numbers=st.tuples(counts, counts, counts, counts))
def test_parts_fit_exactly_when_no_arithmetic_forbids_it(
    total: int, numbers: tuple[int | None, ...]
) -> None:
    parts = dict(zip(PARTS, numbers, strict=True))
    fits = all((count or 0) <= total for count in numbers)
    fits = fits and (parts["women"] or 0) + (parts["men"] or 0) <= total
    assert (part_beyond_total(total, parts) is None) == fits

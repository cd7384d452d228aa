from hypothesis import given
from hypothesis import strategies as st

from kezdesu.schedule.pace import STEP, capacities, over, shared_out

WEEK = (2023, 10)


@given(st.integers(0, 40), st.integers(1, 10), st.integers(0, 200))
def test_the_whole_room_is_shared_out_and_no_slot_gets_two_more(
    room: int, slots: int, start: int
) -> None:
    shares = shared_out(room, slots, start=start)
    assert (len(shares), sum(shares)) == (slots, room)
    assert max(shares) - min(shares) <= 1


def test_every_half_day_opens_in_some_week() -> None:
    opened = {
        at
        for week in range(1, 53)
        for at, room in enumerate(shared_out(1, 10, start=week * STEP))
        if room
    }
    assert opened == set(range(10))


def test_what_is_held_takes_from_the_week_and_keeps_its_place() -> None:
    room = capacities({WEEK: ["mon", "tue"]}, [(WEEK, "mon"), (WEEK, "evening")], 3)
    assert sum(room.values()) == 2
    assert room["mon"] >= 1
    assert capacities({WEEK: ["mon"]}, [(WEEK, "mon")] * 5, 3) == {"mon": 5}


def test_only_a_week_beyond_the_limit_is_named_by_its_last() -> None:
    held = [(WEEK, "a"), (WEEK, "b"), ((2023, 11), "c")]
    assert over(held, 1) == ["b"]
    assert over(held, 2) == []

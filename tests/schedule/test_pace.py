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
    half_days = {WEEK: ["mon", "tue"]}
    room = capacities(half_days, 3, own=[WEEK, WEEK], held=["mon", "evening"])
    assert sum(room.values()) == 2
    assert room["mon"] >= 1
    assert capacities({WEEK: ["mon"]}, 3, own=[WEEK] * 5, held=["mon"] * 5) == {"mon": 5}


def test_what_another_track_holds_keeps_its_place_and_takes_nothing() -> None:
    assert capacities({WEEK: ["mon"]}, 3, own=[], held=["mon"]) == {"mon": 4}


def test_only_a_week_beyond_the_limit_is_named_by_its_last() -> None:
    held = [(WEEK, "a"), (WEEK, "b"), ((2023, 11), "c")]
    assert over(held, 1) == ["b"]
    assert over(held, 2) == []

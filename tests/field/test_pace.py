"""Turns are dealt out so that many phones at once get through."""

from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from time import sleep

import pytest

from kezdesu.field.pace import FIRST_GUESS, LONGEST_WAIT, SHARE, SLOWEST, Crowded, Pace


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(clock)


def test_a_phone_alone_does_not_wait(pace: Pace, clock: Clock) -> None:
    for _time in range(5):
        assert pace.turn() == 0
        clock.now += 1


def test_phones_that_come_together_take_turns(pace: Pace) -> None:
    turns = [pace.turn() for _phone in range(500)]
    apart = {round(later - earlier, 6) for earlier, later in pairwise(turns)}
    assert turns[0] == 0
    assert apart == {round(FIRST_GUESS / SHARE, 6)}


def test_a_slow_machine_moves_turns_apart(pace: Pace) -> None:
    for _delivery in range(100):
        pace.took(0.25, computed=0.2)
    pace.turn()
    assert pace.turn() == pytest.approx(0.25 / SHARE, rel=0.01)


def test_waiting_for_each_other_moves_nobody_away(pace: Pace) -> None:
    for _delivery in range(8):
        pace.took(0.4, computed=FIRST_GUESS)
    pace.took(FIRST_GUESS + 0.01, computed=FIRST_GUESS)
    pace.turn()
    assert pace.turn() == pytest.approx((FIRST_GUESS + 0.01) / SHARE)


def test_a_slow_disk_is_seen_once_nobody_was_quicker_for_a_while(pace: Pace) -> None:
    pace.took(FIRST_GUESS, computed=FIRST_GUESS)
    for _delivery in range(16):
        pace.took(FIRST_GUESS + 0.2, computed=FIRST_GUESS)
    pace.turn()
    assert pace.turn() == pytest.approx((FIRST_GUESS + 0.2) / SHARE)


def test_a_cold_start_sends_nobody_away(pace: Pace) -> None:
    pace.took(FIRST_GUESS + 0.3, computed=FIRST_GUESS + 0.3)
    pace.turn()
    assert pace.turn() == pytest.approx(FIRST_GUESS / SHARE)


def test_whatever_happens_a_delivery_is_not_taken_to_need_longer(pace: Pace) -> None:
    for _delivery in range(16):
        pace.took(7200, computed=3600)
    pace.turn()
    assert pace.turn() <= 2 * SLOWEST / SHARE


def test_nobody_waits_longer_than_two_minutes(pace: Pace) -> None:
    assert max(pace.turn() for _phone in range(20_000)) <= LONGEST_WAIT


def test_one_delivery_is_under_way_at_a_time(pace: Pace) -> None:
    under_way, most = 0, 0

    def deliver(_phone: int) -> None:
        nonlocal under_way, most
        with pace.delivery():
            under_way += 1
            most = max(most, under_way)
            sleep(0.001)
            under_way -= 1

    with ThreadPoolExecutor(8) as phones:
        list(phones.map(deliver, range(40)))
    assert most == 1


def test_who_waits_too_long_is_asked_to_come_again(
    pace: Pace, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kezdesu.field.pace.PATIENCE", 0.01)
    with pace.delivery(), ThreadPoolExecutor(1) as other, pytest.raises(Crowded):
        other.submit(_deliver, pace).result()
    _deliver(pace)  # and the way is free again


def _deliver(pace: Pace) -> None:
    with pace.delivery():
        pass

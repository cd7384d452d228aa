"""Turns are dealt out so that many phones at once get through."""

from itertools import pairwise

import pytest

from kezdesu.field.pace import FIRST_GUESS, LONGEST_WAIT, SHARE, SLOWEST, Pace


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
        pace.took(0.2)
    pace.turn()
    assert pace.turn() == pytest.approx(0.2 / SHARE, rel=0.01)


def test_one_outlier_sends_nobody_away(pace: Pace) -> None:
    pace.took(3600)
    pace.turn()
    assert pace.turn() < SLOWEST


def test_nobody_waits_longer_than_two_minutes(pace: Pace) -> None:
    assert max(pace.turn() for _phone in range(20_000)) <= LONGEST_WAIT

"""The worker's clock: what is due is done though something else fails."""

import logging

import pytest

from kezdesu.core import worker
from kezdesu.core.worker import Chore, do_chores


@pytest.mark.django_db
def test_a_chore_that_fails_holds_up_no_other(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    done: list[str] = []

    def broken() -> None:
        raise ZeroDivisionError

    chores = [Chore(broken, every=600), Chore(lambda: done.append("letter"), every=600)]
    monkeypatch.setattr(worker, "chores", chores)
    with caplog.at_level(logging.ERROR):
        do_chores()
        do_chores()  # nothing is due again yet
    assert done == ["letter"]
    assert caplog.text.count("a chore of the worker failed") == 1

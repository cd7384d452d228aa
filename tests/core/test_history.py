"""A record's history: what one person did in one minute, time and again, is one line."""

from datetime import UTC, datetime

import pytest
from django.utils import timezone

from kezdesu.core import audit
from kezdesu.core.history import history_of


@pytest.fixture
def at(monkeypatch):
    """Sets the clock to a second of 10:00, or of a later minute."""

    def set_to(second, minute=0):
        now = datetime(2023, 7, 3, 10, minute, second, tzinfo=UTC)
        monkeypatch.setattr(timezone, "now", lambda: now)
        return now

    return set_to


def test_fifteen_documents_issued_at_once_are_one_line(office, coordinator, approver, at):
    begun = at(0)
    audit.record("reports.report_frozen", office, by=approver)
    for second in range(15):
        last = at(second)
        audit.record("reports.file_issued", office, by=coordinator)
    latest, first = history_of(office)[:2]
    assert (latest.times, latest.at) == (15, last)
    assert (first.times, first.at) == (1, begun)


def test_the_same_act_of_another_minute_or_person_is_a_line_of_its_own(
    office, coordinator, approver, at
):
    for by, minute in ((coordinator, 0), (approver, 0), (approver, 1), (approver, 1)):
        at(0, minute)
        audit.record("reports.file_issued", office, by=by)
    assert [line.times for line in history_of(office)][:3] == [2, 1, 1]

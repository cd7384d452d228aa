import pytest
from django.db import transaction

from kezdesu.accounts.models import Office
from kezdesu.core import audit
from kezdesu.core.models import AuditEntry


def some_entries(office: Office, count: int = 3) -> list[AuditEntry]:
    with transaction.atomic():
        return [audit.record("tests.done", office, by=None, step=n) for n in range(count)]


def test_an_untouched_log_is_whole(office: Office) -> None:
    some_entries(office)
    assert list(audit.broken_entries()) == []


def test_an_altered_entry_shows(office: Office) -> None:
    second = some_entries(office)[1]
    AuditEntry.objects.filter(pk=second.pk).update(changes={"step": "another"})
    assert [entry.pk for entry in audit.broken_entries()] == [second.pk]


def test_a_removed_entry_shows_at_the_next(office: Office) -> None:
    first, second, _third = some_entries(office)
    first.delete()
    assert [entry.pk for entry in audit.broken_entries()] == [second.pk]


@pytest.mark.django_db(transaction=True)
def test_an_entry_outside_a_transaction_is_a_mistake() -> None:
    office = Office.objects.create(slug="alone")
    with pytest.raises(RuntimeError, match=r"tests\.done"):
        audit.record("tests.done", office, by=None)

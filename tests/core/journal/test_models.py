"""The journal is only ever added to: the application refuses the rest, and so do the databases."""

import pytest
from django.db import DatabaseError, connection, transaction

from convoke.core.journal.models import AppendOnlyError
from convoke.core.models import JournalEntry


@pytest.fixture
def entry(db):
    """An entry of the demonstration."""
    return JournalEntry.objects.latest("sequence")


def test_an_entry_is_not_changed(entry):
    entry.verb = "something else"
    with pytest.raises(AppendOnlyError):
        entry.save()
    with pytest.raises(AppendOnlyError):
        JournalEntry.objects.filter(pk=entry.pk).update(verb="something else")
    with pytest.raises(AppendOnlyError):
        JournalEntry.objects.bulk_update([entry], ["verb"])


def test_an_entry_is_not_deleted(entry):
    with pytest.raises(AppendOnlyError):
        entry.delete()
    with pytest.raises(AppendOnlyError):
        JournalEntry.objects.all().delete()


TAMPERING = [
    "UPDATE core_journalentry SET verb = 'something else' WHERE sequence = 1",
    "UPDATE core_journalentry SET facts = '{}' WHERE sequence = 1",
    "DELETE FROM core_journalentry WHERE sequence = 1",
    "DELETE FROM core_journalentry",
]
ONLY = {
    "sqlite": [
        "INSERT OR REPLACE INTO core_journalentry SELECT * FROM core_journalentry WHERE sequence = 1",
        "REPLACE INTO core_journalentry SELECT * FROM core_journalentry WHERE sequence = 1",
    ],
    "postgresql": [
        "TRUNCATE core_journalentry CASCADE",
        """INSERT INTO core_journalentry SELECT * FROM core_journalentry WHERE sequence = 1
        ON CONFLICT (sequence) DO UPDATE SET verb = 'something else'""",
    ],
}


def test_the_database_refuses_to_change_or_delete_an_entry_past_the_application(entry):
    count = JournalEntry.objects.count()
    for statement in TAMPERING + ONLY[connection.vendor]:
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert JournalEntry.objects.count() == count

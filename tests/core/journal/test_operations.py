"""Every operation writes one entry, or none at all when it does not succeed."""

import datetime as dt

import pytest

from convoke.core.actors import Actor, system
from convoke.core.audiences import Audience
from convoke.core.journal.operations import key_of, operation
from convoke.core.models import JournalEntry
from convoke.directory.models import Party
from tests.factories import AccountFactory, EditionFactory, PartyFactory


@pytest.fixture
def entries(db):
    """The entries written since the test began."""
    before = JournalEntry.objects.count()
    return lambda: list(JournalEntry.objects.all()[before:])


def test_one_operation_writes_one_entry_that_says_who_what_on_what_for_whom(entries, settings):
    settings.CONVOKE_DATE = dt.date(2008, 6, 1)
    account, edition = AccountFactory(), EditionFactory(code="aldoria-2030")
    actor = Actor(account_id=account.pk, name="somebody")
    with operation(
        actor=actor, verb="advance", on=edition, edition="aldoria-2030", party="ald", audience=Audience.PUBLIC
    ) as recording:
        recording.facts["to"] = "closed"
    (entry,) = entries()
    assert entry.account == account
    assert (entry.verb, entry.object_type, entry.object_key) == ("advance", "editions.edition", "aldoria-2030")
    assert (entry.edition, entry.party, entry.audience) == ("aldoria-2030", "ald", "public")
    assert entry.facts == {"to": "closed"}
    assert entry.at.date() == dt.date(2008, 6, 1)
    assert entry.recorded_at.date() == dt.datetime.now(dt.UTC).date()


def test_a_command_is_named_in_the_journal(entries):
    with operation(actor=system("convoke load"), verb="load"):
        pass
    (entry,) = entries()
    assert entry.account is None
    assert entry.actor_name == "convoke load"


def test_an_entry_is_for_the_task_force_unless_the_operation_says_otherwise(entries):
    with operation(actor=system("tests"), verb="exercise"):
        pass
    assert entries()[0].audience == Audience.TASK_FORCE


def test_an_operation_that_fails_leaves_neither_change_nor_entry(entries):
    def change() -> None:
        with operation(actor=system("tests"), verb="exercise"):
            PartyFactory(code="exercise-nowhere")
            raise RuntimeError("half-way")

    with pytest.raises(RuntimeError, match="half-way"):
        change()
    assert entries() == []
    assert not Party.objects.filter(code="exercise-nowhere").exists()


def test_what_follows_a_change_happens_after_it_is_stored(db, django_capture_on_commit_callbacks):
    told = []
    with django_capture_on_commit_callbacks(execute=True):
        with operation(actor=system("tests"), verb="exercise") as recording:
            recording.after_commit(lambda: told.append("told"))
        assert told == []
    assert told == ["told"]


def test_what_follows_a_change_does_not_happen_when_it_is_undone(db, django_capture_on_commit_callbacks):
    told = []

    def change() -> None:
        with operation(actor=system("tests"), verb="exercise") as recording:
            recording.after_commit(lambda: told.append("told"))
            raise RuntimeError

    with django_capture_on_commit_callbacks(execute=True), pytest.raises(RuntimeError):
        change()
    assert told == []


def test_a_thing_is_named_by_its_code_or_else_its_number(db):
    account = AccountFactory()
    assert key_of(EditionFactory(code="aldoria-2030")) == ("editions.edition", "aldoria-2030")
    assert key_of(account) == ("directory.account", str(account.pk))
    assert key_of(None) == ("", "")

"""The chain of the journal proves that nobody rewrote it."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from convoke.core.actors import ANONYMOUS, Actor, system
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.journal.queries import history_of, latest, verify
from convoke.core.models import JournalEntry, JournalHead
from tests.factories import AccountFactory, EditionFactory

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))
PLAIN = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | WORDS
FACTS = st.dictionaries(
    WORDS,
    st.recursive(
        PLAIN,
        lambda inner: st.lists(inner) | st.dictionaries(WORDS, inner) | st.dictionaries(st.integers(), inner),
        max_leaves=6,
    ),
    max_size=4,
)


def append(**facts: object) -> JournalEntry:
    with operation(actor=system("tests"), verb="exercise") as recording:
        recording.facts = facts
    return JournalEntry.objects.latest("sequence")


@hypothesis_settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(facts=FACTS)
def test_the_chain_holds_whatever_an_operation_says(db, facts):
    with operation(actor=system("tests"), verb="exercise") as recording:
        recording.facts = facts
    assert verify().holds, verify().fault


def test_each_entry_continues_the_one_before(db):
    one, other = append(number=1), append(number=2)
    assert other.sequence == one.sequence + 1
    assert other.previous_hash == one.hash
    head = JournalHead.objects.get()
    assert (head.sequence, head.hash) == (other.sequence, other.hash)


def test_verifying_counts_the_entries(db):
    before = verify()
    append()
    assert (verify().entries, verify().fault) == (before.entries + 1, "")


@pytest.fixture
def unprotected(db):
    """The journal without the triggers that protect it; the test's rollback brings them back."""
    entries = [append(number=number) for number in range(4)]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("DROP TRIGGER core_journalentry_append_only ON core_journalentry")
        else:
            for name in ("update", "delete", "replace"):
                cursor.execute(f"DROP TRIGGER core_journalentry_no_{name}")
    return entries


def tamper(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("facts", '{"number": 7}'),
        ("verb", "other"),
        ("actor_name", "other"),
        ("party", "other"),
        ("object_type", "other"),
        ("object_key", "other"),
        ("edition", "other"),
        ("audience", "public"),
        ("at", "2001-01-01 00:00:00+00:00"),
        ("recorded_at", "2001-01-01 00:00:00+00:00"),
    ],
)
def test_a_changed_entry_is_found(unprotected, column, value):
    entry = unprotected[1]
    tamper(f"UPDATE core_journalentry SET {column} = %s WHERE id = %s", value, entry.pk)
    assert verify().fault == f"entry {entry.sequence} was changed after it was written"


def test_an_entry_given_to_another_account_is_found(unprotected):
    entry = unprotected[1]
    tamper("UPDATE core_journalentry SET account_id = %s WHERE id = %s", AccountFactory().pk, entry.pk)
    assert not verify().holds


def test_a_changed_entry_with_a_hash_made_anew_is_found_at_the_next(unprotected):
    entry, following = unprotected[1], unprotected[2]
    entry.verb = "other"
    tamper("UPDATE core_journalentry SET verb = 'other', hash = %s WHERE id = %s", entry.digest(), entry.pk)
    assert verify().fault == f"entry {following.sequence} does not continue entry {entry.sequence}"


def test_an_entry_taken_out_is_found(unprotected):
    entry, following = unprotected[1], unprotected[2]
    tamper("DELETE FROM core_journalentry WHERE id = %s", entry.pk)
    assert verify().fault == (
        f"entry {entry.sequence} is missing; entry {following.sequence} stands in its place"
    )


def test_a_journal_cut_short_is_found(unprotected):
    last = unprotected[-1]
    tamper("DELETE FROM core_journalentry WHERE id = %s", last.pk)
    assert verify().fault == f"the journal ends at entry {last.sequence - 1}, but {last.sequence} were written"


def test_a_journal_cut_short_is_found_even_when_its_head_was_removed(unprotected):
    tamper("DELETE FROM core_journalentry WHERE id = %s", unprotected[-1].pk)
    tamper("DELETE FROM core_journalhead")
    assert not verify().holds


def test_an_entry_put_in_past_the_application_is_found(unprotected):
    last = unprotected[-1]
    forged = JournalEntry.objects.get(pk=last.pk)
    forged.pk, forged.sequence, forged.previous_hash, forged.verb = None, last.sequence + 1, last.hash, "forged"
    forged.hash = forged.digest()
    JournalEntry.objects.bulk_create([forged])
    assert verify().fault == f"the journal ends at entry {forged.sequence}, but {last.sequence} were written"


def test_lib_1_the_history_of_a_thing_shows_what_its_reader_may_see(db):
    edition = EditionFactory()
    for audience in (Audience.PUBLIC, Audience.TASK_FORCE):
        with operation(actor=system("tests"), verb="exercise", on=edition, edition=edition.code, audience=audience):
            pass
    assert [entry.audience for entry in history_of(ANONYMOUS, edition)] == ["public"]
    assert [entry.audience for entry in history_of(system("tests"), edition)] == ["task-force", "public"]
    assert [entry.audience for entry in latest(ANONYMOUS, edition=edition.code)] == ["public"]
    office = Actor(account_id=1, audiences=frozenset({"public", "task-force"}))
    assert latest(office, edition=edition.code, limit=1).get().audience == "task-force"


def test_the_history_is_read_in_one_query_whatever_its_length(queries, db):
    edition = EditionFactory()
    for _number in range(3):
        with operation(actor=system("tests"), verb="exercise", on=edition):
            pass
    assert queries(lambda: [str(entry.account) for entry in history_of(system("tests"), edition)]) == 1

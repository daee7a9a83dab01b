"""An account is addressed in the language its holder chose."""

import pytest

from convoke.core.actors import Actor
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Account
from convoke.directory.operations.accounts import choose_language
from tests.factories import AccountFactory


def test_a_holder_chooses_the_language_and_the_journal_knows(account_of, actor):
    account = account_of("press")
    choose_language(actor=actor("press"), account=account, language="ar")
    account.refresh_from_db()
    assert account.language == "ar"
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.audience, entry.facts) == ("choose-language", "named", {"language": "ar"})
    assert entry.account == account


def test_nobody_chooses_the_language_of_another(account_of, actor):
    with pytest.raises(Denied):
        choose_language(actor=actor("chair"), account=account_of("press"), language="ar")
    assert account_of("press").language == "en"


def test_an_account_is_read_by_its_holder_and_the_office(db, actor):
    own = AccountFactory()
    assert list(readable(Actor(account_id=own.pk), Account)) == [own]
    assert not readable(Actor(), Account).exists()
    assert readable(actor("task-force"), Account).count() == Account.objects.count()

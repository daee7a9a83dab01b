"""A link that is opened and an answer that comes in are noted, once."""

import pytest

from convoke.core.actors import ANONYMOUS
from convoke.core.models import JournalEntry
from convoke.outreach.operations.escalations import open_escalation
from convoke.outreach.operations.links import answered, opened


def test_a_link_is_noted_as_opened_once(post):
    delivery = post.sent(post.party()).deliveries.get()
    before = JournalEntry.objects.count()
    for _time in range(3):
        assert opened(actor=ANONYMOUS, token=delivery.token) == delivery
    delivery.refresh_from_db()
    assert delivery.state == "opened"
    assert delivery.opened_at
    assert JournalEntry.objects.count() == before + 1


def test_a_token_that_is_none_opens_nothing(post):
    assert opened(actor=ANONYMOUS, token="no-such-token") is None


@pytest.mark.parametrize("state", ["answered", "bounced", "cancelled"])
def test_a_link_opened_later_does_not_undo_what_is_known(post, state):
    delivery = post.sent(post.party()).deliveries.get()
    type(delivery).objects.filter(pk=delivery.pk).update(state=state)
    opened(actor=ANONYMOUS, token=delivery.token)
    delivery.refresh_from_db()
    assert delivery.state == state


def test_con_4_an_answer_marks_what_was_sent_and_stops_the_escalation(post):
    party, other = post.party(2), post.party()
    notice = post.sent(party, other, about="focal-point")
    going = open_escalation(actor=post.actor, party=party, about="focal-point")
    assert answered(actor=post.actor, about="focal-point", party=party) == 2
    going.refresh_from_db()
    assert (going.state, going.next_step) == ("answered", None)
    assert sorted(notice.deliveries.values_list("state", flat=True)) == ["answered", "answered", "sent"]


def test_an_answer_nobody_waits_for_changes_nothing(post):
    party = post.party()
    before = JournalEntry.objects.count()
    assert answered(actor=post.actor, about="something-else", party=party) == 0
    assert answered(actor=post.actor, about="", party=party) == 0
    assert JournalEntry.objects.count() == before

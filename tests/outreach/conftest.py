"""What the tests of outreach share: a party with people who can be reached, a notice to them."""

import pytest

from convoke.core.actors import system
from convoke.outreach.models import Notice, OutboxMessage
from convoke.outreach.operations import notices, sending
from tests.factories import ChannelFactory, MandateFactory, PartyFactory

OUTBOX = "convoke.outreach.outbox.OutboxBackend"
TEXT = {
    "subject": {"en": "An invitation", "fr": "Une invitation"},
    "body": {"en": "Dear **all**", "fr": "Cher*es* tous"},
}


class Post:
    """Makes recipients and notices."""

    actor = system("tests")

    def party(self, number: int = 1, language: str = "", **fields):
        """A party with so many people who have an e-mail channel; the first is its focal point."""
        party = PartyFactory(**fields)
        for index in range(number):
            mandate = MandateFactory(
                party=party, capacity="focal-point" if index == 0 else "deputy", person__language=language
            )
            ChannelFactory(person=mandate.person)
        return party

    def draft(self, *parties, capacities=("focal-point", "deputy"), **fields) -> Notice:
        """A notice to these parties."""
        chosen = {"parties": [party.code for party in parties], "capacities": list(capacities)}
        return notices.draft(actor=self.actor, **{**TEXT, "selection": chosen, "link": "/parties/", **fields})

    def queued(self, *parties, **fields) -> Notice:
        """A notice that has its recipients and waits."""
        notice = self.draft(*parties, **fields)
        notices.send(actor=self.actor, notice=notice)
        notices.prepare(actor=self.actor, notice=notice)
        notice.refresh_from_db()
        return notice

    def sent(self, *parties, **fields) -> Notice:
        """A notice whose first messages left."""
        notice = self.queued(*parties, **fields)
        sending.hand_over(actor=self.actor, notice=notice)
        notice.refresh_from_db()
        return notice

    def box(self) -> list[OutboxMessage]:
        """What is in the outbox, in the order in which it came."""
        return list(OutboxMessage.objects.order_by("pk"))


@pytest.fixture
def post(db: None, settings) -> Post:
    """Messages land in the outbox."""
    settings.EMAIL_BACKEND = OUTBOX
    settings.CONVOKE_ADDRESS = "https://forum.example"
    settings.DEFAULT_FROM_EMAIL = "forum@forum.example"
    return Post()

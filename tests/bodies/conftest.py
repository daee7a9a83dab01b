"""What the tests of bodies share: a body of exercise parties, and who acts for them."""

import datetime as dt
from collections.abc import Callable

import pytest

from convoke.bodies.models import Body, BodyMember, SilenceProcedure
from convoke.bodies.operations.silence import Proposal, circulate_silence, draft_silence
from convoke.core import clock
from convoke.core.actors import Actor, system
from convoke.directory.models import Party
from convoke.editions.models import Edition
from tests.factories import BodyFactory, BodyMemberFactory, PartyFactory

PROPOSAL = Proposal(title={"en": "A delegation", "fr": "Une délégation"}, text={"en": "Twelve.", "fr": "Douze."})


@pytest.fixture
def bermea(db: None) -> Party:
    """The party of the exercise focal point."""
    return Party.objects.get(code="exercise-bermea")


@pytest.fixture
def aldoria(db: None) -> Party:
    """The party of the exercise chair."""
    return Party.objects.get(code="exercise-aldoria")


@pytest.fixture
def body(demonstration: Edition, bermea: Party, aldoria: Party) -> Body:
    """A body with two exercise members and an observer."""
    made: Body = BodyFactory(forum=demonstration.forum, code="exercise-circle", name={"en": "Circle"})
    for party, role in (
        (bermea, BodyMember.Role.MEMBER), (aldoria, BodyMember.Role.LEAD), (PartyFactory(), BodyMember.Role.OBSERVER)
    ):
        BodyMemberFactory(body=made, party=party, role=role)
    return made


@pytest.fixture
def office() -> Actor:
    """A command, which may do everything."""
    return system("tests")


@pytest.fixture
def circulated(demonstration: Edition, body: Body, office: Actor) -> Callable[..., SilenceProcedure]:
    """Makes a procedure circulated now, or ``days`` ago, with its deadline so many days later."""

    def build(*, days: int = 0, runs: int = 7, proposal: Proposal = PROPOSAL) -> SilenceProcedure:
        draft = draft_silence(actor=office, body=body, edition=demonstration, proposal=proposal)
        at = clock.now() - dt.timedelta(days=days)
        return circulate_silence(
            actor=office, procedure=draft, deadline=at + dt.timedelta(days=runs), at=at if days else None
        )

    return build

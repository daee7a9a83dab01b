"""Who cannot be reached on a date, and why."""

import datetime as dt

import pytest

from convoke.core.actors import ANONYMOUS, system
from convoke.directory.models import Capacity, PartyKind
from convoke.directory.queries import changes_of, focal_point_of, people_of
from convoke.directory.reach import Reason, focal_point_gaps, states_invited
from convoke.directory.search import folded, matches
from tests.factories import ChannelFactory, InvitationFactory, MandateFactory, PartyFactory

OFFICE, ON = system("tests"), dt.date(2008, 6, 1)


def reasons(on: dt.date = ON) -> dict[str, str]:
    return {gap.party.code.removeprefix("exercise-"): gap.reason for gap in focal_point_gaps(OFFICE, on)}


def test_each_state_has_the_one_reason_why_it_cannot_be_reached(db):
    found = reasons()
    assert found["jorland"] == found["merrowen"] == found["bel"] == Reason.NO_FOCAL_POINT
    assert found["hestria"] == Reason.NO_CHANNEL
    assert found["estmark"] == found["kelmania"] == Reason.UNRELIABLE
    assert not {"cardenia", "galmora", "norvale"} & set(found)


def test_reach_is_asked_as_of_a_date(db):
    assert "merrowen" not in reasons(dt.date(2008, 3, 31))
    assert "merrowen" in reasons(dt.date(2008, 4, 1))
    assert "estmark" not in reasons(dt.date(2008, 5, 4))
    assert reasons(dt.date(2005, 1, 1))["cardenia"] == Reason.NO_FOCAL_POINT
    assert "mne" not in {party.code for party in states_invited(dt.date(2006, 1, 1))}


def test_an_ended_channel_reaches_nobody(db):
    mandate = MandateFactory()
    code = mandate.party.code.removeprefix("exercise-")
    channel = ChannelFactory(person=mandate.person, until=dt.date(2008, 1, 1))
    assert reasons()[code] == Reason.NO_CHANNEL
    assert code not in reasons(dt.date(2007, 12, 31))
    channel.until = None
    channel.save()
    assert code not in reasons()


def test_dir_3_the_public_learns_of_no_focal_point(db):
    assert {gap.reason for gap in focal_point_gaps(ANONYMOUS, ON)} == {Reason.NO_FOCAL_POINT}


def test_reach_costs_the_same_queries_for_many(db, queries):
    before = queries(lambda: focal_point_gaps(OFFICE, ON))
    for _number in range(30):
        ChannelFactory(person=MandateFactory(party=PartyFactory(kind=PartyKind.STATE)).person)
    assert queries(lambda: focal_point_gaps(OFFICE, ON)) == before <= 4


def test_the_people_of_a_party_cost_the_same_queries_for_many(db, queries, actor):
    party = MandateFactory(since=dt.date(2006, 1, 1)).party

    def read():
        present, others = people_of(OFFICE, party, ON)
        return [(str(one.person), one.person.at_hand, one.last_invitation, one.scan) for one in [*present, *others]]

    read()
    before = queries(read)
    for _number in range(20):
        mandate = MandateFactory(party=party, capacity=Capacity.DEPUTY)
        ChannelFactory(person=mandate.person)
        InvitationFactory(mandate=mandate)
    assert queries(read) <= before + 2  # channels and invitations are asked for only when there are people
    assert queries(lambda: list(changes_of(OFFICE, party))) == 1
    assert focal_point_of(actor("focal-point"), party, ON)
    assert focal_point_of(actor("press"), party, ON) is None


@pytest.mark.parametrize(("word", "fold"), [
    ("Côte d’Ivoire", "cote d ivoire"), ("ÅLAND", "aland"), ("Straße", "strasse"), ("İstanbul", "istanbul"),
    ("إيران", "ايران"), ("  a\u0301 ", "a"), ("—", ""),
])
def test_words_are_compared_without_accents_capitals_and_signs(word, fold):
    assert folded(word) == fold


def test_each_word_asked_for_begins_a_word():
    assert matches("ruiz an", "ana maria ruiz")
    assert not matches("na", "ana maria ruiz")
    assert matches("", "anything")

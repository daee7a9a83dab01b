"""The life of an edition: its states, and the only ways from one to another."""

from itertools import pairwise

import pytest
from django.core.exceptions import ValidationError

from convoke.core.actors import ANONYMOUS, Actor
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.core.states import diagram
from convoke.editions.operations import advance_edition
from convoke.editions.states import LIFE, TRANSITIONS, EditionState, transitions_from
from tests.factories import EditionFactory, ForumFactory

CHAIR = Actor(name="the Chair", roles=frozenset({"chair"}))
PAIRS = [(source, target) for source in EditionState for target in EditionState]
ALLOWED = {(way.source, way.target) for way in TRANSITIONS}


def test_an_edition_goes_through_its_states_in_their_order():
    states = list(EditionState)
    assert set(pairwise(states)) == ALLOWED
    assert transitions_from(EditionState.CLOSED) == ()


@pytest.mark.parametrize(("source", "target"), sorted(ALLOWED))
def test_a_way_of_the_table_can_be_taken_and_is_in_the_journal(db, source, target):
    edition = EditionFactory(state=source)
    assert advance_edition(actor=CHAIR, edition=edition, to=target).state == target
    edition.refresh_from_db()
    assert edition.state == target
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.object_key, entry.audience) == ("advance", edition.code, "public")
    assert entry.facts == {"from": source, "to": target}


@pytest.mark.parametrize(("source", "target"), [pair for pair in PAIRS if pair not in ALLOWED])
def test_every_other_way_is_refused_with_the_ways_there_are(db, source, target):
    edition, entries = EditionFactory(state=source), JournalEntry.objects.count()
    with pytest.raises(ValidationError) as refused:
        advance_edition(actor=CHAIR, edition=edition, to=target)
    for way in transitions_from(source):
        assert str(way.target.label) in refused.value.messages[0]
    edition.refresh_from_db()
    assert edition.state == source
    assert JournalEntry.objects.count() == entries


@pytest.mark.parametrize("role", ["task-force", "focal-point", "delegate", "press"])
def test_only_the_chair_takes_an_edition_on(db, role):
    with pytest.raises(Denied, match="chair"):
        advance_edition(actor=Actor(roles=frozenset({role})), edition=EditionFactory(), to="preparing")
    with pytest.raises(Denied):
        advance_edition(actor=ANONYMOUS, edition=EditionFactory(), to="preparing")


def test_an_edition_goes_on_from_where_it_is_now_not_from_where_the_page_saw_it(db):
    seen = EditionFactory(state=EditionState.ANNOUNCED)
    advance_edition(actor=CHAIR, edition=seen, to=EditionState.PREPARING)
    with pytest.raises(ValidationError):
        advance_edition(actor=CHAIR, edition=seen, to=EditionState.PREPARING)


def test_ed_3_a_second_edition_of_a_forum_cannot_meet_at_the_same_time(db):
    forum = ForumFactory()
    EditionFactory(forum=forum, state=EditionState.MEETING)
    other = EditionFactory(forum=forum, state=EditionState.PREPARING)
    with pytest.raises(ValidationError, match="ED-3: another edition of this forum is meeting now"):
        advance_edition(actor=CHAIR, edition=other, to=EditionState.MEETING)
    other.refresh_from_db()
    assert other.state == EditionState.PREPARING


def test_ed_3_editions_of_two_forums_may_meet_at_the_same_time(db):
    EditionFactory(state=EditionState.MEETING)
    other = EditionFactory(state=EditionState.PREPARING)
    assert advance_edition(actor=CHAIR, edition=other, to=EditionState.MEETING).state == EditionState.MEETING


def test_the_diagram_shows_every_way():
    assert diagram(LIFE).splitlines() == [
        "stateDiagram-v2",
        "    [*] --> announced",
        "    announced --> preparing",
        "    preparing --> meeting",
        "    meeting --> following-up",
        "    following-up --> closed",
        "    closed --> [*]",
    ]

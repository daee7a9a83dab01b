"""Parties offer or are invited, join, decline, coordinate, leave; and who sees what of it."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.core import clock
from convoke.core.actors import ANONYMOUS, Actor
from convoke.core.audiences import Audience
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Party, PartyKind
from convoke.editions.models import Edition
from convoke.library.models import Document
from convoke.programme.models import TeamMember
from convoke.programme.operations.team_duties import (
    set_duty,
)
from convoke.programme.operations.teams import (
    accept_offer,
    change_role,
    decline_offer,
    invite_to_team,
    leave_team,
    offer_to_partner,
    reply_to_invitation,
)
from convoke.programme.queries import session as session_whole
from convoke.programme.states import DUTY, TEAM, DutyState, TeamState
from tests.factories import (
    DocumentFactory,
    PartyFactory,
    TeamMemberFactory,
)

TOMORROW = dt.timedelta(days=1)


def test_a_party_offers_and_the_office_takes_it_up(session, bermea, actor):
    member = offer_to_partner(actor=actor("focal-point"), session=session, party=bermea, note="We know ports.")
    assert (member.state, member.note, member.role) == (TeamState.OFFERED, "We know ports.", "partner")
    assert member.asked_at
    done = accept_offer(actor=actor("task-force"), member=member)
    assert done.state == TeamState.MEMBER
    assert done.replied_at
    said = list(JournalEntry.objects.order_by("-sequence")[:2].values_list("verb", "audience", "party"))
    assert said == [("accept-offer", "public", "exercise-bermea"), ("offer-to-partner", "party", "exercise-bermea")]


def test_an_offer_that_is_not_taken_up_can_be_made_again(session, bermea, actor):
    member = offer_to_partner(actor=actor("focal-point"), session=session, party=bermea)
    assert decline_offer(actor=actor("chair"), member=member, note="The team is full.").note == "The team is full."
    assert offer_to_partner(actor=actor("focal-point"), session=session, party=bermea).pk == member.pk


@pytest.mark.parametrize(("join", "state"), [(True, TeamState.MEMBER), (False, TeamState.DECLINED)])
def test_an_invited_party_replies(session, bermea, actor, join, state):
    [member] = invite_to_team(actor=actor("task-force"), session=session, parties=[bermea], note="Please come.")
    done = reply_to_invitation(actor=actor("focal-point"), member=member, join=join, note="Gladly.")
    assert (done.state, done.note) == (state, "Please come.\n\nGladly.")
    with pytest.raises(ValidationError, match="no invitation that waits"):
        reply_to_invitation(actor=actor("focal-point"), member=member, join=True)


def test_an_observer_replies_for_its_organisation(session, actor):
    body = Party.objects.get(code="exercise-observatory")
    [member] = invite_to_team(actor=actor("task-force"), session=session, parties=[body])
    assert reply_to_invitation(actor=actor("observer"), member=member, join=True).state == TeamState.MEMBER


def test_a_party_is_in_a_team_once(session, bermea, cardenia, actor, office):
    offer_to_partner(actor=actor("focal-point"), session=session, party=bermea)
    with pytest.raises(ValidationError, match="stands in the team already: offered"):
        offer_to_partner(actor=actor("focal-point"), session=session, party=bermea)
    with pytest.raises(ValidationError, match="stands in the team already"):
        invite_to_team(actor=office, session=session, parties=[cardenia, bermea])
    assert TeamMember.objects.filter(session=session).count() == 1  # nothing half done
    with pytest.raises(ValidationError, match="invited once"):
        invite_to_team(actor=office, session=session, parties=[cardenia, cardenia])
    with pytest.raises(ValidationError, match="at least one"):
        invite_to_team(actor=office, session=session, parties=[])


@pytest.mark.parametrize("state", ["meeting", "following-up", "closed"])
def test_teams_of_past_editions_stay_as_they_are(session, bermea, office, state):
    member = TeamMemberFactory(session=session, party=bermea)
    Edition.objects.filter(state="meeting").update(state="following-up")
    Edition.objects.filter(pk=session.edition.pk).update(state=state)
    for change in (
        lambda: offer_to_partner(actor=office, session=session, party=PartyFactory()),
        lambda: invite_to_team(actor=office, session=session, parties=[PartyFactory()]),
        lambda: change_role(actor=office, member=member, role="coordinator"),
        lambda: leave_team(actor=office, member=member),
    ):
        with pytest.raises(ValidationError, match="while their edition is in preparation"):
            change()


def test_a_state_that_is_not_in_force_joins_no_team(session, office):
    gone = Party.objects.filter(kind=PartyKind.STATE, is_exercise=False).first()
    gone.un_until = clock.today() - TOMORROW
    gone.save()
    with pytest.raises(ValidationError, match="not in force"):
        invite_to_team(actor=office, session=session, parties=[gone])


def test_roles_change_and_who_leaves_can_be_invited_again(session, bermea, actor):
    member = TeamMemberFactory(session=session, party=bermea)
    assert change_role(actor=actor("chair"), member=member, role="coordinator").role == "coordinator"
    with pytest.raises(ValidationError, match="coordinator, partner"):
        change_role(actor=actor("chair"), member=member, role="leader")
    assert leave_team(actor=actor("focal-point"), member=member).state == TeamState.LEFT
    with pytest.raises(ValidationError, match="Only a member"):
        change_role(actor=actor("chair"), member=member, role="partner")
    [again] = invite_to_team(actor=actor("chair"), session=session, parties=[bermea])
    assert (again.pk, again.state) == (member.pk, TeamState.INVITED)


@pytest.mark.parametrize("role", [
    "contributor", "team-member", "rapporteur", "delegate", "civil-society", "provider", "press", "observer",
])
def test_who_does_not_speak_for_a_party_neither_offers_nor_replies_nor_leaves_for_it(session, bermea, actor, role):
    member = TeamMemberFactory(session=session, party=bermea, state=TeamState.INVITED)
    for change in (
        lambda: offer_to_partner(actor=actor(role), session=session, party=bermea),
        lambda: reply_to_invitation(actor=actor(role), member=member, join=True),
        lambda: leave_team(actor=actor(role), member=member),
    ):
        with pytest.raises(Denied):
            change()


def test_a_focal_point_speaks_for_the_own_party_alone_and_decides_nothing(session, bermea, cardenia, actor):
    other = TeamMemberFactory(session=session, party=cardenia, state=TeamState.OFFERED)
    mine = actor("focal-point")
    for change in (
        lambda: offer_to_partner(actor=mine, session=session, party=cardenia),
        lambda: invite_to_team(actor=mine, session=session, parties=[bermea]),
        lambda: accept_offer(actor=mine, member=other),
        lambda: decline_offer(actor=mine, member=other),
        lambda: change_role(actor=mine, member=other, role="coordinator"),
        lambda: reply_to_invitation(actor=mine, member=other, join=True),
        lambda: set_duty(actor=mine, session=session, kind="panel", due_on=None),
    ):
        with pytest.raises(Denied):
            change()


def test_the_tables_are_the_only_ways(session, office):
    assert set(TEAM) == set(TeamState)
    assert set(DUTY) == set(DutyState)
    declined = TeamMemberFactory(session=session, state=TeamState.DECLINED)
    with pytest.raises(ValidationError, match="no offer"):
        accept_offer(actor=office, member=declined)

def test_members_are_public_and_offers_are_seen_by_the_party_and_the_office(session, bermea, cardenia, actor):
    TeamMemberFactory(session=session)
    TeamMemberFactory(session=session, party=bermea, state=TeamState.INVITED)
    TeamMemberFactory(session=session, party=cardenia, state=TeamState.OFFERED)

    def seen(who: Actor) -> int:
        return readable(who, TeamMember).filter(session=session).count()

    assert [seen(who) for who in (ANONYMOUS, actor("press"), actor("focal-point"), actor("task-force"))] == [1, 1, 2, 3]
    assert len(session_whole(actor("task-force"), session.edition, "9.1").team.all()) == 1


def test_lib_1_papers_for_the_team_are_read_by_its_members_alone(session, bermea, actor):
    paper = DocumentFactory(edition=session.edition, audience=Audience.TEAM)
    session.papers.add(paper)
    member = TeamMemberFactory(session=session, party=bermea, state=TeamState.INVITED)

    def may_read(role: str) -> bool:
        return readable(actor(role), Document).filter(pk=paper.pk).exists()

    assert not may_read("focal-point")
    member.state = TeamState.MEMBER
    member.save()
    assert [may_read(role) for role in ("focal-point", "team-member", "delegate", "observer")] == [
        True, True, False, False,
    ]
    assert not readable(ANONYMOUS, Document).filter(pk=paper.pk).exists()

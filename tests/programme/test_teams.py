"""Who prepares a session, what a team owes, how it is balanced (PRO-1), and whom one might ask."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from icalendar import Calendar

from convoke.core import clock
from convoke.core.actors import ANONYMOUS, Actor, system
from convoke.core.audiences import Audience
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Capacity, Channel, Grouping, Party, PartyKind
from convoke.directory.queries import actor_for, memberships
from convoke.editions.models import Edition
from convoke.library.models import Document
from convoke.outcomes.queries import volunteered_on
from convoke.practices.queries import offered_on
from convoke.programme.models import Session, TeamCall, TeamDuty, TeamException, TeamMember
from convoke.programme.operations.team_calls import CallPlan, cancel_call, change_call, note_call, plan_call
from convoke.programme.operations.team_duties import (
    change_duty_state,
    record_exception,
    set_duty,
    waive_duty,
    withdraw_exception,
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
from convoke.programme.teams.balance import Result, people_known, pro_1_balance
from convoke.programme.teams.calendar import calendar
from convoke.programme.teams.reading import duties_due, invitations_waiting, offers_waiting, team_of, teams_of
from convoke.programme.teams.suggestions import suggestions
from tests.factories import (
    AccountFactory,
    ActionFactory,
    ChannelFactory,
    CommitmentFactory,
    DocumentFactory,
    EditionFactory,
    GroupingMembershipFactory,
    MandateFactory,
    PartyFactory,
    PersonFactory,
    PracticeFactory,
    PracticePartyFactory,
    SessionFactory,
    TeamCallFactory,
    TeamDutyFactory,
    TeamMemberFactory,
)

OFFICE = ("chair", "task-force")
TOMORROW = dt.timedelta(days=1)


@pytest.fixture
def bermea(db: None) -> Party:
    """The party of the exercise focal point."""
    return Party.objects.get(code="exercise-bermea")


@pytest.fixture
def cardenia(db: None) -> Party:
    """Another state of the exercise."""
    return Party.objects.get(code="exercise-cardenia")


@pytest.fixture
def session(demonstration: Edition) -> Session:
    """A session of an edition in preparation."""
    begins = clock.today() + dt.timedelta(days=100)
    edition = EditionFactory(
        forum=demonstration.forum, ordinal=90, state="preparing", starts_on=begins, ends_on=begins + TOMORROW
    )
    made: Session = SessionFactory(edition=edition, code="9.1")
    return made


@pytest.fixture
def office() -> Actor:
    """A command, which may do everything."""
    return system("tests")


def of_group(code: str, **more) -> Party:
    """A state of the exercise in a group that exists, such as ``developed``."""
    party = PartyFactory(**more)
    GroupingMembershipFactory(party=party, grouping=Grouping.objects.get(code=code))
    return party


def actor_of(party: Party, capacity: str = Capacity.FOCAL_POINT) -> Actor:
    """Somebody who acts for a party in a capacity."""
    account = AccountFactory()
    MandateFactory(person=account.person, party=party, capacity=capacity)
    return actor_for(account)


# ------------------------------------------------------------------ offering, inviting, joining


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


# ------------------------------------------------------------------ who sees what


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


# ------------------------------------------------------------------ what a team owes


def test_the_office_sets_what_is_owed_by_when_and_by_whom(session, bermea, actor):
    TeamMemberFactory(session=session, party=bermea)
    due = clock.today() + dt.timedelta(days=10)
    duty = set_duty(actor=actor("task-force"), session=session, kind="concept-note", due_on=due, party=bermea)
    assert (duty.state, duty.due_on, duty.party) == (DutyState.OWED, due, bermea)
    later = set_duty(actor=actor("chair"), session=session, kind="concept-note", due_on=due + TOMORROW)
    assert (later.pk, later.due_on, later.party) == (duty.pk, due + TOMORROW, None)


def test_what_is_owed_is_something_possible(session, cardenia, office):
    for given, said in (
        ({"kind": "song", "due_on": None}, "things listed"),
        ({"kind": "panel", "due_on": clock.today() - TOMORROW}, "today or later"),
        ({"kind": "panel", "due_on": session.edition.ends_on + TOMORROW}, "after the meeting"),
        ({"kind": "panel", "due_on": None, "party": cardenia}, "Only a member"),
        ({"kind": "panel", "due_on": None, "note": "x" * 501}, "at most 500"),
    ):
        with pytest.raises(ValidationError, match=said):
            set_duty(actor=office, session=session, **given)


def test_a_thing_is_delivered_with_its_document_or_a_note(session, bermea, actor):
    TeamMemberFactory(session=session, party=bermea)
    duty = TeamDutyFactory(session=session, note="In French, please.")
    worker, paper = actor("team-member"), DocumentFactory(edition=session.edition)
    assert change_duty_state(actor=worker, duty=duty, state="in-work").state == DutyState.IN_WORK
    with pytest.raises(ValidationError, match="choose its document, or say in a note"):
        change_duty_state(actor=worker, duty=duty, state="delivered")
    with pytest.raises(ValidationError, match="a document of this session"):
        change_duty_state(actor=worker, duty=duty, state="delivered", document=paper)
    session.papers.add(paper)
    done = change_duty_state(actor=worker, duty=duty, state="delivered", document=paper)
    assert (done.document, done.state, done.note) == (paper, DutyState.DELIVERED, "In French, please.")
    with pytest.raises(ValidationError, match="cannot become"):
        change_duty_state(actor=worker, duty=duty, state="owed")


def test_what_is_not_needed_is_waived_by_the_office_with_a_reason(session, bermea, actor):
    TeamMemberFactory(session=session, party=bermea)
    duty = TeamDutyFactory(session=session)
    with pytest.raises(Denied):
        waive_duty(actor=actor("team-member"), duty=duty, reason="No.")
    with pytest.raises(ValidationError, match="reason"):
        waive_duty(actor=actor("task-force"), duty=duty, reason=" ")
    assert waive_duty(actor=actor("task-force"), duty=duty, reason="One paper is enough.").state == DutyState.WAIVED


def test_who_is_not_in_the_team_does_not_work_in_it(session, cardenia, actor):
    TeamMemberFactory(session=session, party=cardenia)
    duty, call = TeamDutyFactory(session=session), TeamCallFactory(session=session)
    for role in ("focal-point", "team-member", "observer", "press", "delegate"):
        with pytest.raises(Denied):
            change_duty_state(actor=actor(role), duty=duty, state="in-work")
        with pytest.raises(Denied):
            note_call(actor=actor(role), call=call, notes="Heard nothing.")
        assert not readable(actor(role), TeamCall).exists()


# ------------------------------------------------------------------ balance


def test_pro_1_a_team_has_governments_of_both_groups(demonstration):
    north, south = of_group("developed"), of_group("developing")
    groups = memberships(clock.today())
    assert pro_1_balance([north, south], groups).result == Result.MET
    lonely = pro_1_balance([south], groups)
    assert (lonely.result, lonely.missing, lonely.governments) == (Result.NOT_YET, ("developed",), 1)
    assert pro_1_balance([], groups).missing == ("developing", "developed")


def test_pro_1_only_governments_count(demonstration):
    body = of_group("developed", kind=PartyKind.ORGANISATION)
    judged = pro_1_balance([body, of_group("developing")], memberships(clock.today()))
    assert (judged.result, judged.governments, judged.others) == (Result.NOT_YET, 1, 1)


def test_pro_1_groups_are_asked_as_of_a_date(demonstration):
    party, day = PartyFactory(), clock.today()
    GroupingMembershipFactory(party=party, grouping=Grouping.objects.get(code="developing"), until=day)
    GroupingMembershipFactory(party=party, grouping=Grouping.objects.get(code="developed"), since=day)
    assert pro_1_balance([party], memberships(day)).missing == ("developing",)
    assert pro_1_balance([party], memberships(day - TOMORROW)).missing == ("developed",)


def test_pro_1_the_chair_alone_records_an_exception_with_its_reason(session, actor):
    with pytest.raises(ValidationError, match="PRO-1: the Chair records why"):
        record_exception(actor=actor("chair"), session=session, reason="  ")
    for role in ("task-force", "focal-point", "team-member", "press"):
        with pytest.raises(Denied):
            record_exception(actor=actor(role), session=session, reason="We tried.")
    record_exception(actor=actor("chair"), session=session, reason="Nobody was free.")
    [row] = teams_of(ANONYMOUS, session.edition)
    assert (row.balance.result, row.balance.reason) == (Result.EXCEPTED, "Nobody was free.")
    with pytest.raises(Denied):
        withdraw_exception(actor=actor("task-force"), session=session)
    withdraw_exception(actor=actor("chair"), session=session)
    assert not TeamException.objects.filter(session=session).exists()
    assert JournalEntry.objects.get(verb="record-team-exception").facts == {"reason": "Nobody was free."}
    with pytest.raises(ValidationError, match="no exception is on record"):
        withdraw_exception(actor=actor("chair"), session=session)


def test_pro_1_a_team_that_is_not_balanced_may_do_everything(session, bermea, actor):
    TeamMemberFactory(session=session, party=bermea)
    duty = TeamDutyFactory(session=session)
    assert change_duty_state(actor=actor("focal-point"), duty=duty, state="delivered", note="By post.").pk == duty.pk


def test_pro_3_members_alone_are_counted_and_no_gender_is_guessed(session, bermea, actor):
    TeamMemberFactory(session=session, party=of_group("europe"))
    TeamMemberFactory(session=session, party=of_group("africa"), state=TeamState.OFFERED)
    [row] = teams_of(actor("task-force"), session.edition)
    assert row.balance.counts["region"] == {"europe": 1}
    for honorific in ("Ms", "Ms", ""):
        MandateFactory(person=PersonFactory(honorific=honorific), party=bermea, capacity=Capacity.TEAM_MEMBER)
    known = people_known(actor("task-force"), [bermea], clock.today())
    assert dict(known.by_address)["Ms"] == 2
    assert known.by_address[-1][0] == ""
    assert people_known(ANONYMOUS, [bermea], clock.today()).number == 0


# ------------------------------------------------------------------ whom to ask


def reachable(group: str, region: str) -> Party:
    """A state of two groups with a focal point who can be reached."""
    party = of_group(group)
    GroupingMembershipFactory(party=party, grouping=Grouping.objects.get(code=region))
    ChannelFactory(person=MandateFactory(party=party).person, kind=Channel.Kind.EMAIL)
    return party


def asked(session: Session, who: Actor) -> dict[str, str]:
    """The suggestions for a session, with their reasons."""
    [row] = teams_of(who, session.edition)
    today = clock.today()
    found = suggestions(who, session, row.balance, today, today, (volunteered_on, offered_on))
    return {one.party.code: "; ".join(one.reasons) for one in found}


def test_governments_of_the_missing_side_who_can_be_reached_are_suggested_with_reasons(session, office):
    TeamMemberFactory(session=session, party=reachable("developing", "africa"))
    wanted, same = reachable("developed", "europe"), reachable("developing", "africa")
    silent = of_group("developed")
    found = asked(session, office)
    assert "a group that is missing" in found[wanted.code]
    assert "a region that is missing" in found[wanted.code]
    assert same.code not in found
    assert silent.code not in found
    TeamMemberFactory(session=session, party=wanted, state=TeamState.INVITED)
    assert wanted.code not in asked(session, office)


def test_who_volunteered_or_offered_practices_on_the_theme_is_suggested(session, office):
    for group, region in (("developing", "africa"), ("developed", "europe")):
        TeamMemberFactory(session=session, party=reachable(group, region))
    helper, doer = reachable("developing", "africa"), reachable("developed", "europe")
    theme = session.roundtable.theme
    action = ActionFactory(edition=session.edition, session=None, theme=theme)
    CommitmentFactory(action=action, party=helper)
    PracticePartyFactory(practice=PracticeFactory(edition=session.edition, session=session), party=doer)
    found = asked(session, office)
    assert action.code in found[helper.code]
    assert "offered a practice" in found[doer.code]


# ------------------------------------------------------------------ calls


def plan(**more) -> CallPlan:
    """A call on the day after tomorrow."""
    day = clock.today() + 2 * TOMORROW
    return CallPlan(**{"topic": "First draft", "day": day, "time": dt.time(15), "time_zone": "Europe/Brussels", **more})


def test_the_team_plans_changes_notes_and_cancels_a_call(session, bermea, actor):
    TeamMemberFactory(session=session, party=bermea)
    worker = actor("team-member")
    call = plan_call(actor=worker, session=session, plan=plan())
    moved = change_call(actor=worker, call=call, plan=plan(minutes=30, place="Line 2"))
    assert (moved.minutes, moved.place) == (30, "Line 2")
    event = Calendar.from_ical(calendar("Team", [moved], "https://example.org/")).walk("VEVENT")[0]
    assert event["summary"] == "First draft"
    assert event.decoded("dtstart").hour == 15
    assert event["status"] == "CONFIRMED"
    assert note_call(actor=worker, call=call, notes="Agreed.").notes == "Agreed."
    gone = cancel_call(actor=actor("task-force"), call=call)
    assert Calendar.from_ical(calendar("Team", [gone], "")).walk("VEVENT")[0]["status"] == "CANCELLED"
    with pytest.raises(ValidationError, match="was cancelled"):
        cancel_call(actor=worker, call=call)


@pytest.mark.parametrize(("more", "said"), [
    ({"topic": " "}, "what the call is about"), ({"time_zone": "Mars/North"}, "time zone is not known"),
    ({"minutes": 0}, "1 to 480"), ({"day": dt.date(2001, 1, 1)}, "lies ahead"),
])
def test_a_call_that_cannot_be_is_refused(session, office, more, said):
    with pytest.raises(ValidationError, match=said):
        plan_call(actor=office, session=session, plan=plan(**more))


def test_a_call_that_has_begun_keeps_its_time_and_takes_notes(session, office):
    call = TeamCallFactory(session=session, starts_at=clock.now() - TOMORROW)
    with pytest.raises(ValidationError, match="has begun"):
        change_call(actor=office, call=call, plan=plan())
    assert note_call(actor=office, call=call, notes="Held.").notes == "Held."


# ------------------------------------------------------------------ at a glance


def test_what_waits_is_known_to_whom_it_waits_for(session, bermea, cardenia, actor):
    TeamMemberFactory(session=session, party=bermea, state=TeamState.INVITED)
    TeamMemberFactory(session=session, party=cardenia, state=TeamState.OFFERED)
    TeamDutyFactory(session=session, due_on=clock.today())
    today = clock.today()
    assert [one.party for one in invitations_waiting(actor("focal-point"))] == [bermea]
    assert not invitations_waiting(actor("press")).exists()
    assert [one.party for one in offers_waiting(actor("task-force"))] == [cardenia]
    assert not offers_waiting(actor("focal-point")).exists()
    assert session.pk in [one.session_id for one in duties_due(actor("chair"), today)]
    assert not duties_due(actor("focal-point"), today).exists()


def test_many_teams_and_members_cost_no_query_more(session, office, queries):
    def fill() -> None:
        for _number in range(5):
            other = SessionFactory(edition=session.edition, roundtable=session.roundtable)
            for one in (session, other):
                TeamMemberFactory(session=one, party=reachable("developing", "africa"))
                TeamCallFactory(session=one)
            TeamDutyFactory(session=other)
            one.papers.add(DocumentFactory(edition=session.edition))

    def read() -> None:
        [row, *_rows] = teams_of(office, session.edition)
        team_of(office, session.edition, "9.1")
        suggestions(office, session, row.balance, clock.today(), clock.today(), (volunteered_on, offered_on))

    fill()
    before = queries(read)
    fill()
    assert queries(read) == before
    assert TeamDuty.objects.filter(session__edition=session.edition).count() == 10

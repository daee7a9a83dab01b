"""A meeting from planning to its published summary; who is invited, replies, comes and reads (BOD-1)."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile

from convoke.bodies.models import BodyMeeting, MeetingDecision, MeetingDocument, MeetingInvitation
from convoke.bodies.operations.meetings import (
    Plan,
    add_document,
    cancel_meeting,
    change_meeting,
    convene_meeting,
    hold_meeting,
    plan_meeting,
    publish_meeting,
    record_attendance,
    record_decision,
    record_summary,
    reply_to_invitation,
)
from convoke.bodies.queries import (
    attendance,
    awaiting_reply,
    between_editions,
    coming_meetings,
    invitations,
    meeting_by_code,
    meetings,
    meetings_with_replies,
    next_meetings,
    summary_of,
    without_summary,
)
from convoke.bodies.states import MEETING, MeetingState
from convoke.core import clock
from convoke.core.actors import ANONYMOUS
from convoke.core.audiences import Audience
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Party
from tests.factories import BodyMeetingFactory, EditionFactory, MeetingInvitationFactory, PartyFactory

REPLY = MeetingInvitation.Reply
PDF = b"%PDF-1.7 exercise"


def plan(days: int = 10, **fields: object) -> Plan:
    given = {"title": {"en": "Meeting"}, "agenda": ("Opening", "Closing"), **fields}
    return Plan(starts_on=clock.today() + dt.timedelta(days=days), **given)


@pytest.fixture
def planned(body, office, demonstration) -> BodyMeeting:
    """A meeting in ten days."""
    return plan_meeting(actor=office, body=body, plan=plan(), edition=demonstration)


@pytest.fixture
def convened(planned, office) -> BodyMeeting:
    """The same, convened."""
    return convene_meeting(actor=office, meeting=planned)


@pytest.fixture
def held(body, office, bermea) -> BodyMeeting:
    """A meeting of today that was held; Bermea came."""
    made = plan_meeting(actor=office, body=body, plan=plan(0))
    convene_meeting(actor=office, meeting=made)
    return hold_meeting(actor=office, meeting=made, attended=[bermea])


# ------------------------------------------------------------------ planning and convening


def test_a_meeting_is_planned_with_agenda_and_times_in_its_zone(body, actor):
    made = plan_meeting(
        actor=actor("task-force"), body=body,
        plan=plan(begins=dt.time(9, 30), ends=dt.time(12), time_zone="Asia/Manila"),
    )
    assert made.state == MeetingState.PLANNED
    assert made.starts_at.astimezone(dt.UTC).time() == dt.time(1, 30)
    assert [str(item.title) for item in made.agenda.all()] == ["Opening", "Closing"]
    assert JournalEntry.objects.latest("sequence").verb == "plan-meeting"
    again = plan_meeting(actor=actor("chair"), body=body, plan=plan())
    assert again.code == f"{made.code}-2"


@pytest.mark.parametrize("fields", [
    {"ends_on": dt.date(2000, 1, 1)}, {"begins": dt.time(9)}, {"begins": dt.time(9), "ends": dt.time(8)},
    {"time_zone": "Mars/Olympus"}, {"audience": "everybody"},
])
def test_days_and_times_that_cannot_be_are_refused(body, office, fields):
    with pytest.raises(ValidationError):
        plan_meeting(actor=office, body=body, plan=plan(**fields))
    assert not BodyMeeting.objects.filter(body=body).exists()


def test_members_are_invited_as_of_the_day_and_observers_by_choice(planned, office, bermea, aldoria):
    guest = PartyFactory()
    convene_meeting(actor=office, meeting=planned, observers=[guest])
    invited = {one.party: one.as_observer for one in planned.invitations.all()}
    assert (invited[bermea], invited[aldoria], invited[guest]) == (False, False, True)
    assert len(invited) == 4
    with pytest.raises(ValidationError):
        convene_meeting(actor=office, meeting=planned)


def test_a_meeting_without_an_agenda_is_not_convened(body, office):
    made = plan_meeting(actor=office, body=body, plan=plan(agenda=()))
    with pytest.raises(ValidationError, match="agenda"):
        convene_meeting(actor=office, meeting=made)
    change_meeting(actor=office, meeting=made, plan=plan(20))
    assert convene_meeting(actor=office, meeting=made).starts_on == clock.today() + dt.timedelta(days=20)


@pytest.mark.parametrize("role", ["focal-point", "observer", "press"])
def test_only_the_office_runs_meetings(planned, actor, role):
    someone = actor(role)
    for attempt in (
        lambda: plan_meeting(actor=someone, body=planned.body, plan=plan()),
        lambda: change_meeting(actor=someone, meeting=planned, plan=plan()),
        lambda: convene_meeting(actor=someone, meeting=planned),
        lambda: hold_meeting(actor=someone, meeting=planned, attended=[]),
        lambda: record_attendance(actor=someone, meeting=planned, attended=[]),
        lambda: record_summary(actor=someone, meeting=planned, summary={}),
        lambda: record_decision(actor=someone, meeting=planned, kind="decision", text={"en": "Yes."}),
        lambda: publish_meeting(actor=someone, meeting=planned, audience="public"),
        lambda: cancel_meeting(actor=someone, meeting=planned, reason="No."),
        lambda: add_document(actor=someone, meeting=planned, upload=SimpleUploadedFile("a.pdf", PDF), title={}),
    ):
        with pytest.raises(Denied) as refusal:
            attempt()
        assert refusal.value.roles == {"chair", "task-force"}


# ------------------------------------------------------------------ replies


def test_a_focal_point_replies_for_the_own_party_and_may_reply_anew(convened, actor, bermea, aldoria):
    own, other = (convened.invitations.get(party=party) for party in (bermea, aldoria))
    reply_to_invitation(
        actor=actor("focal-point"), invitation=own, reply=REPLY.COMING, delegates=3, note="One by video."
    )
    own.refresh_from_db()
    assert (own.reply, own.delegates, own.note) == ("coming", 3, "One by video.")
    reply_to_invitation(actor=actor("focal-point"), invitation=own, reply=REPLY.NOT_COMING, delegates=3)
    own.refresh_from_db()
    assert (own.reply, own.delegates) == ("not-coming", None)
    with pytest.raises(Denied):
        reply_to_invitation(actor=actor("focal-point"), invitation=other, reply=REPLY.COMING, delegates=1)
    reply_to_invitation(actor=actor("task-force"), invitation=other, reply=REPLY.COMING, delegates=1)
    for role in ("delegate", "contributor"):
        with pytest.raises(Denied):
            reply_to_invitation(actor=actor(role), invitation=own, reply=REPLY.COMING, delegates=1)


@pytest.mark.parametrize(("reply", "delegates"), [("coming", None), ("coming", 0), ("coming", 100), ("perhaps", 1)])
def test_a_reply_that_is_none_is_refused(convened, office, bermea, reply, delegates):
    with pytest.raises(ValidationError):
        reply_to_invitation(
            actor=office, invitation=convened.invitations.get(party=bermea), reply=reply, delegates=delegates
        )


def test_a_reply_to_a_cancelled_meeting_is_refused(convened, office, bermea):
    with pytest.raises(ValidationError, match="reason"):
        cancel_meeting(actor=office, meeting=convened, reason="")
    cancel_meeting(actor=office, meeting=convened, reason="The hall is closed.")
    with pytest.raises(ValidationError, match="over"):
        reply_to_invitation(
            actor=office, invitation=convened.invitations.get(party=bermea), reply=REPLY.COMING, delegates=1
        )
    with pytest.raises(ValidationError):
        change_meeting(actor=office, meeting=convened, plan=plan())


def test_lib_1_invitations_and_replies_are_the_partys_own_and_the_offices(convened, actor):
    assert invitations(actor("task-force"), convened).count() == 3
    assert [one.party.code for one in invitations(actor("focal-point"), convened)] == ["exercise-bermea"]
    assert not invitations(ANONYMOUS, convened).exists()


def test_what_awaits_a_reply_is_found_until_it_is_given(convened, actor, bermea):
    def waiting() -> list[BodyMeeting]:
        found = awaiting_reply(actor("focal-point"), clock.today())
        return [one.meeting for one in found if one.meeting == convened]

    assert waiting() == [convened]
    reply_to_invitation(
        actor=actor("focal-point"), invitation=convened.invitations.get(party=bermea), reply=REPLY.NOT_COMING
    )
    assert waiting() == []
    one = meetings_with_replies(actor("chair"), clock.today()).get(pk=convened.pk)
    assert (one.invited, one.replied, one.coming) == (3, 1, 0)


# ------------------------------------------------------------------ holding, recording, publishing


def test_a_meeting_is_held_from_its_first_day_on(convened, office, bermea):
    with pytest.raises(ValidationError, match="not begun"):
        hold_meeting(actor=office, meeting=convened, attended=[bermea])
    assert BodyMeeting.objects.get(pk=convened.pk).state == MeetingState.CONVENED


def test_attendance_is_by_party_of_those_invited(held, office, bermea, aldoria, actor):
    assert attendance(actor("focal-point"), held) == [bermea]
    with pytest.raises(ValidationError, match="invited"):
        record_attendance(actor=office, meeting=held, attended=[PartyFactory()])
    record_attendance(actor=office, meeting=held, attended=[aldoria])
    assert attendance(actor("focal-point"), held) == [aldoria]
    assert attendance(ANONYMOUS, held) == []


def test_summary_and_decisions_are_seen_by_all_once_published(held, office, actor):
    with pytest.raises(ValidationError, match="summary or record"):
        publish_meeting(actor=office, meeting=held, audience="friends")
    record_summary(actor=office, meeting=held, summary={"en": "# Went *well*", "fr": " "})
    record_decision(actor=office, meeting=held, kind="decision", text={"en": "To meet again."})
    with pytest.raises(ValidationError):
        record_decision(actor=office, meeting=held, kind="whim", text={"en": "X"})
    with pytest.raises(ValidationError):
        record_decision(actor=office, meeting=held, kind="decision", text={"en": ""})
    mine = meeting_by_code(actor("focal-point"), held.body, held.code)
    assert not summary_of(actor("focal-point"), mine)
    assert not mine.decisions.all()
    assert str(summary_of(actor("chair"), mine)) == "# Went *well*"
    publish_meeting(actor=office, meeting=held, audience="participants")
    mine = meeting_by_code(actor("delegate"), held.body, held.code)
    assert str(summary_of(actor("delegate"), mine)) == "# Went *well*"
    assert [str(one.text) for one in mine.decisions.all()] == ["To meet again."]
    assert meeting_by_code(ANONYMOUS, held.body, held.code) is None


def test_nothing_is_recorded_of_a_meeting_that_was_not_held(convened, office):
    for attempt in (
        lambda: record_summary(actor=office, meeting=convened, summary={"en": "X"}),
        lambda: record_decision(actor=office, meeting=convened, kind="decision", text={"en": "X"}),
        lambda: record_attendance(actor=office, meeting=convened, attended=[]),
        lambda: publish_meeting(actor=office, meeting=convened, audience="friends"),
    ):
        with pytest.raises(ValidationError):
            attempt()


def test_a_meeting_without_summary_is_found(held, office, actor):
    assert held in without_summary(actor("task-force"))
    record_summary(actor=office, meeting=held, summary={"en": "Well."})
    assert held not in without_summary(actor("task-force"))


def test_lib_1_a_document_is_seen_by_who_sees_the_meeting(planned, office, actor):
    document = add_document(
        actor=office, meeting=planned, upload=SimpleUploadedFile("agenda.pdf", PDF), title={"en": "Agenda"}
    )
    assert readable(actor("focal-point"), MeetingDocument).filter(pk=document.pk).exists()
    for reader in (actor("delegate"), ANONYMOUS):
        assert not readable(reader, MeetingDocument).filter(pk=document.pk).exists()
    with pytest.raises(ValidationError, match="already"):
        add_document(actor=office, meeting=planned, upload=SimpleUploadedFile("again.pdf", PDF), title={})
    with pytest.raises(ValidationError):
        add_document(actor=office, meeting=planned, upload=SimpleUploadedFile("virus.exe", b"MZ"), title={})
    change_meeting(actor=office, meeting=planned, plan=plan(audience=Audience.PUBLIC))
    assert readable(ANONYMOUS, MeetingDocument).get(pk=document.pk).file.audience == Audience.PUBLIC


def test_lib_1_a_party_that_is_invited_reads_the_meeting_whatever_its_audience(planned, office, actor):
    change_meeting(actor=office, meeting=planned, plan=plan(audience=Audience.TASK_FORCE))
    association = Party.objects.get(code="exercise-association")
    assert planned not in meetings(actor("civil-society"))
    convene_meeting(actor=office, meeting=planned, observers=[association])
    assert planned in meetings(actor("civil-society"))
    assert planned not in meetings(actor("press"))
    assert len(meeting_by_code(actor("civil-society"), planned.body, planned.code).agenda.all()) == 2


# ------------------------------------------------------------------ counting


def test_bod_1_meetings_of_the_friends_between_two_editions_are_counted(demonstration, body):
    before = EditionFactory(forum=demonstration.forum, ordinal=91)
    EditionFactory(
        forum=demonstration.forum, ordinal=92, starts_on=dt.date(2031, 5, 6), ends_on=dt.date(2031, 5, 8)
    )

    def held() -> list[int]:
        return [pair.held for pair in between_editions(ANONYMOUS, body) if pair.before == before]

    assert held() == [0]
    for day, state in (((2030, 9, 1), "held"), ((2031, 2, 1), "held"), ((2031, 3, 1), "cancelled"),
                       ((2030, 5, 7), "held"), ((2031, 6, 1), "held")):
        on = dt.date(*day)
        BodyMeetingFactory(body=body, starts_on=on, ends_on=on, state=state, audience="public")
    assert held() == [2]


def test_the_next_meeting_of_each_body(planned, body, office):
    plan_meeting(actor=office, body=body, plan=plan(3))
    assert next_meetings(office, clock.today())[body.pk].starts_on == clock.today() + dt.timedelta(days=3)


def test_every_way_between_states_is_in_the_table():
    assert set(MEETING) == set(MeetingState)
    assert MEETING[MeetingState.HELD] == MEETING[MeetingState.CANCELLED] == ()


def test_many_meetings_and_invitations_cost_no_query_more(convened, actor, queries):
    chair, today = actor("chair"), clock.today()

    def read() -> object:
        found = meeting_by_code(chair, convened.body, convened.code)
        return (
            list(invitations(chair, found)), list(coming_meetings(chair, today)), next_meetings(chair, today),
            list(meetings_with_replies(chair, today)), list(awaiting_reply(actor("focal-point"), today)),
        )

    before = queries(read)
    MeetingInvitationFactory.create_batch(30, meeting=convened)
    later = today + dt.timedelta(days=30)
    BodyMeetingFactory.create_batch(10, body=convened.body, starts_on=later, ends_on=later)
    assert queries(read) == before


def test_decisions_are_of_the_kinds_the_files_use():
    assert {"agreement", "support", "proposal"} <= set(MeetingDecision.Kind.values)

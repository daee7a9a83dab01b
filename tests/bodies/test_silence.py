"""The silence procedure (BOD-4): frozen on circulation, stopped by an objection, over at its deadline by itself."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import Error, connection, transaction

from convoke.bodies.models import SilenceAddressee, SilenceProcedure, SilenceReply
from convoke.bodies.operations.silence import (
    Proposal,
    _close,
    change_silence,
    circulate_silence,
    close_due,
    draft_silence,
    reply_to_silence,
    withdraw_silence,
)
from convoke.bodies.queries import replies_to, running, silence_procedures, standing, unanswered
from convoke.bodies.rounds import ROUNDS
from convoke.bodies.states import SilenceState
from convoke.core import clock
from convoke.core.actors import ANONYMOUS
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, allows, readable
from convoke.core.work import periodic
from tests.factories import BodyFactory, PartyFactory

from .conftest import PROPOSAL

KIND = SilenceReply.Kind


def fresh(procedure: SilenceProcedure) -> SilenceProcedure:
    return SilenceProcedure.objects.get(pk=procedure.pk)


# ------------------------------------------------------------------ drafting and circulating


def test_the_office_drafts_and_the_chair_circulates(demonstration, body, actor, bermea, aldoria):
    draft = draft_silence(actor=actor("task-force"), body=body, edition=demonstration, proposal=PROPOSAL)
    assert draft.state == SilenceState.DRAFT
    deadline = clock.now() + dt.timedelta(days=7)
    with pytest.raises(Denied) as refusal:
        circulate_silence(actor=actor("task-force"), procedure=draft, deadline=deadline)
    assert refusal.value.roles == {"chair"}
    done = circulate_silence(actor=actor("chair"), procedure=draft, deadline=deadline)
    assert {one.party for one in done.addressees.all()} == {bermea, aldoria}
    assert len(done.checksum) == 64
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.facts["addressees"]) == ("circulate-silence", 2)


@pytest.mark.parametrize("role", ["focal-point", "observer", "press"])
def test_nobody_else_drafts(demonstration, body, actor, role):
    with pytest.raises(Denied):
        draft_silence(actor=actor(role), body=body, edition=demonstration, proposal=PROPOSAL)


@pytest.mark.parametrize("proposal", [
    Proposal(title={}, text={}),
    Proposal(title={"en": "Title"}, text={"en": "Text", "fr": "Texte"}),
    Proposal(title={"en": "Title"}, text={"en": "  "}),
    Proposal(title={"en": "Title"}, text={"en": "Text"}, time_zone="Mars/Olympus"),
    Proposal(title={"en": "Title"}, text={"en": "Text"}, shown="everything"),
])
def test_an_incomplete_proposal_is_refused(demonstration, body, office, proposal):
    with pytest.raises(ValidationError):
        draft_silence(actor=office, body=body, edition=demonstration, proposal=proposal)
    assert not SilenceProcedure.objects.filter(body=body).exists()


def test_bod_4_the_deadline_lies_ahead(demonstration, body, office):
    draft = draft_silence(actor=office, body=body, edition=demonstration, proposal=PROPOSAL)
    with pytest.raises(ValidationError, match="ahead"):
        circulate_silence(actor=office, procedure=draft, deadline=clock.now() - dt.timedelta(seconds=1))


def test_a_body_without_members_cannot_be_asked(demonstration, office):
    empty = BodyFactory(forum=demonstration.forum)
    draft = draft_silence(actor=office, body=empty, edition=demonstration, proposal=PROPOSAL)
    with pytest.raises(ValidationError, match="no members"):
        circulate_silence(actor=office, procedure=draft, deadline=clock.now() + dt.timedelta(days=1))
    assert fresh(draft).state == SilenceState.DRAFT


def test_bod_4_a_circulated_text_is_not_edited_but_withdrawn_and_replaced(demonstration, body, office, circulated):
    procedure = circulated()
    other = Proposal(title={"en": "Another"}, text={"en": "Thirteen."})
    with pytest.raises(ValidationError, match="BOD-4"):
        change_silence(actor=office, procedure=procedure, proposal=other)
    with pytest.raises(ValidationError, match="replaced"):
        draft_silence(actor=office, body=body, edition=demonstration, proposal=other, replaces=procedure)
    with pytest.raises(ValidationError, match="reason"):
        withdraw_silence(actor=office, procedure=procedure, reason=" ")
    withdraw_silence(actor=office, procedure=procedure, reason="A name was missing.")
    new = draft_silence(actor=office, body=body, edition=demonstration, proposal=other, replaces=fresh(procedure))
    assert (new.replaces, fresh(procedure).state) == (procedure, SilenceState.WITHDRAWN)
    change_silence(actor=office, procedure=new, proposal=PROPOSAL)
    assert fresh(new).text["en"] == "Twelve."


FROZEN = {
    "text": {"en": "Thirteen."}, "title": {"en": "Another"}, "deadline": dt.datetime(2031, 1, 1, tzinfo=dt.UTC),
    "checksum": "0" * 64, "shown": "replies", "state": "draft", "time_zone": "Asia/Manila",
}


@pytest.mark.parametrize("field", FROZEN)
def test_bod_4_the_database_refuses_to_change_what_was_circulated(circulated, field):
    procedure = circulated()
    with pytest.raises(Error, match="BOD-4"), transaction.atomic():
        SilenceProcedure.objects.filter(pk=procedure.pk).update(**{field: FROZEN[field]})
    assert getattr(fresh(procedure), field) == getattr(procedure, field)


def test_bod_4_the_database_refuses_to_change_addressees_replies_and_results(circulated, office, bermea):
    procedure = circulated()
    reply_to_silence(actor=office, procedure=procedure, party=bermea, kind=KIND.OBJECTION, reasons="Too many.")
    attempts = (
        lambda: SilenceAddressee.objects.create(procedure=procedure, party=PartyFactory()),
        lambda: procedure.addressees.all().delete(),
        lambda: procedure.addressees.update(party=PartyFactory()),
        lambda: procedure.replies.update(kind=KIND.COMMENT),
        lambda: procedure.replies.all().delete(),
        lambda: SilenceProcedure.objects.filter(pk=procedure.pk).update(state="adopted"),
        lambda: connection.cursor().execute("DELETE FROM bodies_silenceprocedure WHERE id = %s", [procedure.pk]),
    )
    for attempt in attempts:
        with pytest.raises(Error, match="BOD-4"), transaction.atomic():
            attempt()
    assert procedure.addressees.count() == 2


def test_bod_4_the_checksum_covers_text_deadline_and_addressees(circulated):
    first, second = circulated(), circulated()
    assert first.checksum != second.checksum
    with pytest.raises(Error, match="BOD-4"), transaction.atomic():
        SilenceProcedure.objects.filter(pk=first.pk).update(checksum=second.checksum)


# ------------------------------------------------------------------ replying


def test_bod_4_an_objection_in_time_stops_it_at_once(circulated, actor, bermea):
    procedure = circulated()
    with pytest.raises(ValidationError, match="reasons"):
        reply_to_silence(actor=actor("focal-point"), procedure=procedure, party=bermea, kind=KIND.OBJECTION)
    assert fresh(procedure).state == SilenceState.CIRCULATED
    reply = reply_to_silence(
        actor=actor("focal-point"), procedure=procedure, party=bermea, kind=KIND.OBJECTION, reasons="Too few."
    )
    assert not reply.is_late
    assert fresh(procedure).state == SilenceState.STOPPED
    assert fresh(procedure).over_at == reply.at
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.party, entry.facts["stopped"]) == ("reply-to-silence", "exercise-bermea", True)


@pytest.mark.parametrize("kind", [KIND.NO_OBJECTION, KIND.COMMENT, KIND.EXTENSION])
def test_other_replies_stop_nothing(circulated, actor, bermea, kind):
    procedure = circulated()
    reply_to_silence(actor=actor("focal-point"), procedure=procedure, party=bermea, kind=kind)
    assert fresh(procedure).state == SilenceState.CIRCULATED


def test_bod_4_every_reply_is_kept_and_the_last_one_counts(circulated, actor, bermea):
    procedure = circulated()
    for kind in (KIND.EXTENSION, KIND.COMMENT, KIND.NO_OBJECTION):
        reply_to_silence(actor=actor("focal-point"), procedure=procedure, party=bermea, kind=kind)
    seen = replies_to(actor("chair"), procedure)
    own = next(answer for answer in seen.answers if answer.party == bermea)
    assert len(own.replies) == 3
    assert own.counts.kind == KIND.NO_OBJECTION
    assert seen.numbers == {"no-objection": 1}
    assert (seen.asked, seen.silent) == (2, 1)


def test_bod_4_a_late_objection_is_recorded_as_late_and_changes_nothing(circulated, actor, bermea, office):
    procedure = circulated(days=8, runs=7)
    reply = reply_to_silence(
        actor=actor("focal-point"), procedure=procedure, party=bermea, kind=KIND.OBJECTION, reasons="Too few."
    )
    assert reply.is_late
    assert standing(fresh(procedure)) == SilenceState.ADOPTED
    assert close_due(actor=office) == 1
    assert fresh(procedure).state == SilenceState.ADOPTED
    again = reply_to_silence(
        actor=actor("focal-point"), procedure=procedure, party=bermea, kind=KIND.OBJECTION, reasons="Still."
    )
    assert again.is_late
    assert fresh(procedure).state == SilenceState.ADOPTED
    assert replies_to(actor("chair"), procedure).numbers == {}


def test_a_party_replies_for_itself_alone_and_only_if_it_was_asked(circulated, actor, aldoria, bermea, office):
    procedure = circulated()
    with pytest.raises(Denied):
        reply_to_silence(actor=actor("focal-point"), procedure=procedure, party=aldoria, kind=KIND.NO_OBJECTION)
    for role in ("chair", "delegate", "contributor", "observer"):
        with pytest.raises(Denied):
            reply_to_silence(actor=actor(role), procedure=procedure, party=bermea, kind=KIND.NO_OBJECTION)
    with pytest.raises(ValidationError, match="BOD-4"):
        reply_to_silence(actor=office, procedure=procedure, party=PartyFactory(), kind=KIND.NO_OBJECTION)
    with pytest.raises(ValidationError):
        reply_to_silence(actor=office, procedure=procedure, party=bermea, kind="shrug")
    assert not procedure.replies.exists()


def test_nobody_but_a_command_gives_another_time(circulated, actor, bermea):
    with pytest.raises(Denied):
        reply_to_silence(
            actor=actor("focal-point"), procedure=circulated(), party=bermea, kind=KIND.COMMENT, at=clock.now()
        )


def test_a_draft_and_a_withdrawn_one_take_no_reply(demonstration, body, office, bermea, circulated):
    draft = draft_silence(actor=office, body=body, edition=demonstration, proposal=PROPOSAL)
    gone = withdraw_silence(actor=office, procedure=circulated(), reason="Again later.")
    for procedure in (draft, gone):
        with pytest.raises(ValidationError):
            reply_to_silence(actor=office, procedure=procedure, party=bermea, kind=KIND.COMMENT)


# ------------------------------------------------------------------ ending


def test_bod_4_it_ends_at_the_deadline_when_nobody_looks(circulated, office):
    over, open_one = circulated(days=8, runs=7), circulated()
    assert standing(over) == SilenceState.ADOPTED
    assert close_due(actor=office) == 1
    assert fresh(over).state == SilenceState.ADOPTED
    assert fresh(over).over_at == over.deadline
    assert fresh(open_one).state == SilenceState.CIRCULATED
    entries = JournalEntry.objects.count()
    assert close_due(actor=office) == 0
    assert JournalEntry.objects.count() == entries


def test_bod_4_two_workers_give_one_result(circulated, office):
    procedure = circulated(days=8, runs=7)
    stale = [fresh(procedure)]
    assert close_due(actor=office) == 1
    assert _close(office, stale[0], clock.now()) == 0
    assert JournalEntry.objects.filter(verb="close-silence", object_key=procedure.code).count() == 1


def test_closing_is_a_round_of_the_workers(circulated):
    procedure = circulated(days=8, runs=7)
    assert ROUNDS[0] in periodic.rounds()
    periodic._last.pop(ROUNDS[0].name, None)
    assert ROUNDS[0].name in periodic.go_round()
    assert fresh(procedure).state == SilenceState.ADOPTED


def test_what_is_over_is_not_withdrawn(circulated, office):
    procedure = circulated(days=8, runs=7)
    with pytest.raises(ValidationError, match="adopted"):
        withdraw_silence(actor=office, procedure=procedure, reason="Never mind.")
    close_due(actor=office)
    with pytest.raises(ValidationError):
        withdraw_silence(actor=office, procedure=procedure, reason="Never mind.")


# ------------------------------------------------------------------ who reads what


def test_bod_4_a_proposal_is_read_by_its_addressees_and_the_office(demonstration, body, office, actor, circulated):
    draft = draft_silence(actor=office, body=body, edition=demonstration, proposal=PROPOSAL)
    procedure = circulated()
    for role, sees in (("chair", 2), ("task-force", 2), ("focal-point", 1), ("delegate", 1), ("observer", 0)):
        found = silence_procedures(actor(role)).filter(body=body)
        assert found.count() == sees, role
        assert (draft in found) == (sees == 2)
    assert not readable(ANONYMOUS, SilenceProcedure).exists()
    assert not allows(ANONYMOUS, "reply", procedure)


@pytest.mark.parametrize(("shown", "numbers", "replies"), [
    ("nothing", None, 0), ("numbers", {"comment": 1, "no-objection": 1}, 0),
    ("replies", {"comment": 1, "no-objection": 1}, 1),
])
def test_bod_4_addressees_see_of_each_other_what_was_chosen(
    circulated, office, actor, bermea, aldoria, shown, numbers, replies
):
    procedure = circulated(proposal=Proposal(title=PROPOSAL.title, text=PROPOSAL.text, shown=shown))
    reply_to_silence(actor=office, procedure=procedure, party=aldoria, kind=KIND.COMMENT, reasons="Well chosen.")
    reply_to_silence(actor=office, procedure=procedure, party=bermea, kind=KIND.NO_OBJECTION)
    seen = replies_to(actor("focal-point"), procedure)
    of = {answer.party: len(answer.replies) for answer in seen.answers}
    assert of == {bermea: 1, aldoria: replies}
    assert seen.numbers == numbers
    assert readable(actor("focal-point"), SilenceReply).filter(procedure=procedure).count() == 1 + replies
    as_chair = replies_to(actor("chair"), procedure)
    assert all(len(answer.replies) == 1 for answer in as_chair.answers)
    as_seen = replies_to(actor("chair"), procedure, as_addressee=bermea)
    assert [len(answer.replies) for answer in as_seen.answers] == [len(answer.replies) for answer in seen.answers]


def test_what_waits_is_found(circulated, actor, office, bermea):
    procedure = circulated()
    circulated(days=8, runs=7)
    assert [one.procedure for one in unanswered(actor("focal-point"), clock.now())
            if one.procedure.body_id == procedure.body_id] == [procedure]
    reply_to_silence(actor=office, procedure=procedure, party=bermea, kind=KIND.COMMENT)
    one = running(actor("chair"), clock.now()).get(pk=procedure.pk)
    assert (one.asked, one.replied) == (2, 1)


def test_many_replies_cost_no_query_more(circulated, office, actor, bermea, queries):
    procedure, chair = circulated(), actor("chair")
    reply_to_silence(actor=office, procedure=procedure, party=bermea, kind=KIND.COMMENT)
    before = queries(lambda: replies_to(chair, procedure))
    for _n in range(20):
        reply_to_silence(actor=office, procedure=procedure, party=bermea, kind=KIND.COMMENT)
    assert queries(lambda: replies_to(chair, procedure)) == before <= 3

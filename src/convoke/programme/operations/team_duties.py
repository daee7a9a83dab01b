"""What a team owes and by when; and PRO-1: the Chair's reason for a team that is not balanced."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import Party
from convoke.library.models import Document

from ..models import Session, TeamDuty, TeamException, TeamMember
from ..states import DUTY, DutyState, TeamState
from ._teams import WORKING, locked_session

LONGEST_NOTE, LONGEST_REASON = 500, 2000


def set_duty(
    *, actor: Actor, session: Session, kind: str, due_on: dt.date | None, party: Party | None = None, note: str = ""
) -> TeamDuty:
    """The office says what a team owes, by when, and which member takes it on; said anew, it changes.

    Raises Denied, and ValidationError for an unknown kind, a day in the past or after the meeting has begun,
    and a party that is no member of the team.
    """
    require(actor, "set", TeamDuty)
    if kind not in TeamDuty.Kind.values:
        raise ValidationError({"kind": _("Choose one of the things listed.")})
    with operation(
        actor=actor, verb="set-duty", on=session, edition=session.edition.code, audience=Audience.FRIENDS
    ) as recording:
        present = locked_session(session, states=WORKING)
        duty = TeamDuty.objects.select_for_update().filter(session=present, kind=kind).first()
        duty = duty or TeamDuty(session=present, kind=kind)
        if due_on != duty.due_on:
            _check_day(present, due_on)
        if party and not _is_member(present, party):
            raise ValidationError({"party": _("Only a member of the team takes on what it owes.")})
        duty.due_on, duty.party, duty.note = due_on, party, _short(note)
        duty.full_clean(exclude=["session", "party", "document"])
        duty.save()
        recording.facts = {
            "kind": kind, "due_on": due_on.isoformat() if due_on else "", "party": party.code if party else "",
        }
    return duty


def _check_day(session: Session, due_on: dt.date | None) -> None:
    if due_on and due_on < clock.today():
        raise ValidationError({"due_on": _("The day it is due lies today or later.")})
    last = session.edition.ends_on
    if due_on and last and due_on > last:
        raise ValidationError({"due_on": _("The day it is due does not lie after the meeting.")})


def _is_member(session: Session, party: Party) -> bool:
    return TeamMember.objects.filter(session=session, party=party, state=TeamState.MEMBER).exists()


def change_duty_state(
    *, actor: Actor, duty: TeamDuty, state: str, document: Document | None = None, note: str = ""
) -> TeamDuty:
    """A member of the team, or the office, says how far a thing is that the team owes.

    Raises Denied for who does not work in the team, and ValidationError for a state that cannot follow, for
    a thing delivered without its document or a note, and for a document of another session.
    """
    require(actor, "carry", duty)
    if state not in DutyState.values or state == DutyState.WAIVED:
        raise ValidationError({"state": _("Choose one of: to be begun, in work, delivered.")})
    session = duty.session
    with operation(
        actor=actor, verb="change-duty", on=session, edition=session.edition.code, audience=Audience.FRIENDS
    ) as recording:
        present = _next(duty, DutyState(state))
        if document and not session.papers.filter(pk=document.pk).exists():
            raise ValidationError({"document": _("Choose a document of this session.")})
        if document:
            present.document = document
        present.note = _short(note) or present.note
        if state == DutyState.DELIVERED and not (present.document or note.strip()):
            raise ValidationError(
                {"document": _("What is delivered is shown: choose its document, or say in a note where it is.")}
            )
        present.save(update_fields=["state", "document", "note"])
        recording.facts = {"kind": present.kind, "state": str(state)}
    return present


def waive_duty(*, actor: Actor, duty: TeamDuty, reason: str) -> TeamDuty:
    """The office says that something is not needed of a team, with the reason.

    Raises Denied, and ValidationError without a reason or for what was delivered.
    """
    require(actor, "waive", duty)
    if not reason.strip():
        raise ValidationError({"note": _("Give the reason why this is not needed.")})
    session = duty.session
    with operation(
        actor=actor, verb="waive-duty", on=session, edition=session.edition.code, audience=Audience.FRIENDS
    ) as recording:
        present = _next(duty, DutyState.WAIVED)
        present.note = _short(reason)
        present.save(update_fields=["state", "note"])
        recording.facts = {"kind": present.kind, "reason": present.note}
    return present


def _next(duty: TeamDuty, to: DutyState) -> TeamDuty:
    """The duty, locked and in its next state; raises ValidationError where that cannot follow."""
    locked_session(duty.session, states=WORKING)
    present = TeamDuty.objects.select_for_update(of=("self",)).select_related("session__edition").get(pk=duty.pk)
    if to not in DUTY[DutyState(present.state)]:
        raise ValidationError(
            {"state": _("This is %(state)s; it cannot become: %(wanted)s.") % {
                "state": present.get_state_display(), "wanted": to.label}}
        )
    present.state = to
    return present


def _short(note: str) -> str:
    text = note.strip()
    if len(text) > LONGEST_NOTE:
        raise ValidationError({"note": _("A note has at most %(number)s signs.") % {"number": LONGEST_NOTE}})
    return text


def record_exception(*, actor: Actor, session: Session, reason: str) -> TeamException:
    """PRO-1: the Chair records why a team without governments of both groups is accepted; said anew, it changes.

    Raises Denied for all but the Chair, and ValidationError without a reason.
    """
    require(actor, "record", TeamException)
    text = reason.strip()
    if not text:
        raise ValidationError({"reason": _("PRO-1: the Chair records why.")})
    if len(text) > LONGEST_REASON:
        raise ValidationError({"reason": _("A reason has at most %(number)s signs.") % {"number": LONGEST_REASON}})
    with operation(
        actor=actor, verb="record-team-exception", on=session, edition=session.edition.code, audience=Audience.PUBLIC
    ) as recording:
        present = locked_session(session, states=WORKING)
        made, _new = TeamException.objects.update_or_create(
            session=present, defaults={"reason": text, "at": clock.now(), "by_id": actor.account_id}
        )
        recording.facts = {"reason": text}
    return made


def withdraw_exception(*, actor: Actor, session: Session) -> None:
    """PRO-1: the Chair takes back the exception for a team; the journal keeps what it said.

    Raises Denied for all but the Chair, and ValidationError where none is on record.
    """
    require(actor, "withdraw", TeamException)
    with operation(
        actor=actor, verb="withdraw-team-exception", on=session, edition=session.edition.code,
        audience=Audience.PUBLIC,
    ):
        present = locked_session(session, states=WORKING)
        found = TeamException.objects.select_for_update().filter(session=present).first()
        if found is None:
            raise ValidationError(_("PRO-1: no exception is on record for this team."))
        found.delete()

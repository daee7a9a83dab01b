"""MKT-5: the two sides of a room propose, agree, call off and hold a meeting."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.formats import phrase
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.directory.models import Party
from convoke.editions.models import Edition

from ..fair.meetings import WAITING, awaited, no_meeting_because, sides_in
from ..fair.times import runs_of
from ..models import Half, Interest, Meeting, Resource, Slot
from ..rooms import sides_of
from ..states import MEETING, MeetingState
from ._common import Faults, locked_edition, locked_room, reason_given, side_for
from ._meetings import call_off, hold

LONGEST_ABOUT, MOST_SLOTS = 300, 4


@dataclass(frozen=True)
class Plan:
    """What a meeting is to be: about what, how many times in a row, in which half of a day alone, what it needs."""

    about: str = ""
    length: int = 1
    half: str = ""
    needs: Sequence[Resource] = ()


def propose_meeting(*, actor: Actor, room: Interest, plan: Plan, party: Party | None = None) -> Meeting:
    """MKT-5: one of the two sides of a room in conversation proposes to meet, and has agreed thereby.

    ``party`` is for whom, where the actor speaks for both sides; the government otherwise. Raises Denied for who
    is of neither side, and ValidationError for a closed edition, a room that is not in conversation or whose
    request is not published, a participant that would meet itself, a room in which a meeting waits already, and
    for what this edition does not have, field by field.
    """
    require(actor, "propose", Meeting(interest=room))
    with operation(
        actor=actor, verb="propose-meeting", on=room.request, edition=room.request.edition.code
    ) as recording:
        edition = locked_edition(room.request.edition)
        present = locked_room(room)
        side = side_for(actor, present, party, Meeting, "propose")
        if reason := no_meeting_because(present):
            raise ValidationError(reason)
        waiting = Meeting.objects.filter(interest=present, state__in=WAITING).first()
        if waiting is not None:
            raise ValidationError(
                _("Meeting %(number)s of this room waits to be held already. Change it or call it off first.") % {
                    "number": waiting.number})
        last = Meeting.objects.filter(edition=edition).aggregate(last=Max("number"))["last"]
        meeting = Meeting(edition=edition, interest=present, number=(last or 0) + 1)
        _write(meeting, plan, side)
        recording.facts = _facts(meeting)
    return meeting


def change_proposal(*, actor: Actor, meeting: Meeting, plan: Plan, party: Party | None = None) -> Meeting:
    """MKT-5: either side says anew what a proposed meeting is to be; that takes back the other side's word.

    Raises Denied for who is of neither side, and ValidationError for a meeting that is no longer proposed, and as
    for a proposal.
    """
    require(actor, "propose", meeting)
    with operation(
        actor=actor, verb="change-proposal", on=meeting.interest.request, edition=meeting.edition.code
    ) as recording:
        present = _locked(meeting)
        side = side_for(actor, present.interest, party, Meeting, "propose")
        if present.state != MeetingState.PROPOSED:
            raise ValidationError(
                _("Only a proposal is changed; this meeting is %(state)s. Call it off and propose another.") % {
                    "state": present.get_state_display()})
        if reason := no_meeting_because(present.interest):
            raise ValidationError(reason)
        _write(present, plan, side)
        recording.facts = _facts(present)
    return present


def agree_meeting(*, actor: Actor, meeting: Meeting, proposed_at: dt.datetime | None = None) -> Meeting:
    """MKT-5: the other side agrees; from now on the meeting can be given a time.

    ``proposed_at`` is when what the actor has read was proposed. Raises Denied for who is of neither side, and
    ValidationError for a meeting that is not proposed, a side that has agreed already, a proposal that was changed
    since it was read, a room that is no longer in conversation, and a closed edition.
    """
    require(actor, "agree", meeting)
    with operation(
        actor=actor, verb="agree-meeting", on=meeting.interest.request, edition=meeting.edition.code
    ) as recording:
        present = _locked(meeting)
        side = awaited(present)
        _step(present, MeetingState.AGREED)
        if reason := no_meeting_because(present.interest):
            raise ValidationError(reason)
        if side not in sides_of(actor, present.interest):
            raise ValidationError(_("Your side has agreed already; the meeting waits for the word of the other side."))
        if proposed_at is not None and proposed_at != present.proposed_at:
            raise ValidationError(_("The proposal was changed since you read it. Please look at it again."))
        now = clock.now()
        present.owner_agreed_at = present.owner_agreed_at or now
        present.provider_agreed_at = present.provider_agreed_at or now
        present.told_at = None
        present.save(update_fields=["state", "owner_agreed_at", "provider_agreed_at", "told_at"])
        recording.facts = _facts(present)
    return present


def cancel_meeting(*, actor: Actor, meeting: Meeting, reason: str) -> Meeting:
    """Either side or the office calls a meeting off, with a reason; so a proposal is declined and withdrawn as well.

    Raises Denied for others, and ValidationError without a reason, for a meeting that was held or called off, and
    for a closed edition.
    """
    require(actor, "cancel", meeting)
    with operation(
        actor=actor, verb="call-off-meeting", on=meeting.interest.request, edition=meeting.edition.code
    ) as recording:
        present = _locked(meeting)
        sides = [] if actor.is_system else sides_of(actor, present.interest)
        _step(present, MeetingState.CANCELLED)
        call_off(present, sides[0] if sides else None, reason_given(reason))
        recording.facts = _facts(present)
    return present


def hold_meeting(*, actor: Actor, meeting: Meeting) -> Meeting:
    """Either side or the office says that an agreed meeting was held: at its time, once that has begun.

    A meeting without a time in the schedule in force may have been held all the same: that can be said once the
    edition has begun, and it counts as held now. Raises Denied for others, and ValidationError for a meeting that
    is not agreed, one whose time has not come, and a closed edition.
    """
    require(actor, "hold", meeting)
    with operation(
        actor=actor, verb="record-meeting-held", on=meeting.interest.request, edition=meeting.edition.code
    ) as recording:
        present = hold(_locked(meeting))
        recording.facts = _facts(present)
    return present


def _locked(meeting: Meeting) -> Meeting:
    """The meeting with its room, locked; raises ValidationError for a closed edition."""
    edition, room = locked_edition(meeting.edition), locked_room(meeting.interest)
    present = Meeting.objects.select_for_update().get(pk=meeting.pk)
    present.edition, present.interest = edition, room
    return present


def _step(meeting: Meeting, to: MeetingState) -> None:
    if to not in MEETING[MeetingState(meeting.state)]:
        raise ValidationError(_("The meeting stands otherwise now: %(state)s.") % {
            "state": meeting.get_state_display()})
    meeting.state = to


def _facts(meeting: Meeting) -> dict[str, object]:
    return {"number": meeting.number, "provider": meeting.interest.provider.party.code}


def _write(meeting: Meeting, plan: Plan, side: Party) -> None:
    """Writes what a side proposes: its own word is given thereby, the other side's taken back."""
    faults: Faults = {}
    about, needs = plan.about.strip(), list(plan.needs)
    if len(about) > LONGEST_ABOUT:
        faults["about"] = _("At most %(number)s signs are accepted.") % {"number": LONGEST_ABOUT}
    _check_time(meeting.edition, plan, faults)
    _check_needs(meeting.edition, needs, faults)
    if faults:
        raise ValidationError(dict(faults))
    now, (asking, _offering) = clock.now(), sides_in(meeting)
    meeting.about, meeting.length, meeting.half = about, plan.length, plan.half
    meeting.proposed_by, meeting.proposed_at, meeting.told_at = side, now, None
    meeting.owner_agreed_at, meeting.provider_agreed_at = (now, None) if side == asking else (None, now)
    meeting.save()
    meeting.needs.set(needs)


def _check_time(edition: Edition, plan: Plan, faults: Faults) -> None:
    """Notes a fault for a length or a half of a day that this edition does not have; without times all may come."""
    if not 1 <= plan.length <= MOST_SLOTS:
        faults["length"] = _("A meeting takes 1 to %(number)s times in a row.") % {"number": MOST_SLOTS}
    if plan.half and plan.half not in Half.values:
        faults["half"] = _("Choose from: %(accepted)s.") % {"accepted": phrase([str(one.label) for one in Half])}
    runs = runs_of(Slot.objects.filter(edition=edition))
    if not runs or faults:
        return
    fitting = [len(slots) for slots in runs if plan.half in ("", slots[0].half)]
    if not fitting:
        there = {slots[0].half for slots in runs}
        faults["half"] = _("Meetings of this edition are held only in the: %(accepted)s.") % {
            "accepted": phrase([str(one.label) for one in Half if one in there])}
    elif plan.length > max(fitting):
        faults["length"] = _("At most %(number)s times follow one another in a half of a day of this edition.") % {
            "number": max(fitting)}


def _check_needs(edition: Edition, needs: Iterable[Resource], faults: Faults) -> None:
    if any(one.edition_id != edition.pk or not one.number for one in needs):
        faults["needs"] = _("Choose among the interpreters and screens of this edition.")

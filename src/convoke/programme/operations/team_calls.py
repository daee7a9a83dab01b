"""The calls of a team: planned, changed, noted, cancelled by the team and the office."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.formats import zone_names
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import Session, TeamCall
from ._teams import WORKING, locked_session

LONGEST = 480
"""The most minutes of a call: a working day."""
LONGEST_TOPIC, LONGEST_NOTES, LONGEST_PLACE = 200, 20_000, 500


@dataclass(frozen=True)
class CallPlan:
    """When a call is, how long, on what, and where one joins it."""

    topic: str
    day: dt.date
    time: dt.time
    time_zone: str = "UTC"
    minutes: int = 60
    place: str = ""

    def fields(self) -> dict[str, Any]:
        """The plan as fields of a call; raises ValidationError for what cannot be."""
        topic, place = self.topic.strip(), self.place.strip()
        if not topic or len(topic) > LONGEST_TOPIC:
            raise ValidationError({"topic": _("Say what the call is about, in at most 200 signs.")})
        if len(place) > LONGEST_PLACE:
            raise ValidationError({"place": _("Place or address: at most 500 signs.")})
        if self.time_zone not in zone_names():
            raise ValidationError({"time_zone": _("This time zone is not known. Accepted: such as Europe/Brussels.")})
        if not 1 <= self.minutes <= LONGEST:
            raise ValidationError({"minutes": _("A call takes 1 to %(most)s minutes.") % {"most": LONGEST}})
        starts = dt.datetime.combine(self.day, self.time, ZoneInfo(self.time_zone)).astimezone(dt.UTC)
        if starts < clock.now():
            raise ValidationError({"day": _("A call is planned for a moment that lies ahead.")})
        return {
            "topic": topic, "starts_at": starts, "minutes": self.minutes, "time_zone": self.time_zone, "place": place,
        }


def plan_call(*, actor: Actor, session: Session, plan: CallPlan) -> TeamCall:
    """The team or the office plans a call; the team and the office see it.

    Raises Denied, and ValidationError for a moment that has passed, an unknown time zone or no topic.
    """
    require(actor, "plan", TeamCall(session=session))
    fields = plan.fields()
    with operation(
        actor=actor, verb="plan-call", on=session, edition=session.edition.code, audience=Audience.TASK_FORCE
    ) as recording:
        call = TeamCall(session=locked_session(session, states=WORKING), **fields)
        call.full_clean(exclude=["session"])
        call.save()
        recording.facts = {"starts_at": call.starts_at.isoformat()}
    return call


def change_call(*, actor: Actor, call: TeamCall, plan: CallPlan) -> TeamCall:
    """Another time, place or topic for a call that was not cancelled and has not begun.

    Raises Denied, and ValidationError for what cannot be.
    """
    require(actor, "change", call)
    fields = plan.fields()
    with operation(
        actor=actor, verb="change-call", on=call.session, edition=call.session.edition.code,
        audience=Audience.TASK_FORCE,
    ) as recording:
        present = _ahead(call)
        for name, value in fields.items():
            setattr(present, name, value)
        present.save(update_fields=list(fields))
        recording.facts = {"starts_at": present.starts_at.isoformat()}
    return present


def cancel_call(*, actor: Actor, call: TeamCall) -> TeamCall:
    """Cancels a call; it stays in the calendar as cancelled.

    Raises Denied, and ValidationError for one that was cancelled already or has begun.
    """
    require(actor, "change", call)
    with operation(
        actor=actor, verb="cancel-call", on=call.session, edition=call.session.edition.code,
        audience=Audience.TASK_FORCE,
    ) as recording:
        present = _ahead(call)
        present.cancelled_at = clock.now()
        present.save(update_fields=["cancelled_at"])
        recording.facts = {"starts_at": present.starts_at.isoformat()}
    return present


def note_call(*, actor: Actor, call: TeamCall, notes: str) -> TeamCall:
    """Writes what was agreed in a call; the team and the office read it.

    Raises Denied, and ValidationError for a call that was cancelled or for notes that are too long.
    """
    require(actor, "note", call)
    text = notes.strip()
    if len(text) > LONGEST_NOTES:
        raise ValidationError({"notes": _("Notes have at most %(number)s signs.") % {"number": LONGEST_NOTES}})
    with operation(
        actor=actor, verb="note-call", on=call.session, edition=call.session.edition.code,
        audience=Audience.TASK_FORCE,
    ) as recording:
        present = _standing(call)
        present.notes = text
        present.save(update_fields=["notes"])
        recording.facts = {"starts_at": present.starts_at.isoformat()}
    return present


def _standing(call: TeamCall) -> TeamCall:
    locked_session(call.session, states=WORKING)
    present = TeamCall.objects.select_for_update(of=("self",)).select_related("session__edition").get(pk=call.pk)
    if present.cancelled_at is not None:
        raise ValidationError(_("This call was cancelled; plan a new one."))
    return present


def _ahead(call: TeamCall) -> TeamCall:
    present = _standing(call)
    if present.starts_at <= clock.now():
        raise ValidationError(_("This call has begun or is over; its time stays as it was."))
    return present

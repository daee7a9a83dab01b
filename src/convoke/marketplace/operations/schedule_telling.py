"""Telling those concerned that a released schedule places, moves or leaves out a meeting of theirs: nobody else.

A schedule is compared with the last one people were told of, so that one released and replaced at once is not told.
A message says neither whom one meets nor when: that is read on the forum's pages (MKT-1).
"""

from collections import defaultdict

from django.core.mail import EmailMultiAlternatives
from django.db.models import Exists, OuterRef
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.editions.naming import full_name
from convoke.outreach.mail import Sender, address_of, letter

from ..fair.schedules import changes, places
from ..models import Meeting, Schedule
from ..states import MeetingState
from ._telling import Side, Told, asking, offering, readers, send
from .telling import TRIED_FOR

PAGE = "marketplace-meetings"
"""Where one's own meetings are read."""

def tell_of_schedules(*, actor: Actor) -> int:
    """Tells those whose meetings a schedule in force treats otherwise than before; gives how many messages left.

    Raises Denied for whoever is not a worker.
    """
    require(actor, "tell", Schedule)
    later = Schedule.objects.filter(edition=OuterRef("edition"), released_at__gt=OuterRef("released_at"))
    due = Schedule.objects.filter(released_at__gte=clock.now() - TRIED_FOR, told_at=None).exclude(Exists(later))
    return sum(_tell(actor, one) for one in due.select_related("edition__forum", "edition__chair"))


def _tell(actor: Actor, schedule: Schedule) -> int:
    """Tells of one schedule whoever was not told yet; when all were, it is done."""
    before = Schedule.objects.filter(edition=schedule.edition, told_at__isnull=False).order_by("-released_at").first()
    sides: dict[Side, list[Meeting]] = defaultdict(list)
    for one in changes(places(before), places(schedule)):
        if one.meeting.state == MeetingState.AGREED:  # what was called off is told when it is
            for side in (asking, offering):
                sides[side(one.meeting.interest)].append(one.meeting)
    waiting = [one for one in readers(sides) if one.person.code not in schedule.told]
    left = send(actor, waiting, lambda one, by: _letter(schedule, one, by))
    if left or not waiting:
        with operation(
            actor=actor, verb="tell-of-schedule", on=schedule.edition, edition=schedule.edition.code
        ) as recording:
            present = Schedule.objects.select_for_update().get(pk=schedule.pk)
            present.told = sorted({*present.told, *(one.person.code for one in left)})
            if len(left) == len(waiting):
                present.told_at = clock.now()
            present.save(update_fields=["told", "told_at"])
            recording.facts = {"schedule": schedule.number, "people": len(left)}
    return len(left)


def _letter(schedule: Schedule, one: Told[Meeting], by: Sender) -> EmailMultiAlternatives:
    """That times or tables of one's meetings are new, and where they are read."""
    number = len(one.things)
    with translation.override(one.language):
        subject = ngettext(
            "%(number)s of your meetings has a new time or table",
            "%(number)s of your meetings have new times or tables", number,
        ) % {"number": number}
        said = ngettext(
            "%(edition)s: the schedule of meetings was released. Of your meetings %(number)s is placed anew, moved or "
            "left out.",
            "%(edition)s: the schedule of meetings was released. Of your meetings %(number)s are placed anew, moved or "
            "left out.", number,
        ) % {"edition": full_name(schedule.edition), "number": number}
        address = address_of(PAGE, schedule.edition.code, language=one.language)
        body = "\n\n".join([
            said, _("Times and tables are read on the forum’s pages, once you have signed in:"), f"<{address}>"])
    return letter(
        by=by, to=one.address, subject=subject, body=body, language=one.language,
        message_id=f"<schedule-{schedule.pk}-{one.person.pk}@{by.domain}>", person=str(one.person),
    )

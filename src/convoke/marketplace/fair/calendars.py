"""One's own placed meetings as iCalendar (RFC 5545), with times in the zone of the edition.

A meeting that was called off or fell out of the schedule stays as cancelled, and every event has a SEQUENCE that
rises with each release, so that calendars which hold an earlier one are put right.
"""

import datetime as dt
from collections.abc import Callable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from icalendar import Event

from convoke.core import calendars
from convoke.core.actors import Actor
from convoke.core.formats import phrase
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.programme.timetable.calendars import sequence

from ..models import Meeting, Placement, Schedule, Slot
from ..states import MeetingState
from .meetings import Row, own, rows, whole
from .times import Time, runs_of, time_in

AddressOf = Callable[[Meeting], str]
NameOf = Callable[[Party], str]


def events(actor: Actor, edition: Edition, address_of: AddressOf, name_of: NameOf) -> list[Event]:
    """The meetings of an edition in which the actor speaks for a side and that a release has given a time.

    Nine queries at most.
    """
    places = readable(actor, Placement).filter(
        own(actor, "meeting__"), schedule__edition=edition, schedule__released_at__isnull=False)
    last: dict[int, Placement] = {}
    for one in places.select_related("slot", "table").order_by("schedule__released_at", "schedule__pk"):
        last[one.meeting_id] = one
    if not last:
        return []
    meetings = list(whole(readable(actor, Meeting).filter(pk__in=last)).order_by("number"))
    runs = runs_of(Slot.objects.filter(edition=edition))
    schedule = Schedule.objects.filter(edition=edition, released_at__isnull=False).order_by("-released_at", "-pk")
    released = schedule.values_list("released_at", flat=True).first()
    found = []
    for row in rows(actor, edition, meetings):
        place = last[row.meeting.pk]
        place.meeting = row.meeting
        found.append(_event(row, row.time or time_in(runs, place), released, address_of(row.meeting), name_of))
    return found


def all_events(actor: Actor, address_of: AddressOf, name_of: NameOf) -> list[Event]:
    """The same over all editions; one query, and those of each edition in which the actor has placed meetings."""
    places = readable(actor, Placement).filter(own(actor, "meeting__"), schedule__released_at__isnull=False)
    found = Edition.objects.filter(pk__in=places.values("schedule__edition")).order_by("ordinal")
    return [event for edition in found for event in events(actor, edition, address_of, name_of)]


def _event(row: Row, time: Time, released: dt.datetime | None, address: str, name_of: NameOf) -> Event:
    """An event; one without a time in the schedule in force is cancelled at the time it had."""
    one, zone = row.meeting, ZoneInfo(row.meeting.edition.time_zone)
    made = calendars.event(
        f"marketplace-meeting-{one.edition.code}-{one.number}",
        _("Meeting %(number)s: %(party)s") % {
            "number": one.number, "party": phrase([name_of(party) for party in row.others])},
        location=pgettext("meeting table", "Table %(number)s") % {"number": time.table.number}, address=address,
    )
    stands = row.time is not None and one.state != MeetingState.CANCELLED
    made.add("status", "CONFIRMED" if stands else "CANCELLED")
    made.add("sequence", sequence(max((at for at in (released, one.cancelled_at) if at), default=None)))
    made.add("dtstart", time.starts_at.astimezone(zone))
    made.add("dtend", time.ends_at.astimezone(zone))
    request = one.interest.request
    made.add("description", "\n\n".join(filter(None, (f"{request.code} {request.title}", one.about))))
    return made

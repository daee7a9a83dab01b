"""Meetings and milestones as iCalendar (RFC 5545): files to take along, and what a subscribed calendar reads."""

import datetime as dt
from collections.abc import Callable, Iterable
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from icalendar import Event

from convoke.core import calendars
from convoke.editions.models import Milestone

from .models import BodyMeeting
from .states import MeetingState

AddressOf = Callable[[Milestone | BodyMeeting], str]
_STATUS = {MeetingState.PLANNED: "TENTATIVE", MeetingState.CANCELLED: "CANCELLED"}


def calendar(
    name: str, meetings: Iterable[BodyMeeting], milestones: Iterable[Milestone], address_of: AddressOf,
    more: Iterable[Event] = (),
) -> bytes:
    """A calendar of meetings and dated milestones in the active language.

    ``address_of`` gives the full address of a thing's page. Times carry their zone,
    with its definition; identifiers stay the same for as long as the thing is there. ``more`` are events of others.
    """
    made = calendars.begun(name)
    made.add("refresh-interval", dt.timedelta(hours=6), parameters={"value": "DURATION"})
    for meeting in meetings:
        made.add_component(_meeting(meeting, address_of(meeting)))
    for milestone in milestones:
        if milestone.starts_on and milestone.ends_on:
            made.add_component(_milestone(milestone, address_of(milestone)))
    for event in more:
        made.add_component(event)
    return calendars.content(made)


def title_of(meeting: BodyMeeting) -> str:
    """What a meeting is called: its own title, else its number or day and its body."""
    if meeting.title:
        return str(meeting.title)
    if meeting.ordinal:
        return _("%(body)s: meeting %(number)s") % {"body": meeting.body.name, "number": meeting.ordinal}
    return _("%(body)s: meeting") % {"body": meeting.body.name}


def _meeting(meeting: BodyMeeting, address: str) -> Event:
    event = calendars.event(
        f"meeting-{meeting.body.code}-{meeting.code}", title_of(meeting), location=str(meeting.place), address=address
    )
    if meeting.starts_at and meeting.ends_at:
        zone = ZoneInfo(meeting.time_zone)
        event.add("dtstart", meeting.starts_at.astimezone(zone))
        event.add("dtend", meeting.ends_at.astimezone(zone))
    else:
        calendars.lasting(event, meeting.starts_on, meeting.ends_on)
    event.add("status", _STATUS.get(MeetingState(meeting.state), "CONFIRMED"))
    agenda = "\n".join(f"{item.order}. {item.title}" for item in meeting.agenda.all())
    if agenda or meeting.reason:
        event.add("description", "\n\n".join(filter(None, (meeting.reason, agenda))))
    return event


def _milestone(milestone: Milestone, address: str) -> Event:
    edition = milestone.edition.code
    event = calendars.event(
        f"milestone-{edition}-{milestone.code}", str(milestone.title), location=str(milestone.place), address=address
    )
    if milestone.starts_on and milestone.ends_on:
        calendars.lasting(event, milestone.starts_on, milestone.ends_on)
    event.add("transp", "TRANSPARENT")
    return event

"""A timetable as iCalendar (RFC 5545), with times in the zone of the meeting.

A session that was taken out stays in the calendar as cancelled, and every event has a SEQUENCE that
rises with each release or reply, so that calendars which hold an earlier one are put right.
"""

import datetime as dt
from collections.abc import Callable, Iterable
from typing import Any
from zoneinfo import ZoneInfo

from convoke.core import calendars
from convoke.core.languages import Translated

from ..models import PanelRole
from ..states import PanelState
from .grid import Entry
from .words import room_of

EPOCH = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
STATUS = {PanelState.CONFIRMED: "CONFIRMED", PanelState.INVITED: "TENTATIVE", PanelState.PROPOSED: "TENTATIVE"}
CANCELLED = "CANCELLED"


def calendar(
    name: str, edition: str, entries: Iterable[Entry], zone: str, address_of: Callable[[Entry], str], *,
    changed: dt.datetime | None = None, removed: Iterable[Entry] = (),
) -> bytes:
    """The sessions that have a day, in the active language; a session without times takes its whole day.

    ``changed`` is when the timetable was released, ``removed`` are sessions of earlier versions that are gone.
    """
    made = calendars.begun(name)
    for one, status in [*((one, "CONFIRMED") for one in entries), *((one, CANCELLED) for one in removed)]:
        event = _event(one, edition, zone, address_of(one), status, changed)
        if event is not None:
            made.add_component(event)
    return calendars.content(made)


def of_panellist(role: PanelRole, entry: Entry, changed: dt.datetime | None, address: str) -> bytes | None:
    """The one session of a panellist; cancelled for who has declined or withdrawn, None where it has no day."""
    session = role.session
    status = STATUS.get(PanelState(role.state), CANCELLED)
    moments = [one for one in (changed, role.invited_at, role.replied_at) if one]
    event = _event(
        entry, session.edition.code, session.edition.time_zone, address, status, max(moments) if moments else None
    )
    if event is None:
        return None
    made = calendars.begun(f"{entry.code} {Translated(entry.title)}")
    if status == CANCELLED:
        made["method"] = "CANCEL"
    made.add_component(event)
    return calendars.content(made)


def sequence(changed: dt.datetime | None) -> int:
    """The number of a change to an event: it rises with the time of the change."""
    return max(0, int((changed - EPOCH).total_seconds() // 60)) if changed else 0


def _event(
    one: Entry, edition: str, zone: str, address: str, status: str, changed: dt.datetime | None
) -> Any:
    event = calendars.event(
        f"session-{edition}-{one.code}", f"{one.code} {Translated(one.title)}",
        location=room_of(one) if one.room else "", address=address,
    )
    event.add("status", status)
    event.add("sequence", sequence(changed))
    if one.starts and one.ends:
        local = ZoneInfo(zone)
        event.add("dtstart", one.starts.astimezone(local))
        event.add("dtend", one.ends.astimezone(local))
        return event
    return calendars.lasting(event, one.day, one.day) if one.day else None

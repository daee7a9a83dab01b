"""What is wrong with an instance before anything is scheduled, in sentences that say what is accepted."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from .errors import Unacceptable
from .instance import Instance, Meeting

SHOWN = 20
"""Faults that are told at a time."""
_PARTICIPANT, _TABLE, _RESOURCE, _MEETING, _SESSION = "participant", "table", "resource", "meeting", "session"


def _kind(kind: str) -> str:
    return {
        _PARTICIPANT: _("participant"), _TABLE: pgettext("meeting", "table"), _RESOURCE: _("resource"),
        _MEETING: _("meeting"), _SESSION: _("session"),
    }[kind]


def check(instance: Instance) -> None:
    """Raises :class:`~.errors.Unacceptable` with what is wrong in the instance."""
    faults = list(_faults(instance))
    if faults:
        raise Unacceptable(*faults[:SHOWN])


def _faults(instance: Instance) -> Iterator[str]:
    if instance.slots < 1:
        yield _("There are %(number)s slots. Accepted: at least one.") % {"number": instance.slots}
        return
    yield from _twice(_PARTICIPANT, (one.id for one in instance.participants))
    yield from _twice(_MEETING, (one.id for one in instance.meetings))
    yield from _twice(_TABLE, (one.id for one in instance.places))
    yield from _twice(_RESOURCE, (one.id for one in instance.resources))
    yield from _twice(_SESSION, (one.name for one in instance.sessions))
    yield from _sessions(instance)
    yield from _slots(instance)
    for meeting in instance.meetings:
        yield from _of_meeting(instance, meeting)
    yield from _circles(instance)
    yield from _crowded(instance)


def _twice(kind: str, ids: Iterable[str]) -> Iterator[str]:
    for id_, number in Counter(ids).items():
        if number > 1:
            yield _("%(kind)s: “%(id)s” stands %(number)s times. Accepted: different ids.") % {
                "kind": _kind(kind), "id": id_, "number": number,
            }


def _sessions(instance: Instance) -> Iterator[str]:
    begins = 1
    for one in instance.sessions:
        if one.first != begins or one.last < one.first:
            yield _(
                "The session “%(name)s” has the slots %(first)s to %(last)s. Accepted: sessions that follow one "
                "another, the next one beginning with slot %(begins)s."
            ) % {"name": one.name, "first": one.first, "last": one.last, "begins": begins}
            return
        begins = one.last + 1
    if instance.sessions and begins != instance.slots + 1:
        yield _("The last session ends with slot %(last)s. Accepted: the last slot, %(slots)s.") % {
            "last": begins - 1, "slots": instance.slots,
        }


def _slots(instance: Instance) -> Iterator[str]:
    named = [(_PARTICIPANT, one.id, one.busy) for one in instance.participants]
    named += [(_TABLE, one.id, one.closed) for one in instance.places]
    named += [(_RESOURCE, one.id, one.away) for one in instance.resources]
    named += [
        (_MEETING, one.id, one.forbidden if one.slot is None else one.forbidden | {one.slot})
        for one in instance.meetings
    ]
    accepted = range(1, instance.slots + 1)
    for kind, id_, slots in named:
        for slot in sorted(slot for slot in slots if slot not in accepted):
            yield _("%(kind)s “%(id)s”: there is no slot %(slot)s. Accepted: 1 to %(slots)s.") % {
                "kind": _kind(kind), "id": id_, "slot": slot, "slots": instance.slots,
            }


def _of_meeting(instance: Instance, meeting: Meeting) -> Iterator[str]:
    said = {"id": meeting.id}
    for who, number in Counter(meeting.participants).items():
        if who not in instance.participant:
            yield _("Meeting “%(id)s”: there is no participant “%(who)s”. Accepted: ids of participants.") % {
                **said, "who": who,
            }
        elif number > 1:
            yield _("Meeting “%(id)s”: “%(who)s” would meet itself. Accepted: different participants.") % {
                **said, "who": who,
            }
    if len(meeting.participants) < 2:
        yield _("Meeting “%(id)s” has too few participants. Accepted: two or more.") % said
    if meeting.length < 1:
        yield _("Meeting “%(id)s” takes %(number)s slots. Accepted: one or more.") % {**said, "number": meeting.length}
    if meeting.priority < 1:
        yield _("Meeting “%(id)s” has the priority %(number)s. Accepted: 1, the most important, or more.") % {
            **said, "number": meeting.priority,
        }
    known: tuple[tuple[str, Iterable[str], Collection[str]], ...] = (
        (_SESSION, meeting.sessions, [one.name for one in instance.sessions]),
        (_TABLE, () if meeting.place is None else (meeting.place,), instance.place),
        (_MEETING, meeting.after, instance.meeting),
        (_RESOURCE, meeting.needs, [one.id for one in instance.resources]),
    )
    for kind, named, accepted in known:
        for name in sorted(one for one in set(named) if one not in accepted):
            first = ", ".join(list(accepted)[:10]) or "–"
            yield _("Meeting “%(id)s” names %(kind)s “%(name)s”, which there is not. Accepted: %(accepted)s.") % {
                **said, "kind": _kind(kind), "name": name, "accepted": f"{first} …" if len(accepted) > 10 else first,
            }


def _circles(instance: Instance) -> Iterator[str]:
    """Meetings that would each have to come before another in a circle."""
    left = {one.id: set(one.after) & instance.meeting.keys() for one in instance.meetings if one.after}
    while left:
        free = {id_ for id_, after in left.items() if not after & left.keys()}
        if not free:
            yield _("These meetings would each come before another in a circle: %(ids)s.") % {
                "ids": ", ".join(f"“{id_}”" for id_ in sorted(left)[:10]),
            }
            return
        left = {id_: after for id_, after in left.items() if id_ not in free}


def _crowded(instance: Instance) -> Iterator[str]:
    """Slots and places with more fixed meetings than there is room for."""
    fixed: Counter[int] = Counter()
    there: Counter[tuple[int, str]] = Counter()
    for one in instance.meetings:
        if one.slot is not None:
            touched = range(one.slot, one.slot + max(1, one.length))
            fixed.update(touched)
            there.update((slot, one.place) for slot in touched if one.place is not None)
    for slot, number in sorted(fixed.items()):
        room = instance.open_places[slot - 1] if 1 <= slot <= instance.slots else number
        if number > room:
            yield _(
                "%(number)s meetings are fixed in slot %(slot)s. Accepted: as many as there are tables, %(tables)s."
            ) % {"number": number, "slot": slot, "tables": room}
    for (slot, place), number in sorted(there.items()):
        if number > 1:
            yield _("%(number)s meetings are fixed at table “%(table)s” in slot %(slot)s. Accepted: one.") % {
                "number": number, "table": place, "slot": slot,
            }

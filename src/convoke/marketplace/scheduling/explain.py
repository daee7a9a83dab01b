"""Why a meeting is not held, in a sentence about the schedule as it is."""

from collections import Counter, defaultdict
from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .instance import Instance, Meeting, Schedule
from .naming import BARE, Names


def reasons(instance: Instance, schedule: Schedule, names: Names = BARE) -> dict[str, str]:
    """For each meeting that is not held, why it cannot be added, by its id."""
    missing = [one for one in instance.meetings if one.id not in schedule]
    if not missing:
        return {}
    day = _Day(instance, schedule, names)
    return {one.id: day.reason(one) for one in missing}


class _Day:
    """Who and what is taken when."""

    def __init__(self, instance: Instance, schedule: Schedule, names: Names) -> None:
        self.instance = instance
        self.names = names
        self.schedule = schedule
        self.busy: dict[str, set[int]] = {one.id: set(one.busy) for one in instance.participants}
        self.tables: dict[str, set[int]] = defaultdict(set)
        self.used: Counter[tuple[str, int]] = Counter()
        for id_, held in schedule.items():
            meeting = instance.meeting[id_]
            touched = range(held.slot, held.slot + meeting.length)
            self.tables[held.place].update(touched)
            for who in meeting.participants:
                self.busy[who].update(touched)
            self.used.update((need, slot) for need in meeting.needs for slot in touched)

    def reason(self, meeting: Meeting) -> str:
        """Why the meeting cannot be added."""
        starts = self.instance.starts(meeting)
        if not starts:
            return _("No slot is left for it: its own conditions and the other duties of its participants exclude all.")
        free = [slot for slot in starts if self._are_free(meeting, slot)]
        if not free:
            return self._never_together(meeting)
        blocks: dict[str, list[int]] = defaultdict(list)
        for slot in free:
            blocks[self._block(meeting, slot)].append(slot)
        if len(blocks) == 1:
            why, slots = next(iter(blocks.items()))
            return ngettext(
                "All are free only in slot %(slots)s, where %(why)s.",
                "All are free only in slots %(slots)s, where %(why)s.",
                len(slots),
            ) % {"slots": self.names.slots(slots), "why": why}
        parts = "; ".join(
            ngettext("in slot %(slots)s %(why)s", "in slots %(slots)s %(why)s", len(slots)) % {
                "slots": self.names.slots(slots), "why": why,
            }
            for why, slots in blocks.items()
        )
        return _("All are free only in slots %(slots)s: %(parts)s.") % {"slots": self.names.slots(free), "parts": parts}

    def _are_free(self, meeting: Meeting, start: int) -> bool:
        touched = range(start, start + meeting.length)
        return all(self.busy[who].isdisjoint(touched) for who in meeting.participants)

    def _never_together(self, meeting: Meeting) -> str:
        slots = {slot + step for slot in self.instance.starts(meeting) for step in range(meeting.length)}
        each: Mapping[str, str] = {
            self.names.participant(who): self.names.slots(slots - self.busy[who]) or pgettext("slots", "none")
            for who in dict.fromkeys(meeting.participants)
        }
        said = "; ".join(_("%(who)s in %(slots)s") % {"who": who, "slots": free} for who, free in each.items())
        return _("Its participants are never free at the same time, of the slots it may be held in: %(each)s.") % {
            "each": said,
        }

    def _block(self, meeting: Meeting, start: int) -> str:
        """What stands in the way in a slot in which all participants are free."""
        touched = range(start, start + meeting.length)
        instance = self.instance
        for other in instance.meetings:
            held = self.schedule.get(other.id)
            if held is None:
                continue
            if other.id in meeting.after and held.slot + other.length > start:
                return _("meeting “%(id)s”, which comes before it, is not over") % {"id": other.id}
            if meeting.id in other.after and start + meeting.length > held.slot:
                return _("meeting “%(id)s”, which comes after it, has begun") % {"id": other.id}
        for resource in instance.resources:
            wanted = meeting.needs.count(resource.id)
            room = [0 if slot in resource.away else resource.number - self.used[resource.id, slot] for slot in touched]
            if wanted and min(room) < wanted:
                return _("all of “%(resource)s” are taken") % {
                    "resource": self.names.resource(resource.id)}
        if meeting.place is not None and not self.tables[meeting.place].isdisjoint(touched):
            return _("table “%(table)s” is taken") % {"table": meeting.place}
        if not any((one.closed | self.tables[one.id]).isdisjoint(touched) for one in instance.places):
            return _("all tables are taken")
        return _("there is room only if another meeting is left out")

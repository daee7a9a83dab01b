"""What stands against meetings as the office has fixed them, before anything is scheduled."""

from collections import defaultdict
from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ..fair.instances import Fair, times
from ..models import Meeting, Slot, Table


def fixed_faults(fair: Fair) -> Iterator[tuple[str, str]]:
    """The field and the sentence for all that cannot stand in how meetings are fixed."""
    there: defaultdict[int, list[Meeting]] = defaultdict(list)
    for one in fair.agreed:
        if one.fixed_slot and one.pk not in fair.settled and one in fair.meetings:
            for slot in fair.span(one, one.fixed_slot):
                there[slot.pk].append(one)
    for slot in fair.slots:
        yield from _crowded(fair, slot, there[slot.pk])


def _crowded(fair: Fair, slot: Slot, meetings: list[Meeting]) -> Iterator[tuple[str, str]]:
    if not meetings:
        return
    at, zone = times([slot], fair.edition.time_zone), fair.edition.time_zone
    named = ", ".join(str(one.number) for one in meetings)
    room = sum(slot not in one.closed.all() for one in fair.tables)
    if len(meetings) > room:
        yield "slot", ngettext(
            "%(number)s meeting would be fixed at %(time)s (%(zone)s): %(meetings)s. Accepted: as many as there are "
            "tables then, %(tables)s.",
            "%(number)s meetings would be fixed at %(time)s (%(zone)s): %(meetings)s. Accepted: as many as there are "
            "tables then, %(tables)s.", len(meetings),
        ) % {"number": len(meetings), "time": at, "zone": zone, "meetings": named, "tables": room}
    tables: defaultdict[Table, list[Meeting]] = defaultdict(list)
    sides: defaultdict[str, list[Meeting]] = defaultdict(list)
    for one in meetings:
        if one.fixed_table:
            tables[one.fixed_table].append(one)
        for party in fair.participants(one):
            sides[party].append(one)
    for table, those in tables.items():
        if len(those) > 1:
            yield "table", _("Meetings %(meetings)s would be fixed at table %(table)s at %(time)s. Accepted: one.") % {
                "meetings": ", ".join(str(one.number) for one in those), "table": table.number, "time": at}
    for party, those in sides.items():
        if len(those) > 1:
            yield "slot", _(
                "PRO-2: %(party)s would be in meetings %(meetings)s at %(time)s. Accepted: one at a time."
            ) % {"party": fair.names().participant(party), "meetings": ", ".join(str(one.number) for one in those),
                 "time": at}

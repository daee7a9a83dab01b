"""The office arranges a meeting: how important it is, where and when it is fixed, after which others it is held."""

from collections.abc import Collection
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..fair.instances import Fair, read_fair, times
from ..models import Meeting, Slot, Table
from ..states import MeetingState
from ._common import Faults, locked_edition
from ._fixed import fixed_faults

FIRST, LAST = 1, 9
"""The most important and the least important priority."""


@dataclass(frozen=True)
class Arrangement:
    """What the office says of a meeting; ``None`` leaves a slot or a table to the scheduler."""

    priority: int = 5
    slot: Slot | None = None
    table: Table | None = None
    after: Collection[Meeting] = ()


def arrange_meeting(*, actor: Actor, meeting: Meeting, arrangement: Arrangement) -> Meeting:
    """Arranges a meeting both sides have agreed; the next schedule keeps to it.

    Raises Denied, and ValidationError, field by field, for a meeting that is not agreed or over, a priority there is
    not, a slot or a table of another edition or one in which it cannot be held, more fixed meetings than tables, and
    orders that go round in a circle.
    """
    require(actor, "arrange", meeting)
    with operation(
        actor=actor, verb="arrange-meeting", on=meeting.edition, edition=meeting.edition.code
    ) as recording:
        locked_edition(meeting.edition)
        present = Meeting.objects.select_for_update().get(pk=meeting.pk)
        if present.state != MeetingState.AGREED:
            raise ValidationError(_("A meeting is arranged once both sides have agreed, and until it is held (MKT-5)."))
        faults: Faults = {}
        _check_own(present, arrangement, faults)
        if faults:
            raise ValidationError(dict(faults))
        present.priority = arrangement.priority
        present.fixed_slot, present.fixed_table = arrangement.slot, arrangement.table
        present.save(update_fields=["priority", "fixed_slot", "fixed_table"])
        present.after.set(arrangement.after)
        fair = read_fair(present.edition)
        _check_place(fair, next(one for one in fair.agreed if one.pk == present.pk), faults)
        for name, said in fixed_faults(fair):
            faults.setdefault(name, said)
        _check_order(fair, present, faults)
        if faults:
            raise ValidationError(dict(faults))
        recording.facts = {
            "meeting": present.number, "priority": present.priority,
            "slot": present.fixed_slot.starts_at.isoformat() if present.fixed_slot else "",
            "table": present.fixed_table.number if present.fixed_table else None,
            "after": sorted(one.number for one in arrangement.after),
        }
    return present


def _check_own(meeting: Meeting, arrangement: Arrangement, faults: Faults) -> None:
    if not FIRST <= arrangement.priority <= LAST:
        faults["priority"] = _("Accepted: 1, the most important, to 9.")
    for name, thing in (("slot", arrangement.slot), ("table", arrangement.table)):
        if thing is not None and thing.edition_id != meeting.edition_id:
            faults[name] = _("Choose one of this edition.")
    if any(one.pk == meeting.pk or one.edition_id != meeting.edition_id for one in arrangement.after):
        faults["after"] = _("Choose other meetings of this edition.")


def _check_place(fair: Fair, meeting: Meeting, faults: Faults) -> None:
    """That a meeting can be held where it is fixed, all others apart."""
    slot, table = meeting.fixed_slot, meeting.fixed_table
    if meeting.pk in fair.settled:
        faults["slot"] = _("Its time in the schedule in force has come; it stays where it is.")
        return
    if slot is None:
        if table and fair.slots and all(one in table.closed.all() for one in fair.slots):
            faults["table"] = _("This table is not to be had at any time.")
        return
    taken = fair.span(meeting, slot)
    keys = {one.pk for one in taken}
    if slot.starts_at <= fair.now:
        faults["slot"] = _("This time has come already. Accepted: times that are ahead.")
    elif meeting.half and slot.half != meeting.half:
        faults["slot"] = _("The two sides agreed to meet in the other half of the day. Accepted: %(half)s.") % {
            "half": meeting.get_half_display()}
    elif len(taken) < meeting.length:
        faults["slot"] = _(
            "The meeting takes %(number)s slots in a row; from here only %(room)s are left before the pause."
        ) % {"number": meeting.length, "room": len(taken)}
    elif held := keys & fair.duties.plenary.keys():
        faults["slot"] = _("PRO-2: session %(code)s takes place then, and everybody is kept free for it.") % {
            "code": fair.duties.plenary[min(held)]}
    elif busy := keys & fair.duties.of_room(meeting.interest).keys():
        faults["slot"] = _("PRO-2: somebody who would attend is on the panel of session %(code)s then.") % {
            "code": fair.duties.of_room(meeting.interest)[min(busy)]}
    else:
        for party in (meeting.interest.request.party, meeting.interest.provider.party):
            if keys & fair.absent.get(party.pk, set()):
                faults["slot"] = _("%(party)s cannot meet then: %(time)s.") % {
                    "party": fair.names().participant(party.code), "time": times(taken, fair.edition.time_zone)}
    if table and any(one in taken for one in table.closed.all()):
        faults["table"] = _("This table is not to be had then.")


def _check_order(fair: Fair, meeting: Meeting, faults: Faults) -> None:
    """That no meetings would each come before another in a circle."""
    before = {one.pk: {other.pk for other in one.after.all()} for one in fair.agreed}
    numbers = {one.pk: one.number for one in fair.agreed}
    seen: set[int] = set()
    ahead: list[tuple[int, ...]] = [(meeting.pk,)]
    while ahead:
        way = ahead.pop()
        for earlier in before.get(way[-1], ()):
            if earlier == meeting.pk:
                faults["after"] = _("These meetings would each come before another in a circle: %(meetings)s.") % {
                    "meetings": ", ".join(str(numbers[one]) for one in way)}
                return
            if earlier not in seen:
                seen.add(earlier)
                ahead.append((*way, earlier))

"""A party says when it cannot meet; what is placed stays where it is until the office moves it."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import readable, require
from convoke.directory.models import Party
from convoke.editions.models import Edition

from ..fair.standing import in_force
from ..fair.times import meetings_at
from ..models import Absence, Availability, Placement, Slot
from ._common import locked_edition, reason_given

LONGEST = 300


@dataclass(frozen=True)
class Stated:
    """What stands once a party has said when it cannot meet."""

    away: list[Slot]
    concerned: list[Placement] = field(default_factory=list)
    """Its agreed meetings placed at these times by the schedule in force, as far as the actor may know of them."""


def set_absences(
    *, actor: Actor, edition: Edition, party: Party, slots: Iterable[Slot], seen: Iterable[Slot] | None = None,
    reason: str = "",
) -> Stated:
    """The party itself, or the office for it, says at which times of an edition it cannot meet; none: it always can.

    ``seen`` are the times that were stated when the actor read them: what somebody else of the party has said since
    then stays. ``reason`` goes with the times that are new. After a release nothing is moved: which meetings are
    concerned is said here and stands on the desk of the office. Raises Denied for others, and ValidationError for a
    closed edition, times of another one, and a reason that is too long.
    """
    require(actor, "set", Absence(party=party))
    with operation(actor=actor, verb="set-absences", edition=edition.code, party=party.code) as recording:
        present = locked_edition(edition)
        known = {one.pk: one for one in Slot.objects.filter(edition=present)}
        wanted = _keys(slots, known)
        words = reason_given(reason, is_needed=False, most=LONGEST)
        there = set(Absence.objects.filter(slot__edition=present, party=party).values_list("slot_id", flat=True))
        before = there if seen is None else _keys(seen, known)
        new, gone = wanted - before - there, before - wanted
        Absence.objects.filter(party=party, slot__in=gone).delete()
        Absence.objects.bulk_create(
            [Absence(slot=known[key], party=party, reason=words) for key in sorted(new)])
        Availability.objects.update_or_create(edition=present, party=party, defaults={"stated_at": clock.now()})
        away = [known[key] for key in sorted((there | new) - gone, key=lambda key: known[key].starts_at)]
        placed = Placement.objects.filter(schedule=in_force(present))
        missed = {one.pk for one in away}
        meets, _runs = meetings_at(placed, present, party)
        every = [one for one, taken in meets if any(slot.pk in missed for slot in taken)]
        recording.facts = {
            "party": party.code, "times": len(away), "meetings": [one.meeting.number for one in every]}
        own = set(readable(actor, placed.filter(pk__in=[one.pk for one in every])).values_list("pk", flat=True))
    return Stated(away, [one for one in every if one.pk in own])


def _keys(slots: Iterable[Slot], known: dict[int, Slot]) -> set[int]:
    """The keys of slots; raises ValidationError for one of another edition."""
    keys = {one.pk for one in slots}
    if not keys <= known.keys():
        raise ValidationError({"slots": _("Choose among the times of meetings of this edition.")})
    return keys

"""MKT-5, PRO-2: who proposes, agrees and schedules meetings, and who reads when and where they are held."""

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.policy import Policy
from convoke.directory.roles import OFFICE

from ..models import Absence, Availability, Meeting, Placement, Resource, Schedule, Slot, Table
from .sides import NOBODY, OFFERERS, OWNERS, asking_side, in_room, offering_side

SIDES = OFFERERS | OWNERS
"""The roles in which somebody may speak for one of the two sides of a meeting; the guard looks for which."""


def fair_seen(actor: Actor) -> Q:
    """Participants read when meetings are held, at which tables, and what there is for them."""
    return Q() if actor.has_role(*OFFICE) or Audience.PARTICIPANTS in actor.audiences else NOBODY


def meetings_seen(actor: Actor, path: str = "") -> Q:
    """MKT-1: a meeting is known to its two sides and the office, to nobody else."""
    return in_room(actor, f"{path}interest__")


def own_meeting(actor: Actor, meeting: Meeting) -> bool:
    """MKT-5: whether the actor speaks for one of the two sides; the office agrees for nobody."""
    sides = asking_side(actor) | offering_side(actor)
    return actor.is_system or type(meeting.interest).objects.filter(sides, pk=meeting.interest_id).exists()


def concerned(actor: Actor, meeting: Meeting) -> bool:
    """Whether the actor is of one of the two sides, or of the office."""
    return actor.has_role(*OFFICE) or own_meeting(actor, meeting)


def absences_seen(actor: Actor) -> Q:
    """When a party cannot meet is known to those who act for it and to the office."""
    return Q() if actor.has_role(*OFFICE) else Q(party__in=actor.acting_for())


def own_absence(actor: Actor, absence: Absence) -> bool:
    """Whether the actor acts for the party that cannot meet."""
    return actor.has_role(*OFFICE) or absence.party_id in actor.acting_for()


def schedules_seen(actor: Actor) -> Q:
    """A schedule being worked out is the office's; participants know of one once it is released."""
    return Q() if actor.has_role(*OFFICE) else Q(released_at__isnull=False) & fair_seen(actor)


def placements_seen(actor: Actor) -> Q:
    """MKT-1: where a meeting is held by a released schedule is known to its two sides and the office."""
    if actor.has_role(*OFFICE):
        return Q()
    return meetings_seen(actor, "meeting__") & Q(schedule__released_at__isnull=False)


POLICIES = (
    *(Policy(model, fair_seen, verbs={"set": OFFICE}) for model in (Slot, Table, Resource)),
    Policy(Absence, absences_seen, verbs={"set": SIDES | OFFICE}, guards={"set": own_absence}),
    Policy(Availability, absences_seen),
    Policy(
        Meeting, meetings_seen,
        verbs={
            **dict.fromkeys(("propose", "agree"), SIDES), **dict.fromkeys(("cancel", "hold"), SIDES | OFFICE),
            "arrange": OFFICE, "tell": frozenset(),
        },
        guards={
            **dict.fromkeys(("propose", "agree"), own_meeting), **dict.fromkeys(("cancel", "hold"), concerned),
        },
    ),
    Policy(Schedule, schedules_seen, verbs={**dict.fromkeys(("make", "release"), OFFICE), "tell": frozenset()}),
    Policy(Placement, placements_seen),
)

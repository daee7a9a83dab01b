"""Who cannot be reached: states without a focal point, or whose focal point has no way to be reached."""

import datetime as dt
from dataclasses import dataclass

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convoke.core.actors import Actor
from convoke.core.periods import in_force
from convoke.core.policy import readable
from convoke.core.versioned import versioned

from .models import GOVERNMENTS, Capacity, Channel, Mandate, Party, Person
from .queries import parties_of_un


class Reason(models.TextChoices):
    """Why a state cannot be reached."""

    NO_FOCAL_POINT = "no-focal-point", _("no focal point designated")
    NO_CHANNEL = "no-channel", _("no address or number known")
    UNRELIABLE = "unreliable", _("no channel that can be relied on")


@dataclass(frozen=True)
class Gap:
    """A state that cannot be reached, and why; the focal point, if there is one."""

    party: Party
    reason: Reason
    person: Person | None = None


def states_invited(on: dt.date) -> list[Party]:
    """Member and observer states of the United Nations on a date, and the exercise's states; one query."""
    exercise = Party.objects.filter(is_exercise=True, kind__in=GOVERNMENTS)
    return list(parties_of_un(on) | exercise)


@versioned(size=16)
def focal_point_gaps(actor: Actor, on: dt.date) -> tuple[Gap, ...]:
    """The states without a reachable focal point on a date, as far as the actor may know (DIR-3); four queries."""
    points = {
        mandate.party_id: mandate.person
        for mandate in readable(actor, Mandate)
        .filter(in_force(on), capacity=Capacity.FOCAL_POINT, party__isnull=False)
        .select_related("person")
    }
    known: dict[int, list[bool]] = {}
    channels = readable(actor, Channel).filter(person__isnull=False).filter(Q(until=None) | Q(until__gt=on))
    for number, since in channels.values_list("person_id", "unreliable_since"):
        known.setdefault(number or 0, []).append(since is None or since > on)
    gaps = []
    for party in states_invited(on):
        person = points.get(party.pk)
        if person is None:
            gaps.append(Gap(party, Reason.NO_FOCAL_POINT))
        elif person.pk not in known:
            gaps.append(Gap(party, Reason.NO_CHANNEL, person))
        elif not any(known[person.pk]):
            gaps.append(Gap(party, Reason.UNRELIABLE, person))
    return tuple(gaps)

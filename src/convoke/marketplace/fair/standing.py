"""The schedule in force, and where meetings are held by it."""

from collections.abc import Iterable

from django.db.models import QuerySet

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.editions.models import Edition

from ..models import Meeting, Placement, Schedule


def in_force(edition: Edition) -> Schedule | None:
    """The schedule of an edition that was released last; one query."""
    return Schedule.objects.filter(edition=edition, released_at__isnull=False).order_by("-released_at", "-pk").first()


def placements(actor: Actor, schedule: Schedule | None) -> QuerySet[Placement]:
    """MKT-1: the places by a schedule that the actor may know of, with their slots and tables."""
    found = readable(actor, Placement).filter(schedule=schedule) if schedule else Placement.objects.none()
    return found.select_related("slot", "table")


def places_of(actor: Actor, edition: Edition, meetings: Iterable[Meeting]) -> dict[int, Placement]:
    """Where meetings of an edition are held, by the key of the meeting; those not placed are not in it. Two queries."""
    found = placements(actor, in_force(edition)).filter(meeting__in=[one.pk for one in meetings])
    return {one.meeting_id: one for one in found}

"""The state of an edition in five numbers, each leading to where it is worked on."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.bodies.models import BodyMeeting, SilenceProcedure
from convoke.bodies.states import MeetingState, SilenceState
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Channel
from convoke.directory.reach import focal_point_gaps
from convoke.editions.checks import Result, evaluate
from convoke.editions.models import Edition


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and where it leads."""

    number: int
    label: str
    link: str


def figures(actor: Actor, edition: Edition, today: dt.date) -> list[Figure]:
    """Who cannot be reached, what bounces, what runs, what comes, what is not met; a constant number of queries."""
    missing = len(focal_point_gaps(actor, today))
    unreliable = readable(actor, Channel).filter(unreliable_since__isnull=False)
    unreliable = unreliable.filter(Q(until__isnull=True) | Q(until__gt=today))
    running = readable(actor, SilenceProcedure).filter(state=SilenceState.CIRCULATED)
    coming = readable(actor, BodyMeeting).filter(
        state__in=(MeetingState.PLANNED, MeetingState.CONVENED), ends_on__gte=today)
    unmet = sum(verdict.result == Result.FAIL for verdict in evaluate(actor, edition, today))
    rules = f"{reverse('modalities', args=[edition.code])}?verdict={Result.FAIL.value}#rules"
    return [
        Figure(missing, _("states without a focal point who can be reached"), reverse("directory")),
        Figure(unreliable.count(), _("channels that do not reach anybody"), reverse("directory")),
        Figure(running.count(), _("silence procedures running"), reverse("silence-list")),
        Figure(coming.count(), _("meetings of bodies to come"), reverse("bodies")),
        Figure(unmet, _("rules of the modalities not met"), rules),
    ]

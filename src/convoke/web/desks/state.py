"""The state of an edition in five numbers, each leading to where it is worked on."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from convoke.bodies.models import BodyMeeting, SilenceProcedure
from convoke.bodies.states import MeetingState, SilenceState
from convoke.core.actors import Actor
from convoke.core.periods import in_force
from convoke.core.policy import readable
from convoke.directory.models import Capacity, Channel, Mandate
from convoke.directory.queries import parties_of_un
from convoke.editions.checks import Result, evaluate
from convoke.editions.models import Edition


@dataclass(frozen=True)
class Figure:
    """A number, what it counts, and where it leads."""

    number: int
    label: str
    link: str


def figures(actor: Actor, edition: Edition, today: dt.date) -> list[Figure]:
    """Who is missing, what bounces, what runs, what comes, what is not met; one query each."""
    pointed = readable(actor, Mandate).filter(in_force(today), capacity=Capacity.FOCAL_POINT, party__isnull=False)
    missing = parties_of_un(today).exclude(pk__in=pointed.values("party"))
    unreliable = readable(actor, Channel).filter(unreliable_since__isnull=False)
    unreliable = unreliable.filter(Q(until__isnull=True) | Q(until__gt=today))
    running = readable(actor, SilenceProcedure).filter(state=SilenceState.CIRCULATED)
    coming = readable(actor, BodyMeeting).filter(
        state__in=(MeetingState.PLANNED, MeetingState.CONVENED), ends_on__gte=today)
    unmet = sum(verdict.result == Result.FAIL for verdict in evaluate(actor, edition, today))
    rules = f"{reverse('modalities', args=[edition.code])}?verdict={Result.FAIL.value}#rules"
    return [
        Figure(missing.count(), _("states without a focal point on record"), address("directory", "parties")),
        Figure(unreliable.count(), _("channels that do not reach anybody"), address("directory", "parties")),
        Figure(running.count(), _("silence procedures running"), address("silence", "bodies", "desk")),
        Figure(coming.count(), _("meetings of bodies to come"), address("bodies", "desk")),
        Figure(unmet, _("rules of the modalities not met"), rules),
    ]


def address(*names: str) -> str:
    """The address of the first of these pages that there is; empty where there is none."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""

"""PRO-1 and PRO-3: how a team is balanced, as of a date; a finding for the Chair, which bars nothing."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db import models
from django.utils.translation import pgettext_lazy

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.periods import in_force
from convoke.core.policy import readable
from convoke.directory.genders import Genders, genders_of
from convoke.directory.models import GOVERNMENTS, Mandate, Party
from convoke.directory.queries import Membership, balance
from convoke.editions.models import Edition

from .rights import WORKING

SIDES = ("developing", "developed")
"""The codes of the groups from which a team has governments (PRO-1)."""


class Result(models.TextChoices):
    """PRO-1: where a team stands."""

    MET = "met", pgettext_lazy("team balance", "met")
    NOT_YET = "not-yet", pgettext_lazy("team balance", "not yet")
    EXCEPTED = "excepted", pgettext_lazy("team balance", "accepted by the Chair")


@dataclass(frozen=True)
class TeamBalance:
    """PRO-1, PRO-3: governments of a team by region and development, and what is missing."""

    result: Result
    missing: tuple[str, ...] = ()
    """The codes of the groups without a government in the team."""
    reason: str = ""
    """The Chair's, where an exception is on record."""
    governments: int = 0
    others: int = 0
    counts: dict[str, dict[str, int]] = field(default_factory=dict)


def day_of(edition: Edition) -> dt.date:
    """As of which day the groups of an edition's teams are asked: its first day, else today."""
    return edition.starts_on or clock.today()


def pro_1_balance(parties: Iterable[Party], groups: Membership, reason: str = "") -> TeamBalance:
    """PRO-1: whether there are governments of both developing and developed countries, or why that is accepted.

    ``reason`` is that of the Chair's exception; it is shown for as long as it is needed.
    """
    everyone = list(parties)
    governments = [party for party in everyone if party.kind in GOVERNMENTS]
    counts = balance(governments, groups)
    there = {groups.side(party.pk) for party in governments}
    missing = tuple(side for side in SIDES if side not in there)
    result = Result.MET if not missing else Result.EXCEPTED if reason else Result.NOT_YET
    return TeamBalance(result, missing, reason, len(governments), len(everyone) - len(governments), counts)


def genders_in(actor: Actor, parties: Iterable[Party], on: dt.date) -> Genders:
    """PRO-3: the people who work in a team by gender, as far as the actor may know them (DIR-3); one query."""
    held = readable(actor, Mandate).filter(
        in_force(on), party__in=[party.pk for party in parties], capacity__in=WORKING
    )
    return genders_of(held.values("person"))

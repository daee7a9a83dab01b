"""Who may read and change editions, and what is checked of them."""

from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.policy import Policy, everything
from convoke.directory.models import Party
from convoke.directory.queries import Membership
from convoke.directory.roles import CHAIR, FOCAL_POINT, OFFICE

from .models import Edition, EditionFigure, Forum, HostingInterest, Milestone, Modality, Principle


def own_hosting(actor: Actor) -> Q:
    """ED-2: an expression of interest is read by the Troika, by who expressed it, and by the office."""
    if actor.has_role(*OFFICE):
        return Q()
    chairs = Q(forum__editions__chair__code__in=sorted(actor.parties))
    return Q(pk__in=HostingInterest.objects.filter(chairs | Q(party__code__in=sorted(actor.parties))).values("pk"))


POLICIES = (
    Policy(Forum, everything),
    Policy(Edition, everything, verbs={"advance": frozenset({CHAIR})}),
    Policy(Milestone, everything),
    Policy(EditionFigure, everything),
    Policy(Principle, everything),
    Policy(Modality, everything),
    Policy(
        HostingInterest, own_hosting,
        verbs={
            "express": frozenset({FOCAL_POINT, CHAIR}),
            "withdraw": frozenset({FOCAL_POINT, CHAIR}),
            "accept": frozenset({CHAIR}),
        },
        guards={"withdraw": lambda actor, interest: actor.has_role(CHAIR) or interest.party.code in actor.parties},
    ),
)


@dataclass(frozen=True)
class Alternation:
    """ED-1: whether the chair passed between a developing and a developed country, and why it is said."""

    edition: Edition
    before: Edition
    alternates: bool | None
    """None where a chair belongs to neither group on record."""


def ed_1_alternation(editions: list[Edition], groups: Membership) -> list[Alternation]:
    """ED-1: one statement for each pair of successive chairs; a break is a finding, never a bar."""
    found = []
    chaired = [edition for edition in editions if edition.chair]
    for before, edition in pairwise(chaired):
        one, other = _side(before.chair, groups), _side(edition.chair, groups)
        found.append(Alternation(edition, before, None if None in (one, other) else one != other))
    return found


def _side(party: Party | None, groups: Membership) -> str | None:
    grouping = groups.kind(party.pk, "development") if party else None
    return grouping.code if grouping else None

"""Who may read and change editions, and what is checked of them."""

from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Q

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.policy import Policy, everything
from convoke.directory.models import Party
from convoke.directory.queries import Membership
from convoke.directory.roles import CHAIR, FOCAL_POINT, OFFICE

from .models import Edition, EditionFigure, Forum, HostingInterest, Milestone, Modality, Principle
from .queries import troika


def in_the_troika(actor: Actor) -> bool:
    """BOD-2: whether somebody acts, as focal point or chair, for a government of today's Troika."""
    if not actor.has_role(FOCAL_POINT, CHAIR):
        return False
    return not actor.parties.isdisjoint(party.code for party in troika(actor, clock.today()).parties)


def own_hosting(actor: Actor) -> Q:
    """ED-2: an expression of interest is read by today's Troika, by who expressed it, and by the office."""
    if actor.has_role(*OFFICE) or in_the_troika(actor):
        return Q()
    if not actor.has_role(FOCAL_POINT):
        return Q(pk__in=())
    return Q(party__code__in=sorted(actor.parties))


def acts_for(actor: Actor, interest: HostingInterest) -> bool:
    """ED-2: a government speaks for itself."""
    return actor.is_system or interest.party.code in actor.parties


POLICIES = (
    Policy(Forum, everything),
    Policy(Edition, everything, verbs={"advance": frozenset({CHAIR}), "continue": OFFICE}),
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
        guards={"express": acts_for, "withdraw": acts_for},
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


def ed_1_candidate(interest: HostingInterest, editions: list[Edition], groups: Membership) -> Alternation | None:
    """ED-1: what a candidate would mean for alternation, set against the chair before; None without one."""
    earlier = [one for one in editions if one.chair and one.year < interest.year]
    if not earlier:
        return None
    would = Edition(chair=interest.party, year=interest.year, city={})
    return ed_1_alternation([earlier[-1], would], groups)[0]


def _side(party: Party | None, groups: Membership) -> str | None:
    return groups.side(party.pk) or None if party else None

"""Roles: what a mandate's capacity lets a person do and read (DIR-2).

A role is a code, a sentence a person understands, and the audiences whose
material it may read. There are no other grants: who has no mandate today has
the public's access and no more.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from convoke.core.audiences import Audience

from .models import Capacity


@dataclass(frozen=True)
class Role:
    """What holding a mandate in certain capacities means."""

    code: str
    name: Promise
    sentence: Promise
    capacities: frozenset[str]
    audiences: frozenset[str]


_PUBLIC = frozenset({Audience.PUBLIC.value})
_PARTICIPANTS = _PUBLIC | {Audience.PARTICIPANTS.value}
_FRIENDS = _PARTICIPANTS | {Audience.FRIENDS.value}
_OFFICE = _FRIENDS | {Audience.TEAM.value, Audience.PARTY.value, Audience.TASK_FORCE.value}

CHAIR = "chair"
TASK_FORCE = "task-force"
FOCAL_POINT = "focal-point"

ROLES = (
    Role(
        CHAIR, _("Chair"), _("decides: themes, agenda, invitations, publication"),
        frozenset({Capacity.CHAIR, Capacity.EXECUTIVE_DIRECTOR}), _OFFICE,
    ),
    Role(
        TASK_FORCE, _("Task force"), _("runs the edition: surveys, teams, papers, reports"),
        frozenset({Capacity.TASK_FORCE, Capacity.COORDINATOR}), _OFFICE,
    ),
    Role(
        FOCAL_POINT, _("Focal point"), _("answers for the whole government"),
        frozenset({Capacity.FOCAL_POINT, Capacity.DEPUTY}), _FRIENDS,
    ),
    Role(
        "contributor", _("Contributor"), _("fills a part of an answer or a paper for the focal point"),
        frozenset({Capacity.CONTRIBUTOR}), _PUBLIC,
    ),
    Role(
        "team-member", _("Team member"), _("prepares a session with its partnership team"),
        frozenset({Capacity.TEAM_MEMBER}), _FRIENDS,
    ),
    Role(
        "rapporteur", _("Rapporteur"), _("notes and reports on a session"),
        frozenset({Capacity.RAPPORTEUR, Capacity.NOTE_TAKER}), _PARTICIPANTS,
    ),
    Role("delegate", _("Delegate"), _("takes part in the meeting"), frozenset({Capacity.DELEGATE}), _PARTICIPANTS),
    Role(
        "observer", _("Observer"), _("follows the Friends of the Forum and supports teams"),
        frozenset({Capacity.OBSERVER}), _FRIENDS,
    ),
    Role(
        "civil-society", _("Civil society"), _("takes part in the civil society day"),
        frozenset({Capacity.CIVIL_SOCIETY}), _PARTICIPANTS,
    ),
    Role(
        "provider", _("Provider"), _("answers requests on the marketplace"),
        frozenset({Capacity.PROVIDER}), _PARTICIPANTS,
    ),
    Role("press", _("Press"), _("follows the opening and closing sessions"), frozenset({Capacity.PRESS}), _PUBLIC),
)
_BY_CODE = {role.code: role for role in ROLES}
_BY_CAPACITY = {capacity: role for role in ROLES for capacity in role.capacities}

OFFICE = frozenset({CHAIR, TASK_FORCE})
"""The roles that run an edition."""


def role(code: str) -> Role:
    """The role with this code; raises KeyError for a code that is none."""
    return _BY_CODE[code]


def roles_for(capacities: Iterable[str]) -> frozenset[str]:
    """DIR-2: the codes of the roles that mandates in these capacities give."""
    return frozenset(_BY_CAPACITY[capacity].code for capacity in capacities if capacity in _BY_CAPACITY)


def audiences_for(roles: Iterable[str]) -> frozenset[str]:
    """The audiences whose material holders of these roles may read."""
    return _PUBLIC.union(*(_BY_CODE[code].audiences for code in roles))

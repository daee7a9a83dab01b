"""Who may have a report produced; what it may contain, each record's own policy says (LIB-1)."""

from convoke.core.actors import Actor
from convoke.core.policy import Denied, Policy, by_audience
from convoke.directory.roles import OFFICE

from .models import PublishedReport

ROLES_THAT_REPORT = OFFICE
"""The roles that may have a report made and kept; reading one needs no role."""


def require_reporting(actor: Actor) -> None:
    """Raises :class:`~convoke.core.policy.Denied`, naming the roles, unless the actor may report."""
    if not actor.has_role(*ROLES_THAT_REPORT):
        raise Denied("report", ROLES_THAT_REPORT)


POLICIES = (Policy(PublishedReport, by_audience, verbs={"report": ROLES_THAT_REPORT}),)

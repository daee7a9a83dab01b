"""The states of an invitation, and the only ways from one to another."""

from .models import Invitation

State = Invitation.State
TRANSITIONS: dict[Invitation.State, frozenset[Invitation.State]] = {
    State.SENT: frozenset({State.ACCEPTED, State.REVOKED, State.EXPIRED}),
    State.ACCEPTED: frozenset(),
    State.REVOKED: frozenset(),
    State.EXPIRED: frozenset(),
}

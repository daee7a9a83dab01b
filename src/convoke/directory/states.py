"""The states of an invitation, and the only ways from one to another."""

from .models import Invitation

State = Invitation.State
TRANSITIONS: dict[Invitation.State, frozenset[Invitation.State]] = {
    State.SENT: frozenset({State.ACCEPTED, State.REVOKED, State.EXPIRED}),
    State.ACCEPTED: frozenset(),
    State.REVOKED: frozenset(),
    State.EXPIRED: frozenset(),
}


def diagram() -> str:
    """The states as a Mermaid diagram; the documentation carries exactly this text."""
    lines = ["stateDiagram-v2", f"    [*] --> {State.SENT.value}"]
    for source, targets in TRANSITIONS.items():
        lines += [f"    {source.value} --> {target.value}" for target in State if target in targets]
        if not targets:
            lines.append(f"    {source.value} --> [*]")
    return "\n".join(lines)

"""Keeping the ways by which people and parties are reached."""

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import Channel


def mark_unreliable(*, actor: Actor, channel: Channel, reason: str) -> Channel:
    """Notes that a channel cannot be relied on, since today and why; the reason found first stays.

    Raises Denied for an actor who is not of the office.
    """
    require(actor, "judge", channel)
    with operation(actor=actor, verb="mark-unreliable", on=channel, party=_party(channel)) as recording:
        recording.facts = {"kind": channel.kind, "reason": reason[:300]}
        if channel.unreliable_since is None:
            channel.unreliable_since, channel.unreliable_reason = clock.today(), reason[:300] or "-"
            channel.save(update_fields=["unreliable_since", "unreliable_reason"])
    return channel


def mark_reliable(*, actor: Actor, channel: Channel) -> Channel:
    """Notes that a channel can be relied on again; raises Denied for an actor who is not of the office."""
    require(actor, "judge", channel)
    with operation(actor=actor, verb="mark-reliable", on=channel, party=_party(channel)) as recording:
        recording.facts = {"kind": channel.kind}
        channel.unreliable_since, channel.unreliable_reason = None, ""
        channel.save(update_fields=["unreliable_since", "unreliable_reason"])
    return channel


def _party(channel: Channel) -> str:
    return channel.party.code if channel.party else ""

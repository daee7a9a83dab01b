"""Keeping the ways by which people and parties are reached."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import Channel, Party, Person
from ._addresses import clean_address


def add_channel(
    *, actor: Actor, kind: str, address: str, person: Person | None = None, party: Party | None = None,
    label: str = "", is_official: bool = False, order: int = 0,
) -> Channel:
    """Adds a way to reach a person or a party as such.

    Raises Denied for who may not keep it, ValidationError for an address that is not one or is there already.
    """
    channel = Channel(
        person=person, party=party, kind=kind, address=clean_address(kind=kind, address=address),
        label=label.strip()[:120], is_official=is_official, order=order,
    )
    require(actor, "keep", channel)
    with operation(actor=actor, verb="add-channel", on=person or party, party=_party(channel)) as recording:
        _check_new(channel)
        channel.save(force_insert=True)
        recording.facts = {"kind": kind}
    return channel


def change_channel(
    *, actor: Actor, channel: Channel, kind: str, address: str, label: str = "", is_official: bool = False,
    order: int = 0,
) -> Channel:
    """Changes a channel; a new address has no bounces behind it and counts as reliable.

    Raises Denied for who may not keep it, ValidationError for an address that is not one or is there already.
    """
    require(actor, "keep", channel)
    plain = clean_address(kind=kind, address=address)
    with operation(actor=actor, verb="change-channel", on=channel, party=_party(channel)) as recording:
        recording.facts = {"kind": kind}
        if (channel.kind, channel.address) != (kind, plain):
            channel.kind, channel.address = kind, plain
            channel.unreliable_since, channel.unreliable_reason = None, ""
            _check_new(channel)
        channel.label, channel.is_official, channel.order = label.strip()[:120], is_official, order
        channel.save()
    return channel


def end_channel(*, actor: Actor, channel: Channel, on: dt.date | None = None) -> Channel:
    """Has a channel no longer be in use from a day on, today unless another is given; raises Denied for who may not."""
    require(actor, "keep", channel)
    with operation(actor=actor, verb="end-channel", on=channel, party=_party(channel)) as recording:
        recording.facts = {"kind": channel.kind}
        channel.until = min(channel.until or dt.date.max, on or clock.today())
        channel.save(update_fields=["until"])
    return channel


def _check_new(channel: Channel) -> None:
    same = Channel.objects.filter(
        person=channel.person, party=channel.party, kind=channel.kind, address__iexact=channel.address, until=None
    )
    if same.exclude(pk=channel.pk).exists():
        raise ValidationError({"address": _("This address is there already.")})


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

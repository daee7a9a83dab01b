"""Appending to the journal, and the frame every operation runs in."""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import models, transaction

from .. import clock
from ..actors import Actor
from ..audiences import Audience
from .models import JournalEntry, JournalHead


@dataclass
class Recording:
    """What an operation tells the journal; filled while it runs."""

    verb: str
    facts: dict[str, Any] = field(default_factory=dict)
    on: models.Model | None = None
    _after: list[Callable[[], None]] = field(default_factory=list)

    def after_commit(self, call: Callable[[], None]) -> None:
        """Has ``call`` run once the change is safely stored: the place for messages."""
        self._after.append(call)


def key_of(thing: models.Model | None) -> tuple[str, str]:
    """The type and the natural key under which the journal names a thing."""
    if thing is None:
        return "", ""
    key = getattr(thing, "journal_key", None) or getattr(thing, "code", None) or thing.pk
    return thing._meta.label_lower, str(key)


@contextmanager
def operation(
    *,
    actor: Actor,
    verb: str,
    on: models.Model | None = None,
    edition: str = "",
    party: str = "",
    audience: Audience = Audience.TASK_FORCE,
) -> Iterator[Recording]:
    """One transaction around a change and its one journal entry.

    Yields a :class:`Recording`; set ``on`` and add ``facts`` as they become known.
    An exception undoes the change and the entry alike; what was handed to
    ``after_commit`` runs only when both are stored.
    """
    recording = Recording(verb=verb, on=on)
    with transaction.atomic():
        yield recording
        _append(actor, recording, edition=edition, party=party, audience=audience)
        for call in recording._after:
            transaction.on_commit(call)


def _append(actor: Actor, recording: Recording, *, edition: str, party: str, audience: Audience) -> None:
    head, _ = JournalHead.objects.select_for_update().get_or_create(pk=1)
    object_type, object_key = key_of(recording.on)
    entry = JournalEntry(
        sequence=head.sequence + 1,
        at=clock.now(),
        recorded_at=dt.datetime.now(dt.UTC),
        account_id=actor.account_id,
        actor_name="" if actor.account_id else actor.name,
        party=party,
        verb=recording.verb,
        object_type=object_type,
        object_key=object_key,
        edition=edition,
        audience=audience,
        facts=recording.facts,
        previous_hash=head.hash,
    )
    entry.hash = entry.digest()
    entry.save(force_insert=True)
    head.sequence, head.hash = entry.sequence, entry.hash
    head.save()

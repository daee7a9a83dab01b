"""Reading the journal, and proving that nobody rewrote it."""

from dataclasses import dataclass

from django.db.models import Model, QuerySet

from ..actors import Actor
from ..policy import readable
from .models import GENESIS, JournalEntry, JournalHead
from .operations import key_of


@dataclass(frozen=True)
class Verification:
    """The result of walking the chain: how many entries, and the first fault if any."""

    entries: int
    fault: str = ""

    @property
    def holds(self) -> bool:
        """Whether every link is where it was put."""
        return not self.fault


def verify() -> Verification:
    """Walks the whole chain in its order and recomputes every hash."""
    previous, count = GENESIS, 0
    for entry in JournalEntry.objects.order_by("sequence").iterator(chunk_size=2000):
        count += 1
        if entry.sequence != count:
            return Verification(count, f"entry {count} is missing; entry {entry.sequence} stands in its place")
        if entry.previous_hash != previous:
            return Verification(count, f"entry {count} does not continue entry {count - 1}")
        if entry.hash != entry.digest():
            return Verification(count, f"entry {count} was changed after it was written")
        previous = entry.hash
    head = JournalHead.objects.filter(pk=1).first() or JournalHead()
    if (head.sequence, head.hash) != (count, previous):
        return Verification(count, f"the journal ends at entry {count}, but {head.sequence} were written")
    return Verification(count)


def history_of(actor: Actor, thing: Model) -> QuerySet[JournalEntry]:
    """The entries on one thing that the actor may read, newest first; one query."""
    object_type, object_key = key_of(thing)
    entries = JournalEntry.objects.filter(object_type=object_type, object_key=object_key)
    return readable(actor, entries).select_related("account").order_by("-sequence")


def latest(actor: Actor, *, edition: str = "", limit: int = 10) -> QuerySet[JournalEntry]:
    """The newest entries the actor may read, of an edition or of the whole forum."""
    entries = JournalEntry.objects.all()
    if edition:
        entries = entries.filter(edition=edition)
    return readable(actor, entries).select_related("account").order_by("-sequence")[:limit]

"""Sentences on the directory: designations, invitations, channels."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core.models import JournalEntry
from convoke.directory.models import Capacity, Channel


def _mandate(entry: JournalEntry) -> dict[str, object]:
    facts = entry.facts
    capacity = facts.get("capacity", "")
    label = Capacity(capacity).label if capacity in Capacity.values else capacity
    return {"person": facts.get("person", ""), "capacity": label, "party": entry.party}


def _channel(entry: JournalEntry) -> dict[str, object]:
    kind = entry.facts.get("kind", "")
    return {"kind": Channel.Kind(kind).label if kind in Channel.Kind.values else kind}


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "designate": lambda entry: _("designated %(person)s: %(capacity)s") % _mandate(entry),
    "replace-focal-point": lambda entry: _("designated %(person)s as the focal point, without a gap") % _mandate(entry),
    "end-mandate": lambda entry: _("ended the mandate of %(person)s: %(capacity)s") % _mandate(entry),
    "enter-person": lambda entry: _("entered %(name)s in the directory") % {"name": entry.facts.get("name", "")},
    "correct-person": lambda entry: _("corrected “%(before)s” to “%(name)s”") % {
        "before": entry.facts.get("before", ""), "name": entry.facts.get("name", ""),
    },
    "merge-people": lambda entry: _("merged the duplicate “%(duplicate)s” into %(kept)s") % {
        "duplicate": entry.facts.get("duplicate", ""), "kept": entry.facts.get("kept", ""),
    },
    "add-channel": lambda entry: _("added a channel (%(kind)s)") % _channel(entry),
    "change-channel": lambda entry: _("changed a channel (%(kind)s)") % _channel(entry),
    "end-channel": lambda entry: _("ended a channel (%(kind)s)") % _channel(entry),
    "mark-unreliable": lambda entry: _("noted a channel as unreliable (%(kind)s)") % _channel(entry),
    "mark-reliable": lambda entry: _("noted a channel as reliable again (%(kind)s)") % _channel(entry),
    "invite": lambda entry: _("invited %(person)s: %(capacity)s") % _mandate(entry),
    "revoke-invitation": lambda entry: _("withdrew the invitation of %(person)s") % _mandate(entry),
    "accept-invitation": lambda entry: _("%(person)s entered on the mandate: %(capacity)s") % _mandate(entry),
    "expire-invitations": lambda entry: _("closed invitations whose time is over: %(number)s") % {
        "number": entry.facts.get("number", 0),
    },
    "hand-in-table": lambda entry: _("handed in the table “%(name)s”") % {"name": entry.facts.get("name", "")},
    "import-people": lambda entry: _("imported a table: %(people)s new people, %(mandates)s new mandates") % {
        "people": entry.facts.get("people", 0), "mandates": entry.facts.get("mandates", 0),
    },
    "choose-time-zone": lambda entry: _("chose another time zone"),
    "create-exercise-network": lambda entry: _("created the exercise's directory"),
}

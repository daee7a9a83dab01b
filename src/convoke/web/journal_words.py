"""What the journal says, as sentences."""

from django.utils.translation import gettext as _

from convoke.core.models import JournalEntry
from convoke.editions.states import EditionState


def sentence(entry: JournalEntry) -> str:
    """One entry as a sentence; its verb for one that has none yet."""
    facts = entry.facts
    match entry.verb:
        case "load":
            return _("loaded the data folder “%(dataset)s”") % {"dataset": facts.get("dataset", "")}
        case "load-reference":
            return _("brought the reference data up to date")
        case "advance":
            return _("took the edition “%(edition)s” on to: %(state)s") % {
                "edition": entry.object_key,
                "state": EditionState(facts["to"]).label,
            }
        case "create-exercise":
            return _("created the exercise accounts")
        case "choose-language":
            return _("chose another language")
        case "produce-report":
            return _("composed the outcome report of “%(edition)s”") % {"edition": entry.edition}
        case _other:
            return entry.verb

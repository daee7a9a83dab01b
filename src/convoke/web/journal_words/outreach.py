"""Sentences on notices, contacts and the newsletter."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core.models import JournalEntry
from convoke.directory.models import Channel
from convoke.outreach.models import ContactLogEntry, EscalationStep
from convoke.outreach.queries import about_label


def _label(choices: type, value: object) -> str:
    """The words for a stored choice; the value itself for one that there is no more."""
    return str(dict(choices.choices).get(value, value))  # type: ignore[attr-defined]


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "draft-notice": lambda entry: _("drafted the notice “%(notice)s”") % {"notice": entry.object_key},
    "change-notice": lambda entry: _("changed the draft of the notice “%(notice)s”") % {"notice": entry.object_key},
    "send-notice": lambda entry: _("had the notice “%(notice)s” sent") % {"notice": entry.object_key},
    "cancel-notice": lambda entry: _("cancelled what had not left of the notice “%(notice)s”; it was for: %(number)s")
    % {"notice": entry.object_key, "number": entry.facts.get("not_sent", 0)},
    "prepare-notice": lambda entry: _("prepared the notice “%(notice)s”; recipients: %(number)s")
    % {"notice": entry.object_key, "number": entry.facts.get("recipients", 0)},
    "finish-notice": lambda entry: _("handed over the last message of the notice “%(notice)s”")
    % {"notice": entry.object_key},
    "resend-delivery": lambda entry: _("had an interrupted message of the notice “%(notice)s” sent once more")
    % {"notice": entry.object_key},
    "count-as-sent": lambda entry: _("counted an interrupted message of the notice “%(notice)s” as sent")
    % {"notice": entry.object_key},
    "bounce": lambda entry: _("a message of the notice “%(notice)s” came back: %(reason)s")
    % {"notice": entry.object_key, "reason": entry.facts.get("reason", "")},
    "open-notice": lambda entry: _("the link of the notice “%(notice)s” was opened") % {"notice": entry.object_key},
    "answer-notice": lambda entry: _("an answer came in on: %(about)s") % {"about": about_label(entry.facts["about"])},
    "open-escalation": lambda entry: _("began to reach “%(party)s” step by step on: %(about)s")
    % {"party": entry.party, "about": about_label(entry.facts["about"])},
    "close-escalation": lambda entry: _("pursues no further with “%(party)s”: %(about)s")
    % {"party": entry.party, "about": about_label(entry.facts["about"])},
    "log-contact": lambda entry: _("logged a contact with “%(party)s”: %(means)s, %(result)s") % {
        "party": entry.party, "means": _label(Channel.Kind, entry.facts["means"]),
        "result": _label(ContactLogEntry.Result, entry.facts["result"]),
    },
    "send-step": lambda entry: _("sent “%(party)s” a message on: %(about)s")
    % {"party": entry.party, "about": about_label(entry.facts["about"])},
    "pass-over": lambda entry: _("passed a step with “%(party)s” over: %(means)s")
    % {"party": entry.party, "means": _label(EscalationStep.Means, entry.facts["means"])},
    "ask-newsletter": lambda entry: _("someone asked for the newsletter"),
    "confirm-newsletter": lambda entry: _("a subscription of the newsletter was confirmed"),
    "end-newsletter": lambda entry: _("a subscription of the newsletter was ended"),
    "compose-newsletter": lambda entry: _("composed the newsletter no. %(number)s") % {"number": entry.facts["number"]},
    "send-newsletter": lambda entry: _("sent the newsletter no. %(number)s; subscribers: %(subscribers)s")
    % {"number": entry.facts["number"], "subscribers": entry.facts["sent_to"]},
}

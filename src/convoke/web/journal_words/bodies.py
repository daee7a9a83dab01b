"""Sentences on bodies, meetings and silence procedures."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.bodies.models import BodyMember, MeetingDecision, MeetingInvitation, SilenceReply
from convoke.core.models import JournalEntry


def _replied(entry: JournalEntry) -> str:
    kind = SilenceReply.Kind(entry.facts["kind"]).label
    said = {"thing": entry.object_key, "reply": kind}
    if not entry.facts["in_time"]:
        return _("replied to the proposal “%(thing)s” after the deadline: %(reply)s") % said
    if entry.facts["stopped"]:
        return _("stopped the proposal “%(thing)s” by an objection") % said
    return _("replied to the proposal “%(thing)s”: %(reply)s") % said


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "create-body": lambda entry: _("set up the working group “%(thing)s”") % {"thing": entry.object_key},
    "enter-member": lambda entry: _("entered %(party)s in “%(thing)s” as: %(role)s") % {
        "party": entry.facts["party"], "thing": entry.object_key,
        "role": BodyMember.Role(entry.facts["role"]).label,
    },
    "end-member": lambda entry: _("ended the entry of %(party)s in “%(thing)s”") % {
        "party": entry.facts["party"], "thing": entry.object_key,
    },
    "plan-meeting": lambda entry: _("planned the meeting “%(thing)s”") % {"thing": entry.object_key},
    "change-meeting": lambda entry: _("changed the meeting “%(thing)s”") % {"thing": entry.object_key},
    "convene-meeting": lambda entry: _("convened the meeting “%(thing)s”; invited: %(number)s") % {
        "thing": entry.object_key, "number": entry.facts["invited"],
    },
    "reply-to-invitation": lambda entry: _("replied to the invitation to “%(thing)s”: %(reply)s") % {
        "thing": entry.object_key, "reply": MeetingInvitation.Reply(entry.facts["reply"]).label,
    },
    "hold-meeting": lambda entry: _("recorded that the meeting “%(thing)s” was held; present: %(number)s") % {
        "thing": entry.object_key, "number": entry.facts["attended"],
    },
    "record-attendance": lambda entry: _("recorded who came to “%(thing)s”; present: %(number)s") % {
        "thing": entry.object_key, "number": entry.facts["attended"],
    },
    "record-summary": lambda entry: _("wrote the summary of “%(thing)s”") % {"thing": entry.object_key},
    "record-decision": lambda entry: _("recorded of “%(thing)s”: %(kind)s") % {
        "thing": entry.object_key, "kind": MeetingDecision.Kind(entry.facts["kind"]).label,
    },
    "add-meeting-document": lambda entry: _("put a document before the meeting “%(thing)s”: %(file)s") % {
        "thing": entry.object_key, "file": entry.facts["file"],
    },
    "publish-meeting": lambda entry: _("published what came of the meeting “%(thing)s”") % {
        "thing": entry.object_key
    },
    "cancel-meeting": lambda entry: _("cancelled the meeting “%(thing)s”: %(reason)s") % {
        "thing": entry.object_key, "reason": entry.facts["reason"],
    },
    "make-calendar": lambda entry: _("made a calendar address"),
    "revoke-calendar": lambda entry: _("revoked a calendar address"),
    "draft-silence": lambda entry: _("drafted the proposal “%(thing)s”") % {"thing": entry.object_key},
    "change-silence": lambda entry: _("changed the draft of the proposal “%(thing)s”") % {"thing": entry.object_key},
    "circulate-silence": lambda entry: _("circulated the proposal “%(thing)s”; addressees: %(number)s") % {
        "thing": entry.object_key, "number": entry.facts["addressees"],
    },
    "reply-to-silence": _replied,
    "withdraw-silence": lambda entry: _("withdrew the proposal “%(thing)s”: %(reason)s") % {
        "thing": entry.object_key, "reason": entry.facts["reason"],
    },
    "close-silence": lambda entry: _("closed the proposal “%(thing)s”: adopted by silence") % {
        "thing": entry.object_key
    },
}

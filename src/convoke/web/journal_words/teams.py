"""Sentences on partnership teams."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.models import JournalEntry
from convoke.programme.models import TeamDuty, TeamMember
from convoke.programme.states import DutyState


def _of(entry: JournalEntry, **more: object) -> dict[str, object]:
    return {"session": entry.object_key, "party": entry.facts.get("party", ""), **more}


def _replied(entry: JournalEntry) -> str:
    if entry.facts["joined"]:
        return _("joined the team of session %(session)s: %(party)s") % _of(entry)
    return _("declined to join the team of session %(session)s: %(party)s") % _of(entry)


def _kind(entry: JournalEntry) -> str:
    return str(TeamDuty.Kind(entry.facts["kind"]).label)


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "offer-to-partner": lambda entry: _("offered to help prepare session %(session)s: %(party)s") % _of(entry),
    "invite-to-team": lambda entry: _("invited to the team of session %(session)s: %(parties)s") % _of(
        entry, parties=formats.phrase(entry.facts["parties"])),
    "reply-to-team-invitation": _replied,
    "accept-offer": lambda entry: _("took up the offer of %(party)s to help prepare session %(session)s") % _of(entry),
    "decline-offer": lambda entry: _(
        "did not take up the offer of %(party)s to help prepare session %(session)s") % _of(entry),
    "change-team-role": lambda entry: _("changed the role of %(party)s in the team of session %(session)s: %(role)s")
    % _of(entry, role=TeamMember.Role(entry.facts["role"]).label),
    "leave-team": lambda entry: _("recorded that %(party)s left the team of session %(session)s") % _of(entry),
    "set-duty": lambda entry: _("said what the team of session %(session)s owes: %(kind)s") % _of(
        entry, kind=_kind(entry)),
    "change-duty": lambda entry: _("said how far the team of session %(session)s is: %(kind)s, %(state)s") % _of(
        entry, kind=_kind(entry), state=DutyState(entry.facts["state"]).label),
    "waive-duty": lambda entry: _("said what is not needed of the team of session %(session)s: %(kind)s") % _of(
        entry, kind=_kind(entry)),
    "record-team-exception": lambda entry: _(
        "recorded why the team of session %(session)s is accepted as it is (PRO-1): %(reason)s") % _of(
        entry, reason=entry.facts["reason"]),
    "withdraw-team-exception": lambda entry: _(
        "took back the exception for the team of session %(session)s (PRO-1)") % _of(entry),
    "plan-call": lambda entry: _("planned a call of the team of session %(session)s") % _of(entry),
    "change-call": lambda entry: _("changed a call of the team of session %(session)s") % _of(entry),
    "cancel-call": lambda entry: _("cancelled a call of the team of session %(session)s") % _of(entry),
    "note-call": lambda entry: _("wrote notes of a call of the team of session %(session)s") % _of(entry),
}

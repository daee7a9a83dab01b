"""Sentences on panels and timetables."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from convoke.core.models import JournalEntry
from convoke.programme.models import Role
from convoke.programme.states import PanelState


def _of(entry: JournalEntry) -> dict[str, Any]:
    role = entry.facts.get("role", "")
    return {
        "thing": entry.object_key, **entry.facts, "role": Role(role).label if role in Role.values else role,
        "reply": PanelState(entry.facts["reply"]).label if "reply" in entry.facts else "",
    }


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "set-timetable-zone": lambda entry: _("set the time zone of the meeting: %(zone)s") % _of(entry),
    "add-room": lambda entry: _("added the room “%(thing)s”") % _of(entry),
    "change-room": lambda entry: _("changed the room “%(thing)s”") % _of(entry),
    "place-session": lambda entry: _("gave session %(thing)s its time and room") % _of(entry),
    "undo-move": lambda entry: _("undid the last move of session %(thing)s") % _of(entry),
    "unplace-session": lambda entry: _("took session %(thing)s out of the timetable") % _of(entry),
    "plan-interpretation": lambda entry: _("planned the interpretation of session %(thing)s") % _of(entry),
    "release-timetable": lambda entry: _("released version %(number)s of the timetable; changes: %(changes)s")
    % _of(entry),
    "propose-panellist": lambda entry: _("proposed %(person)s for session %(thing)s as: %(role)s") % _of(entry),
    "invite-panellist": lambda entry: _("invited %(person)s to session %(thing)s as: %(role)s") % _of(entry),
    "open-panel-invitation": lambda entry: _("opened the invitation of %(person)s to session %(thing)s") % _of(entry),
    "reply-for-panellist": lambda entry: _("replied for %(person)s to the invitation to session %(thing)s: %(reply)s")
    % _of(entry),
    "withdraw-panellist": lambda entry: _("withdrew %(person)s from session %(thing)s") % _of(entry),
    "set-biography": lambda entry: _("wrote the biography of %(person)s in session %(thing)s") % _of(entry),
}

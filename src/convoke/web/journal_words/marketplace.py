"""Sentences on the marketplace: its setting, requests and providers."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.models import JournalEntry
from convoke.marketplace.models import Window


def _of(entry: JournalEntry) -> dict[str, object]:
    return {"request": entry.object_key, "party": entry.facts.get("party", "")}


def _windows(entry: JournalEntry) -> str:
    named = [str(Window.Kind(one).label) for one in entry.facts["windows"]]
    return formats.phrase(named) if named else "–"


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "set-marketplace": lambda entry: _("set up the marketplace of the edition %(edition)s") % {
        "edition": entry.edition},
    "set-windows": lambda entry: _("set dates of the marketplace: %(windows)s") % {"windows": _windows(entry)},
    "draft-request": lambda entry: _("began request %(request)s of %(party)s") % _of(entry),
    "change-request": lambda entry: _("changed request %(request)s of %(party)s") % _of(entry),
    "submit-request": lambda entry: _("submitted request %(request)s of %(party)s for review") % _of(entry),
    "send-back-request": lambda entry: _("sent request %(request)s back to %(party)s with the reason") % _of(entry),
    "publish-request": lambda entry: _("published request %(request)s of %(party)s") % _of(entry),
    "withdraw-request": lambda entry: _("withdrew request %(request)s of %(party)s") % _of(entry),
    "close-request": lambda entry: _("closed request %(request)s of %(party)s with the reason") % _of(entry),
    "reopen-request": lambda entry: _("opened request %(request)s of %(party)s again") % _of(entry),
    "set-request-origins": lambda entry: _("said from which actions request %(request)s comes: %(actions)s") % {
        **_of(entry), "actions": ", ".join(entry.facts["actions"]) or "–"},
    "invite-providers": lambda entry: _("invited to register as providers: %(parties)s") % {
        "parties": formats.phrase(entry.facts["parties"])},
    "register-provider": lambda entry: _("registered %(party)s as a provider") % _of(entry),
    "change-provider": lambda entry: _("changed what %(party)s offers as a provider") % _of(entry),
    "decline-as-provider": lambda entry: _("recorded that %(party)s does not register as a provider") % _of(entry),
    "withdraw-provider": lambda entry: _("withdrew %(party)s as a provider") % _of(entry),
}

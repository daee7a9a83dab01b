"""Sentences on papers: written, circulated, commented, published."""

from collections.abc import Callable
from typing import Any

from django.utils.translation import gettext as _

from convoke.core.audiences import Audience
from convoke.core.models import JournalEntry
from convoke.library.states import CommentState


def _version(entry: JournalEntry) -> dict[str, Any]:
    return {"thing": entry.object_key, "number": entry.facts["version"]}


def _audiences(entry: JournalEntry) -> dict[str, Any]:
    return {
        "thing": entry.object_key, "before": Audience(entry.facts["from"]).label,
        "after": Audience(entry.facts["to"]).label,
    }


def _begun(entry: JournalEntry) -> str:
    if entry.facts["correction"]:
        return _("began a correction of the document “%(thing)s”: version %(number)s") % _version(entry)
    return _("began version %(number)s of the document “%(thing)s”") % _version(entry)


def _published(entry: JournalEntry) -> str:
    if entry.facts["correction"]:
        return _("published a correction of the document “%(thing)s”: version %(number)s") % _version(entry)
    return _("published version %(number)s of the document “%(thing)s”") % _version(entry)


def _aside(entry: JournalEntry) -> str:
    said = {**_version(entry), "reason": entry.facts["reason"]}
    if said["reason"]:
        return _("set version %(number)s of the document “%(thing)s” aside: %(reason)s") % said
    return _("set version %(number)s of the document “%(thing)s” aside") % said


def _file(entry: JournalEntry) -> dict[str, Any]:
    return {
        **_version(entry), "format": entry.facts["format"].upper(), "language": entry.facts["language"],
    }


def _read(entry: JournalEntry) -> str:
    said = _file(entry)
    if entry.facts["accepted"]:
        return _("had a file for version %(number)s of “%(thing)s” read: %(format)s, language %(language)s") % said
    return _(
        "had a file for version %(number)s of “%(thing)s” read, which cannot be taken: %(format)s, "
        "language %(language)s"
    ) % said


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "create-document": lambda entry: _("began the document “%(thing)s”") % {"thing": entry.object_key},
    "change-document": lambda entry: _("changed what the document “%(thing)s” is about") % {
        "thing": entry.object_key
    },
    "narrow-document": lambda entry: _(
        "gave the document “%(thing)s” to a narrower audience: %(after)s, before: %(before)s"
    ) % _audiences(entry),
    "widen-document": lambda entry: _(
        "gave the document “%(thing)s” to a wider audience: %(after)s, before: %(before)s"
    ) % _audiences(entry),
    "begin-version": _begun,
    "add-paragraph": lambda entry: _("added a paragraph to version %(number)s of “%(thing)s”") % _version(entry),
    "change-paragraph": lambda entry: _(
        "changed the kind of a paragraph in version %(number)s of “%(thing)s”") % _version(entry),
    "move-paragraph": lambda entry: _("moved a paragraph in version %(number)s of “%(thing)s”") % _version(entry),
    "remove-paragraph": lambda entry: _(
        "took a paragraph out of version %(number)s of “%(thing)s”") % _version(entry),
    "replace-text": lambda entry: _(
        "replaced the text of version %(number)s of “%(thing)s” in the language %(language)s"
    ) % {**_version(entry), "language": entry.facts["language"]},
    "append-text": lambda entry: _(
        "added a whole text to version %(number)s of “%(thing)s” in the language %(language)s"
    ) % {**_version(entry), "language": entry.facts["language"]},
    "circulate-version": lambda entry: _(
        "circulated version %(number)s of “%(thing)s” for comment") % _version(entry),
    "comment-on-version": lambda entry: _("commented on version %(number)s of “%(thing)s”") % _version(entry),
    "withdraw-comment": lambda entry: _(
        "withdrew a comment on version %(number)s of “%(thing)s”") % _version(entry),
    "answer-comment": lambda entry: _(
        "answered a comment on version %(number)s of “%(thing)s”: %(state)s"
    ) % {**_version(entry), "state": CommentState(entry.facts["state"]).label},
    "publish-version": _published,
    "set-version-aside": _aside,
    "hand-in-file": lambda entry: _(
        "handed in a file for version %(number)s of “%(thing)s”: %(format)s, language %(language)s") % _file(entry),
    "read-file": _read,
    "bring-document": lambda entry: _(
        "brought a document to be taken over into version %(number)s of “%(thing)s”") % _version(entry),
    "make-files": lambda entry: _("had the files of version %(number)s of “%(thing)s” made") % _version(entry),
    "take-file-back": lambda entry: _(
        "took a file out of version %(number)s of “%(thing)s”: %(format)s, language %(language)s") % _file(entry),
}

"""Sentences on questionnaires and responses."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from convoke.core.models import JournalEntry


def _submitted(entry: JournalEntry) -> str:
    said = {"thing": entry.object_key}
    if entry.facts["late"]:
        return _("submitted its answer to “%(thing)s” after the deadline") % said
    return _("submitted its answer to “%(thing)s”") % said


SENTENCES: dict[str, Callable[[JournalEntry], str]] = {
    "draft-questionnaire": lambda entry: _("drafted the questionnaire “%(thing)s”") % {"thing": entry.object_key},
    "change-questionnaire": lambda entry: _("changed the terms of the questionnaire “%(thing)s”") % {
        "thing": entry.object_key
    },
    "write-questionnaire": lambda entry: _("worked on the questions of “%(thing)s”, version %(version)s") % {
        "thing": entry.object_key, "version": entry.facts["version"],
    },
    "begin-correction": lambda entry: _("began to correct the questionnaire “%(thing)s”") % {
        "thing": entry.object_key
    },
    "correct-questionnaire": lambda entry: _("corrected the questionnaire “%(thing)s”: version %(version)s") % {
        "thing": entry.object_key, "version": entry.facts["version"],
    },
    "open-questionnaire": lambda entry: _("opened the questionnaire “%(thing)s”; asked: %(number)s") % {
        "thing": entry.object_key, "number": entry.facts["asked"],
    },
    "extend-questionnaire": lambda entry: _("extended the deadline of the questionnaire “%(thing)s”") % {
        "thing": entry.object_key
    },
    "close-questionnaire": lambda entry: _("closed the questionnaire “%(thing)s”") % {"thing": entry.object_key},
    "publish-results": lambda entry: _("published the results of the questionnaire “%(thing)s”") % {
        "thing": entry.object_key
    },
    "open-response": lambda entry: _("opened the questionnaire “%(thing)s” to read it") % {"thing": entry.object_key},
    "begin-response": lambda entry: _("began to answer “%(thing)s”") % {"thing": entry.object_key},
    "decline-response": lambda entry: _("said that it will not answer “%(thing)s”") % {"thing": entry.object_key},
    "disclose-response": lambda entry: _("chose who sees its answer to “%(thing)s”") % {"thing": entry.object_key},
    "submit-response": _submitted,
    "reopen-response": lambda entry: _("reopened its answer to “%(thing)s”") % {"thing": entry.object_key},
    "confirm-submission": lambda entry: _("confirmed what was entered for it in “%(thing)s”") % {
        "thing": entry.object_key
    },
    "answer-exercise-survey": lambda entry: _("made an exercise: %(number)s answers of states that do not exist") % {
        "number": entry.facts["answers"],
    },
}

"""What ``convoke survey`` can do with a questionnaire; results and their formats are registered beside its form."""

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.commands import Refused
from convoke.core.policy import readable

from .form.check import faults
from .form.model import to_json
from .form.xlsform import write_xlsform
from .models import Questionnaire, QuestionnaireVersion
from .queries import version_at_hand


@dataclass(frozen=True)
class Export:
    """A format in which a questionnaire, or what came of it, is written into a file."""

    ending: str
    write: Callable[[Actor, Questionnaire], bytes]
    """Gives the content of the file; raises :class:`Refused`."""


@dataclass(frozen=True)
class Way:
    """A subcommand on one questionnaire, beside ``import`` and ``export``."""

    help: str
    arguments: Callable[[argparse.ArgumentParser], None]
    """Adds its arguments; SLUG, ``--edition`` and ``--json`` are there already."""
    run: Callable[[Actor, Questionnaire, dict[str, Any]], str]
    """Gives what is printed; raises :class:`Refused`."""


EXPORTS: dict[str, Export] = {}
"""Formats by the name that ``--format`` takes."""
WAYS: dict[str, Way] = {}
"""Subcommands by their name."""


def register_export(name: str, export: Export) -> None:
    """Makes a format known; called while the apps are made ready."""
    EXPORTS[name] = export


def register_way(name: str, way: Way) -> None:
    """Makes a subcommand known; called while the apps are made ready."""
    WAYS[name] = way


def questionnaire_asked(actor: Actor, code: str, edition: str) -> Questionnaire:
    """The questionnaire with a code; raises :class:`Refused` where there is none, or one in several editions."""
    found = list(readable(actor, Questionnaire).filter(code=code).select_related("edition__forum"))
    if edition:
        found = [one for one in found if one.edition.code == edition]
    if not found:
        known = readable(actor, Questionnaire).values_list("code", flat=True).distinct().order_by("code")[:20]
        raise Refused(_("There is no questionnaire “%(code)s”. Known: %(known)s.") % {
            "code": code, "known": ", ".join(known) or "-"
        })
    if len(found) > 1:
        raise Refused(_("Several editions have a questionnaire “%(code)s”. Say which with --edition: %(known)s.") % {
            "code": code, "known": ", ".join(one.edition.code for one in found)
        })
    return found[0]


def _version(questionnaire: Questionnaire) -> QuestionnaireVersion:
    version = version_at_hand(questionnaire)
    if version is None or not version.parsed.by_code:
        raise Refused(_("The questions of “%(code)s” are not kept here.") % {"code": questionnaire.code})
    return version


def _xlsform(_actor: Actor, questionnaire: Questionnaire) -> bytes:
    form = _version(questionnaire).parsed
    wrong = faults(form)
    if wrong:
        raise Refused(_("A questionnaire can be exported once nothing in it is wrong or missing: %(first)s") % {
            "first": wrong[0].sentence
        })
    return write_xlsform(form, questionnaire.name, questionnaire.code)


def _json(_actor: Actor, questionnaire: Questionnaire) -> bytes:
    version = _version(questionnaire)
    whole = {
        "questionnaire": questionnaire.code, "edition": questionnaire.edition.code, "name": dict(questionnaire.name),
        "state": questionnaire.state, "version": version.number, "checksum": version.checksum,
        "frozen_at": version.frozen_at.isoformat() if version.frozen_at else None, "form": to_json(version.parsed),
    }
    return json.dumps(whole, ensure_ascii=False, indent=1).encode()


register_export("xlsform", Export("xlsx", _xlsform))
register_export("json", Export("json", _json))

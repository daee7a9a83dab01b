"""Having the outcome report of an edition made."""

import uuid
from pathlib import Path

from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import readable
from convoke.core.work.registry import Progress, Silent, results_folder
from convoke.editions.models import Edition

from .files import write_whole
from .outcome_report import compose
from .renderers import RENDERERS
from .rules import require_reporting


class UnknownChoiceError(LookupError):
    """An edition, a language or a format that there is not; the message names those there are."""


def find_edition(*, actor: Actor, code: str) -> Edition:
    """The edition with a code; raises :class:`UnknownChoiceError` when the actor can read none."""
    editions = readable(actor, Edition)
    try:
        return editions.get(code=code)
    except ObjectDoesNotExist:
        known = ", ".join(editions.values_list("code", flat=True)) or _("none")
        message = _("There is no edition “%(code)s”. Known: %(known)s.") % {"code": code, "known": known}
        raise UnknownChoiceError(message) from None


def check_choices(*, language: str, format: str) -> None:
    """Raises :class:`UnknownChoiceError` for a language or a format that reports are not made in."""
    languages = [code for code, _name in settings.LANGUAGES]
    if language not in languages:
        raise UnknownChoiceError(
            _("There is no language “%(language)s”. Accepted: %(accepted)s.")
            % {"language": language, "accepted": ", ".join(languages)}
        )
    if format not in RENDERERS:
        raise UnknownChoiceError(
            _("There is no format “%(format)s”. Accepted: %(accepted)s.")
            % {"format": format, "accepted": ", ".join(RENDERERS)}
        )


def produce_report(
    *,
    actor: Actor,
    edition: Edition,
    language: str,
    format: str,
    progress: Progress | None = None,
    target: Path | None = None,
    reader: Actor | None = None,
) -> Path:
    """Makes the outcome report of an edition and gives the file.

    Takes the edition, the codes of a language and a format, and where to put the file: by
    default among the results of background work. LIB-1: it contains what ``reader`` may
    read, by default what the actor may; for publication that is the public.

    The file appears whole or not at all. Raises :class:`~convoke.core.policy.Denied` for an
    actor who may not report, :class:`UnknownChoiceError` for an unknown language or format,
    and OSError when the file cannot be written.
    """
    require_reporting(actor)
    check_choices(language=language, format=format)
    progress = progress or Silent()
    report = compose(actor=reader or actor, edition=edition, language=language, progress=progress)
    progress.start(2, _("Setting the report"))
    content = RENDERERS[format](report)
    progress.advance(_("Writing the file"))
    path = target or results_folder() / f"{uuid.uuid4()}.{format}"
    with operation(actor=actor, verb="produce-report", on=edition, edition=edition.code) as recording:
        recording.facts = {"language": language, "format": format, "bytes": len(content)}
        write_whole(path, content)
    progress.advance(_("Done"))
    return path


def file_name(*, edition: str, language: str, format: str) -> str:
    """The name a report is handed out under."""
    return f"outcome-report-{edition}-{language}.{format}"

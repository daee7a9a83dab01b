"""Publishing the outcome report: composing it in the background and putting the file in place."""

import hashlib
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import ANONYMOUS, Actor
from convoke.core.models import Job
from convoke.core.policy import require
from convoke.core.work.operations import request_job
from convoke.core.work.registry import JobFailed, Outcome, Progress
from convoke.editions.models import Edition

from .models import FORMATS, PublishedReport
from .operations import produce_report

KIND = "outcome-report"


def published_file(report: PublishedReport) -> Path:
    """Where the file of a published report lies; named by its checksum, so it is never overwritten."""
    return _folder() / f"{report.checksum}.{report.format}"


def _folder() -> Path:
    folder: Path = settings.CONVOKE_HOME / "reports"
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def publish_report(
    *, actor: Actor, edition: Edition, language: str, format: str, progress: Progress
) -> PublishedReport:
    """Composes the report and publishes the file in place of the one before.

    LIB-1: everyone may read what is published, so it contains what everyone may read,
    whoever has it made. Raises Denied for an actor who may not. A process killed on the way leaves the
    report published before as it was.
    """
    require(actor, "report", PublishedReport)
    made = produce_report(
        actor=actor, reader=ANONYMOUS, edition=edition, language=language, format=format, progress=progress
    )
    content = made.read_bytes()
    checksum = hashlib.sha256(content).hexdigest()
    made.replace(_folder() / f"{checksum}.{format}")
    report, _created = PublishedReport.objects.update_or_create(
        edition=edition,
        language=language,
        format=format,
        defaults={"size": len(content), "checksum": checksum, "made_at": clock.now()},
    )
    return report


def report_job(*, actor: Actor, progress: Progress, edition: str, language: str, format: str) -> Outcome:
    """The same as background work; its page offers the published file."""
    found = Edition.objects.filter(code=edition).first()
    if found is None:
        raise JobFailed(_("There is no edition “%(code)s”.") % {"code": edition})
    report = publish_report(actor=actor, edition=found, language=language, format=format, progress=progress)
    return Outcome(summary={"edition": edition, "file": report.file_name, "bytes": report.size})


def request_all_reports(*, actor: Actor, edition: str) -> list[Job]:
    """Asks for the report in every language and format; gives the jobs."""
    require(actor, "report", PublishedReport)
    return [
        request_job(actor=actor, kind=KIND, edition=edition, language=language, format=code)
        for code in FORMATS
        for language, _name in settings.LANGUAGES
    ]

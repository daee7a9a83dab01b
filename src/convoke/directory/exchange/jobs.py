"""The import as background work: first only looked at, then, once confirmed, stored."""

from typing import Any

from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.files.operations import open_file
from convoke.core.models import StoredFile
from convoke.core.policy import require
from convoke.core.work.registry import JobFailed, Outcome, Progress

from ..models import Mandate
from ..operations.imports import import_people
from .planning import Planner
from .reading import Faults, Unreadable, read

KIND = "import-people"
SHOWN = 500
"""How many changes are listed one by one before they are confirmed."""


def import_job(*, actor: Actor, progress: Progress, file: str, seen: str = "") -> Outcome:
    """Looks at what a table handed in would change; with ``seen``, the digest of that, stores it.

    Raises JobFailed for a file that cannot be read and for faults, each with row and column.
    """
    require(actor, "import", Mandate)
    stored = StoredFile.objects.filter(pk=file).first()
    if stored is None:
        raise JobFailed(_("The table handed in is not there any more. Please hand it in again."))
    with open_file(stored) as handle:
        content = handle.read()
    faults = Faults()
    try:
        lines = read(stored.name, content, faults)
    except Unreadable as error:
        raise JobFailed(str(error)) from error
    if seen and not faults.number:
        plan = import_people(actor=actor, lines=lines, seen=seen, progress=progress)
    else:
        progress.start(len(lines), _("Reading the rows"))
        plan = Planner(lines, faults).work(progress)
    if faults.number:
        raise JobFailed(_("Nothing was imported: please correct the table and hand it in again."), faults.sentences())
    summary: dict[str, Any] = {"tally": plan.tally(), "rows": len(lines), "name": stored.name}
    if not seen:
        summary |= {"seen": plan.digest(), "said": plan.said[:SHOWN], "more": max(0, len(plan.said) - SHOWN)}
    return Outcome(summary={**summary, "stored": bool(seen)})

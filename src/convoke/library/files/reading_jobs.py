"""Files that were handed in are read in the background: for search, and to be taken over into the editor."""

import tempfile
from pathlib import Path

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.files.operations import open_file
from convoke.core.models import StoredFile
from convoke.core.work.registry import JobFailed, Outcome, Progress

from ..models import DocumentVersion, Rendition
from ..operations.files import record_reading
from .importing import markdown_of
from .reading import read_upload


def read_file(*, actor: Actor, progress: Progress, rendition: int, file: str) -> Outcome:
    """Reads a file that was handed in and records what was found, or why it cannot be taken.

    Whoever handed it in had the right then; it is read even if that right has ended since. Raises JobFailed with
    the sentence that its page shows as well.
    """
    progress.start(1)
    stored = StoredFile.objects.get(pk=file)
    found = Rendition.objects.select_related("version__document__edition").filter(pk=rendition, coming=stored).first()
    if found is None:
        return Outcome(summary={"name": stored.name})  # taken back or replaced meanwhile
    try:
        read = read_upload(_content(stored), stored.name)
    except ValidationError as error:
        fault = " ".join(error.messages)
        record_reading(actor=actor, rendition=found, file=stored, found=None, fault=f"{stored.name}: {fault}")
        raise JobFailed(fault) from error
    record_reading(actor=actor, rendition=found, file=stored, found=read)
    progress.advance()
    return Outcome(summary={"name": stored.name, "state": read.state.value})


def import_document(*, actor: Actor, progress: Progress, version: int, file: str) -> Outcome:
    """Makes an office file into text for the editor; the text is the file of the job.

    Raises JobFailed, with what is accepted, for a file that cannot be opened.
    """
    progress.start(1)
    stored, known = StoredFile.objects.get(pk=file), DocumentVersion.objects.filter(pk=version).first()
    if known is None:
        raise JobFailed(_("This version is no longer there."))
    try:
        text = markdown_of(_content(stored), stored.name)
    except ValidationError as error:
        raise JobFailed(" ".join(error.messages)) from error
    if not text.strip():
        raise JobFailed(_("The file holds no text. Accepted: DOCX, ODT, with words in it."))
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", delete=False, suffix=".md") as made:
        made.write(text)
    progress.advance()
    name = f"{Path(stored.name).stem}.md"
    return Outcome(
        summary={"name": stored.name, "version": known.number}, file=Path(made.name), name=name,
        content_type="text/markdown; charset=utf-8",
    )


def _content(stored: StoredFile) -> bytes:
    with open_file(stored) as content:
        return content.read()

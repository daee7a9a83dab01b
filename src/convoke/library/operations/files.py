"""Files of a draft: handed in and kept at once, read in the background, taken back."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.files.operations import take_in
from convoke.core.journal.operations import operation
from convoke.core.models import Job, StoredFile
from convoke.core.policy import require
from convoke.core.work.operations import request_job

from ..files.reading import FORMATS, Found, refuse
from ..models import DocumentVersion, Rendition
from ..states import UNREAD, ReadState
from ._common import locked, locked_draft

READING, IMPORTING = "paper-read", "paper-import"
"""The kinds of background work that read a file handed in, and one to be taken over into the text."""
OFFICE_FORMATS = ("docx", "odt")
"""The formats whose text is taken over into the editor."""


def hand_in(
    *, actor: Actor, version: DocumentVersion, language: str, upload: "UploadedFile[bytes]"
) -> Rendition:
    """Hands in a draft in a language as a file: it is kept at once and read in the background.

    One of the same format handed in before stands until the new one was read and found to be in order. The file
    itself is kept for the task force: others are given it by way of its version, so that narrowing a document
    holds for its files (LIB-1). Raises Denied, and ValidationError for a version that is frozen, a language that
    is not known, or a file that is not accepted at first sight.
    """
    require(actor, "write", version.document)
    with operation(
        actor=actor, verb="hand-in-file", on=version.document, edition=version.document.edition.code
    ) as recording:
        present = locked_draft(version)
        known = dict(settings.CONVOKE_CONTENT_LANGUAGES)
        if language not in known:
            raise ValidationError({"language": _("Unknown language: %(unknown)s. Accepted: %(accepted)s.") % {
                "unknown": language[:20], "accepted": ", ".join(known)}})
        stored = _kept(actor, upload, FORMATS)
        ending = stored.name.lower().rpartition(".")[2]
        made = present.renditions.filter(language=language, format=ending, is_made=False).first()
        if made is None or made.state in UNREAD:
            made, _is_new = Rendition.objects.update_or_create(
                version=present, language=language, format=ending,
                defaults={"file": stored, "is_made": False, "state": ReadState.WAITING, "text": ""},
            )
        made.coming, made.fault = stored, ""
        made.save(update_fields=["coming", "fault"])
        request_job(actor=actor, kind=READING, rendition=made.pk, file=str(stored.pk))
        recording.facts = {"version": present.number, "language": language, "format": ending, "file": stored.name}
    return made


def record_reading(
    *, actor: Actor, rendition: Rendition, file: StoredFile, found: Found | None, fault: str = ""
) -> Rendition | None:
    """Records what was found in a file that was handed in, or why it cannot be taken; for the background alone.

    Where it cannot be taken, a file handed in before it stands on. Gives None where the file was taken back or
    replaced meanwhile.
    """
    document = rendition.version.document
    with operation(actor=actor, verb="read-file", on=document, edition=document.edition.code) as recording:
        version = locked(rendition.version)
        present = version.renditions.filter(pk=rendition.pk, coming=file).first()
        facts = {"version": version.number, "language": rendition.language, "format": rendition.format}
        recording.facts = {**facts, "accepted": found is not None}
        if present is None:
            return None
        present.coming, present.fault = None, fault[:300]
        if found is not None:
            present.file, present.state, present.text = file, found.state, found.text.replace("\x00", "")
        elif present.file_id == file.pk:
            present.state = ReadState.REFUSED
        present.save(update_fields=["coming", "fault", "file", "state", "text"])
    return present


def take_back(*, actor: Actor, version: DocumentVersion, rendition: Rendition) -> None:
    """Takes a file out of a draft. Raises Denied, and ValidationError for a version that is frozen."""
    require(actor, "write", version.document)
    with operation(
        actor=actor, verb="take-file-back", on=version.document, edition=version.document.edition.code
    ) as recording:
        present = locked_draft(version)
        present.renditions.filter(pk=rendition.pk).delete()
        recording.facts = {"version": present.number, "language": rendition.language, "format": rendition.format}


def bring_document(*, actor: Actor, version: DocumentVersion, upload: "UploadedFile[bytes]") -> Job:
    """Keeps an office file whose text is to be taken over, and has it made into text in the background.

    Nothing of the draft changes: what was found is shown first. Gives the job, whose file is the text. Raises
    Denied, and ValidationError for a version that is frozen or a file that is not accepted at first sight.
    """
    require(actor, "write", version.document)
    with operation(
        actor=actor, verb="bring-document", on=version.document, edition=version.document.edition.code
    ) as recording:
        present = locked_draft(version)
        stored = _kept(actor, upload, OFFICE_FORMATS)
        recording.facts = {"version": present.number, "file": stored.name}
        return request_job(actor=actor, kind=IMPORTING, version=present.pk, file=str(stored.pk))


def _kept(actor: Actor, upload: "UploadedFile[bytes]", formats: tuple[str, ...]) -> StoredFile:
    try:
        refuse(upload, formats)
        return take_in(actor=actor, upload=upload, audience=Audience.TASK_FORCE)
    except ValidationError as error:
        raise ValidationError({"file": error.messages}) from error

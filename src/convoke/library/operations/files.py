"""Files of a draft: handed in, read for what they say, taken back."""

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.files.operations import open_file, take_in
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..files.reading import read_upload
from ..models import DocumentVersion, Rendition
from ._common import locked_draft


def hand_in(
    *, actor: Actor, version: DocumentVersion, language: str, upload: "UploadedFile[bytes]"
) -> Rendition:
    """Hands in a draft in a language as a file; one of the same format handed in before is replaced.

    The file itself is kept for the task force: others are given it by way of its version, so that narrowing a
    document holds for its files (LIB-1). Raises Denied, and ValidationError for a version that is frozen, a
    language that is not known, or a file that is not accepted.
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
        stored = take_in(actor=actor, upload=upload, audience=Audience.TASK_FORCE)
        with open_file(stored) as content:
            found = read_upload(content.read(), stored.name)
        made, _is_new = Rendition.objects.update_or_create(
            version=present, language=language, format=found.format,
            defaults={"file": stored, "is_made": False, "state": found.state, "text": found.text.replace("\x00", "")},
        )
        recording.facts = {"version": present.number, "language": language, "format": found.format, "file": stored.name}
    return made


def take_back(*, actor: Actor, version: DocumentVersion, rendition: Rendition) -> None:
    """Takes a file out of a draft. Raises Denied, and ValidationError for a version that is frozen."""
    require(actor, "write", version.document)
    with operation(
        actor=actor, verb="take-file-back", on=version.document, edition=version.document.edition.code
    ) as recording:
        present = locked_draft(version)
        present.renditions.filter(pk=rendition.pk).delete()
        recording.facts = {"version": present.number, "language": rendition.language, "format": rendition.format}

"""What all operations on papers share."""

import secrets

from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext as _

from convoke.core.languages import Translated

from ..models import Document, DocumentVersion
from ..states import VERSION, ReadState, VersionState

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def new_key() -> str:
    """A key for a paragraph; nobody reads it, and no two are the same."""
    return "".join(secrets.choice(_LETTERS) for _place in range(10))


def locked_document(document: Document) -> Document:
    """The document as it is now, held until the end of the transaction."""
    return Document.objects.select_for_update(of=("self",)).select_related("edition__forum").get(pk=document.pk)


def locked(version: DocumentVersion) -> DocumentVersion:
    """The version as it is now, held until the end of the transaction."""
    held = DocumentVersion.objects.select_for_update(of=("self",)).select_related("document__edition__forum")
    return held.get(pk=version.pk)


def locked_draft(version: DocumentVersion) -> DocumentVersion:
    """The same, of a draft; raises ValidationError for one that is none any more (LIB-2)."""
    present = locked(version)
    if present.state != VersionState.DRAFT:
        raise ValidationError(why_frozen(present))
    return present


def why_frozen(version: DocumentVersion) -> str:
    """Why a version can no longer be written."""
    if version.state == VersionState.PUBLISHED:
        return _("LIB-2: a published version never changes. Begin the next version; say whether it is a correction.")
    if version.state == VersionState.CIRCULATED:
        return _("This version is circulated for comment; its text stays as it is. Begin the next version.")
    return _("This version was set aside. Begin the next version.")


def take_on(version: DocumentVersion, to: VersionState) -> DocumentVersion:
    """The version locked and set to its next state; raises ValidationError where no way leads there."""
    present = locked(version)
    if to not in VERSION[VersionState(present.state)]:
        raise ValidationError(
            _("The version is “%(state)s”; this can no longer be done."),
            params={"state": present.get_state_display()},
        )
    present.state = to
    return present


def check_has_content(version: DocumentVersion) -> None:
    """Raises ValidationError for a version with neither a text nor a file, or with a file that is not read yet."""
    texts = version.paragraphs.values_list("texts", flat=True)
    written = any(text.strip() for said in texts for text in said.values())
    files = version.renditions.filter(is_made=False)
    if files.filter(Q(state=ReadState.WAITING) | Q(coming__isnull=False)).exists():
        raise ValidationError(_("A file that was handed in is still being read. Try again in a moment."))
    if files.filter(state=ReadState.REFUSED).exists():
        raise ValidationError(_("A file that was handed in cannot be taken. Take it back, or hand in another."))
    if not written and not files.exists():
        raise ValidationError(_("There is nothing to read yet. Write the text or hand in a file first."))


def words(text: object) -> Translated:
    """A text given as ``{language: text}`` or in one language, without empty ones."""
    given = text if isinstance(text, dict) else {"en": str(text or "")}
    return Translated({language: said.strip() for language, said in given.items() if str(said).strip()})

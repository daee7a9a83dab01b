"""Taking files in and giving them out."""

import hashlib
import re
import zipfile
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from ..actors import Actor
from ..audiences import Audience
from .models import StoredFile

LARGEST = 20 * 1024 * 1024
"""The largest file taken in, in bytes."""
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
}
"""What is taken in, by the ending of the name."""
_STARTS = {"pdf": b"%PDF-", "png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff"}
_INSIDE = {"docx": "word/document.xml", "xlsx": "xl/workbook.xml", "odt": "content.xml"}


def take_in(*, actor: Actor, upload: "UploadedFile[bytes]", audience: Audience, party: str = "") -> StoredFile:
    """Stores a file handed in; the caller holds the transaction and has asked for the right.

    Raises ValidationError for a file that is empty, larger than :data:`LARGEST`, of a
    type that is not accepted, or whose content is not what its name says.
    """
    content = upload.read(LARGEST + 1)
    ending = kind_of(upload.name or "", content)
    checksum = hashlib.sha256(content).hexdigest()
    stored = StoredFile(
        name=clean_name(upload.name or f"file.{ending}"),
        content_type=TYPES[ending],
        size=len(content),
        checksum=checksum,
        audience=audience,
        party=party,
        handed_in_by_id=actor.account_id,
    )
    if not default_storage.exists(stored.place):
        default_storage.save(stored.place, ContentFile(content))
    stored.save(force_insert=True)
    return stored


def kind_of(name: str, content: bytes) -> str:
    """The ending under which a file is accepted, judged by name and content; raises ValidationError."""
    ending = name.lower().rpartition(".")[2].replace("jpeg", "jpg")
    if not content:
        raise ValidationError(_("The file is empty."))
    if len(content) > LARGEST:
        raise ValidationError(_("The file is too large. Accepted: up to %(size)s MB.") % {"size": LARGEST // 1024**2})
    if ending not in TYPES:
        raise ValidationError(
            _("Files of this type are not accepted. Accepted: %(types)s.") % {"types": ", ".join(sorted(TYPES))}
        )
    if not _is_what_it_says(ending, content):
        raise ValidationError(_("The content of the file is not that of a %(type)s file.") % {"type": ending.upper()})
    return ending


def open_file(stored: StoredFile) -> IO[bytes]:
    """The content of a stored file, to be read."""
    return default_storage.open(stored.place, "rb")


def clean_name(name: str) -> str:
    """A file's name without folders, control and quotation characters, 160 characters at most."""
    plain = re.sub(r'[\x00-\x1f\x7f"<>|:*?\\/]+', " ", name.replace("\\", "/").rpartition("/")[2]).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[: 159 - len(ending)]}{dot}{ending}" or "file"


def _is_what_it_says(ending: str, content: bytes) -> bool:
    if ending in _STARTS:
        return content.startswith(_STARTS[ending])
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _INSIDE[ending] in archive.namelist()
    except zipfile.BadZipFile:
        return False

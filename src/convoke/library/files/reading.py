"""Reading files of papers that are handed in: what they are, and the text that is found in them."""

import io
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from convoke.core.files.operations import LARGEST, kind_of
from convoke.core.files.safety import check_archive

from ..states import ReadState
from . import pandoc
from .scanning import Scan, scan

FORMATS = ("docx", "odt", "pdf")
"""The formats in which papers are handed in."""
LONGEST = 2_000_000
"""Characters of a text that are kept, for search: about a thousand pages."""
_BEFORE_2007 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The first bytes of an office file with a password, and of one of before 2007."""
_PASSWORD = 4
"""What pdfium says of a document for which it needs a password."""


@dataclass(frozen=True)
class Found:
    """A file as it was found: its format, its text, and what is known of the text."""

    format: str
    text: str
    state: ReadState


def refuse(upload: "UploadedFile[bytes]", formats: Sequence[str] = FORMATS) -> None:
    """Raises ValidationError, with a sentence, for a file that can be told at a glance not to be accepted.

    Looked at are its size, before anything of it is read, its name and its first bytes; the rest takes longer.
    """
    name = upload.name or ""
    if name.lower().rpartition(".")[2] not in formats:
        raise _of_another_type(formats)
    if (upload.size or 0) > LARGEST:
        raise ValidationError(_("The file is too large. Accepted: up to %(size)s MB.") % {"size": LARGEST // 1024**2})
    if upload.read(len(_BEFORE_2007)) == _BEFORE_2007 and not name.lower().endswith(".pdf"):
        raise ValidationError(_(
            "The file is protected by a password, or in the format of before 2007. Accepted: %(types)s, without a "
            "password."
        ) % {"types": "DOCX, ODT"})
    upload.seek(0)


def read_upload(content: bytes, name: str) -> Found:
    """What a file handed in holds.

    A file in which the scanner finds something, or of which it cannot tell, is held: it is not opened. Raises
    ValidationError, with a sentence, for a file that is empty, too large, of another type, not what its name
    says, damaged, or with macros.
    """
    found = checked(content, name)
    if scan(content) is not Scan.CLEAN:
        return Found(found, "", ReadState.HELD)
    if found == "pdf":
        return _pdf(content)
    text = _words(content, found)
    return Found(found, text, ReadState.READ if text else ReadState.NO_TEXT)


def checked(content: bytes, name: str) -> str:
    """The format of a file that may be opened; raises ValidationError for any other."""
    ending = name.lower().rpartition(".")[2]
    if ending not in FORMATS:
        raise _of_another_type(FORMATS)
    if ending != "pdf" and content:
        try:
            check_archive(io.BytesIO(content), "DOCX, ODT")
        except ValueError as error:
            raise ValidationError(str(error)) from error
    found = kind_of(name, content)
    if found == "odt":
        _check_open_document(content)
    return found


def _of_another_type(formats: Sequence[str]) -> ValidationError:
    return ValidationError(
        _("Files of this type are not accepted. Accepted: %(types)s.") % {"types": ", ".join(formats)}
    )


def _check_open_document(content: bytes) -> None:
    """An OpenDocument file tells of its password and its macros in its own way."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        names = archive.namelist()
        manifest = archive.read("META-INF/manifest.xml") if "META-INF/manifest.xml" in names else b""
    if b"encryption-data" in manifest:
        raise ValidationError(_("The file is protected by a password. Accepted: a file without a password."))
    if any(name.startswith(("Basic/", "Scripts/")) and not name.endswith("/") for name in names):
        raise ValidationError(
            _("The file holds macros, so that it is not opened. Accepted: %(types)s, without macros.")
            % {"types": "DOCX, ODT"}
        )


def _words(content: bytes, format: str) -> str:
    try:
        text = pandoc.convert(content, f"--from={format}", "--to=plain", "--wrap=none")
    except ValueError as error:
        raise ValidationError(_("The file is damaged, so that it cannot be read.")) from error
    return _plain(text.decode())


def _plain(text: str) -> str:
    """No text is kept with characters that a database refuses."""
    return text.replace("\x00", " ").replace("\r\n", "\n").replace("\ufffe", "").strip()[:LONGEST]


def _pdf(content: bytes) -> Found:
    import pypdfium2  # noqa: PLC0415  (large, and needed for this alone)

    try:
        document = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        if getattr(error, "err_code", None) == _PASSWORD:
            return Found("pdf", "", ReadState.LOCKED)
        raise ValidationError(_("The file is damaged, so that it cannot be read.")) from error
    pages, length = list[str](), 0
    try:
        for number in range(len(document)):
            try:
                text = document[number].get_textpage().get_text_bounded()
            except pypdfium2.PdfiumError:
                continue  # one damaged page takes nothing from the others
            pages.append(text)
            length += len(text)
            if length > LONGEST:
                break
    finally:
        document.close()
    found = _plain("\n\n".join(pages))
    return Found("pdf", found, ReadState.READ if found else ReadState.NO_TEXT)

"""Whether an office file that somebody handed in may be opened: a plain archive of a bearable size, without macros."""

import zipfile
from typing import IO

from django.utils.translation import gettext as _

LARGEST = 20 * 1024 * 1024
"""Bytes of a file, at most."""
UNPACKED = 100 * 1024 * 1024
"""Bytes of all its parts once unpacked, at most."""
TEXT = 24 * 1024 * 1024
"""Bytes of the parts that are read as text, at most: far more than the longest paper or questionnaire needs."""
RATIO, UNSUSPICIOUS = 200, 8 * 1024 * 1024
"""How much the parts may grow when unpacked, once they are more than a few bytes."""
PARTS = 2_000
_READ = (".xml", ".rels", ".vml")
_MACROS = ("vbaproject.bin", "vbadata.xml", "attachedtoolbars.bin")


def check_archive(file: IO[bytes], types: str = "XLSX, DOCX") -> None:
    """Raises ValueError, with a sentence for who handed it in, where a file must not be opened.

    Refused are: an empty file, one that is too large as it is or once unpacked (judged before anything is
    unpacked), one that is protected by a password or in the formats of before 2007, one with macros, and
    one whose parts define entities. The file is left at its beginning. ``types`` are the types accepted, as
    the sentences name them.
    """
    file.seek(0, 2)
    size = file.tell()
    file.seek(0)
    start = file.read(8)
    file.seek(0)
    if not size:
        raise ValueError(_("The file is empty."))
    if size > LARGEST:
        raise ValueError(_("The file is too large. Accepted: up to %(size)s MB.") % {"size": LARGEST // 1024**2})
    if start == b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1":
        raise ValueError(_(
            "The file is protected by a password, or in the format of before 2007. Accepted: %(types)s, without a "
            "password."
        ) % {"types": types})
    try:
        with zipfile.ZipFile(file) as archive:
            _check_size(archive)
            for part in archive.infolist():
                _check_part(archive, part, types)
    except ValueError:
        raise
    except Exception as error:  # a damaged archive breaks zipfile and zlib in many ways; none of them is ours
        raise _is_damaged(types) from error
    file.seek(0)


def _check_size(archive: zipfile.ZipFile) -> None:
    parts = archive.infolist()
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts) or 1
    text = sum(part.file_size for part in parts if part.filename.lower().endswith(_READ))
    grows = unpacked > UNSUSPICIOUS and unpacked > RATIO * packed
    if unpacked > UNPACKED or text > TEXT or grows or len(parts) > PARTS:
        raise ValueError(_(
            "The file is too large once unpacked, so that it is not opened. Accepted: up to %(size)s MB unpacked, "
            "%(text)s MB of them text."
        ) % {"size": UNPACKED // 1024**2, "text": TEXT // 1024**2})


def _check_part(archive: zipfile.ZipFile, part: zipfile.ZipInfo, types: str) -> None:
    name = part.filename.lower().rpartition("/")[2]
    if name in _MACROS:
        raise _has_macros(types)
    if not name.endswith(_READ):
        return
    content = archive.read(part)  # its size was looked at; a part that is longer than it says is refused by zipfile
    if name == "[content_types].xml" and b"macroenabled" in content.lower():
        raise _has_macros(types)
    if content[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\x00" in content[:200]:
        raise _is_damaged(types)
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError(_("The file holds definitions that no document needs, so that it is not opened."))


def _has_macros(types: str) -> ValueError:
    return ValueError(
        _("The file holds macros, so that it is not opened. Accepted: %(types)s, without macros.") % {"types": types}
    )


def _is_damaged(types: str) -> ValueError:
    return ValueError(_("The file is damaged, or of another type. Accepted: %(types)s.") % {"types": types})

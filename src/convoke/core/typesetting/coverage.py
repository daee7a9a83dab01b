"""Which characters the fonts have, read from the fonts themselves.

A text in a script that none of them has must not stop a report: what cannot be
printed is shown as the sign for a missing character.
"""

import struct
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

MISSING = "\N{REPLACEMENT CHARACTER}"
_INVISIBLE = frozenset(
    {*range(0x20), 0xAD, *range(0x200B, 0x2010), *range(0x202A, 0x202F), 0x2060, *range(0x2066, 0x206A)}
)
"""Characters that guide setting and need no shape."""


@lru_cache(maxsize=4)
def of_fonts(folder: Path) -> frozenset[int]:
    """The code points that at least one font file of a folder has."""
    files = [file for file in sorted(folder.iterdir()) if file.suffix in (".ttf", ".otf")]
    return _INVISIBLE.union(*(_of_font(file.read_bytes()) for file in files))


def printable(text: str, covered: frozenset[int]) -> str:
    """The text with the sign for a missing character in place of what no font has."""
    if text.isascii() or covered.issuperset(map(ord, text)):
        return text
    return "".join(sign if ord(sign) in covered else MISSING for sign in text)


def _of_font(data: bytes) -> Iterator[int]:
    """The code points of a font's character map (OpenType ``cmap``, formats 4 and 12)."""
    (tables,) = struct.unpack_from(">H", data, 4)
    for index in range(tables):
        tag, _checksum, start, _length = struct.unpack_from(">4sLLL", data, 12 + 16 * index)
        if tag != b"cmap":
            continue
        (maps,) = struct.unpack_from(">H", data, start + 2)
        for number in range(maps):
            _platform, _encoding, offset = struct.unpack_from(">HHL", data, start + 4 + 8 * number)
            yield from _of_map(data, start + offset)


def _of_map(data: bytes, start: int) -> Iterator[int]:
    (format_,) = struct.unpack_from(">H", data, start)
    if format_ == 4:
        (doubled,) = struct.unpack_from(">H", data, start + 6)
        ends = struct.unpack_from(f">{doubled // 2}H", data, start + 14)
        starts = struct.unpack_from(f">{doubled // 2}H", data, start + 16 + doubled)
        for first, last in zip(starts, ends, strict=True):
            yield from range(first, min(last, 0xFFFE) + 1)
    elif format_ == 12:
        (groups,) = struct.unpack_from(">L", data, start + 12)
        for group in range(groups):
            first, last, _glyph = struct.unpack_from(">LLL", data, start + 16 + 12 * group)
            yield from range(first, last + 1)

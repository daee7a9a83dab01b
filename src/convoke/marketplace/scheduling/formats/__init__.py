"""Files that hold an instance: our JSON, and the ``.dzn`` files in which instances are published."""

from pathlib import Path

from ..instance import Instance
from . import dzn, own


def read(path: Path) -> Instance:
    """The instance in a file: ``.dzn`` as published, anything else as our JSON.

    Raises ``OSError`` where the file cannot be read, :class:`~..errors.Unacceptable` where it is not accepted.
    """
    text = path.read_text(encoding="utf-8", errors="replace")
    return dzn.parse(text) if path.suffix == ".dzn" else own.parse(text)

"""Writing files so that nobody ever finds half of one."""

import os
import tempfile
from pathlib import Path


def write_whole(target: Path, content: bytes) -> None:
    """Puts ``content`` at ``target``: all of it or, if the process is killed, nothing.

    It is written beside the target under a hidden name, brought safely to the disk, and
    then takes the target's name in one step. Raises OSError when the folder cannot be written to.
    """
    handle, name = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    draft = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        draft.chmod(0o644)
        draft.replace(target)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise

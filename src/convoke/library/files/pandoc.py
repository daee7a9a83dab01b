"""pandoc, the converter of documents: called without a network, without the file system, and not for long."""

import subprocess

TIMEOUT = 60
"""Seconds after which it is given up."""


def convert(content: bytes, *options: str) -> bytes:
    """What pandoc makes of a content; raises ValueError for one it cannot read, or not in time."""
    import pypandoc  # noqa: PLC0415  (needed for this alone)

    command = [pypandoc.get_pandoc_path(), "--sandbox", *options, "--output=-"]
    try:
        done = subprocess.run(command, input=content, check=True, capture_output=True, timeout=TIMEOUT)  # noqa: S603
    except subprocess.SubprocessError as error:
        raise ValueError("pandoc could not convert it") from error
    return done.stdout

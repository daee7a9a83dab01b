"""Whether a file handed in holds what must not be passed on, as the installation's scanner says."""

import shlex
import subprocess
import tempfile
from enum import Enum

from django.conf import settings

EXERCISE = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
"""The text by which scanners are tried out (EICAR): harmless, and recognised without any scanner.

It stands here in two parts, so that no scanner takes this file for one.
"""
TIMEOUT = 60
"""Seconds after which a scanner is given up."""


class Scan(Enum):
    """What a scan came to."""

    CLEAN = "clean"
    FOUND = "found"
    UNSURE = "unsure"


def scan(content: bytes) -> Scan:
    """What is known of a file: without a scanner (``CONVOKE_SCANNER``) it is taken to be clean.

    The command gets the file on its standard input, or as a file where ``{file}`` stands in it; it ends with 0
    for a clean file and with 1 for a finding. What it cannot tell is unsure, and is held back as a finding is.
    """
    if EXERCISE in content:
        return Scan.FOUND
    command = shlex.split(settings.CONVOKE_SCANNER)
    if not command:
        return Scan.CLEAN
    try:
        code = _run(command, content)
    except (OSError, subprocess.SubprocessError):
        return Scan.UNSURE
    return {0: Scan.CLEAN, 1: Scan.FOUND}.get(code, Scan.UNSURE)


def _run(command: list[str], content: bytes) -> int:
    if not any("{file}" in part for part in command):
        done = subprocess.run(command, input=content, capture_output=True, timeout=TIMEOUT, check=False)  # noqa: S603
        return done.returncode
    with tempfile.NamedTemporaryFile(prefix="convoke-scan-") as file:
        file.write(content)
        file.flush()
        named = [part.replace("{file}", file.name) for part in command]
        return subprocess.run(named, capture_output=True, timeout=TIMEOUT, check=False).returncode  # noqa: S603

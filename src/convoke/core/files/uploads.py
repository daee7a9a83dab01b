"""What is sent at once is bounded before any of it is kept."""

import time
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import RequestDataTooBig
from django.core.files.uploadhandler import FileUploadHandler

from .operations import LARGEST

MOST = 5 * LARGEST
"""Bytes of one request with files, at most: a page may take several."""
PATIENCE = 30.0
"""Seconds for which what is too large is let pass, unread: a browser shows an answer once it has sent everything."""


class TooLarge(RequestDataTooBig):
    """A request with files that are larger than anything taken in."""


class Bounded(FileUploadHandler):
    """Refuses a request that is too large by what it says of its size, before it is kept in memory or on the disk."""

    def handle_raw_input(
        self, input_data: Any, META: Mapping[str, Any], content_length: int, boundary: str,  # noqa: N803
        encoding: str | None = None,
    ) -> None:
        """Raises TooLarge, after what was sent has been let pass."""
        if content_length <= MOST:
            return
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until and input_data.read(1024 * 1024):
            pass
        raise TooLarge("the request is larger than what is taken in at once")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> bytes:
        """Leaves what is within bounds to the handlers that keep it."""
        return raw_data

    def file_complete(self, file_size: int) -> None:
        """Keeps nothing itself."""

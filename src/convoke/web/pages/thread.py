"""The thread of a thing, ready for its page."""

from typing import Any

from django.http import HttpRequest

from convoke.core.languages import active_language, direction
from convoke.outcomes.thread import Stage, trace
from convoke.outcomes.thread.graph import Key

from ..lookups import lookups
from ..pictures.thread import draw, head_of
from .frame import actor_of

ALWAYS = frozenset({Stage.COMMITMENT, Stage.REPORT, Stage.NEXT})
"""Stages shown even when nothing stands there yet: that nobody took it on is worth seeing."""


def thread_context(request: HttpRequest, *starts: Key) -> dict[str, Any]:
    """Thread and picture for the component ``components/thread.html``."""
    thread = trace(actor_of(request), *starts)
    names = lookups(request).parties
    mirrored = direction(active_language()) == "rtl"
    return {"thread": thread, "picture": draw(thread, lambda node: head_of(node, names), mirrored=mirrored), "always": ALWAYS}

"""The thread of a thing, ready for its page."""

import datetime as dt
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.languages import active_language, direction
from convoke.core.versioned import versioned
from convoke.directory.queries import names
from convoke.outcomes.thread import Stage, Thread, trace
from convoke.outcomes.thread.graph import Key

from ..pictures.thread import Picture, draw, head_of
from .frame import actor_of

ALWAYS = frozenset({Stage.COMMITMENT, Stage.REPORT, Stage.NEXT})
"""Stages shown even when nothing stands there yet: that nobody took it on is worth seeing."""


def thread_context(request: HttpRequest, *starts: Key) -> dict[str, Any]:
    """Thread and picture for the component ``components/thread.html``."""
    thread, picture = _drawn(actor_of(request), starts, clock.today())
    return {"thread": thread, "picture": picture, "always": ALWAYS, "downloads": _address(thread)}


def _address(thread: Thread) -> str:
    """Where the thread of one thing is found as a file, without the ending; empty for several."""
    if len(thread.starts) != 1:
        return ""
    node = thread.nodes[next(iter(thread.starts))]
    if node.kind == "commitment":
        return ""  # it is known by its action and its party, and has no code of its own
    return reverse("thread-file", args=[node.edition, node.kind, node.code, "svg"]).removesuffix(".svg")


@versioned()
def _drawn(actor: Actor, starts: tuple[Key, ...], on: dt.date) -> tuple[Thread, Picture]:
    language = active_language()
    thread, labels = trace(actor, *starts), names(language, on)
    return thread, draw(thread, lambda node: head_of(node, labels), mirrored=direction(language) == "rtl")

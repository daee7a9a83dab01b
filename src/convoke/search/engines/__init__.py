"""Engines: where the index lives. One small interface, so that another can take its place."""

from django.conf import settings
from django.utils.module_loading import import_string

from .base import Answer, Engine, Question

__all__ = ["Answer", "Engine", "Question", "engine"]

_made: dict[str, Engine] = {}


def engine() -> Engine:
    """The engine that ``settings.CONVOKE_SEARCH_ENGINE`` names."""
    path = settings.CONVOKE_SEARCH_ENGINE
    if path not in _made:
        _made[path] = import_string(path)()
    return _made[path]

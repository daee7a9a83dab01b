"""What the shell of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import translate_url
from django.utils.functional import SimpleLazyObject

from convoke.core import clock
from convoke.core.languages import active_language, direction
from convoke.editions.queries import forum

from .desks import bar


def shell(request: HttpRequest) -> dict[str, Any]:
    """Language, direction, the other languages of this page, the standing clock, and the forum.

    The forum is looked up only where a view gave none and the page asks for it.
    """
    language, actor = active_language(), getattr(request, "actor", None)
    return {
        "language": language,
        "direction": direction(language),
        "languages": [
            {"code": code, "name": name, "url": translate_url(request.get_full_path(), code), "dir": direction(code)}
            for code, name in settings.LANGUAGES
        ],
        "standing_at": clock.standing_at(),
        "demonstration": settings.CONVOKE_DEMONSTRATION,
        "forum": SimpleLazyObject(forum),
        "actor": actor,
        "rooms": SimpleLazyObject(lambda: bar.links(actor) if actor else []),
    }

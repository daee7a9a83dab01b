"""What the shell of every page needs."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import get_script_prefix
from django.utils.functional import SimpleLazyObject

from convoke.core import clock
from convoke.core.languages import active_language, direction
from convoke.editions.queries import forum

from .desks import bar


def in_language(address: str, present: str, language: str) -> str:
    """The address of the same page in another language; one without a language is the same in all."""
    before, behind = f"{get_script_prefix()}{present}/", f"{get_script_prefix()}{language}/"
    return behind + address.removeprefix(before) if address.startswith(before) else address


def shell(request: HttpRequest) -> dict[str, Any]:
    """Language, direction, the other languages of this page, the standing clock, and the forum.

    The forum is looked up only where a view gave none and the page asks for it.
    """
    language, actor, address = active_language(), getattr(request, "actor", None), request.get_full_path()
    return {
        "language": language,
        "direction": direction(language),
        "languages": [
            {"code": code, "name": name, "url": in_language(address, language, code), "dir": direction(code)}
            for code, name in settings.LANGUAGES
        ],
        "standing_at": clock.standing_at(),
        "demonstration": settings.CONVOKE_DEMONSTRATION,
        "forum": SimpleLazyObject(forum),
        "actor": actor,
        "rooms": SimpleLazyObject(lambda: bar.links(actor) if actor else []),
    }

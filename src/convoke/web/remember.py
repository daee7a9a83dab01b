"""Public pages are drawn once for each state of the forum and language, and then given out as they are.

Most readers are the public, and a page drawn for the public depends on its address,
the language, the day and the data alone. Whoever carries a session, and whoever has
a message waiting, is never given a remembered page.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers

from convoke.core import clock
from convoke.core.versioned import Memory

View = Callable[..., HttpResponse]
Drawn = tuple[int, bytes, tuple[tuple[str, str], ...]]
"""Status, content and headers of a page."""

PAGES = 400
_memory = Memory(PAGES)


def remembered(view: View) -> View:
    """A view whose pages for the public are remembered until the next journal entry."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not _is_for_everyone(request):
            return view(request, *args, **kwargs)
        status, content, headers = _memory.recall(_key(request), lambda: _drawn(view(request, *args, **kwargs)))
        response = HttpResponse(content, status=status, headers=dict(headers))
        patch_vary_headers(response, ("Cookie",))  # who signs in gets a page of his own at the same address
        return response

    return answer


def _is_for_everyone(request: HttpRequest) -> bool:
    own = {settings.SESSION_COOKIE_NAME, CookieStorage.cookie_name}
    return request.method == "GET" and own.isdisjoint(request.COOKIES)


def _key(request: HttpRequest) -> tuple[object, ...]:
    part = bool(request.headers.get("HX-Request")), bool(request.headers.get("HX-Boosted"))
    return request.get_full_path(), part, clock.today()


def _drawn(response: HttpResponse) -> Drawn:
    return response.status_code, response.content, tuple(response.items())

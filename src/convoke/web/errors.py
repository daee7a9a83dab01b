"""Pages for what went wrong: helpful, in the forum's own look, never a stack trace."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation

from convoke.core.policy import Denied
from convoke.directory.roles import role
from convoke.editions.models import Edition


class Missing(Exception):
    """A page that does not exist, with what there is instead.

    ``kind`` is what was looked for (“edition”, “action”), ``word`` what was asked,
    ``near`` are (label, address) pairs of what may be meant.
    """

    def __init__(self, kind: str, word: str, near: list[tuple[str, str]]) -> None:
        self.kind, self.word, self.near = kind, word, near
        super().__init__(word)


def missing(request: HttpRequest, error: Missing) -> HttpResponse:
    """404 for an address whose form is right but whose thing does not exist."""
    context = {"kind": error.kind, "word": error.word, "near": error.near}
    return render(request, "web/errors/404.html", context, status=404)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404 for an address that leads nowhere; says which languages and editions there are."""
    first, *more = request.path_info.strip("/").split("/")
    languages = dict(settings.LANGUAGES)
    with translation.override(first if first in languages else translation.get_language()):
        asked = more[0] if first in languages and more else first  # “/de/” has been led to “/en/de/”
        context = {
            "unknown_language": asked if len(asked) == 2 and asked not in languages else "",
            "editions": Edition.objects.select_related("forum").order_by("ordinal"),
        }
        return render(request, "web/errors/404.html", context, status=404)


def denied(request: HttpRequest, error: Denied) -> HttpResponse:
    """403 that names the roles whose right it is."""
    context = {"roles": [role(code) for code in sorted(error.roles)]}
    return render(request, "web/errors/403.html", context, status=403)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403 for any other refusal."""
    return render(request, "web/errors/403.html", {"roles": []}, status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose protection expired: nothing was changed, send it again."""
    return render(request, "web/errors/expired.html", status=403)


def broken(request: HttpRequest) -> HttpResponse:
    """500: the fault is ours and has been logged; uses no database and no context."""
    return render(request, "web/errors/500.html", status=500)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for a request that no form of ours sends."""
    return render(request, "web/errors/400.html", status=400)

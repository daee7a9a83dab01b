"""Pages for what went wrong: helpful, in the forum's own look, never a stack trace."""

from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import RequestDataTooBig
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.translation import gettext as _

from convoke.core.files.operations import LARGEST
from convoke.core.files.uploads import TooLarge
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
    """403 for a form whose protection expired: nothing was changed, send it again.

    What was typed into a page of this installation stands on it, to be sent with one click (CON-3).
    """
    return render(request, "web/errors/expired.html", {"typed": typed_here(request)}, status=403)


def typed_here(request: HttpRequest) -> list[tuple[str, str]]:
    """The fields of a form that a page of this very host sent; none of one that came from elsewhere."""
    said = request.headers.get("Origin") or request.headers.get("Referer") or ""
    own = request.method == "POST" and urlsplit(said).netloc == request.get_host()
    if not own or any("password" in name for name in request.POST):
        return []
    fields = [(name, value) for name, values in request.POST.lists() for value in values]
    return [(name, value) for name, value in fields if name != "csrfmiddlewaretoken"]


def broken(request: HttpRequest) -> HttpResponse:
    """500: the fault is ours and has been logged; uses no database and no context."""
    return render(request, "web/errors/500.html", status=500)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400 for a request that no form of ours sends; 413 for more than is taken in at once."""
    if isinstance(exception, TooLarge):
        return too_large(request)
    if isinstance(exception, RequestDataTooBig):
        return too_much(request)
    return render(request, "web/errors/400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """413: how large a file may be; what was typed beside it stays in the browser."""
    most = LARGEST // 1024**2
    if "json" in request.headers.get("Accept", ""):
        said = _("The file is too large. Accepted: up to %(size)s MB.") % {"size": most}
        return JsonResponse({"said": said}, status=413)
    return render(request, "web/errors/413.html", {"most": most, "is_file": True}, status=413)


def too_much(request: HttpRequest) -> HttpResponse:
    """413: how much text is taken in at once; the browser keeps what was typed."""
    most = settings.DATA_UPLOAD_MAX_MEMORY_SIZE // 1024**2
    if "json" in request.headers.get("Accept", ""):
        said = _("This is more text than can be sent at once. Accepted: up to %(most)s MB. What you typed stays on "
                 "this page.") % {"most": most}
        return JsonResponse({"said": said}, status=413)
    return render(request, "web/errors/413.html", {"most": most}, status=413)

"""The link of a notice: whoever opens it is led to the page it is about."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from convoke.core.languages import active_language
from convoke.outreach.operations.links import opened

from ..frame import actor_of


@never_cache
@require_safe
def notice_link(request: HttpRequest, token: str) -> HttpResponse:
    """Notes that the link was opened, and leads on to a page of this forum and of no other place."""
    if len(token) > 43:
        raise Http404
    delivery = opened(actor=actor_of(request), token=token) if request.method == "GET" else None
    if request.method == "GET" and delivery is None:
        raise Http404
    link = delivery.notice.link if delivery else ""
    target = f"/{active_language()}{link}" if link.startswith("/") else reverse("home")
    safe = url_has_allowed_host_and_scheme(target, allowed_hosts=None, require_https=not settings.DEBUG)
    return redirect(target if safe else reverse("home"))

"""In a demonstration: the messages that would have left."""

import re

import nh3
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.html import strip_tags
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from convoke.core.markup import TAGS
from convoke.core.policy import readable
from convoke.editions.queries import forum
from convoke.outreach.models import OutboxMessage

from ...errors import Missing
from ..frame import actor_of, near, page_of_list, show

LINK = re.compile(r"https?://[^\s<>\"]+")


def outbox(request: HttpRequest) -> HttpResponse:
    """All messages, newest first; nowhere but in a demonstration."""
    _demonstration_only()
    found = readable(actor_of(request), OutboxMessage)
    if address := request.GET.get("to", "").strip():
        found = found.filter(recipients__icontains=address)
    return show(
        request, "web/outreach/outbox.html", forum=forum(), page=page_of_list(request, found.defer("html")), to=address,
    )


def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: its plain text, and its HTML as sanitised text."""
    _demonstration_only()
    messages = readable(actor_of(request), OutboxMessage)
    found = messages.filter(pk=pk).first() if pk < 2**62 else None
    if found is None:
        known = [str(number) for number in messages.values_list("pk", flat=True)[:6]]
        raise Missing(_("message"), str(pk), near(str(pk), known, "outbox-message"))
    clean = nh3.clean(_body(found.html), tags=set(TAGS) - {"a"}, attributes={})
    return show(
        request, "web/outreach/outbox_message.html", forum=forum(), mail=found,
        html=mark_safe(clean),  # noqa: S308  (nh3 has just made it safe)
        links=list(dict.fromkeys(LINK.findall(found.text))),
        has_html=bool(strip_tags(found.html).strip()),
    )


def _body(html: str) -> str:
    """What stands in the body: a head has no place in a page."""
    return re.sub(r"(?is)<head\b.*?</head>", "", html)


def _demonstration_only() -> None:
    if not settings.CONVOKE_DEMONSTRATION:
        raise Http404

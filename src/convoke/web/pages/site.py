"""The forum's own pages: home, style guide, demonstration accounts, and what machines ask for."""

import hashlib
import json
from typing import Any

from django.conf import settings
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import cache_control

from convoke.core import clock
from convoke.directory.roles import ROLES
from convoke.editions import queries
from convoke.handover import schemas
from convoke.handover.exercise import ACCOUNTS
from convoke.outcomes import queries as outcomes

from ..assets import style_sheet
from .frame import actor_of, show
from .thread import thread_context


def root(request: HttpRequest) -> HttpResponse:
    """Leads to the forum's home in the reader's language."""
    return redirect(f"/{get_language_from_request(request)}/")


def home(request: HttpRequest) -> HttpResponse:
    """What the forum is, where it stands, and one thread to follow."""
    actor, forum, today = actor_of(request), queries.forum(), clock.today()
    current = queries.current(actor)
    context: dict[str, Any] = {}
    if forum and current:
        context = {
            "principles": queries.principles(actor, forum),
            "totals": outcomes.totals(actor, current),
            "editions": queries.editions(actor),
            "troika": queries.troika(actor, today),
            "upcoming": queries.upcoming(actor, today),
        }
        example = outcomes.example(actor, current)
        if example:
            context |= {"example": example, **thread_context(request, ("action", example.pk))}
    return show(request, "web/public/home.html", forum=forum, current=current, **context)


def styleguide(request: HttpRequest) -> HttpResponse:
    """Every component once; only in the demonstration and in development."""
    _demonstration_only()
    actor = actor_of(request)
    current = queries.current(actor)
    action = outcomes.example(actor, current) if current else None
    context = thread_context(request, ("action", action.pk)) if action else {}
    return show(request, "web/public/styleguide.html", forum=queries.forum(), action=action, current=current, **context)


def demonstration(request: HttpRequest) -> HttpResponse:
    """The demonstration accounts, one for each role."""
    _demonstration_only()
    accounts = [(account, role) for account in ACCOUNTS for role in ROLES if role.code == account.role]
    return show(request, "web/public/demonstration.html", forum=queries.forum(), accounts=accounts)


def _demonstration_only() -> None:
    if not settings.CONVOKE_DEMONSTRATION:
        raise Http404


@cache_control(max_age=3600)
def offline(request: HttpRequest) -> HttpResponse:
    """What the browser shows when there is no connection."""
    return render(request, "web/errors/offline.html")


@cache_control(max_age=0)
def service_worker(request: HttpRequest) -> HttpResponse:
    """The worker that keeps the offline page."""
    version = hashlib.sha256(style_sheet().encode()).hexdigest()[:12]
    return render(request, "web/sw.js", {"version": version}, content_type="text/javascript")


def data_schema(request: HttpRequest, name: str) -> HttpResponse:
    """The published schema of a file of the data folder."""
    try:
        schema = schemas.schema_for(f"{name.removesuffix('.schema.json')}.yaml")
    except LookupError as error:
        raise Http404 from error
    return HttpResponse(json.dumps(schema, ensure_ascii=False, indent=2), content_type="application/schema+json")


def health(request: HttpRequest) -> JsonResponse:
    """Whether this node can answer: for the machine that watches it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    return JsonResponse({"status": "ok"})

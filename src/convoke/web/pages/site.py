"""The forum's own pages: home, style guide, demonstration accounts, and what machines ask for."""

import hashlib
import json
from typing import Any

from allauth.account.forms import ResetPasswordForm
from django.conf import settings
from django.core.paginator import Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language_from_request
from django.views.decorators.cache import cache_control

from convoke.core import clock
from convoke.directory.roles import ROLES
from convoke.editions import queries
from convoke.editions.models import Edition
from convoke.handover import schemas
from convoke.handover.exercise import ACCOUNTS
from convoke.outcomes import queries as outcomes
from convoke.outcomes.models import Action
from convoke.practices import queries as practices
from convoke.programme import queries as programme
from convoke.programme.models import PanelRole

from ..assets import style_sheet
from ..lookups import lookups
from ..pictures import world
from .bodies.forms import ReplyForm
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
    if current and action:
        context |= _examples(request, current, action)
    return show(request, "web/public/styleguide.html", forum=queries.forum(), action=action, current=current, **context)


def _examples(request: HttpRequest, edition: Edition, action: Action) -> dict[str, Any]:
    """What the components of the style guide are shown with."""
    actor = actor_of(request)
    return {
        "form": ResetPasswordForm(),
        "choice": ReplyForm()["reply"],
        "terms": Action.Term.choices,
        "page": Paginator(range(100), 12).get_page(request.GET.get("page")),
        "panel": PanelRole.objects.filter(session=action.session_id).select_related("person", "party")[:3],
        "practice": practices.practices(actor, edition).first(),
        "reports": outcomes.reports_due(actor, edition)[:3],
        "balance": programme.edition_balance(actor, edition),
        "genders": programme.edition_genders(actor, edition),
        "world": world.draw(practices.by_country(actor, edition), lookups(request).parties),
        "address": reverse("practices", args=[edition.code]),
        "downloads_of_map": reverse("picture", args=[edition.code, "practices", "svg"]).removesuffix(".svg"),
    }


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

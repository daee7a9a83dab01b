"""Calendars: the file of a meeting, of an edition, and the secret address of one's own."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from convoke.bodies import queries
from convoke.bodies.calendars import calendar
from convoke.bodies.operations.calendars import make_feed, revoke_feed
from convoke.directory.queries import actor_for
from convoke.editions.models import Milestone
from convoke.editions.queries import forum
from convoke.marketplace.fair.calendars import all_events

from ...addresses import page_of
from ...lookups import lookups
from ..frame import actor_of, edition_or_missing, show
from .groups import body_or_missing
from .meetings import meeting_or_missing


def _address_of(request: HttpRequest) -> Callable[[Model], str]:
    def address(thing: Model) -> str:
        if isinstance(thing, Milestone):
            return request.build_absolute_uri(f"{reverse('calendar', args=[thing.edition.code])}#{thing.code}")
        return request.build_absolute_uri(page_of(thing))

    return address


def calendar_file(content: bytes, name: str) -> HttpResponse:
    """A calendar to take along."""
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.ics"'
    return response


def meeting(request: HttpRequest, code: str, meeting: str) -> HttpResponse:
    """One meeting to put into one's own calendar."""
    body = body_or_missing(request, code)
    found = meeting_or_missing(request, body, meeting)
    return calendar_file(calendar(str(body.name), [found], [], _address_of(request)), found.code)


def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """The milestones and meetings of an edition that the reader may see."""
    found = edition_or_missing(request, edition)
    milestones, meetings = queries.calendar_of(actor_of(request), found)
    name = f"{found.forum.name}: {found.code}"
    return calendar_file(calendar(name, meetings, milestones, _address_of(request)), f"{found.code}-calendar")


@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The calendar of one account, read at its secret address: what that account may read now."""
    account = queries.account_of_feed(token)
    if account is None:
        raise Http404
    with translation.override(account.language):
        actor, whole = actor_for(account), forum()
        milestones, meetings = queries.calendar_of(actor)
        address_of = _address_of(request)
        return calendar_file(calendar(
            str(whole.name) if whole else "", meetings, milestones, address_of,
            all_events(actor, address_of, lookups(request).parties.name),
        ), "calendar")


@never_cache
@login_required
def calendars(request: HttpRequest) -> HttpResponse:
    """One's own calendar address: made (and shown this once), made anew, revoked."""
    actor, address = actor_of(request), ""
    opened = queries.open_feed(actor)
    if request.method == "POST" and request.POST.get("do") == "revoke":
        if opened:
            revoke_feed(actor=actor, feed=opened)
            messages.success(request, _("The address was revoked. Nothing is read there any more."))
        return redirect("calendars")
    if request.method == "POST":
        address = request.build_absolute_uri(reverse("calendar-feed", args=[make_feed(actor=actor)]))
        opened = queries.open_feed(actor)
    return show(
        request, "web/bodies/calendars.html", section="settings", forum=forum(), feed=opened, address=address,
    )

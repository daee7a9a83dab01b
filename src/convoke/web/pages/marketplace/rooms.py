"""The rooms of whoever reads, and one room: what was said, who reads it, what is written next (MKT-1)."""

import hashlib
from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from convoke.core.policy import allows, require
from convoke.directory.models import Party
from convoke.marketplace.models import Interest, Message
from convoke.marketplace.operations import rooms as operations
from convoke.marketplace.phrases import OWNER, PROVIDER, text_of
from convoke.marketplace.rooms import closed_because, messages_of, rooms_of, sides_of

from ..files import stored_file
from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, page_of_list, reader_zone, show
from .meetings import block
from .room_forms import MessageForm
from .shared import SECTION, room_or_404


@dataclass(frozen=True)
class Shown:
    """A message as it is shown to whoever reads."""

    message: Message
    phrase: str
    is_own: bool
    """Whether the reader's side wrote it."""
    is_new: bool


@login_required
def rooms(request: HttpRequest, edition: str) -> HttpResponse:
    """MKT-1: the rooms of whoever reads, with what is unread in each; all of them for the office."""
    found = edition_or_missing(request, edition)
    page = page_of_list(request, rooms_of(actor_of(request), found))
    return show(
        request, "web/marketplace/rooms.html", edition=found, section=SECTION, page=page, zone=reader_zone(request)
    )


@login_required
def room(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """One room; asked for by htmx, its list of messages alone, and only when it has changed."""
    actor, one = actor_of(request), room_or_404(request, edition, number)
    sides = sides_of(actor, one)
    closed = closed_because(one)
    form = _form(request, one, sides) if sides and not closed else None
    if request.method == "POST":
        if form is None:
            require(actor, "write", Message(room=one))
            messages.error(request, closed)
            return redirect("marketplace-room", edition=one.request.edition.code, number=one.pk)
        if _written(request, one, form):
            messages.success(request, _("Your message stands in the room. The other side is told of it by e-mail."))
            return redirect("marketplace-room", edition=one.request.edition.code, number=one.pk)
    page = page_of_list(request, messages_of(actor, one))
    state = _state(page)
    is_part = bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")
    if is_part and request.GET.get("state") == state:
        return HttpResponse(status=204)
    shown = [_shown(message, sides, actor.account_id) for message in reversed(page.object_list)]
    if any(one.is_new for one in shown) and allows(actor, "read", Message(room=one)):
        operations.mark_read(actor=actor, room=one)
    return show(
        request, "web/marketplace/said.html" if is_part else "web/marketplace/room.html", edition=one.request.edition,
        section=SECTION, room=one, page=page, said=shown, state=state, form=form, closed=closed, is_silent=not sides,
        zone=reader_zone(request), status=422 if form and form.errors else 200,
        **({} if is_part else block(request, one)),
    )


def _written(request: HttpRequest, room: Interest, form: MessageForm) -> bool:
    if not form.is_valid():
        return False
    made = carried_out(form, lambda: operations.write_message(
        actor=actor_of(request), room=room, said=form.said()))
    return made is not None


def _form(request: HttpRequest, room: Interest, sides: list[Party]) -> MessageForm:
    own = {room.request.party_id: OWNER, room.provider.party_id: PROVIDER}
    typed = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return MessageForm(*typed, sides=[own[party.pk] for party in sides[:1]])


def _shown(message: Message, sides: list[Party], account: int | None) -> Shown:
    """Who speaks for both sides has written only what is written under that name."""
    is_own = message.by_id == account or [party.pk for party in sides] == [message.party_id]
    return Shown(
        message, text_of(message.phrase) if message.phrase else "", is_own,
        bool(sides) and not is_own and message.read_at is None,
    )


def _state(page: "Page[Message]") -> str:
    """What tells whether a list has changed since it was drawn."""
    lines = "".join(f"{one.pk} {one.told_at} {one.read_at}\n" for one in page.object_list)
    return hashlib.sha256(f"{page.number} {page.paginator.count}\n{lines}".encode()).hexdigest()[:16]


@login_required
def file(request: HttpRequest, edition: str, number: int, pk: UUID) -> FileResponse:
    """MKT-1: a file of a room, to take along, for whoever reads the room."""
    one = room_or_404(request, edition, number)
    message = get_object_or_404(messages_of(actor_of(request), one), file=pk)
    if message.file is None:
        raise Http404
    return stored_file(message.file)

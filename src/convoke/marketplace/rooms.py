"""Reading interests and rooms: one's own with what is unread, those of a request, who may see whom (MKT-1, MKT-2)."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.editions.states import EditionState

from .models import Interest, Message, Provider, Request
from .rules import OFFERING, SHOWN, asking_side, in_room, offering_side
from .states import InterestState, ProviderState, RequestState

STANDING = (InterestState.SHOWN, InterestState.ACCEPTED)
"""The interests of which something may still come."""


def unread(actor: Actor, path: str = "messages__") -> Q:
    """The messages the other side wrote that nobody of the actor's side has read yet."""
    room = path.removesuffix("messages__") if path else "room__"
    theirs = (asking_side(actor, room) & Q(**{f"{path}party": F(f"{room}provider__party")})) | (
        offering_side(actor, room) & Q(**{f"{path}party": F(f"{room}request__party")}))
    return Q(**{f"{path}read_at__isnull": True}) & theirs & ~Q(**{f"{path}by": actor.account_id or 0})


def rooms_of(actor: Actor, edition: Edition | None = None) -> QuerySet[Interest]:
    """MKT-1: the rooms of the actor, each with ``said``, ``unread`` and ``last_at``, the liveliest first; one query."""
    found = readable(actor, Interest).filter(in_room(actor))
    if edition is not None:
        found = found.filter(request__edition=edition)
    return _whole(found).annotate(
        said=Count("messages"), unread=Count("messages", filter=unread(actor)),
        last_at=Coalesce(Max("messages__at"), F("shown_at")),
    ).order_by("-last_at", "pk")


def room_of(actor: Actor, edition: Edition, number: int) -> Interest | None:
    """MKT-1: a room of the actor; None for every other, whether there is one or not. One query."""
    own = readable(actor, Interest).filter(in_room(actor), request__edition=edition, pk=number)
    return _whole(own).first()


def messages_of(actor: Actor, room: Interest) -> QuerySet[Message]:
    """MKT-1: what was said in a room, the latest first."""
    said = readable(actor, Message).filter(room=room)
    return said.select_related("party", "file", "by__person").order_by("-at", "-pk")


def sides_of(actor: Actor, room: Interest) -> list[Party]:
    """The parties of a room for which the actor speaks, the government first; both for a command. Two queries."""
    if actor.is_system:
        return [room.request.party, room.provider.party]
    own = Interest.objects.filter(pk=room.pk)
    found = []
    if own.filter(asking_side(actor)).exists():
        found.append(room.request.party)
    if own.filter(offering_side(actor)).exists():
        found.append(room.provider.party)
    return found


def over_because(room: Interest) -> str:
    """Why nothing more can become of an interest, whatever its state, as a sentence; nothing while it can."""
    if room.request.edition.state == EditionState.CLOSED:
        return _("This edition is closed; what was said can be read.")
    if room.request.state not in SHOWN:
        return _("The request is no longer published; what was said can be read.")
    if room.provider.state != ProviderState.REGISTERED:
        return _("The provider is no longer registered; what was said can be read.")
    return ""


def closed_because(room: Interest) -> str:
    """Why nothing more can be written in a room, as a sentence; nothing while it can."""
    if room.state == InterestState.DECLINED:
        return over_because(room) or _("The owner of the request has declined; what was said can be read.")
    if room.state == InterestState.WITHDRAWN:
        return over_because(room) or _("The provider has withdrawn its interest; what was said can be read.")
    return over_because(room)


@dataclass
class Interests:
    """The interests in a request that somebody may know of."""

    own: list[Interest] = field(default_factory=list)
    """MKT-1: those in whose room the actor is; all of them for the owner and the office."""
    shown: list[Interest] = field(default_factory=list)
    """MKT-2: other providers, who let themselves be shown to the actor's own."""
    offered: frozenset[int] = frozenset()
    """The keys of those in which the actor speaks for the provider."""


def interests_of(actor: Actor, request: Request) -> Interests:
    """MKT-1, MKT-2: the interests in a request as the actor may see them; three queries."""
    found = list(_whole(readable(actor, Interest).filter(request=request)))
    if not found:
        return Interests()
    there = Interest.objects.filter(request=request)
    rooms = set(there.filter(in_room(actor)).values_list("pk", flat=True))
    return Interests(
        [one for one in found if one.pk in rooms], [one for one in found if one.pk not in rooms],
        frozenset(there.filter(offering_side(actor)).values_list("pk", flat=True)),
    )


def may_show_interest(actor: Actor, request: Request, known: Iterable[Interest]) -> list[Provider]:
    """The actor's registered providers that have not shown interest in a published request; one query at most.

    ``known`` are the interests of the actor's own that there are.
    """
    if request.state != RequestState.PUBLISHED or request.edition.state == EditionState.CLOSED:
        return []
    standing = [one.provider.pk for one in known if one.state != InterestState.WITHDRAWN]
    own = readable(actor, Provider).filter(
        edition=request.edition, state=ProviderState.REGISTERED, party__in=actor.acting_for(OFFERING),
    )
    return list(own.exclude(pk__in=standing).exclude(party=request.party_id).select_related("party"))


def answers_waiting(actor: Actor) -> list[Request]:
    """The actor's own requests in which interest waits for an answer, each with ``waiting``; one query."""
    if actor.account_id is None:
        return []
    waiting = readable(actor, Interest).filter(
        asking_side(actor), state=InterestState.SHOWN, request__state__in=SHOWN,
        provider__state=ProviderState.REGISTERED,
    ).exclude(request__edition__state=EditionState.CLOSED)
    found = readable(actor, Request).filter(interests__in=waiting).select_related("edition")
    return list(found.annotate(waiting=Count("interests", distinct=True)).order_by("edition__ordinal", "code"))


def unread_rooms(actor: Actor) -> list[Interest]:
    """The rooms in which something waits to be read by the actor's side, each with ``unread``; one query."""
    if actor.account_id is None:
        return []
    waiting = readable(actor, Message).filter(unread(actor, ""))
    return list(rooms_of(actor).filter(pk__in=waiting.values("room")))


def _whole(found: QuerySet[Interest]) -> QuerySet[Interest]:
    return found.select_related("request__edition__forum", "request__party", "request__owner", "provider__party")

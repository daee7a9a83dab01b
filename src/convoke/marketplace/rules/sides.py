"""MKT-1 to MKT-4: requests, providers, interest and rooms: who reads and does what."""

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.policy import Policy, everything
from convoke.directory.models import GOVERNMENTS, Capacity
from convoke.directory.roles import FOCAL_POINT, OFFICE

from ..models import Interest, Marketplace, Message, OnRecord, Provider, Request, Window
from ..states import InterestState, ProviderState, RequestState

ASKING = (Capacity.FOCAL_POINT, Capacity.DEPUTY)
"""MKT-3: the capacities in which a request is posted for a government."""
OFFERING = (*ASKING, Capacity.PROVIDER, Capacity.OBSERVER)
"""The capacities in which a person acts for a provider; focal points are in by themselves."""
ASKERS = frozenset({FOCAL_POINT})
OFFERERS = frozenset({FOCAL_POINT, "provider", "observer"})
OWNERS = ASKERS | {"delegate", "contributor", "team-member", "rapporteur"}
"""MKT-3: whoever acts for a government may be named the owner of a request, and answers for that one alone."""
SHOWN = (RequestState.PUBLISHED, RequestState.CLOSED)
NOBODY = Q(pk__in=())


def owned(actor: Actor, path: str = "") -> Q:
    """MKT-3, DIR-2: the requests whose owner the actor is, while acting for the government in whatever capacity."""
    return Q(**{f"{path}owner__account": actor.account_id or 0, f"{path}party__in": actor.acting_for()})


def asked_by(actor: Actor, path: str = "") -> Q:
    """MKT-3: the requests for which the actor speaks: those of its government, and those it owns."""
    return Q(**{f"{path}party__in": actor.acting_for(ASKING)}) | owned(actor, path)


def requests_seen(actor: Actor) -> Q:
    """MKT-4: participants read what is published; a draft is read by its government, its owner and the office."""
    if actor.has_role(*OFFICE):
        return Q()
    seen = Q(state__in=SHOWN) if Audience.PARTICIPANTS in actor.audiences else NOBODY
    return seen | asked_by(actor)


def own_request(actor: Actor, request: Request) -> bool:
    """MKT-3: whether the actor posts for the government whose request it is."""
    if actor.has_role(*OFFICE):
        return True
    return request.party.kind in GOVERNMENTS and request.party_id in actor.acting_for(ASKING)


def is_written(actor: Actor, request: Request) -> bool:
    """MKT-4: whether a request is still written: a draft; by the office, one that was submitted as well."""
    return request.state == RequestState.DRAFT or (
        request.state == RequestState.SUBMITTED and actor.has_role(*OFFICE))


def providers_seen(actor: Actor) -> Q:
    """Participants read who is registered; who is invited is known to the office and the party itself."""
    if actor.has_role(*OFFICE):
        return Q()
    seen = Q(state=ProviderState.REGISTERED) if Audience.PARTICIPANTS in actor.audiences else NOBODY
    return seen | Q(party__in=actor.acting_for(OFFERING))


def own_provider(actor: Actor, provider: Provider) -> bool:
    """Whether the actor acts for the party that can help."""
    return actor.has_role(*OFFICE) or provider.party_id in actor.acting_for(OFFERING)


def asking_side(actor: Actor, path: str = "") -> Q:
    """MKT-1: the rooms in which the actor speaks for the government that asks, its owner included."""
    return asked_by(actor, f"{path}request__")


def offering_side(actor: Actor, path: str = "") -> Q:
    """MKT-1: the rooms in which the actor speaks for the interested provider."""
    return Q(**{f"{path}provider__party__in": actor.acting_for(OFFERING)})


def in_room(actor: Actor, path: str = "") -> Q:
    """MKT-1: the rooms of the actor: of the owner, of the government that asks, of the interested provider."""
    return Q() if actor.has_role(*OFFICE) else asking_side(actor, path) | offering_side(actor, path)


def interests_seen(actor: Actor) -> Q:
    """MKT-1, MKT-2: one's own, and the other providers of one's requests where both let themselves be shown."""
    own = in_room(actor)
    if actor.has_role(*OFFICE) or actor.account_id is None:
        return own
    standing = Interest.objects.filter(
        provider__party__in=actor.acting_for(OFFERING), may_be_shown=True,
        state__in=(InterestState.SHOWN, InterestState.ACCEPTED),
    )
    return own | Q(may_be_shown=True, state=InterestState.ACCEPTED, request__in=standing.values("request"))


def messages_seen(actor: Actor) -> Q:
    """MKT-1: a room is read by the owner, the interested provider and the office."""
    return in_room(actor, "room__")


def own_room(actor: Actor, interest: Interest) -> bool:
    """MKT-1: whether the actor is of one of the two sides; the office keeps silent in rooms."""
    sides = asking_side(actor) | offering_side(actor)
    return actor.is_system or Interest.objects.filter(sides, pk=interest.pk).exists()


def owners_side(actor: Actor, interest: Interest) -> bool:
    """Whether the actor answers for the government that asks."""
    if own_request(actor, interest.request):
        return True
    return Request.objects.filter(owned(actor), pk=interest.request.pk).exists()


def providers_side(actor: Actor, interest: Interest) -> bool:
    """Whether the actor answers for the provider; the office shows nobody's interest."""
    return actor.is_system or interest.provider.party_id in actor.acting_for(OFFERING)


POLICIES = (
    Policy(Marketplace, everything, verbs={"set": OFFICE}),
    Policy(Window, everything),
    Policy(OnRecord, everything),
    Policy(
        Request, requests_seen,
        verbs={
            **dict.fromkeys(("draft", "change", "submit", "withdraw", "close"), ASKERS | OFFICE), "review": OFFICE,
        },
        guards=dict.fromkeys(("draft", "change", "submit", "withdraw", "close"), own_request),
    ),
    Policy(
        Provider, providers_seen,
        verbs={"invite": OFFICE, **dict.fromkeys(("register", "change", "withdraw"), OFFERERS | OFFICE)},
        guards=dict.fromkeys(("register", "change", "withdraw"), own_provider),
    ),
    Policy(
        Interest, interests_seen,
        verbs={
            **dict.fromkeys(("show", "withdraw", "consent"), OFFERERS), "answer": OWNERS | OFFICE,
        },
        guards={
            **dict.fromkeys(("show", "withdraw", "consent"), providers_side), "answer": owners_side,
        },
    ),
    Policy(
        Message, messages_seen,
        verbs={**dict.fromkeys(("write", "read"), OFFERERS | OWNERS), "tell": frozenset()},
        guards=dict.fromkeys(("write", "read"), lambda actor, message: own_room(actor, message.room)),
    ),
)

"""One policy per model answers three questions.

May I (:func:`allows`, :func:`require`), on which (:func:`readable`), and who may
(:func:`holders`). Lists, search, counts, pages, exports and reports all ask here,
so they cannot disagree (LIB-1).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied
from django.db.models import Model, Q, QuerySet

from .actors import Actor
from .audiences import Audience

type_of_model = type[Model]
M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Policy:
    """What an app's rules say about one model.

    ``readable`` maps an actor to the condition of what that actor may read.
    ``verbs`` maps a verb to the roles that may do it. ``guards`` maps a verb to a
    predicate (actor, object) that must hold beside the role.
    """

    model: type_of_model
    readable: Callable[[Actor], Q]
    verbs: Mapping[str, frozenset[str]] = field(default_factory=dict)
    guards: Mapping[str, Callable[[Actor, Any], bool]] = field(default_factory=dict)


class Denied(PermissionDenied):
    """An actor tried what only others may do; says whose right it would be."""

    def __init__(self, verb: str, roles: frozenset[str]) -> None:
        self.verb = verb
        self.roles = roles
        super().__init__(f"{verb}: {', '.join(sorted(roles)) or '-'}")


_policies: dict[type_of_model, Policy] = {}


def register(*policies: Policy) -> None:
    """Makes policies known; called once by each app when it is ready.

    Raises ValueError when a model has a policy already.
    """
    for policy in policies:
        if _policies.get(policy.model, policy) is not policy:
            raise ValueError(f"{policy.model.__name__} has a policy already")
        _policies[policy.model] = policy


def policy_of(model: type_of_model) -> Policy:
    """The policy of a model; raises LookupError for a model without one."""
    try:
        return _policies[model]
    except KeyError as error:
        raise LookupError(f"{model.__name__} has no policy: write one in its app's rules.py") from error


def everything(actor: Actor) -> Q:
    """Readable by anyone: names and structure of a public forum."""
    return Q()


def by_audience(actor: Actor) -> Q:
    """LIB-1: readable when the thing's ``audience`` is one of the actor's."""
    if actor.is_system:
        return Q()
    return Q(audience__in=sorted(actor.audiences))


def by_audience_or_party(actor: Actor) -> Q:
    """LIB-1: readable by its audience, and by those who act for the party it belongs to."""
    if actor.is_system:
        return Q()
    return by_audience(actor) | Q(audience=Audience.PARTY, party__in=sorted(actor.parties))


def with_its(*paths: str) -> Callable[[Actor], Q]:
    """LIB-1: readable when everything it hangs on (or nothing) is readable."""

    def condition(actor: Actor) -> Q:
        if actor.is_system:
            return Q()
        audiences = sorted(actor.audiences)
        conditions = Q()
        for path in paths:
            conditions &= Q(**{f"{path}__isnull": True}) | Q(**{f"{path}__audience__in": audiences})
        return conditions

    return condition


def readable(actor: Actor, things: type[M] | QuerySet[M]) -> QuerySet[M]:
    """LIB-1: those of ``things`` (a model or a queryset) that the actor may read."""
    queryset = things if isinstance(things, QuerySet) else things._default_manager.all()
    return queryset.filter(policy_of(queryset.model).readable(actor))


def holders(model: type_of_model, verb: str) -> frozenset[str]:
    """The roles that may do ``verb``; empty when nobody but a command may."""
    return frozenset(policy_of(model).verbs.get(verb, frozenset()))


def allows(actor: Actor, verb: str, thing: Model | type_of_model) -> bool:
    """Whether the actor may do ``verb`` on a thing, or on things of a model."""
    model = thing if isinstance(thing, type) else thing._meta.model
    policy = policy_of(model)
    if not (actor.is_system or actor.roles & policy.verbs.get(verb, frozenset())):
        return False
    guard = policy.guards.get(verb)
    return guard is None or isinstance(thing, type) or guard(actor, thing)


def require(actor: Actor, verb: str, thing: Model | type_of_model) -> None:
    """Raises :class:`Denied`, with the roles whose right it is, unless allowed."""
    if not allows(actor, verb, thing):
        model = thing if isinstance(thing, type) else thing._meta.model
        raise Denied(verb, holders(model, verb))

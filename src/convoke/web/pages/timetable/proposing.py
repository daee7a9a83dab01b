"""Proposing somebody for a panel: who is found while a name is typed, and somebody the directory does not know."""

from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Prefetch
from django.http import HttpRequest
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.periods import in_force
from convoke.core.policy import allows, readable
from convoke.directory.models import Channel, Mandate, Party, Person
from convoke.directory.operations.people import NewPerson
from convoke.directory.roles import OFFICE
from convoke.directory.search import people_found
from convoke.programme.models import PanelRole, Session
from convoke.programme.operations import panels as operations

from ...lookups import lookups
from ..frame import actor_of
from .forms import ProposeForm

LISTED = 12
PREFIX = "propose"


@dataclass(frozen=True)
class Candidate:
    """Somebody found: their code, their name, for whom they act, and whether they are on the panel already."""

    code: str
    name: str
    acts_for: str
    is_there: bool


@dataclass(frozen=True)
class Candidates:
    """Who is found for what was typed; ``more`` are those beyond the first."""

    asked: str
    people: tuple[Candidate, ...]
    more: int


def candidates(request: HttpRequest, session: Session, asked: str) -> Candidates:
    """The people a name finds among those whom the actor may see (DIR-3); five queries at most."""
    actor, asked = actor_of(request), asked.strip()[:100]
    found = people_found(actor, asked) if len(asked) > 1 else []
    held = readable(actor, Mandate).filter(in_force(clock.today())).select_related("party")
    people = {one.pk: one for one in readable(actor, Person).filter(pk__in=found[:LISTED]).prefetch_related(
        Prefetch("mandates", held, to_attr="held"))}
    there = set(readable(actor, PanelRole).filter(session=session).values_list("person", flat=True))
    return Candidates(asked, tuple(
        Candidate(one.code, str(one), _acts_for(request, one), one.pk in there)
        for one in (people[pk] for pk in found[:LISTED] if pk in people)
    ), max(0, len(found) - LISTED))


def _acts_for(request: HttpRequest, person: Person) -> str:
    names = lookups(request).parties
    mandates: list[Mandate] = person.held  # type: ignore[attr-defined]
    return "; ".join(dict.fromkeys(
        f"{one.capacity_name}, {names.name(one.party)}" if one.party else one.capacity_name for one in mandates))


def form_for(request: HttpRequest, *, is_sent: bool) -> ProposeForm:
    """The form, with what was typed into it; a search alone finds nothing wrong with the rest."""
    actor = actor_of(request)
    given: dict[str, Any] = {
        "prefix": PREFIX, "names": lookups(request).parties, "may_enter": allows(actor, "enter", Person),
        "may_keep": allows(actor, "enter", Person) and may_keep(actor),
    }
    if is_sent:
        return ProposeForm(request.POST, **given)
    typed = {name.removeprefix(f"{PREFIX}-"): value for name, value in request.POST.items()
             if name.startswith(f"{PREFIX}-")}
    typed.setdefault("q", request.GET.get("q", ""))
    return ProposeForm(initial={key: value for key, value in typed.items() if value}, **given)


def may_keep(actor: Actor) -> bool:
    """Whether the actor may keep an address of somebody who acts for nobody: the office alone (DIR-3)."""
    return actor.has_role(*OFFICE) and allows(actor, "keep", Channel(person=Person()))


def propose(request: HttpRequest, session: Session, data: dict[str, Any]) -> PanelRole:
    """Proposes who was chosen, or enters and proposes somebody new."""
    actor = actor_of(request)
    about: dict[str, Any] = {
        "actor": actor, "session": session, "role": data["role"], "function": data["function"],
        "institution": data["institution"], "party": Party.objects.filter(code=data["party"]).first(),
    }
    if data.get("person"):
        person = readable(actor, Person).filter(code=data["person"]).first()
        if person is None:
            raise ValidationError({"q": _("The person chosen is no longer in the directory; search again.")})
        return operations.propose_role(person=person, **about)
    new = NewPerson(name=data["name"], honorific=data["honorific"], language=data["language"])
    return operations.propose_somebody_new(new=new, email=data.get("email", ""), **about)

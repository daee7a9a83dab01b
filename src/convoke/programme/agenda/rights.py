"""Who reads what parties suggest for an agenda, and who suggests: the predicates of ``programme/rules.py``."""

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.directory.roles import OFFICE

from ..models import ThemeSuggestion
from ..states import SuggestionState
from ..teams.rights import WORKING, speaks_for

TAKEN = (SuggestionState.TAKEN_UP, SuggestionState.JOINED)


def suggestions_seen(actor: Actor) -> Q:
    """LIB-1: a suggestion is read by its party and the office; once taken up, by all where its party agrees."""
    if actor.has_role(*OFFICE):
        return Q()
    given = Q(state__in=TAKEN, may_be_named=True)
    return given | Q(party__in=actor.acting_for(WORKING))


def own_suggestion(actor: Actor, suggestion: ThemeSuggestion) -> bool:
    """A party suggests, and withdraws, for itself."""
    return speaks_for(actor, suggestion.party)

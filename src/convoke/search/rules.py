"""LIB-1: an entry is read by whoever may read the thing it is about; what is found is read anew before it is shown."""

from django.db.models import Q

from convoke.core.actors import Actor
from convoke.core.policy import Policy, by_audience_or_party

from .models import SearchEntry, SearchMark, SearchPosting, SearchSegment


def nothing(actor: Actor) -> Q:
    """Read by commands and rounds alone."""
    return Q() if actor.is_system else Q(pk=None)


POLICIES = (
    Policy(SearchEntry, by_audience_or_party),
    *(Policy(model, nothing) for model in (SearchMark, SearchSegment, SearchPosting)),
)

"""Reading editions: the one asked for, the one that is current, the Troika, milestones."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Case, IntegerField, Q, QuerySet, When

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Party

from .models import Edition, EditionFigure, Forum, HostingInterest, Milestone, Principle
from .states import EditionState, HostingState


def forum() -> Forum | None:
    """The forum of this installation; None while nothing is loaded."""
    return Forum.objects.order_by("pk").first()


def editions(actor: Actor) -> QuerySet[Edition]:
    """All editions with forum and chair, in their order."""
    return readable(actor, Edition).select_related("forum", "chair").order_by("ordinal")


def edition_by_code(actor: Actor, code: str) -> Edition | None:
    """The edition with a code, with its forum and chair."""
    return editions(actor).filter(code=code).first()


def current(actor: Actor) -> Edition | None:
    """The edition most people come for: meeting, else the latest followed up, else the next."""
    order = (EditionState.MEETING, EditionState.FOLLOWING_UP, EditionState.PREPARING, EditionState.CLOSED)
    known = list(editions(actor))
    for state in order:
        found = [edition for edition in known if edition.state == state]
        if found:
            return found[-1]
    return known[0] if known else None


@dataclass(frozen=True)
class Troika:
    """BOD-2: the chairs of the previous, the present and the next edition; derived, never stored."""

    previous: Edition | None
    present: Edition | None
    next: Edition | None

    @property
    def editions(self) -> list[Edition]:
        """The editions whose chairs make it up."""
        return [edition for edition in (self.previous, self.present, self.next) if edition]

    @property
    def parties(self) -> list[Party]:
        """The governments in it."""
        return [edition.chair for edition in self.editions if edition.chair]


def troika(actor: Actor, on: dt.date) -> Troika:
    """BOD-2: the Troika on a date. The chair passes on the day after a meeting ends."""
    known = [edition for edition in editions(actor) if edition.chair]
    upcoming = [e for e in known if (e.ends_on or dt.date(e.year, 12, 31)) >= on]
    past = [e for e in known if e not in upcoming]
    return Troika(
        previous=past[-1] if past else None,
        present=upcoming[0] if upcoming else None,
        next=upcoming[1] if len(upcoming) > 1 else None,
    )


def hosting_interests(actor: Actor, of: Forum) -> QuerySet[HostingInterest]:
    """ED-2: the expressions of interest in hosting that the actor may read, open ones first."""
    open_first = Case(When(state=HostingState.EXPRESSED, then=0), default=1, output_field=IntegerField())
    found = readable(actor, HostingInterest).filter(forum=of).select_related("party", "edition__chair", "forum")
    return found.order_by(open_first, "year", "expressed_at")


def milestones(actor: Actor, edition: Edition) -> QuerySet[Milestone]:
    """The milestones of an edition in the order of their dates."""
    return readable(actor, Milestone).filter(edition=edition)


def upcoming(actor: Actor, on: dt.date, limit: int = 5) -> QuerySet[Milestone]:
    """The next milestones of all editions from a date on."""
    ahead = readable(actor, Milestone).filter(Q(ends_on__gte=on) | Q(ends_on=None, starts_on__gte=on))
    ahead = ahead.exclude(kind__in=(Milestone.Kind.CONTEXT, Milestone.Kind.BACKGROUND)).exclude(starts_on=None)
    return ahead.select_related("edition").order_by("ends_on", "starts_on")[:limit]


def figures(actor: Actor, edition: Edition) -> QuerySet[EditionFigure]:
    """The figures on participation, as their sources word them."""
    return readable(actor, EditionFigure).filter(edition=edition)


def principles(actor: Actor, of: Forum) -> QuerySet[Principle]:
    """Purposes and guiding principles of a forum."""
    return readable(actor, Principle).filter(forum=of)

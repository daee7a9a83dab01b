"""Reading practices: a list with filters, one whole, and the counts behind the map."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, fields

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.core.versioned import versioned
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.outcomes.models import Finding
from convoke.programme.models import Session, Theme

from .models import Practice, PracticeParty


@dataclass(frozen=True)
class PracticeFilter:
    """What a list of practices is narrowed to; empty fields leave it as it is."""

    country: str = ""
    sector: str = ""
    side: str = ""
    stage: str = ""
    session: str = ""
    instrument: str = ""

    @property
    def given(self) -> dict[str, str]:
        """The fields that narrow something."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name))}

    def condition(self) -> Q:
        """The filter as a condition on practices."""
        condition = Q()
        for name in ("sector", "side", "stage"):
            if value := getattr(self, name):
                condition &= Q(**{name: value})
        if self.country:
            condition &= Q(parties__party__code=self.country)
        if self.session:
            condition &= Q(session__code=self.session) | Q(also_in__code=self.session) | Q(theme__code=self.session)
        if self.instrument:
            condition &= Q(instruments__code=self.instrument)
        return condition


def practices(actor: Actor, edition: Edition, narrowed: PracticeFilter | None = None) -> QuerySet[Practice]:
    """The practices of an edition with all a list shows; the same number of queries for any number."""
    found = readable(actor, Practice).filter(edition=edition)
    if narrowed and narrowed.given:
        found = found.filter(pk__in=found.filter(narrowed.condition()).values("pk"))
    return with_parties(actor, found).order_by("order")


def with_parties(actor: Actor, found: QuerySet[Practice]) -> QuerySet[Practice]:
    """Practices with their origin and parties at hand."""
    parties = readable(actor, PracticeParty).select_related("party")
    return found.select_related("session", "theme").prefetch_related(Prefetch("parties", parties))


def practice(actor: Actor, edition: Edition, code: str) -> Practice | None:
    """One practice with all that belongs to it."""
    found = with_parties(actor, readable(actor, Practice).filter(edition=edition, code=code))
    return found.prefetch_related("instruments", "also_in", Prefetch("findings", readable(actor, Finding))).first()


def practices_of_session(actor: Actor, session: Session) -> QuerySet[Practice]:
    """The practices reported in a session, first there or again."""
    own = readable(actor, Practice).filter(Q(session=session) | Q(also_in=session)).distinct()
    return with_parties(actor, own).order_by("order")


def practices_of_party(actor: Actor, party: Party) -> QuerySet[Practice]:
    """The practices a party has a part in, over all editions."""
    own = readable(actor, Practice).filter(parties__party=party).distinct()
    return with_parties(actor, own).select_related("edition").order_by("edition__ordinal", "order")


@versioned()
def by_country(actor: Actor, edition: Edition, narrowed: PracticeFilter | None = None) -> Counter[str]:
    """How many practices name each country: ``{ISO alpha-3: number}``; one query."""
    found = readable(actor, Practice).filter(edition=edition)
    if narrowed and narrowed.given:
        found = found.filter(narrowed.condition())
    rows = (
        readable(actor, PracticeParty)
        .filter(practice__in=found.values("pk"), role=PracticeParty.Role.COUNTRY, party__iso3__isnull=False)
        .order_by()
        .values_list("party__iso3")
        .annotate(number=Count("practice", distinct=True))
    )
    return Counter(dict(rows))


@versioned()
def total(actor: Actor, edition: Edition) -> int:
    """How many practices an edition has."""
    return readable(actor, Practice).filter(edition=edition).count()


def offered_on(actor: Actor, themes: Iterable[Theme]) -> dict[int, str]:
    """Who offered practices on themes, with the reason in words by the number of the party; one query."""
    own = list(themes)
    found = readable(actor, Practice).filter(
        Q(theme__in=own) | Q(session__roundtable__theme__in=own)
    )
    rows = readable(actor, PracticeParty).filter(
        practice__in=found.values("pk"), role__in=(PracticeParty.Role.COUNTRY, PracticeParty.Role.ORGANISATION)
    )
    titles = dict(rows.order_by("-practice__order").values_list("party", "practice__title"))
    return {party: _("offered a practice on this subject: %(practice)s") % {"practice": title}
            for party, title in titles.items()}

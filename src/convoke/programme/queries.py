"""Reading the programme: roundtables with sessions, one session whole, balance of panels."""

from django.db.models import Prefetch, QuerySet

from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.core.versioned import versioned
from convoke.directory.genders import Genders, genders_of
from convoke.directory.queries import balance, memberships
from convoke.editions.models import Edition
from convoke.library.models import Document

from .agenda.reading import reasons_of
from .models import PanelRole, Roundtable, Session, Subject, TeamMember, Theme, WorkingDefinition
from .states import PanelState, TeamState


def roundtables(actor: Actor, edition: Edition) -> QuerySet[Roundtable]:
    """The roundtables with theme, people and sessions; two queries."""
    sessions = readable(actor, Session).order_by("order")
    return (
        readable(actor, Roundtable)
        .filter(edition=edition)
        .select_related("theme", "coordinator", "rapporteur")
        .prefetch_related(Prefetch("sessions", sessions))
    )


def plenaries(actor: Actor, edition: Edition) -> QuerySet[Session]:
    """The plenary sessions in their order, with speakers; four queries."""
    return (
        readable(actor, Session)
        .filter(edition=edition, kind=Session.Kind.PLENARY)
        .prefetch_related(_panel(actor), "statements__party", "statements__on_behalf_of")
    )


def session(actor: Actor, edition: Edition, code: str) -> Session | None:
    """One session with all that belongs to it; a fixed number of queries."""
    papers = readable(actor, Document).order_by("order")
    return (
        readable(actor, Session)
        .filter(edition=edition, code__iexact=code)
        .select_related("edition", "room", "roundtable__theme", "roundtable__coordinator", "roundtable__rapporteur")
        .prefetch_related(
            _panel(actor),
            "questions",
            "definitions",
            Prefetch("papers", papers),
            Prefetch("team", readable(actor, TeamMember).filter(state=TeamState.MEMBER).select_related("party")),
            "statements__party",
            "statements__on_behalf_of",
        )
        .first()
    )


def _panel(actor: Actor) -> "Prefetch[str, QuerySet[PanelRole]]":
    return Prefetch("panel", readable(actor, PanelRole).select_related("person", "party").order_by("part", "order"))


def themes(actor: Actor, edition: Edition) -> QuerySet[Theme]:
    """The themes of an edition: of the agenda first, then the horizontal issues."""
    return readable(actor, Theme).filter(edition=edition).order_by("kind", "order")


def theme(actor: Actor, edition: Edition, code: str) -> Theme | None:
    """One theme with why it is on the agenda (PRO-5)."""
    found = readable(actor, Theme).filter(edition=edition, code__iexact=code)
    return found.prefetch_related(reasons_of(actor), "roundtables").first()


def subject(actor: Actor, edition: Edition, code: str) -> Subject | None:
    """One subject of the edition's forum."""
    return readable(actor, Subject).filter(forum=edition.forum_id, code=code).first()


def definitions(actor: Actor, edition: Edition) -> QuerySet[WorkingDefinition]:
    """The working definitions of an edition; they bind nobody."""
    return readable(actor, WorkingDefinition).filter(edition=edition).select_related("session")


@versioned()
def edition_balance(actor: Actor, edition: Edition) -> dict[str, dict[str, int]]:
    """PRO-3: the balance of all panels of an edition, as of its first day; empty where it has none."""
    if edition.starts_on is None:
        return {}
    entries = readable(actor, PanelRole).filter(session__edition=edition, party__isnull=False)
    parties = [entry.party for entry in entries.select_related("party") if entry.party]
    return balance(parties, memberships(edition.starts_on)) if parties else {}


def session_genders(session: Session) -> Genders:
    """PRO-3: those who have confirmed a role in a session, as read with it, by gender; one query."""
    return genders_of({one.person_id for one in session.panel.all() if one.state == PanelState.CONFIRMED})


@versioned()
def edition_genders(actor: Actor, edition: Edition) -> Genders:
    """PRO-3: those who have confirmed a role in a session of an edition, each once, by gender; one query."""
    entries = readable(actor, PanelRole).filter(session__edition=edition, state=PanelState.CONFIRMED)
    return genders_of(entries.values("person"))

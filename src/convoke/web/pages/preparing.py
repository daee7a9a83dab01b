"""How far the preparation of an edition is, as its page shows it to whoever reads it."""

from collections import Counter
from dataclasses import dataclass

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.editions.models import Edition
from convoke.library.models import DocumentVersion
from convoke.library.states import VersionState
from convoke.marketplace.models import Provider, Request
from convoke.marketplace.states import ProviderState, RequestState
from convoke.programme.agenda.reading import is_adopted
from convoke.programme.models import Roundtable, Session, TeamMember, TimetableVersion
from convoke.programme.states import TeamState


@dataclass(frozen=True)
class Preparation:
    """What stands of an edition that is being prepared, as far as the reader may know it."""

    is_adopted: bool
    roundtables: int
    sessions: int
    with_team: int
    in_work: int
    """Papers that are being written; for those who write them."""
    open_for_comment: int
    published: int
    timetable: int
    """The number of the timetable released last; 0 for none."""
    requests: int
    """Requests published on the marketplace; for participants (MKT-4)."""
    providers: int

    @property
    def has_begun(self) -> bool:
        """Whether there is anything to show."""
        papers = self.in_work or self.open_for_comment or self.published
        return bool(self.sessions or self.roundtables or papers or self.requests or self.providers)


def preparation_of(actor: Actor, edition: Edition) -> Preparation:
    """How far the preparation of an edition is; eight queries, whatever its size (LIB-1)."""
    sessions = readable(actor, Session).filter(edition=edition)
    teams = readable(actor, TeamMember).filter(session__edition=edition, state=TeamState.MEMBER)
    papers = _papers(actor, edition)
    released = readable(actor, TimetableVersion).filter(edition=edition).order_by("-number")
    return Preparation(
        is_adopted=is_adopted(edition),
        roundtables=readable(actor, Roundtable).filter(edition=edition).count(),
        sessions=sessions.count(),
        with_team=teams.order_by().values("session").distinct().count(),
        in_work=papers["in-work"], open_for_comment=papers["open"], published=papers["published"],
        timetable=released.values_list("number", flat=True).first() or 0,
        requests=readable(actor, Request).filter(edition=edition, state=RequestState.PUBLISHED).count(),
        providers=readable(actor, Provider).filter(edition=edition, state=ProviderState.REGISTERED).count(),
    )


def _papers(actor: Actor, edition: Edition) -> Counter[str]:
    """Papers by how far they are; one that is published and being revised counts in both."""
    found = readable(actor, DocumentVersion).filter(document__edition=edition)
    rows = found.values_list("document", "state", "comments_until")
    told: set[tuple[int, str]] = set()
    for document, state, until in rows:
        if state == VersionState.DRAFT:
            told.add((document, "in-work"))
        elif state == VersionState.PUBLISHED:
            told.add((document, "published"))
        elif state == VersionState.CIRCULATED and until and until > clock.now():
            told.add((document, "open"))
    return Counter(state for _document, state in told)

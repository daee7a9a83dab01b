"""Reading findings and actions: lists with filters, one whole, and the counts behind pictures."""

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
from convoke.library.models import Document
from convoke.marketplace.models import Request
from convoke.programme.models import Roundtable, Session, Theme

from .models import Action, Commitment, CrossReference, Finding, ReportDue, RequestOrigin, SessionReference, TakenUp
from .models.actions import Level
from .models.origin import Part


@dataclass(frozen=True)
class ActionFilter:
    """What a list of actions is narrowed to; empty fields leave it as it is."""

    group: str = ""
    origin: str = ""
    level: str = ""
    term: str = ""
    status: str = ""
    horizontal: str = ""
    subject: str = ""
    party: str = ""
    taken_on: str = ""

    @property
    def given(self) -> dict[str, str]:
        """The fields that narrow something."""
        return {f.name: value for f in fields(self) if (value := getattr(self, f.name))}

    @property
    def own(self) -> Q:
        """The part on what an action is and where it comes from: met once or not."""
        condition = Q()
        if self.group:
            condition &= Q(group=self.group)
        if self.origin:
            condition &= (
                Q(session__code=self.origin)
                | Q(roundtable__code=self.origin)
                | Q(theme__code=self.origin)
                | Q(part=self.origin)
            )
        if self.level:
            condition &= Q(**{f"is_{self.level}": True}) if self.level in Level.values else NOTHING
        if self.term:
            condition &= Q(term="" if self.term == OPEN_TERM else self.term)
        if self.status:
            condition &= Q(status=self.status)
        return condition

    @property
    def linked(self) -> Q:
        """The part on what an action is linked with: may be met several times."""
        condition = Q()
        if self.horizontal:
            condition &= Q(horizontal__code=self.horizontal)
        if self.subject:
            condition &= Q(subjects__code=self.subject)
        if self.party:
            condition &= Q(commitments__party__code=self.party)
        if self.taken_on:
            known = self.taken_on in ("yes", "no")
            condition &= Q(commitments__isnull=self.taken_on == "no") if known else NOTHING
        return condition


NOTHING = Q(pk__in=())
"""What a word that no filter knows narrows to."""
OPEN_TERM = "open"
"""The word in addresses for actions whose term the source does not state."""


def actions(actor: Actor, edition: Edition, narrowed: ActionFilter | None = None) -> QuerySet[Action]:
    """The actions of an edition with all a list shows; the same number of queries for any number."""
    found = readable(actor, Action).filter(edition=edition)
    if narrowed:
        found = found.filter(narrowed.own)
        if narrowed.linked:
            found = found.filter(pk__in=found.filter(narrowed.linked).values("pk"))
    return with_context(actor, found).defer(*_ONLY_ON_ITS_PAGE).order_by("order")


_ONLY_ON_ITS_PAGE = ("deliverable", "lead_note", "note", "passages")


def with_context(actor: Actor, found: QuerySet[Action]) -> QuerySet[Action]:
    """Actions with origin, commitments, reports due and horizontal issues at hand."""
    return found.select_related("session", "roundtable", "theme").prefetch_related(
        Prefetch("commitments", readable(actor, Commitment).select_related("party")),
        Prefetch("reports_due", readable(actor, ReportDue).select_related("due_at__chair")),
        "horizontal",
    )


def with_taken_up(actor: Actor) -> "Prefetch[str, QuerySet[TakenUp]]":
    """To be prefetched for themes: the actions of earlier editions that they take up (PRO-5); one query."""
    own = readable(actor, TakenUp).select_related("action__edition")
    own = own.order_by("action__edition__ordinal", "action__order")
    return Prefetch("taken_up", own)


def example(actor: Actor, edition: Edition) -> Action | None:
    """An action whose thread is complete: someone volunteered together with others, and a report is due."""
    volunteers = Count("commitments", filter=Q(commitments__basis=Commitment.Basis.VOLUNTEERED), distinct=True)
    complete = readable(actor, Action).filter(edition=edition, session__isnull=False, reports_due__due_at__isnull=False)
    found = with_context(actor, complete).annotate(volunteers=volunteers).filter(volunteers__gt=0)
    return found.order_by("-volunteers", "order").first()


def action(actor: Actor, edition: Edition, code: str) -> Action | None:
    """One action with all that hangs on it."""
    found = with_context(actor, readable(actor, Action).filter(edition=edition, code__iexact=code))
    return found.prefetch_related(
        "subjects",
        Prefetch("parent", readable(actor, Action)),
        Prefetch("parts", readable(actor, Action)),
        Prefetch("references", _references(actor)),
        Prefetch("cited_by", _references(actor)),
    ).first()


def _references(actor: Actor) -> QuerySet[CrossReference]:
    return readable(actor, CrossReference).select_related(
        "to_session", "to_roundtable", "to_theme", "to_action", "finding", "action"
    )


def finding(actor: Actor, edition: Edition, code: str) -> Finding | None:
    """One finding with subjects, papers and cross-references."""
    found = readable(actor, Finding).filter(edition=edition, code__iexact=code)
    return (
        found.select_related("session", "roundtable", "theme")
        .prefetch_related(
            "subjects",
            "horizontal",
            Prefetch("papers", readable(actor, Document)),
            Prefetch("references", _references(actor)),
        )
        .first()
    )


def findings_of(actor: Actor, session: Session) -> QuerySet[Finding]:
    """The findings of a session in the order of its report."""
    return readable(actor, Finding).filter(session=session).exclude(kind=Finding.Kind.MESSAGE).order_by("order")


def findings_of_kind(actor: Actor, edition: Edition, *kinds: str) -> QuerySet[Finding]:
    """Findings of certain kinds, in order."""
    return readable(actor, Finding).filter(edition=edition, kind__in=kinds).order_by("order")


def actions_of(actor: Actor, session: Session, group: str = Action.Group.OUTCOME) -> QuerySet[Action]:
    """The actions of a session."""
    return with_context(actor, readable(actor, Action).filter(session=session, group=group)).order_by("order")


def references_of(actor: Actor, session: Session) -> QuerySet[SessionReference]:
    """Where a session's report touches the horizontal issues."""
    return readable(actor, SessionReference).filter(session=session).prefetch_related("themes")


def reports_due(actor: Actor, edition: Edition) -> QuerySet[ReportDue]:
    """The reports announced in an edition, with who reports, on what, and to whom."""
    return (
        readable(actor, ReportDue)
        .filter(edition=edition)
        .select_related("due_at__chair", "edition")
        .prefetch_related("reporters", Prefetch("actions", readable(actor, Action).order_by("order")))
    )


def expected_at(actor: Actor, edition: Edition) -> QuerySet[ReportDue]:
    """The reports expected at an edition, from whichever edition they were announced in."""
    due = readable(actor, ReportDue).filter(due_at=edition).select_related("edition", "due_at__chair")
    return due.prefetch_related("reporters", Prefetch("actions", readable(actor, Action).order_by("order")))


def commitments(actor: Actor, edition: Edition, code: str) -> QuerySet[Commitment]:
    """The commitments on one action, with the action and what is due on it."""
    own = readable(actor, Commitment).filter(action__edition=edition, action__code__iexact=code)
    due = Prefetch("action__reports_due", readable(actor, ReportDue).select_related("due_at__chair"))
    return own.select_related("party", "action__session", "action__roundtable", "action__theme").prefetch_related(due)


def commitments_of(actor: Actor, party: Party) -> QuerySet[Commitment]:
    """What a party takes on, with the reports due on it."""
    return (
        readable(actor, Commitment)
        .filter(party=party)
        .select_related("action__edition", "action__session", "action__theme", "action__roundtable", "party")
        .prefetch_related(Prefetch("action__reports_due", readable(actor, ReportDue).select_related("due_at__chair")))
        .order_by("action__edition__ordinal", "action__order")
    )


Cell = tuple[str, str, str]
"""Origin, term (``open`` where not stated) and level."""


@versioned()
def matrix(actor: Actor, edition: Edition, group: str = Action.Group.OUTCOME) -> Counter[Cell]:
    """How many actions there are by origin, term and level; one query for any number of actions."""
    rows = (
        readable(actor, Action)
        .filter(edition=edition, group=group)
        .order_by()
        .values_list("session__code", "roundtable__code", "theme__code", "part", "term")
        .annotate(
            **{level: Count("pk", filter=Q(**{f"is_{level}": True})) for level in Level.values},
        )
    )
    cells: Counter[Cell] = Counter()
    for session, roundtable, theme, part, term, *counts in rows:
        for level, count in zip(Level.values, counts, strict=True):
            if count:
                cells[session or roundtable or theme or part, term or OPEN_TERM, level] += count
    return cells


@versioned()
def origins(actor: Actor, edition: Edition) -> dict[str, str]:
    """What findings and actions can come from, by code, in the order of the report; three queries."""
    found: dict[str, str] = {}
    for roundtable in readable(actor, Roundtable).filter(edition=edition):
        found[roundtable.code] = str(roundtable.title)
    for session in readable(actor, Session).filter(edition=edition).order_by("order"):
        found[session.code] = str(session.title)
    for theme in horizontal_issues(actor, edition):
        found[theme.code] = str(theme.title)
    return {**found, **{value: str(label) for value, label in Part.choices}}


@versioned()
def totals(actor: Actor, edition: Edition) -> dict[str, int]:
    """How much came out of an edition: actions, those taken on, findings, reports due."""
    own = readable(actor, Action).filter(edition=edition)
    counts = own.aggregate(
        outcomes=Count("pk", filter=Q(group=Action.Group.OUTCOME)),
        process=Count("pk", filter=Q(group=Action.Group.PROCESS)),
        suggestions=Count("pk", filter=Q(group=Action.Group.SUGGESTION)),
    )
    taken = readable(actor, Commitment).filter(action__edition=edition, role=Commitment.Role.LEAD)
    return {
        **counts,
        "taken_on": taken.values("action").distinct().count(),
        "findings": readable(actor, Finding).filter(edition=edition, kind=Finding.Kind.FINDING).count(),
        "reports_due": readable(actor, ReportDue).filter(edition=edition).count(),
    }


def horizontal_issues(actor: Actor, edition: Edition) -> QuerySet[Theme]:
    """The horizontal issues of an edition."""
    return readable(actor, Theme).filter(edition=edition, kind=Theme.Kind.HORIZONTAL).order_by("order")


def volunteered_on(actor: Actor, themes: Iterable[Theme]) -> dict[int, str]:
    """Who volunteered for actions of themes, with the reason in words by the number of the party; one query."""
    own = list(themes)
    of_themes = Q(action__theme__in=own) | Q(action__roundtable__theme__in=own) | (
        Q(action__session__roundtable__theme__in=own)
    )
    found = readable(actor, Commitment).filter(of_themes, basis=Commitment.Basis.VOLUNTEERED)
    codes: dict[int, str] = {}
    for party, code in found.order_by("-action__order").values_list("party", "action__code"):
        codes[party] = code
    return {party: _("volunteered for action %(code)s on this subject") % {"code": code}
            for party, code in codes.items()}


def actions_to_ask_for(actor: Actor, edition: Edition) -> QuerySet[Action]:
    """The actions a request of an edition can come from: of its sessions and those of earlier editions."""
    found = readable(actor, Action).filter(
        edition__forum=edition.forum_id, edition__ordinal__lte=edition.ordinal, group=Action.Group.OUTCOME
    )
    return found.select_related("edition").order_by("-edition__ordinal", "order", "pk")


def actions_behind(actor: Actor, request: Request) -> QuerySet[Action]:
    """The actions that a request on the marketplace comes from; one query."""
    own = readable(actor, RequestOrigin).filter(request=request)
    return Action.objects.filter(pk__in=own.values("action")).select_related("edition__chair").order_by(
        "edition__ordinal", "order")


def requests_from(actor: Actor, action: Action) -> QuerySet[Request]:
    """MKT-4: the requests on the marketplace that come from an action, as far as the actor may read them; one query."""
    own = readable(actor, RequestOrigin).filter(action=action)
    found = Request.objects.filter(pk__in=own.values("request")).select_related("party", "edition__chair")
    return found.order_by("edition__ordinal", "pk")

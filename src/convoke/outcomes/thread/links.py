"""The things and links of the thread up to this app (PRO-5, OUT-2)."""

from django.db.models import Q

from convoke.consultation.models import Priority, Questionnaire
from convoke.core.languages import Translated
from convoke.editions.models import Edition
from convoke.library.models import Document
from convoke.marketplace.models import Request
from convoke.programme.models import Basis, Session, Theme, ThemeReason, ThemeSuggestion

from ..models import Action, Commitment, CrossReference, Finding, ReportDue, RequestOrigin, SessionReference, TakenUp
from .graph import Stage
from .kinds import LinkKind, NodeKind


def _edition_name(edition: Edition) -> Translated:
    return edition.name or Translated(
        {language: f"{city} {edition.year}" for language, city in edition.city.items()}
    )


NODES = (
    NodeKind("questionnaire", Stage.PRIORITY, Questionnaire, lambda q: q.name, order=("order",)),
    NodeKind("priority", Stage.PRIORITY, Priority, lambda p: p.text, edition="questionnaire__edition",
             related=("questionnaire",), order=("order",)),
    NodeKind("suggestion", Stage.PRIORITY, ThemeSuggestion, lambda s: s.title, order=("number",)),
    NodeKind("theme", Stage.THEME, Theme, lambda t: t.title, order=("kind", "order")),
    NodeKind("session", Stage.SESSION, Session, lambda s: s.title, order=("order",)),
    NodeKind("document", Stage.PAPER, Document, lambda d: d.title or d.about, order=("order",)),
    NodeKind("finding", Stage.FINDING, Finding, lambda f: f.text, order=("order",)),
    NodeKind("action", Stage.ACTION, Action, lambda a: a.text, order=("order",)),
    NodeKind("request", Stage.REQUEST, Request, lambda r: r.title, order=("edition__ordinal", "pk")),
    NodeKind("commitment", Stage.COMMITMENT, Commitment, lambda c: c.text, edition="action__edition",
             code=lambda c: c.party.code, related=("party", "action"), order=("action__order", "role")),
    NodeKind("report-due", Stage.REPORT, ReportDue, lambda r: r.item, related=("due_at",), order=("order",)),
    NodeKind("edition", Stage.NEXT, Edition, _edition_name, edition="self", related=("chair",), order=("ordinal",)),
    NodeKind("next-theme", Stage.NEXT, Theme, lambda t: t.title, order=("order",)),
)

_SAME_SESSION = Q(group=Action.Group.OUTCOME)

LINKS = (
    LinkKind("questionnaire", "theme", "asked", ThemeReason, "questionnaire", "theme"),
    LinkKind("priority", "theme", "asked", ThemeReason, "priority", "theme", where=Q(basis=Basis.STATED)),
    LinkKind("priority", "theme", "asked", ThemeReason, "priority", "theme", Basis.DERIVED,
             where=Q(basis=Basis.DERIVED)),
    LinkKind("suggestion", "theme", "suggested", ThemeReason, "suggestion", "theme"),
    LinkKind("theme", "session", "roundtable", Session, "roundtable__theme", "pk"),
    LinkKind("theme", "session", "examined", SessionReference, "themes", "session", passing=True),
    LinkKind("session", "document", "prepared", Document, "sessions", "pk"),
    LinkKind("session", "finding", "found", Finding, "session", "pk"),
    LinkKind("session", "finding", "cited", CrossReference, "to_session", "finding"),
    LinkKind("theme", "finding", "found", Finding, "roundtable__theme", "pk"),
    LinkKind("theme", "finding", "found", Finding, "theme", "pk"),
    LinkKind("theme", "finding", "bears-on", Finding, "horizontal", "pk"),
    LinkKind("document", "finding", "argued", Finding, "papers", "pk"),
    LinkKind("session", "action", "recommended", Action, "session", "pk"),
    LinkKind("session", "action", "cited", CrossReference, "to_session", "action"),
    LinkKind("theme", "action", "recommended", Action, "roundtable__theme", "pk"),
    LinkKind("theme", "action", "recommended", Action, "theme", "pk"),
    LinkKind("theme", "action", "bears-on", Action, "horizontal", "pk"),
    LinkKind("finding", "action", "rests-on", Action, "rests_on", "pk"),
    LinkKind("finding", "action", "shares-subject", Action, "session__findings", "pk", Basis.DERIVED,
             same=(("subjects", "session__findings__subjects"),), where=_SAME_SESSION),
    LinkKind("action", "request", "asked-for", RequestOrigin, "action", "request"),
    LinkKind("action", "commitment", "taken-on", Commitment, "action", "pk"),
    LinkKind("action", "report-due", "announced", ReportDue, "actions", "pk"),
    LinkKind("commitment", "report-due", "reports", ReportDue, "actions__commitments", "pk",
             same=(("reporters", "actions__commitments__party"),)),
    LinkKind("report-due", "edition", "due-at", ReportDue, "pk", "due_at"),
    LinkKind("action", "next-theme", "taken-up", TakenUp, "action", "theme"),
    LinkKind("theme", "next-theme", "continued", ThemeReason, "earlier", "theme", where=Q(basis=Basis.STATED)),
    LinkKind("theme", "next-theme", "continued", ThemeReason, "earlier", "theme", Basis.DERIVED,
             where=Q(basis=Basis.DERIVED)),
)

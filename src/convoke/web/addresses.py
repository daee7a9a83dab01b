"""The page of every thing: one place that knows which address belongs to what."""

from django.db.models import Model
from django.urls import reverse

from convoke.bodies.models import Body, BodyMeeting, SilenceProcedure
from convoke.consultation.models import Priority, Questionnaire, Response
from convoke.directory.models import Party
from convoke.editions.models import Edition, HostingInterest, Milestone, Modality
from convoke.library.models import Document
from convoke.marketplace.models import Meeting, Provider, Request
from convoke.outcomes.models import Action, Commitment, Finding, ReportDue
from convoke.outcomes.thread import Node
from convoke.practices.models import Practice
from convoke.programme.models import Roundtable, Session, Subject, Theme, ThemeSuggestion
from convoke.reporting.models import PublishedReport

_PAGES: dict[type[Model], str] = {
    Action: "outcome",
    Finding: "finding",
    Practice: "practice",
    Session: "session",
    Theme: "theme",
    ThemeSuggestion: "agenda-suggestion",
    Subject: "subject",
    Questionnaire: "questionnaire",
    Document: "document",
    Request: "request",
}
_ALONE: dict[type[Model], str] = {
    Party: "party", Edition: "edition", Body: "body", SilenceProcedure: "silence",
}
"""Things that belong to no edition."""
_NAMED_OTHERWISE = (Commitment, Priority, Response, Provider, Meeting)
"""Things of an edition whose address is not made of their code."""
_PLACES: dict[type[Model], tuple[str, str]] = {
    Roundtable: ("programme", ""),
    ReportDue: ("outcomes", "#reports-due"),
    Milestone: ("calendar", ""),
    Modality: ("modalities", ""),
    PublishedReport: ("report", "#main"),
}
"""Things that stand on a page of their edition, with the place on it; by their code where none is given."""


def page_of(thing: Model, edition: str = "") -> str:
    """The address of a thing's page.

    ``edition`` is the code of its edition, where the caller has it at hand; it saves
    a query. Gives an empty text for a thing without a page of its own.
    """
    if type(thing) in _ALONE:
        return reverse(_ALONE[type(thing)], args=[thing.code])  # type: ignore[attr-defined]
    if isinstance(thing, BodyMeeting):
        return reverse("meeting", args=[thing.body.code, thing.code])
    if isinstance(thing, HostingInterest):
        return reverse("hosting")
    if type(thing) not in _PAGES | _PLACES and not isinstance(thing, _NAMED_OTHERWISE):
        return ""
    code = edition or _edition_of(thing)
    if isinstance(thing, Priority):
        return f"{reverse('questionnaire', args=[code, thing.questionnaire.code])}#{thing.code}"
    if isinstance(thing, Response):
        return reverse("answer", args=[code, thing.questionnaire.code, thing.party.code if thing.party else "me"])
    if isinstance(thing, Provider):
        return reverse("provider", args=[code, thing.party.code])
    if isinstance(thing, Meeting):
        return reverse("marketplace-meeting", args=[code, thing.number])
    if isinstance(thing, Commitment):
        return reverse("commitment", args=[code, thing.action.code, thing.party.code])
    if type(thing) in _PLACES:
        name, place = _PLACES[type(thing)]
        return reverse(name, args=[code]) + (place or f"#{thing.code}")  # type: ignore[attr-defined]
    return reverse(_PAGES[type(thing)], args=[code, thing.code])  # type: ignore[attr-defined]


def page_of_node(node: Node) -> str:
    """The address of a thing on a thread."""
    return page_of(node.thing, node.edition)


def _edition_of(thing: Model) -> str:
    if isinstance(thing, Priority | Response):
        return thing.questionnaire.edition.code
    if isinstance(thing, Commitment):
        return thing.action.edition.code
    return str(thing.edition.code)  # type: ignore[attr-defined]

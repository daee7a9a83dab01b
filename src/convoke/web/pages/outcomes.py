"""What came out of an edition: the list with its filters and matrix, and each action and finding."""

from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django_stubs_ext import StrOrPromise

from convoke.core.actors import Actor
from convoke.core.journal.queries import history_of
from convoke.core.policy import readable
from convoke.core.versioned import versioned
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.outcomes import queries
from convoke.outcomes.models import Action, Commitment, Finding
from convoke.outcomes.models.actions import Level
from convoke.outcomes.queries import ActionFilter

from ..addresses import page_of as address_of
from ..errors import Missing
from ..lookups import lookups
from ..pictures.matrix import draw
from .frame import actor_of, edition_or_missing, near, page_of, show
from .thread import thread_context

Choices = dict[str, list[tuple[str, StrOrPromise]]]
PER_PAGE = 30


def outcomes(request: HttpRequest, edition: str) -> HttpResponse:
    """The actions of an edition: a picture by session, term and level, filters, and the list."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    narrowed = filter_from(request)
    origins = queries.origins(actor, found)
    matrix = draw(queries.matrix(actor, found, narrowed.group or Action.Group.OUTCOME), origins)
    page = page_of_actions(actor, found, narrowed, request.GET.get("page", ""))
    context: dict[str, Any] = {
        "edition": found,
        "section": "outcomes",
        "narrowed": narrowed,
        "page": page,
        "choices": choices(request, found, origins),
    }
    if request.headers.get("HX-Request") and not request.headers.get("HX-Boosted"):
        return show(request, "web/public/outcomes_results.html", **context)
    return show(
        request,
        "web/public/outcomes.html",
        matrix=matrix,
        totals=queries.totals(actor, found),
        reports_due=queries.reports_due(actor, found),
        **context,
    )


@versioned()
def page_of_actions(actor: Actor, edition: Edition, narrowed: ActionFilter, number: str) -> Page[Action]:
    """One page of the list, read whole."""
    return page_of(queries.actions(actor, edition, narrowed), number, PER_PAGE)


def filter_from(request: HttpRequest) -> ActionFilter:
    """The filter that the address asks for; words it does not know narrow to nothing found."""
    given = {name: request.GET.get(name, "").strip()[:80] for name in ActionFilter.__dataclass_fields__}
    given["group"] = given["group"] if given["group"] in Action.Group.values else ""
    return ActionFilter(**given)


def choices(request: HttpRequest, edition: Edition, origins: dict[str, str]) -> Choices:
    """What each filter can be set to; the same number of queries for any number of actions."""
    actor, names = actor_of(request), lookups(request).parties
    taken = readable(actor, Commitment).filter(action__edition=edition)
    parties = Party.objects.filter(pk__in=taken.values("party"))
    return {
        "group": list(Action.Group.choices),
        "origin": [(code, f"{code} {title}" if code[0].isdigit() else title) for code, title in origins.items()],
        "level": list(Level.choices),
        "term": [(value or queries.OPEN_TERM, label) for value, label in Action.Term.choices],
        "status": list(Action.Status.choices),
        "horizontal": [(theme.code, str(theme.title)) for theme in queries.horizontal_issues(actor, edition)],
        "party": [(party.code, names.name(party)) for party in names.sort(parties)],
        "taken_on": [("yes", _("taken on by someone")), ("no", _("taken on by nobody yet"))],
    }


def outcome(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """One action: what it says, where it comes from, who took it on, what is due, its thread."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    action = queries.action(actor, found, code)
    if action is None:
        known = list(readable(actor, Action).filter(edition=found).values_list("code", flat=True))
        raise Missing(_("action"), code, near(code, known, "outcome", found.code))
    return show(
        request,
        "web/public/outcome.html",
        edition=found,
        section="outcomes",
        action=action,
        history=history_of(actor, action)[:20],
        requests=queries.requests_from(actor, action),
        **thread_context(request, ("action", action.pk)),
    )


def commitment(request: HttpRequest, edition: str, code: str, party: str) -> HttpResponse:
    """What one party takes on in an action: on what ground, what is due, and its thread."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    own = list(queries.commitments(actor, found, code))
    one = next((commitment for commitment in own if commitment.party.code == party.lower()), None)
    if one is None:
        known = [(names_in(request, other), address_of(other, found.code)) for other in own]
        raise Missing(_("commitment"), f"{code} {party}", known or near(code, [code], "outcome", found.code))
    return show(
        request,
        "web/public/commitment.html",
        edition=found,
        section="outcomes",
        commitment=one,
        action=one.action,
        others=[other for other in own if other.party_id != one.party_id],
        **thread_context(request, ("commitment", one.pk)),
    )


def names_in(request: HttpRequest, commitment: Commitment) -> str:
    """The name of the party of a commitment, in the page's language."""
    return lookups(request).parties.name(commitment.party)


def finding(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """One finding: what it says, where it arose, what rests on it, its thread."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = queries.finding(actor, found, code)
    if one is None:
        known = list(readable(actor, Finding).filter(edition=found).values_list("code", flat=True))
        raise Missing(_("finding"), code, near(code, known, "finding", found.code))
    return show(
        request,
        "web/public/finding.html",
        edition=found,
        section="outcomes",
        finding=one,
        **thread_context(request, ("finding", one.pk)),
    )

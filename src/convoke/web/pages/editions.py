"""The pages of an edition as a whole: overview, calendar, report."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_POST

from convoke.consultation.queries import questionnaires
from convoke.core import clock, policy
from convoke.editions import queries
from convoke.editions.models import Edition, Milestone
from convoke.editions.operations import advance_edition
from convoke.editions.states import EditionState, transitions_from
from convoke.outcomes import queries as outcomes
from convoke.practices import queries as practices
from convoke.programme import queries as programme

from ..pictures.timeline import draw
from .frame import actor_of, edition_or_missing, show
from .preparing import preparation_of

BEGINNING = (EditionState.ANNOUNCED, EditionState.PREPARING)
"""States in which an edition can begin from the one before."""


def edition(request: HttpRequest, edition: str) -> HttpResponse:
    """One edition at a glance: how far it is prepared, figures, themes, what came out, what is due."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    return show(
        request,
        "web/public/edition.html",
        edition=found,
        figures=queries.figures(actor, found),
        themes=programme.themes(actor, found).prefetch_related("reasons__earlier__edition"),
        roundtables=programme.roundtables(actor, found),
        totals=outcomes.totals(actor, found),
        practices_total=practices.total(actor, found),
        questionnaires=questionnaires(actor, found),
        reports_due=outcomes.reports_due(actor, found),
        expected=outcomes.expected_at(actor, found),
        preparation=preparation_of(actor, found) if found.state in BEGINNING else None,
        transitions=transitions_from(found.state) if policy.allows(actor, "advance", found) else (),
        may_continue=found.state in BEGINNING and policy.allows(actor, "continue", found),
    )


def calendar(request: HttpRequest, edition: str) -> HttpResponse:
    """The milestones of an edition, on a line and as a list; narrowed by kind."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    kind = request.GET.get("kind", "")
    milestones = queries.milestones(actor, found)
    if kind in Milestone.Kind.values:
        milestones = milestones.filter(kind=kind)
    rows = list(milestones)
    return show(
        request,
        "web/public/calendar.html",
        edition=found,
        section="calendar",
        milestones=rows,
        timeline=draw(rows, clock.today()),
        today=clock.today(),
        kind=kind,
        kinds=Milestone.Kind.choices,
    )


@cache_control(max_age=3600)
def accent(request: HttpRequest, edition: str) -> HttpResponse:
    """The accent colour of an edition as a style sheet of one line; empty where it has none."""
    found = edition_or_missing(request, edition)
    rule = f":root{{--edition-accent:{found.accent}}}\n" if found.accent else ""
    return HttpResponse(rule, content_type="text/css; charset=utf-8")


@require_POST
def advance(request: HttpRequest, edition: str) -> HttpResponse:
    """Takes the edition to its next state; says why where that is not possible."""
    found: Edition = edition_or_missing(request, edition)
    try:
        changed = advance_edition(actor=actor_of(request), edition=found, to=request.POST.get("to", ""))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("The edition is now: %(state)s.") % {"state": changed.get_state_display()})
    return redirect("edition", edition=found.code)

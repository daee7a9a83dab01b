"""The pages of a theme of the agenda and of a subject of the forum."""

from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from convoke.core.policy import readable
from convoke.outcomes.models import Action, Finding
from convoke.outcomes.queries import with_context, with_taken_up
from convoke.programme import queries
from convoke.programme.agenda.continuity import continued_by
from convoke.programme.models import Subject, Theme

from ..errors import Missing
from .frame import actor_of, edition_or_missing, near, page_of_list, show
from .thread import thread_context


def theme(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """A theme: why it is on the agenda (PRO-5) and where it led."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = queries.theme(actor, found, code)
    if one is None:
        known = list(Theme.objects.filter(edition=found).values_list("code", flat=True))
        raise Missing(_("theme"), code, near(code, known, "theme", found.code))
    prefetch_related_objects([one], with_taken_up(actor))
    continued = bool(continued_by(one) or one.taken_up.all())
    return show(
        request,
        "web/public/theme.html",
        edition=found,
        section="programme",
        theme=one,
        **thread_context(request, ("next-theme" if continued else "theme", one.pk)),
    )


def subject(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """A subject in an edition: the findings and actions on it, and their thread."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = queries.subject(actor, found, code)
    if one is None:
        known = list(Subject.objects.filter(forum=found.forum_id).values_list("code", flat=True))
        raise Missing(_("subject"), code, near(code, known, "subject", found.code))
    own = readable(actor, Action).filter(edition=found, subjects=one)
    actions = with_context(actor, own).order_by("order")
    findings = readable(actor, Finding).filter(edition=found, subjects=one).order_by("order")
    page = page_of_list(request, actions)
    starts = [("action", action.pk) for action in page.object_list]
    return show(
        request,
        "web/public/subject.html",
        edition=found,
        section="outcomes",
        subject=one,
        page=page,
        findings=findings.select_related("session", "roundtable", "theme")[:100],
        **thread_context(request, *starts),
    )

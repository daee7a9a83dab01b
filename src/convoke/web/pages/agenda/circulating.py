"""The office circulates the agenda for comment as a text of its own, and then its revisions."""

import datetime as dt

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core.languages import active_language
from convoke.core.policy import require
from convoke.library.models import Paragraph
from convoke.programme.agenda.paper import Paper
from convoke.programme.agenda.reading import circulated
from convoke.programme.models import AgendaVersion
from convoke.programme.operations.circulating import circulate_agenda

from ..forms import carried_out, sent
from ..frame import actor_of, edition_or_missing, show
from ..library.shared import Line, lines_of
from .forms import CirculateAgendaForm


@login_required
def page(request: HttpRequest, edition: str) -> HttpResponse:
    """The text as it would be circulated, what is not answered yet, and until when comments are asked for."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "circulate", AgendaVersion)
    known = circulated(actor, found)
    form = CirculateAgendaForm(sent(request), is_revision=bool(known.versions))
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        until = dt.datetime.combine(data["day"], data["time"], dt.UTC)
        made = carried_out(form, lambda: circulate_agenda(
            actor=actor, edition=found, until=until, what_changed={active_language(): data.get("what_changed", "")},
        ))
        if made is not None:
            messages.success(request, _("The agenda was circulated for comment to the Friends of the Forum."))
            return redirect("agenda", found.code)
    latest = known.latest
    return show(
        request, "web/agenda/circulate.html", edition=found, section="programme", form=form, known=known,
        number=latest.version.number + 1 if latest else 1, status=422 if form.errors else 200,
        lines=_lines(Paper(found, latest.version.document.language if latest else "")),
    )


def _lines(paper: Paper) -> list[Line]:
    """The text in the language of the page, as it would be read."""
    made = [
        Paragraph(key=one.key, kind=one.kind, level=one.level, is_numbered=one.is_numbered, texts=dict(one.texts))
        for one in paper.pieces()
    ]
    return lines_of(made, active_language(), paper.languages[0] if paper.languages else active_language())

"""The office composes the agenda, changes it with reasons once it is adopted (PRO-4), and records its adoption."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import prefetch_related_objects
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convoke.bodies.models import BodyMeeting, SilenceProcedure
from convoke.bodies.states import MeetingState, SilenceState
from convoke.core.policy import readable, require
from convoke.editions.models import Edition
from convoke.library.files.jobs import request_renditions
from convoke.programme.agenda.reading import (
    agenda,
    circulated,
    concept_notes,
    is_adopted,
    suggestions,
    without_concept_note,
)
from convoke.programme.models import Roundtable, Session, Theme
from convoke.programme.operations import agenda as operations
from convoke.programme.operations.adopting import ADOPTING, adopt_agenda
from convoke.programme.operations.concept_notes import start_concept_note
from convoke.programme.states import SuggestionState

from ...errors import Missing
from ..forms import carried_out, sent
from ..frame import actor_of, edition_or_missing, near, show
from .forms import AdoptForm, IssueForm, RoundtableForm, SessionForm

Carry = Callable[..., Any]
THINGS: dict[str, type[Theme] | type[Roundtable] | type[Session]] = {
    "theme": Theme, "roundtable": Roundtable, "session": Session,
}


def _office(request: HttpRequest, code: str) -> Edition:
    require(actor_of(request), "compose", Theme)
    return edition_or_missing(request, code)


@login_required
def compose(request: HttpRequest, edition: str) -> HttpResponse:
    """The agenda with what can be done to each part of it."""
    found, actor = _office(request, edition), actor_of(request)
    known = agenda(actor, found)
    sessions = [*known.plenaries, *(one for table in known.roundtables for one in table.sessions.all())]
    prefetch_related_objects(sessions, concept_notes(actor))
    waiting = sum(one.state == SuggestionState.OPEN for one in suggestions(actor, found))
    return show(
        request, "web/agenda/compose.html", edition=found, section="programme", agenda=known,
        is_adopted=is_adopted(found), circulated=circulated(actor, found), waiting=waiting,
        without_note=without_concept_note(found),
    )


@login_required
@require_POST
def concept_note(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Begins the concept note of a session, in the hands of its team, and opens it to be written."""
    found = edition_or_missing(request, edition)
    one = _thing(found, Session, code)
    try:
        made = start_concept_note(actor=actor_of(request), session=one)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("session", found.code, one.code)
    messages.success(request, _("The concept note was begun. Write it here, or hand in a file."))
    return redirect("document-write", edition=found.code, code=made.code, number=1)


def _form_page(
    request: HttpRequest, edition: Edition, form: forms.Form, carry: Carry, heading: str, lead: str = "",
    code: str = "",
) -> HttpResponse:
    if request.method == "POST" and form.is_valid():
        words = form.words  # type: ignore[attr-defined]
        if carried_out(form, lambda: carry(actor=actor_of(request), **words)) is not None:
            messages.success(request, _("Saved."))
            return redirect("agenda-compose", edition.code)
    return show(
        request, "web/agenda/form.html", edition=edition, section="programme", form=form, heading=heading, lead=lead,
        code=code,
        status=422 if form.errors else 200,
    )


@login_required
def issue(request: HttpRequest, edition: str, code: str = "") -> HttpResponse:
    """A horizontal issue anew, or a theme or issue in other words."""
    found = _office(request, edition)
    thing = _thing(found, Theme, code) if code else None
    form = IssueForm(sent(request), thing=thing, is_adopted=is_adopted(found))
    if thing is None:
        carry: Carry = partial(operations.add_horizontal_issue, edition=found)
        heading, lead = _("A horizontal issue"), _("It is examined across all sessions, not in one of its own.")
    else:
        carry, heading, lead = partial(operations.change_theme, theme=thing), str(thing.title), ""
    return _form_page(request, found, form, carry, heading, lead)


@login_required
def roundtable(request: HttpRequest, edition: str, code: str = "") -> HttpResponse:
    """A roundtable anew, or in other words."""
    found = _office(request, edition)
    themes = readable(actor_of(request), Theme).filter(edition=found, kind=Theme.Kind.AGENDA).order_by("order", "pk")
    thing = _thing(found, Roundtable, code) if code else None
    form = RoundtableForm(
        sent(request), thing=thing, is_adopted=is_adopted(found), themes=themes,
        initial={"theme": request.GET["theme"]} if "theme" in request.GET else {},
    )
    if thing is None:
        carry: Carry = partial(operations.add_roundtable, edition=found)
        heading = _("A roundtable")
    else:
        carry, heading = partial(operations.change_roundtable, roundtable=thing), str(thing.title)
    return _form_page(request, found, form, carry, heading)


@login_required
def session(request: HttpRequest, edition: str, code: str = "") -> HttpResponse:
    """A session anew (of the roundtable in the address, else a plenary one), or in other words."""
    found = _office(request, edition)
    thing = _thing(found, Session, code) if code else None
    form = SessionForm(sent(request), thing=thing, is_adopted=is_adopted(found), is_new=thing is None)
    if thing is None:
        table = request.GET.get("roundtable", "")
        under = _thing(found, Roundtable, table) if table else None
        carry: Carry = partial(operations.add_session, edition=found, roundtable=under)
        heading = _("A plenary session")
        if under is not None:
            heading = _("A session of roundtable %(number)s") % {"number": under.number}
    else:
        carry, heading = partial(operations.change_session, session=thing), str(thing.title)
    return _form_page(request, found, form, carry, heading, code=thing.code if thing else "")


@login_required
@require_POST
def deed(request: HttpRequest, edition: str) -> HttpResponse:
    """Moves a session, or takes something off the agenda."""
    found, actor = _office(request, edition), actor_of(request)
    word, _space, rest = request.POST.get("do", "").partition(" ")
    kind, _space, code = rest.partition(" ")
    reason = request.POST.get("reason", "")
    try:
        if word in ("up", "down"):
            operations.move_session(
                actor=actor, session=_thing(found, Session, code), step=-1 if word == "up" else 1, reason=reason
            )
        elif word == "remove" and kind in THINGS:
            operations.remove(actor=actor, thing=_thing(found, THINGS[kind], code), reason=reason)
        else:
            raise ValidationError(_("Choose what is to be done: move a session, or take something off."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("agenda-compose", found.code)


@login_required
def adopt(request: HttpRequest, edition: str) -> HttpResponse:
    """Records by what the agenda was adopted."""
    found, actor = _office(request, edition), actor_of(request)
    procedures = readable(actor, SilenceProcedure).filter(
        edition=found, state=SilenceState.ADOPTED, body__kind=ADOPTING)
    meetings = readable(actor, BodyMeeting).filter(
        edition=found, state=MeetingState.HELD, body__kind=ADOPTING).select_related("body")
    form = AdoptForm(sent(request), procedures=procedures, meetings=meetings)
    if request.method == "POST" and form.is_valid() and (made := carried_out(
        form, lambda: adopt_agenda(actor=actor, edition=found, **form.words)
    )) is not None:
        if made.text is not None:
            request_renditions(actor=actor, version=made.text.version)
        messages.success(request, _("The adoption is on record. From now on every change asks for a reason."))
        return redirect("agenda", found.code)
    return show(
        request, "web/agenda/adopt.html", edition=found, section="programme", form=form,
        known=circulated(actor, found),
        has_basis=bool(form.procedures or form.meetings), status=422 if form.errors else 200,
    )


def _thing(edition: Edition, model: Any, code: str) -> Any:
    one = model.objects.filter(edition=edition, code__iexact=code).select_related("edition").first()
    if one is None:
        known = list(model.objects.filter(edition=edition).values_list("code", flat=True))
        page = {Theme: "agenda-issue", Roundtable: "agenda-roundtable", Session: "agenda-session"}[model]
        raise Missing(str(model._meta.verbose_name), code, near(code, known, page, edition.code))
    return one

"""Silence procedures: those one may read, the page of each with its replies, and its record (BOD-4)."""

import datetime as dt
from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.forms import HiddenInput
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.bodies import queries
from convoke.bodies.models import Body, SilenceAddressee, SilenceProcedure, SilenceReply
from convoke.bodies.operations import silence as operations
from convoke.bodies.states import SilenceState
from convoke.core import clock
from convoke.core.languages import Translated
from convoke.core.policy import allows, require
from convoke.directory.models import Party
from convoke.editions.queries import current, forum, troika
from convoke.reporting.silence_record import silence_record

from ...errors import Missing
from ...lookups import lookups
from ..forms import carried_out, party_choices
from ..frame import actor_of, near, reader_zone, show
from . import forms

RUNNING, OVER, DRAFT = "running", "over", "draft"


@login_required
def procedures(request: HttpRequest) -> HttpResponse:
    """The procedures one may read: running, over, and for the office those being drafted."""
    actor, now = actor_of(request), clock.now()
    groups: dict[str, list[tuple[SilenceProcedure, SilenceState]]] = {RUNNING: [], OVER: [], DRAFT: []}
    for one in queries.silence_procedures(actor):
        state = queries.standing(one, now)
        place = {SilenceState.CIRCULATED: RUNNING, SilenceState.DRAFT: DRAFT}.get(state, OVER)
        groups[place].append((one, state))
    groups[RUNNING].sort(key=lambda pair: pair[0].deadline or now)
    return show(
        request, "web/bodies/silence_list.html", section="bodies", forum=forum(), groups=groups,
        zone=reader_zone(request), may_draft=allows(actor, "draft", SilenceProcedure),
    )


def procedure_or_missing(request: HttpRequest, code: str) -> SilenceProcedure:
    """The procedure with a code; raises :class:`Missing` with those one may read."""
    found = queries.silence_by_code(actor_of(request), code)
    if found is None:
        known = list(queries.silence_procedures(actor_of(request)).values_list("code", flat=True))
        raise Missing(_("silence procedure"), code, near(code, known, "silence"))
    return found


@login_required
def procedure(request: HttpRequest, code: str) -> HttpResponse:
    """One procedure: text, deadline, addressees and replies as the reader may see them, and what can be done now."""
    actor, found = actor_of(request), procedure_or_missing(request, code)
    state = queries.standing(found)
    office = allows(actor, "draft", found)
    parties = [one.party for one in SilenceAddressee.objects.filter(procedure=found).select_related("party")]
    eyes = next((party for party in parties if office and party.code == request.GET.get("as")), None)
    given = {} if eyes else _forms(request, found, state, parties)
    if request.method == "POST" and (answer := _posted(request, found, parties, given)):
        return answer
    names = lookups(request).parties
    replies = queries.replies_to(actor, found, as_addressee=eyes)
    return show(
        request, "web/bodies/silence.html", section="bodies", forum=forum(), procedure=found, state=state,
        zone=reader_zone(request), replies=replies, office=office and not eyes, eyes=eyes,
        answers=sorted(replies.answers, key=lambda answer: names.key(answer.party)),
        numbers=_numbers(replies), others=_other_languages(found), may_draft=office,
        views=party_choices(names, parties) if office else [],
        drafting=state == SilenceState.DRAFT and office, running=state == SilenceState.CIRCULATED,
        days_left=(found.deadline - clock.now()).days if found.deadline else None,
        may_replace=office and state in (SilenceState.WITHDRAWN, SilenceState.STOPPED), **given,
    )


def _numbers(replies: queries.Replies) -> list[tuple[str, int]]:
    if replies.numbers is None:
        return []
    kinds = SilenceReply.Kind
    return [(str(kinds(kind).label), number) for kind, number in sorted(replies.numbers.items())]


def _other_languages(found: SilenceProcedure) -> list[tuple[str, str, str]]:
    shown = Translated(found.text).shown_in
    return [(one, found.title.get(one, ""), text) for one, text in sorted(found.text.items()) if one != shown and text]


def _forms(
    request: HttpRequest, found: SilenceProcedure, state: SilenceState, parties: list[Party]
) -> dict[str, Any]:
    actor, asked = actor_of(request), request.POST.get("do", "")
    given: dict[str, Any] = {}

    def typed(do: str) -> Any:
        return request.POST if asked == do else None

    own = [party for party in parties if party.code in actor.parties]
    if own and state not in (SilenceState.DRAFT, SilenceState.WITHDRAWN) and allows(actor, "reply", found):
        form = forms.SilenceReplyForm(typed("reply"), prefix="reply", initial={"party": own[0].code})
        form.fields["party"].choices = party_choices(  # type: ignore[attr-defined]
            lookups(request).parties, own
        )
        if len(own) == 1:
            form.fields["party"].widget = HiddenInput()
        given["reply_form"] = form
    if state == SilenceState.DRAFT and allows(actor, "circulate", found):
        initial = {"day": clock.today() + dt.timedelta(days=14), "time": dt.time(18)}
        given["circulate_form"] = forms.CirculateForm(typed("circulate"), prefix="circulate", initial=initial)
    if state in (SilenceState.DRAFT, SilenceState.CIRCULATED) and allows(actor, "withdraw", found):
        given["withdraw_form"] = forms.ReasonForm(typed("withdraw"), prefix="withdraw")
    return given


def _posted(
    request: HttpRequest, found: SilenceProcedure, parties: list[Party], given: dict[str, Any]
) -> HttpResponse | None:
    """What a form of the page asks for; None where it comes back with what was wrong."""
    actor, do = actor_of(request), request.POST.get("do", "")
    form = given.get(f"{do}_form")
    if form is None:
        require(actor, do if do in ("reply", "circulate", "withdraw") else "draft", found)
        messages.error(request, _("This cannot be done with the proposal as it stands now."))
        return redirect("silence", code=found.code)
    if not form.is_valid():
        return None
    data = form.cleaned_data
    calls: dict[str, Callable[[], object]] = {
        "reply": lambda: operations.reply_to_silence(
            actor=actor, procedure=found, kind=data["kind"], reasons=data["reasons"],
            party=next(party for party in parties if party.code == data["party"]),
        ),
        "circulate": lambda: operations.circulate_silence(
            actor=actor, procedure=found,
            deadline=dt.datetime.combine(data["day"], data["time"], ZoneInfo(found.time_zone)),
        ),
        "withdraw": lambda: operations.withdraw_silence(actor=actor, procedure=found, reason=data["reason"]),
    }
    done = carried_out(form, calls[do])
    if done is None:
        return None
    messages.success(request, _said(do, done))
    return redirect("silence", code=found.code)


def _said(do: str, done: Any) -> str:
    if do == "reply" and done.is_late:
        return _("Your reply was recorded. It came after the deadline and changes nothing.")
    return {
        "reply": _("Your reply was recorded. The last one before the deadline counts."),
        "circulate": _("The proposal was circulated. Text, addressees and deadline now stay as they are (BOD-4)."),
        "withdraw": _("The proposal was withdrawn; its addressees see why."),
    }[do]


@login_required
def draft(request: HttpRequest, code: str = "") -> HttpResponse:
    """Drafts a proposal, goes on with a draft, or drafts one that replaces another (``?replaces=``)."""
    actor = actor_of(request)
    require(actor, "draft", SilenceProcedure)
    found = procedure_or_missing(request, code) if code else None
    replaced = queries.silence_by_code(actor, request.GET.get("replaces", "")) if not code else None
    known = {one.code: one for one in queries.bodies(actor).exclude(kind=Body.Kind.RCP)}
    form = forms.SilenceForm(
        request.POST or None, bodies=known.values(), initial=_typed_before(found or replaced, reader_zone(request))
    )
    if found:
        form.fields["body"].disabled = True
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: _save(request, found, replaced, known, form))
        if made:
            messages.success(request, _("The draft was saved. Only the office sees it until the Chair circulates it."))
            return redirect("silence", code=made.code)
    return show(
        request, "web/bodies/silence_draft.html", section="bodies", forum=forum(), form=form, procedure=found,
        replaced=replaced,
    )


def _save(
    request: HttpRequest, found: SilenceProcedure | None, replaced: SilenceProcedure | None, known: dict[str, Body],
    form: forms.SilenceForm,
) -> SilenceProcedure:
    actor = actor_of(request)
    if found:
        return operations.change_silence(actor=actor, procedure=found, proposal=form.proposal())
    present = troika(actor, clock.today()).present or current(actor)
    if present is None:
        raise Missing(_("edition"), "", [])
    return operations.draft_silence(
        actor=actor, body=known[form.cleaned_data["body"]], edition=present, proposal=form.proposal(),
        replaces=replaced,
    )


def _typed_before(found: SilenceProcedure | None, zone: str) -> dict[str, Any]:
    if found is None:
        return {"time_zone": zone}
    texts = {f"title_{one}": text for one, text in found.title.items()}
    texts |= {f"text_{one}": text for one, text in found.text.items()}
    return {"body": found.body.code, "shown": found.shown, "time_zone": found.time_zone, **texts}


@login_required
def record(request: HttpRequest, code: str) -> HttpResponse:
    """The record of a procedure as a PDF, with what the reader may see."""
    found = procedure_or_missing(request, code)
    pdf = silence_record(actor=actor_of(request), procedure=found, time_zone=reader_zone(request))
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="{found.code}-record.pdf"'
    return response

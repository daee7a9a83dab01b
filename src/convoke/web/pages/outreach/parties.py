"""Everything on reaching one party: its people and channels, its escalation, the contact log."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convoke.core import clock
from convoke.core.policy import readable, require
from convoke.directory.models import Channel, Party
from convoke.editions.queries import forum
from convoke.outreach import queries
from convoke.outreach.models import ContactLogEntry, Escalation
from convoke.outreach.operations import escalations

from ...errors import Missing
from ..frame import actor_of, near, page_of_list, show

Result = ContactLogEntry.Result
BUTTONS = (Result.REACHED, Result.NO_ANSWER, Result.LEFT_WORD, Result.ANSWERED, Result.WRONG)


@login_required
def party(request: HttpRequest, code: str) -> HttpResponse:
    """One party: whom to reach, by what, what was tried and what comes next."""
    return _page(request, _party(request, code))


def _page(request: HttpRequest, found: Party, *, status: int = 200, error: str = "") -> HttpResponse:
    actor, today = actor_of(request), clock.today()
    steps = [
        (one, queries.about_label(one.about), _steps(one)) for one in queries.escalations_of(actor, found)
    ]
    return show(
        request, "web/outreach/party.html", status=status, forum=forum(), section="outreach", party=found,
        people=queries.people_of(actor, found, today), channels=queries.channels_of(actor, found, today),
        escalations=steps, page=page_of_list(request, queries.contacts(actor, found), 30), buttons=BUTTONS,
        kinds=Channel.Kind.choices, error=error, given=request.POST, today=today,
    )


def _steps(one: Escalation) -> list[dict[str, object]]:
    """The steps of a plan, each with what was logged on it; the next one marked."""
    logged: dict[int, list[ContactLogEntry]] = {}
    for entry in one.contacts.all():
        if entry.step_id:
            logged.setdefault(entry.step_id, []).append(entry)
    return [
        {"step": step, "entries": logged.get(step.pk, []), "is_next": step.pk == one.next_step_id}
        for step in one.plan.steps.all()
    ]


@login_required
@require_POST
def log(request: HttpRequest, code: str) -> HttpResponse:
    """Logs a call, a fax or a visit with its result: one press of a button beside the number."""
    actor, found = actor_of(request), _party(request, code)
    channel = None
    if (pk := request.POST.get("channel", "")).isdecimal() and len(pk) < 18:
        channel = readable(actor, Channel).filter(pk=int(pk)).first()
    try:
        entry = escalations.log_contact(
            actor=actor, party=found, channel=channel, note=request.POST.get("note", ""),
            means=channel.kind if channel else request.POST.get("means", ""), result=request.POST.get("result", ""),
        )
    except ValidationError as error:
        return _page(request, found, status=400, error=" ".join(error.messages))
    messages.success(
        request, _("Logged: %(means)s, %(result)s.")
        % {"means": entry.get_means_display(), "result": entry.get_result_display()}
    )
    return redirect("outreach") if request.POST.get("back") == "outreach" else redirect("outreach-party", found.code)


@login_required
@require_POST
def open_one(request: HttpRequest, code: str) -> HttpResponse:
    """Begins to reach a party for one purpose."""
    actor, found = actor_of(request), _party(request, code)
    try:
        escalations.open_escalation(actor=actor, party=found, about=request.POST.get("about", ""))
    except ValidationError as error:
        return _page(request, found, status=400, error=" ".join(error.messages))
    messages.success(request, _("The escalation is under way; its first step is due today."))
    return redirect("outreach-party", found.code)


@login_required
@require_POST
def step(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the step that is due by e-mail, passes it over, or ends the escalation."""
    actor = actor_of(request)
    require(actor, "close", Escalation)
    one = get_object_or_404(
        readable(actor, Escalation).select_related("party", "next_step", "plan"), pk=min(pk, 2**62)
    )
    deed = request.POST.get("deed", "")
    try:
        if deed == "send":
            escalations.send_step(actor=actor, escalation=one)
            messages.success(request, _("The message is on its way; the next step has its date."))
        elif deed == "pass":
            escalations.pass_over(actor=actor, escalation=one)
            messages.success(request, _("The step was passed over."))
        elif deed == "close":
            escalations.close_escalation(actor=actor, escalation=one, reason=request.POST.get("reason", ""))
            messages.success(request, _("The escalation is closed."))
        else:
            messages.error(request, _("Choose what is to be done with the step."))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("outreach") if request.POST.get("back") == "outreach" else redirect(
        reverse("outreach-party", args=[one.party.code])
    )


def _party(request: HttpRequest, code: str) -> Party:
    actor = actor_of(request)
    require(actor, "log", ContactLogEntry)
    found = readable(actor, Party).filter(code=code.lower()).first()
    if found is None:
        known = list(Party.objects.values_list("code", flat=True))
        raise Missing(_("participant"), code, near(code, known, "outreach-party"))
    return found

"""Requests: written, read, submitted, withdrawn, closed; reviewed by the office (MKT-3, MKT-4)."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.policy import Denied, allows, holders, readable, require
from convoke.directory.models import GOVERNMENTS, Account, Party
from convoke.directory.roles import OFFICE
from convoke.editions.models import Edition
from convoke.library.models import Document
from convoke.marketplace import matching, queries
from convoke.marketplace.models import Request
from convoke.marketplace.operations import requests as operations
from convoke.marketplace.states import REQUEST, RequestState
from convoke.outcomes.models import Action
from convoke.outcomes.operations.requests import set_request_origins
from convoke.outcomes.queries import actions_behind, actions_to_ask_for

from ...lookups import lookups
from ..forms import carried_out, party_choices, sent
from ..frame import actor_of, edition_or_missing, show
from ..thread import thread_context
from . import progress
from .forms import ReasonForm, RequestForm
from .interests import block
from .shared import people_of, request_or_missing

MATCHED = (RequestState.SUBMITTED, RequestState.PUBLISHED)
"""States in which those who answer for a request see who might help."""
TICKED = ("services", "languages")
"""Fields whose choices are ticked: a link leads to the first of them."""


@login_required
def new(request: HttpRequest, edition: str) -> HttpResponse:
    """MKT-3: a focal point begins a request for its government, the office for one it chooses."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    parties = _asking(actor)
    if not parties:
        raise Denied("draft", holders(Request, "draft"))
    wanted = request.GET.get("party", "")
    party = next((one for one in parties if one.code == wanted), parties[0] if len(parties) == 1 else None)
    if party is None:
        return show(
            request, "web/marketplace/request_for.html", edition=found, section="marketplace",
            parties=party_choices(lookups(request).parties, parties), wrong=wanted,
        )
    form = _form(request, actor, found, party, None)
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: _save(actor, found, party, None, form, []))
        if made:
            messages.success(request, _("The draft was saved as %(code)s.") % {"code": made.code})
            return redirect("request", found.code, made.code)
    return _written(request, found, party, None, form)


def _asking(actor: Actor) -> list[Party]:
    """The governments an actor may begin a request for."""
    if not allows(actor, "draft", Request):
        return []
    if actor.has_role(*OFFICE):
        return list(Party.objects.filter(kind__in=GOVERNMENTS))
    return queries.parties_asking(actor)


@login_required
def write(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """A draft is written further; the office corrects what was submitted."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = request_or_missing(request, found, code)
    require(actor, "change", one)
    origins = list(actions_behind(actor, one))
    form = _form(request, actor, found, one.party, one, origins)
    is_whole = request.method == "POST" and form.is_valid()
    done = carried_out(form, lambda: _save(actor, found, one.party, one, form, origins)) if is_whole else None
    if done:
        messages.success(request, _("Saved."))
        return redirect("request", found.code, one.code)
    return _written(request, found, one.party, one, form)


def _form(
    request: HttpRequest, actor: Actor, edition: Edition, party: Party, one: Request | None,
    origins: list[Action] | None = None,
) -> RequestForm:
    owners = people_of(actor, party, one.owner if one else None)
    own = Account.objects.filter(pk=actor.account_id or 0).values_list("person", flat=True).first()
    return RequestForm(
        sent(request), one=one, services=queries.offered_services(edition), themes=queries.themes_of(actor, edition),
        owners=owners, actions=actions_to_ask_for(actor, edition),
        papers=readable(actor, Document).filter(edition=edition).order_by("order", "code"), origins=origins or (),
        initial={} if one else {"owner": str(own or "")},
    )


def _save(
    actor: Actor, edition: Edition, party: Party, one: Request | None, form: RequestForm, origins: list[Action]
) -> Request:
    """Writes the request and from which actions it comes: both or neither."""
    with transaction.atomic():
        made = (
            operations.change_request(actor=actor, request=one, project=form.project) if one
            else operations.draft_request(actor=actor, edition=edition, party=party, project=form.project)
        )
        chosen = form.chosen("actions")
        if {each.pk for each in chosen} != {each.pk for each in origins}:
            set_request_origins(actor=actor, request=made, actions=chosen)
    return made


def _written(
    request: HttpRequest, edition: Edition, party: Party, one: Request | None, form: RequestForm
) -> HttpResponse:
    return show(
        request, "web/marketplace/request_write.html", edition=edition, section="marketplace", one=one, party=party,
        form=form, status=422 if form.errors else 200,
    )


@login_required
def page(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """One request: what is needed, where it stands, who might help, who shows interest."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = request_or_missing(request, found, code)
    wrong: dict[str, str] = {}
    if request.method == "POST":
        try:
            _carry_out(request, actor, one)
            return redirect("request", found.code, one.code)
        except ValidationError as error:
            wrong = _by_place(error)
    origins = list(actions_behind(actor, one))
    answers, reviews, state = allows(actor, "change", one), allows(actor, "review", one), RequestState(one.state)
    written = (RequestState.DRAFT, RequestState.SUBMITTED) if reviews else (RequestState.DRAFT,)
    return show(
        request, "web/marketplace/request.html", edition=found, section="marketplace", one=one, asked=one,
        wrong=list(wrong.items()), is_own=answers, office=reviews, may_write=answers and state in written,
        missing=list(queries.missing_of(one).values()) if answers and state == RequestState.DRAFT else [],
        ways=[way.value for way in REQUEST[state]] if answers else [],
        close_form=ReasonForm(sent(request), auto_id="close_%s"),
        withdraw_form=ReasonForm(sent(request), auto_id="withdraw_%s"),
        papers=readable(actor, Document).filter(requests=one), origins=origins,
        matches=matching.providers_for(actor, one, clock.today()) if answers and state in MATCHED else [],
        status=422 if wrong else 200, **block(request, one), **progress.block(request, one),
        **(thread_context(request, ("request", one.pk)) if origins else {}),
    )


def _by_place(error: ValidationError) -> dict[str, str]:
    """What an operation objects to, by the place of the field on the page of writing; without one for the whole."""
    if not hasattr(error, "error_dict"):
        return {"": " ".join(error.messages)}
    said = {name: " ".join(messages) for name, messages in error.message_dict.items()}
    return {"" if name == "reason" else f"id_{name}_0" if name in TICKED else f"id_{name}": one
            for name, one in said.items()}


def _carry_out(request: HttpRequest, actor: Actor, one: Request) -> None:
    """What a button on the page of a request asks for; raises ValidationError for what stands against it."""
    reason = request.POST.get("reason", "")
    deeds: dict[str, tuple[Callable[[], object], str]] = {
        "submit": (
            lambda: operations.submit_request(actor=actor, request=one),
            _("The request was submitted. The task force reviews it before others read it."),
        ),
        "withdraw": (
            lambda: operations.withdraw_request(actor=actor, request=one, reason=reason),
            _("The request was withdrawn."),
        ),
        "close": (
            lambda: operations.close_request(actor=actor, request=one, reason=reason), _("The request was closed."),
        ),
        "reopen": (
            lambda: operations.reopen_request(actor=actor, request=one), _("The request is open to providers again."),
        ),
    }
    deed = deeds.get(request.POST.get("do", ""))
    if deed:
        deed[0]()
        messages.success(request, deed[1])


@login_required
def review(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """MKT-4: the office reads what was submitted, publishes it or sends it back with the reason."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    one = request_or_missing(request, found, code)
    require(actor, "review", one)
    form = ReasonForm(sent(request))
    if request.method == "POST" and form.is_valid():
        publishes = request.POST.get("do") == "publish"
        done = carried_out(form, lambda: (
            operations.publish_request(actor=actor, request=one) if publishes
            else operations.send_back(actor=actor, request=one, reason=form.cleaned_data["reason"])
        ))
        if done:
            messages.success(request, _("The request was published to the participants.") if publishes else _(
                "The request was sent back; its government reads the reason."))
            return redirect("request", found.code, one.code)
    return show(
        request, "web/marketplace/request_review.html", edition=found, section="marketplace", one=one, form=form,
        waits=one.state == RequestState.SUBMITTED, missing=list(queries.missing_of(one).values()),
        papers=readable(actor, Document).filter(requests=one), origins=actions_behind(actor, one),
        status=422 if form.errors else 200,
    )

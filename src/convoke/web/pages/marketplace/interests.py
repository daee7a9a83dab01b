"""Interest in a request: shown by providers, answered by the owner, seen by those who may (MKT-1, MKT-2)."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from convoke.core.policy import allows, readable, require
from convoke.marketplace.models import Interest, Provider, Request
from convoke.marketplace.operations import rooms as operations
from convoke.marketplace.phrases import PROVIDER
from convoke.marketplace.rooms import interests_of, may_show_interest, over_because
from convoke.marketplace.states import INTEREST, InterestState

from ...lookups import lookups
from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, reader_zone, show
from .room_forms import AnswerForm, InterestForm, WithdrawForm


@dataclass
class Row:
    """An interest with what the reader may do with it."""

    interest: Interest
    may_accept: bool
    answer: AnswerForm | None
    """To decline it."""
    withdraw: WithdrawForm | None


def block(request: HttpRequest, asked: Request) -> dict[str, Any]:
    """What ``web/marketplace/interests.html`` shows of a request, with what was typed into the form that was sent.

    There is nothing to show to whoever is neither of a side nor acts for a registered provider.
    """
    actor, names = actor_of(request), lookups(request).parties
    found = interests_of(actor, asked)
    answers = bool(found.own) and allows(actor, "answer", found.own[0])  # alike for all: it is the same owner
    offers = allows(actor, "show", Interest)
    providers = may_show_interest(actor, asked, found.own) if offers else []
    form = InterestForm(
        *_typed(request, "show"), names=names, providers=providers, sides=(PROVIDER,), prefix="show"
    ) if providers else None
    return {
        "interests": [
            _row(request, one, answers=answers, leaves=offers and one.pk in found.offered) for one in found.own
        ],
        "shown": names.sort(one.provider.party for one in found.shown),
        "interest_form": form, "zone": reader_zone(request),
    }


def _typed(request: HttpRequest, *deeds: str) -> tuple[Any, Any]:
    """What was sent, for the form of one of these deeds; nothing for every other."""
    return (request.POST, request.FILES) if request.POST.get("do") in deeds else (None, None)


def _row(request: HttpRequest, interest: Interest, *, answers: bool, leaves: bool) -> Row:
    number, ways = interest.pk, INTEREST[InterestState(interest.state)]
    answers = answers and not over_because(interest)
    may_decline = answers and InterestState.DECLINED in ways
    may_leave = leaves and InterestState.WITHDRAWN in ways
    return Row(
        interest, answers and InterestState.ACCEPTED in ways,
        AnswerForm(_typed(request, f"decline-{number}")[0], prefix=f"answer-{number}") if may_decline else None,
        WithdrawForm(_typed(request, f"withdraw-{number}")[0], prefix=f"withdraw-{number}") if may_leave else None,
    )


def request_or_404(request: HttpRequest, edition: str, code: str) -> Request:
    """The request the reader may read; raises Http404 for every other, whether there is one or not."""
    found = edition_or_missing(request, edition)
    mine = readable(actor_of(request), Request).select_related("edition__forum", "party", "owner")
    return get_object_or_404(mine, edition=found, code__iexact=code)


@login_required
def interests(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """The interests in a request by themselves; takes the forms of the block on the request's page."""
    asked = request_or_404(request, edition, code)
    given = block(request, asked)
    if request.method == "POST" and _posted(request, asked, given):
        return redirect("request", asked.edition.code, asked.code)
    return show(
        request, "web/marketplace/interests_page.html", edition=asked.edition, section="marketplace", asked=asked,
        status=422 if request.method == "POST" else 200, **given,
    )


def _posted(request: HttpRequest, asked: Request, given: dict[str, Any]) -> bool:
    """Carries out what a form asks for; gives False where it comes back with what was wrong."""
    do, _sep, number = request.POST.get("do", "").partition("-")
    if do == "show":
        return _show(request, asked, given["interest_form"])
    row = next((one for one in given["interests"] if str(one.interest.pk) == number), None)
    if row is None:
        raise Http404
    if do in ("accept", "decline"):
        return _answer(request, row, accept=do == "accept")
    if do == "withdraw":
        return _withdraw(request, row)
    if do in ("consent", "unconsent"):
        return _pressed(request, lambda: operations.set_consent(
            actor=actor_of(request), interest=row.interest, may_be_shown=do == "consent"))
    raise Http404


def _show(request: HttpRequest, asked: Request, form: InterestForm | None) -> bool:
    actor = actor_of(request)
    if form is None:
        require(actor, "show", Interest)
        messages.error(request, _("Interest can be shown by a registered provider, once, in a published request."))
        return True
    if not form.is_valid():
        return False
    provider = readable(actor, Provider).get(pk=form.cleaned_data["provider"])
    done = carried_out(form, lambda: operations.show_interest(
        actor=actor, request=asked, provider=provider, may_be_shown=form.cleaned_data["may_be_shown"],
        said=form.said()))
    if done:
        messages.success(request, _("Your interest was recorded. The owner of the request replies to it."))
    return done is not None


def _answer(request: HttpRequest, row: Row, *, accept: bool) -> bool:
    actor, form = actor_of(request), row.answer
    require(actor, "answer", row.interest)
    if accept or form is None:
        return _pressed(request, lambda: operations.answer_interest(
            actor=actor, interest=row.interest, accept=accept))
    return _filled(request, form, lambda: operations.answer_interest(
        actor=actor, interest=row.interest, accept=False, reason=form.cleaned_data["reason"]))


def _withdraw(request: HttpRequest, row: Row) -> bool:
    actor, form = actor_of(request), row.withdraw
    require(actor, "withdraw", row.interest)
    if form is None:
        return _pressed(request, lambda: operations.withdraw_interest(actor=actor, interest=row.interest))
    return _filled(request, form, lambda: operations.withdraw_interest(
        actor=actor, interest=row.interest, reason=form.cleaned_data["reason"]))


def _filled(request: HttpRequest, form: Form, call: Callable[[], object]) -> bool:
    if not form.is_valid() or carried_out(form, call) is None:
        return False
    messages.success(request, _("Recorded."))
    return True


def _pressed(request: HttpRequest, call: Callable[[], object]) -> bool:
    """A button without fields: says what stands against it; the page is shown as it is now."""
    try:
        call()
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Recorded."))
    return True

"""ED-2: who would chair an edition to come: what is on record, what was told the Troika, and telling it."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from convoke.core import clock
from convoke.core.policy import Denied, allows, holders
from convoke.directory.models import Party, PartyKind
from convoke.directory.queries import memberships
from convoke.directory.roles import OFFICE
from convoke.editions import queries
from convoke.editions.models import HostingInterest
from convoke.editions.operations import accept_interest, express_interest, withdraw_interest
from convoke.editions.rules import ed_1_alternation, ed_1_candidate, in_the_troika
from convoke.editions.states import HostingState

from ..lookups import lookups
from .frame import actor_of, show


class InterestForm(forms.Form):
    """What a government tells the Troika."""

    year = forms.IntegerField(
        label=gettext_lazy("Year"), min_value=1, max_value=9999,
        help_text=gettext_lazy("the year of the edition your government would chair"),
        widget=forms.TextInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": gettext_lazy("Accepted: a year in digits, such as 2011.")},
    )
    city = forms.CharField(
        label=gettext_lazy("City"), max_length=120, required=False,
        help_text=gettext_lazy("where the meeting would be, if that is known"),
    )
    text = forms.CharField(
        label=gettext_lazy("What your government offers"), max_length=5000,
        widget=forms.Textarea(attrs={"rows": 6}),
    )


@login_required
def hosting(request: HttpRequest) -> HttpResponse:
    """The page of the Troika, the office and those who offer: on record, expressed, and a form to express."""
    actor, forum = actor_of(request), queries.forum()
    may_express = allows(actor, "express", HostingInterest)
    reads_all = actor.has_role(*OFFICE) or in_the_troika(actor)
    if forum is None or not (may_express or reads_all):
        raise Denied("express", holders(HostingInterest, "express") | OFFICE)
    own = _own_state(request) if may_express else None
    form = InterestForm(request.POST or None)
    if request.method == "POST":
        answer = _express(request, form)
        if answer is not None:
            return answer
    known, groups = list(queries.editions(actor)), memberships(clock.today())
    context: dict[str, Any] = {
        "editions": known,
        "alternation": {one.edition.pk: one for one in ed_1_alternation(known, groups)},
        "interests": [
            (one, ed_1_candidate(one, known, groups) if one.state == HostingState.EXPRESSED else None,
             allows(actor, "withdraw", one), allows(actor, "accept", one))
            for one in queries.hosting_interests(actor, forum)
        ],
        "troika": queries.troika(actor, clock.today()),
        "reads_all": reads_all,
        "own": own,
        "form": form,
    }
    status = 400 if request.method == "POST" else 200
    return show(request, "web/hosting/hosting.html", section="desk", forum=forum, status=status, **context)


def _own_state(request: HttpRequest) -> Party | None:
    """The state somebody acts for, who may speak for it; the first by name where there are several."""
    own = Party.objects.filter(code__in=sorted(actor_of(request).parties), kind=PartyKind.STATE)
    return next(iter(lookups(request).parties.sort(own)), None)


def _express(request: HttpRequest, form: InterestForm) -> HttpResponse | None:
    """Does what the form asks for; None where something was wrong, which the form then says."""
    forum, party = queries.forum(), _own_state(request)
    if forum is None or party is None:
        raise Denied("express", holders(HostingInterest, "express"))
    if not form.is_valid():
        return None
    try:
        express_interest(actor=actor_of(request), forum=forum, party=party, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return None
    messages.success(request, _("The Troika has your expression of interest. You can withdraw it at any time."))
    return redirect("hosting")


@login_required
@require_POST
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an expression of interest back."""
    return _decide(request, pk, "withdraw")


@login_required
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The Chair takes an expression of interest up."""
    return _decide(request, pk, "accept")


def _decide(request: HttpRequest, pk: int, verb: str) -> HttpResponse:
    actor, forum = actor_of(request), queries.forum()
    if forum is None:
        raise Denied(verb, holders(HostingInterest, verb))
    interest = get_object_or_404(queries.hosting_interests(actor, forum), pk=pk)
    try:
        if verb == "withdraw":
            withdraw_interest(actor=actor, interest=interest)
            messages.success(request, _("The expression of interest is withdrawn. What was said stays on record."))
            return redirect("hosting")
        edition = accept_interest(actor=actor, interest=interest)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("hosting")
    messages.success(request, _("The edition of %(year)s is on record.") % {"year": edition.year})
    return redirect("edition", edition=edition.code)

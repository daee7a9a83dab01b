"""Invitations: made for a mandate, printed as a letter, and entered with the code."""

from typing import Any

from allauth.account.internal.flows.login import record_authentication
from allauth.core.internal import ratelimit
from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_POST

from convoke.core.languages import active_language
from convoke.core.policy import readable, require
from convoke.directory.models import Account, Channel, Invitation
from convoke.directory.operations import invitations
from convoke.editions.queries import forum

from ...accounts import confirm_address, too_many_attempts
from ...letters import invitation_letter
from ..forms import carried_out, sent
from ..frame import actor_of, show
from .forms import EnterForm, InviteForm, PasswordForm
from .people import mandate_or_404, own_party


@login_required
def invite(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Invites the person of a mandate by e-mail, or by a letter that is then taken along as PDF."""
    actor, party = actor_of(request), own_party(request, code)
    mandate = mandate_or_404(request, party, pk)
    require(actor, "invite", Invitation(mandate=mandate))
    known = readable(actor, Channel).filter(person=mandate.person, kind=Channel.Kind.EMAIL, until=None).first()
    initial = {"email": known.address if known else "", "language": mandate.person.language or active_language()}
    if known is None:
        initial["means"] = Invitation.Means.LETTER
    form = InviteForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: invitations.invite(
            actor=actor, mandate=mandate, site=request.build_absolute_uri("/"), **form.cleaned_data))
        if made is not None:
            _tell(request, made)
            return redirect("party-people", code=party.code)
    return show(
        request, "web/directory/invite.html", section="parties", forum=forum(), party=party, mandate=mandate,
        form=form, status=422 if form.errors else 200,
    )


def _tell(request: HttpRequest, made: Invitation) -> None:
    if made.means == Invitation.Means.EMAIL:
        messages.success(request, _("The invitation goes to %(address)s in the background.") % {"address": made.email})
    else:
        messages.success(request, _("The letter can now be downloaded and printed; it stands beside the mandate."))


@login_required
def letter(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """The letter of an open invitation as PDF."""
    actor, party = actor_of(request), own_party(request, code)
    found = _own(request, party.pk, pk, means=Invitation.Means.LETTER, state=Invitation.State.SENT)
    require(actor, "invite", found)
    content = invitation_letter(found, request.build_absolute_uri("/"))
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'attachment; filename="invitation-{found.pk}.pdf"'
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_POST
def revoke(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Withdraws an open invitation."""
    party = own_party(request, code)
    found = _own(request, party.pk, pk)
    if found.state == Invitation.State.SENT:
        invitations.revoke(actor=actor_of(request), invitation=found)
        messages.success(request, _("The invitation was withdrawn; its code opens nothing any more."))
    return redirect("party-people", code=party.code)


def _own(request: HttpRequest, party: int, pk: int, **also: Any) -> Invitation:
    own = readable(actor_of(request), Invitation).filter(mandate__party=party, **also)
    return get_object_or_404(own.select_related("mandate__person", "mandate__party"), pk=pk)


@never_cache
@sensitive_post_parameters("password", "code")
def enter(request: HttpRequest) -> HttpResponse:
    """DIR-2: the one-time code and the address, then a password; opens exactly the mandate of the code."""
    given = request.POST or ({key: request.GET[key] for key in ("email", "code") if key in request.GET} or None)
    form = EnterForm(given)
    password = PasswordForm(request.POST if "password" in request.POST else None)
    found: Invitation | None = None
    existing: Account | None = None
    if given is not None:
        email = given.get("email", "").lower()
        if not ratelimit.consume(request, app="allauth.account", action="invitation", key=email, limit_get=True):
            return too_many_attempts(request, action="invitation", key=email)
        if form.is_valid():
            actor, data = actor_of(request), form.cleaned_data
            found = carried_out(form, lambda: invitations.look_up(actor=actor, **data))
    if found is not None:
        existing = invitations.account_for(actor=actor_of(request), invitation=found, email=form.cleaned_data["email"])
        if request.method == "POST" and "step" in request.POST and password.is_bound | bool(existing):
            entered = _entered(request, form, password)
            if entered is not None:
                return redirect("desk")
    again = f"{reverse('invitation')}?{urlencode(form.cleaned_data)}" if found else ""
    refused = bool(form.errors or (password.is_bound and password.errors))
    return show(
        request, "web/directory/invitation.html", forum=forum(), form=form, password=password, found=found,
        existing=existing, is_own=existing is not None and existing.pk == actor_of(request).account_id,
        sign_in=f"{reverse('account_login')}?{urlencode({'next': again})}", status=422 if refused else 200,
    )


def _entered(request: HttpRequest, form: EnterForm, password: PasswordForm) -> Account | None:
    word = request.POST.get("password", "")
    password.is_valid()
    account = carried_out(
        password, lambda: invitations.accept(actor=actor_of(request), password=word, **form.cleaned_data))
    if account is None:
        return None
    if request.user.is_anonymous:
        confirm_address(account)
        login(request, account, backend="allauth.account.auth_backends.AuthenticationBackend")
        record_authentication(request, account, method="password")
    messages.success(request, _("Welcome. Your mandate is open now."))
    return account

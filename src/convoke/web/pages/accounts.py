"""The settings page: language, name, password, second factor."""

from typing import cast

from allauth.mfa.models import Authenticator
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import translation
from django.utils.translation import gettext as _

from convoke.directory.models import Account
from convoke.directory.operations.accounts import choose_language
from convoke.directory.queries import mandates_of_person
from convoke.directory.roles import role
from convoke.editions.queries import forum

from .frame import actor_of, show


class LanguageForm(forms.Form):
    """The language to be addressed in."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)


@login_required
def settings_page(request: HttpRequest) -> HttpResponse:
    """What one can change about one's own account, and the mandates it rests on."""
    account = cast(Account, request.user)
    form = LanguageForm(request.POST or None, initial={"language": account.language})
    if request.method == "POST" and form.is_valid():
        choose_language(actor=actor_of(request), account=account, language=form.cleaned_data["language"])
        with translation.override(account.language):
            messages.success(request, _("Your language was saved."))
            return redirect("settings")
    kinds = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    return show(
        request,
        "web/desk/settings.html",
        section="settings",
        forum=forum(),
        form=form,
        account=account,
        mandates=mandates_of_person(account),
        roles=[role(code) for code in sorted(actor_of(request).roles)],
        has_totp=Authenticator.Type.TOTP in kinds,
        has_passkey=Authenticator.Type.WEBAUTHN in kinds,
    )

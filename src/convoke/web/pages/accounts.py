"""The settings page: language, name, password, second factor."""

from functools import cache
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

from convoke.core.formats import zone_names
from convoke.directory.models import Account
from convoke.directory.operations.accounts import choose_language, choose_time_zone
from convoke.directory.queries import mandates_of_person
from convoke.directory.roles import role
from convoke.editions.queries import forum

from .frame import actor_of, show


@cache
def time_zones() -> list[tuple[str, str]]:
    """The time zones to choose from, as the world's tables name them."""
    return [(zone, zone.replace("_", " ")) for zone in sorted(zone_names()) if "/" in zone or zone == "UTC"]


class LanguageForm(forms.Form):
    """The language to be addressed in, and the time zone for deadlines and meetings."""

    language = forms.ChoiceField(choices=settings.LANGUAGES)
    time_zone = forms.ChoiceField(choices=time_zones, required=False)


@login_required
def settings_page(request: HttpRequest) -> HttpResponse:
    """What one can change about one's own account, and the mandates it rests on."""
    account = cast(Account, request.user)
    form = LanguageForm(request.POST or None, initial={
        "language": account.language, "time_zone": account.time_zone,
    })
    if request.method == "POST" and form.is_valid():
        choose_language(actor=actor_of(request), account=account, language=form.cleaned_data["language"])
        zone = form.cleaned_data["time_zone"]
        if zone and zone != account.time_zone:
            choose_time_zone(actor=actor_of(request), account=account, time_zone=zone)
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

"""The office sets up the marketplace of an edition and its windows."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core.policy import require
from convoke.marketplace.models import Marketplace
from convoke.marketplace.operations import marketplace as operations
from convoke.marketplace.queries import marketplace_of

from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, show
from .forms import AboutForm, WindowsForm


@login_required
def setting(request: HttpRequest, edition: str) -> HttpResponse:
    """What the marketplace is and what may be asked for; once it is there, from when to when things are done."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "set", Marketplace)
    market, do = marketplace_of(actor, found), request.POST.get("do", "")

    def typed(name: str) -> Any:
        return request.POST if do == name else None

    about = AboutForm(typed("about"), one=market, prefix="about")
    windows = WindowsForm(typed("windows"), windows=market.windows.all(), prefix="window") if market else None
    done: object = None
    if do == "about" and about.is_valid():
        done = carried_out(about, lambda: operations.set_marketplace(
            actor=actor, edition=found, about=about.about))
    elif do == "windows" and market and windows and windows.is_valid():
        done = carried_out(windows, lambda: (
            operations.set_windows(actor=actor, marketplace=market, windows=windows.days), True)[1])
    if done:
        messages.success(request, _("Recorded."))
        return redirect("marketplace-setting", found.code)
    return show(
        request, "web/marketplace/setting.html", edition=found, section="marketplace", market=market, about_form=about,
        windows_form=windows, status=422 if about.errors or (windows and windows.errors) else 200,
    )

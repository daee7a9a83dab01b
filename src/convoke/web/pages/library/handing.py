"""A version handed in as a file."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core.policy import require
from convoke.library.operations.files import hand_in as take
from convoke.library.states import VersionState

from ..bodies.forms import carried_out
from ..frame import actor_of, show
from .forms import HandInForm
from .shared import SECTION, document_or_missing, version_in, versions_of


@login_required
def hand_in(request: HttpRequest, edition: str, code: str, number: int) -> HttpResponse:
    """Hands a draft in as a file in one language; says what was found of its text."""
    actor = actor_of(request)
    found, one = document_or_missing(request, edition, code)
    version = version_in(versions_of(actor, one), number, one)
    require(actor, "write", one)
    form = HandInForm(request.POST or None, request.FILES or None, initial={"language": one.language})
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: take(
            actor=actor, version=version, language=form.cleaned_data["language"], upload=form.cleaned_data["file"],
        ))
        if made:
            messages.success(request, _("The file was handed in: %(found)s.") % {"found": made.get_state_display()})
            return redirect("document-version", edition=found.code, code=one.code, number=version.number)
    return show(
        request, "web/library/hand_in.html", edition=found, section=SECTION, document=one, version=version,
        form=form, is_open=version.state == VersionState.DRAFT,
    )

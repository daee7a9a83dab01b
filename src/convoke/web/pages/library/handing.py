"""A version handed in as files: kept at once, read in the background, taken back while it is a draft."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core.policy import readable, require
from convoke.library.models import DocumentVersion, Rendition
from convoke.library.operations import files as operations
from convoke.library.states import VersionState

from ..forms import carried_out
from ..frame import actor_of, show
from .forms import HandInForm
from .shared import SECTION, document_or_missing, version_in, versions_of


@login_required
def hand_in(request: HttpRequest, edition: str, code: str, number: int) -> HttpResponse:
    """Hands a draft in as a file in one language; says of each file what was found, and takes it back."""
    actor = actor_of(request)
    found, one = document_or_missing(request, edition, code)
    version = version_in(versions_of(actor, one), number, one)
    require(actor, "write", one)
    if request.POST.get("do") == "take-back":
        return _taken_back(request, version)
    form = HandInForm(request.POST or None, request.FILES or None, initial={"language": one.language})
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: operations.hand_in(
            actor=actor, version=version, language=form.cleaned_data["language"], upload=form.cleaned_data["file"],
        ))
        if made:
            messages.success(request, _("The file was handed in and is kept. It is being read; this takes a moment."))
            return redirect("document-hand-in", edition=found.code, code=one.code, number=version.number)
    files = list(
        readable(actor, Rendition).filter(version=version, is_made=False).select_related("file", "coming")
        .defer("text").order_by("language", "format")
    )
    is_reading = any(file.coming_id for file in files)
    part = bool(request.headers.get("HX-Request"))
    return show(
        request, "web/library/handed_in.html" if part else "web/library/hand_in.html", edition=found, section=SECTION,
        document=one, version=version, form=form, is_open=version.state == VersionState.DRAFT, files=files,
        is_reading=is_reading,
    )


def _taken_back(request: HttpRequest, version: DocumentVersion) -> HttpResponse:
    actor, one = actor_of(request), version.document
    files = readable(actor, Rendition).filter(version=version, is_made=False)
    asked = request.POST.get("file", "")
    found = next((file for file in files.defer("text") if str(file.pk) == asked), None)
    if found is None:
        messages.error(request, _("This file is no longer there. Somebody took it back."))
    else:
        try:
            operations.take_back(actor=actor, version=version, rendition=found)
            messages.success(request, _("The file was taken back."))
        except ValidationError as error:
            for said in error.messages:
                messages.error(request, said)
    return redirect("document-hand-in", edition=one.edition.code, code=one.code, number=version.number)

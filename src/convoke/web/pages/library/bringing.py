"""A Word or OpenDocument file taken over into the editor: read in the background, looked at, then taken in."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core.models import Job
from convoke.core.policy import readable
from convoke.core.work.registry import results_folder
from convoke.core.work.states import JobState
from convoke.library.models import DocumentVersion, Paragraph
from convoke.library.operations.files import IMPORTING, bring_document
from convoke.library.queries import weighed
from convoke.library.states import VersionState

from ..forms import carried_out
from ..frame import actor_of, show
from .forms import BringForm, WholeForm
from .shared import SECTION, asked_language, languages_of, written

CHANGES = ("same", "changed", "added", "removed")
"""What becomes of paragraphs when a whole text is taken in."""


@login_required
def bring(request: HttpRequest, edition: str, code: str, number: int) -> HttpResponse:
    """Hands a document in to be taken over; ``?job=`` shows what was found in it, before anything is changed."""
    one, version, paragraphs = written(request, edition, code, number)
    asked = asked_language(request)
    language = asked if asked in languages_of(one) else one.language
    form = BringForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        job = carried_out(form, lambda: bring_document(
            actor=actor_of(request), version=version, upload=form.cleaned_data["file"]
        ))
        if job:
            address = reverse("document-bring", args=[one.edition.code, one.code, version.number])
            return redirect(f"{address}?in={language}&job={job.pk}")
    given = _found(request, version, paragraphs, language)
    part = bool(request.headers.get("HX-Request")) and "job" in given
    return show(
        request, "web/library/brought.html" if part else "web/library/bring.html", edition=one.edition,
        section=SECTION, document=one, version=version, form=form, writing_in=language,
        is_open=version.state == VersionState.DRAFT, **given,
    )


def _found(
    request: HttpRequest, version: DocumentVersion, paragraphs: list[Paragraph], language: str
) -> dict[str, Any]:
    """The job asked for and, once it is done, its text in a form with what taking it in would change."""
    asked = request.GET.get("job", "")
    if not asked:
        return {}
    try:
        jobs = readable(actor_of(request), Job).filter(pk=UUID(asked), kind=IMPORTING, params__version=version.pk)
        job = jobs.first()
    except ValueError:
        job = None
    text = results_folder() / str(job.pk) if job else None
    if job is None or (job.state == JobState.DONE and text and not text.exists()):
        messages.error(request, _("This document is no longer at hand. Hand it in again."))
        return {}
    if job.state != JobState.DONE or text is None:
        return {"job": job}
    markdown = text.read_text(encoding="utf-8")
    original, has_text = version.document.language, any(one.texts.get(language) for one in paragraphs)
    form = WholeForm(initial={"markdown": markdown}, has_text=has_text, is_original=language == original)
    del form.fields["file"]
    return {
        "job": job, "whole_form": form,
        "weighed": dict(zip(CHANGES, weighed(version, language, markdown), strict=True))
        if has_text and language == original else None,
    }

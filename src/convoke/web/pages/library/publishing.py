"""What becomes of a version: circulated, published, set aside; the next one begun; who sees the document."""

import datetime as dt
from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.languages import active_language
from convoke.core.policy import readable, require
from convoke.library.files.jobs import request_renditions
from convoke.library.models import Comment, DocumentVersion, Rendition
from convoke.library.operations import commenting, documents, writing
from convoke.library.operations import publishing as operations
from convoke.library.states import CommentState, VersionState

from ..forms import carried_out
from ..frame import actor_of, show
from .forms import BeginForm, CirculateForm, NarrowForm, PublishForm
from .shared import (
    SECTION,
    UNDER_WAY,
    document_or_missing,
    drawn,
    how_far,
    paragraphs_of,
    superseded,
    version_in,
    versions_of,
)


@login_required
def publish(request: HttpRequest, edition: str, code: str, number: int) -> HttpResponse:
    """Preview, what will be public and for whom; circulates, publishes or sets aside a version."""
    actor = actor_of(request)
    found, one = document_or_missing(request, edition, code)
    require(actor, "publish", one)
    versions = versions_of(actor, one)
    version, do = version_in(versions, number, one), request.POST.get("do", "")
    what = version.what_changed.get(active_language(), "")
    given: dict[str, Any] = {
        "publish_form": PublishForm(request.POST if do == "publish" else None, initial={"what_changed": what}),
        "circulate_form": CirculateForm(request.POST if do == "circulate" else None),
    }
    calls: dict[str, tuple[Callable[[], object], str]] = {
        "publish": (
            lambda: _published(actor, version, given["publish_form"].cleaned_data["what_changed"]),
            _("The version was published. It never changes again (LIB-2)."),
        ),
        "circulate": (
            lambda: commenting.circulate(actor=actor, version=version, until=dt.datetime.combine(
                given["circulate_form"].cleaned_data["day"], given["circulate_form"].cleaned_data["time"], dt.UTC
            )), _("The version was circulated for comment. Its text now stays as it is."),
        ),
        "set-aside": (
            lambda: operations.set_aside(actor=actor, version=version), _("The version was set aside."),
        ),
        "files": (
            lambda: request_renditions(actor=actor, version=version), _("The files are made in the background."),
        ),
    }
    if do in calls:
        form = given["circulate_form" if do == "circulate" else "publish_form"]
        if do in ("set-aside", "files"):
            form = given["publish_form"] = PublishForm({"what_changed": what})
        if form.is_valid() and carried_out(form, calls[do][0]):
            messages.success(request, calls[do][1])
            return redirect("document", edition=found.code, code=one.code)
    paragraphs = paragraphs_of(actor, version)
    return show(
        request, "web/library/publish.html", edition=found, section=SECTION, document=one, version=version,
        text_=drawn(one, version, paragraphs, one.language),
        languages_=how_far(one, paragraphs) if paragraphs else [],
        is_draft=version.state == VersionState.DRAFT,
        is_under_way=version.state in UNDER_WAY and version.number not in superseded(versions),
        files=readable(actor, Rendition).filter(version=version).select_related("file").defer("text"),
        open_comments=readable(actor, Comment).filter(version__document=one, state=CommentState.OPEN).count(), **given,
    )


def _published(actor: Actor, version: DocumentVersion, what: str) -> DocumentVersion:
    """Publishes a version and has its files made."""
    said = {**version.what_changed, active_language(): what}
    made = operations.publish(actor=actor, version=version, what_changed=said)
    if made.paragraphs.exists():
        request_renditions(actor=actor, version=made)
    return made


@login_required
@require_POST
def begin(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Begins the next version from the text of the last one, or a correction of it (LIB-2)."""
    found, one = document_or_missing(request, edition, code)
    form = BeginForm(request.POST)
    if not form.is_valid():
        return _said(request, form, found.code, one.code)
    what = form.cleaned_data["what_changed"]
    made = carried_out(form, lambda: writing.begin_version(
        actor=actor_of(request), document=one, is_correction=form.cleaned_data["is_correction"],
        what_changed={active_language(): what} if what else None,
    ))
    if made is None:
        return _said(request, form, found.code, one.code)
    messages.success(request, _("The next version was begun from the text of the last one."))
    return redirect("document-write", edition=found.code, code=one.code, number=made.number)


@login_required
@require_POST
def audience(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Gives a document to a narrower or a wider audience, at once and everywhere (LIB-1)."""
    actor = actor_of(request)
    found, one = document_or_missing(request, edition, code)
    require(actor, "narrow", one)
    form = NarrowForm(request.POST)
    if form.is_valid():
        asked, order = form.cleaned_data["audience"], Audience.values
        call = documents.narrow if order.index(asked) > order.index(one.audience) else documents.widen
        if carried_out(form, lambda: call(actor=actor, document=one, audience=asked)):
            messages.success(request, _("Who sees the document was changed, at once and everywhere."))
    return _said(request, form, found.code, one.code)


def _said(request: HttpRequest, form: BeginForm | NarrowForm, edition: str, code: str) -> HttpResponse:
    """Back to the document, with what was wrong."""
    for found in form.errors.values():
        for said in found:
            messages.error(request, str(said))
    return redirect("document", edition=edition, code=code)

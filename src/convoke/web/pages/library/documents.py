"""A new document, and what a document is: title, kind, languages, authors."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core.languages import active_language
from convoke.core.policy import readable, require
from convoke.directory.roles import OFFICE
from convoke.editions.models import Edition
from convoke.library.models import Document
from convoke.library.operations import documents as operations
from convoke.programme.models import Session

from ...lookups import lookups
from ..forms import carried_out, chosen
from ..frame import actor_of, edition_or_missing, show
from . import forms
from .shared import SECTION, document_or_missing


@login_required
def new(request: HttpRequest, edition: str) -> HttpResponse:
    """Begins a document: its first version is a draft that only its authors and the office see."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "create", Document)
    form = _form(request, found, {"language": active_language(), "session": request.GET.get("session", "")})
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: operations.create_document(
            actor=actor, edition=found, kind=form.cleaned_data["kind"], audience=form.cleaned_data["audience"],
            **_given(form),
        ))
        if made:
            messages.success(request, _("The document was begun. Write it here, or hand in a file."))
            return redirect("document-write", edition=found.code, code=made.code, number=1)
    return show(request, "web/library/new.html", edition=found, section=SECTION, form=form)


@login_required
def change(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Changes title, kind, languages, authors and about of a document."""
    actor = actor_of(request)
    found, one = document_or_missing(request, edition, code)
    require(actor, "change", one)
    session = readable(actor, Session).filter(edition=found, papers=one).order_by("order").first()
    form = _form(request, found, {
        "title": one.title.get(one.language, ""), "language": one.language, "languages": one.languages,
        "authors": [author.code for author in one.authors.all()], "about": one.about.get(one.language, ""),
        "session": session.code if session else "",
    })
    for name in ("kind", "audience", *(() if actor.has_role(*OFFICE) else ("authors",))):
        del form.fields[name]  # the kind stays with its symbol, the audience has a form of its own
    if request.method == "POST" and form.is_valid():
        given = _given(form)
        given["title"], given["about"] = {**one.title, **given["title"]}, {**one.about, **given["about"]}
        if carried_out(form, lambda: operations.change_document(actor=actor, document=one, **given)):
            messages.success(request, _("The document was changed."))
            return redirect("document", edition=found.code, code=one.code)
    return show(request, "web/library/new.html", edition=found, section=SECTION, form=form, document=one)


def _form(request: HttpRequest, edition: Edition, initial: dict[str, Any]) -> forms.DocumentForm:
    sessions = readable(actor_of(request), Session).filter(edition=edition).order_by("order")
    return forms.DocumentForm(
        request.POST or None, initial=initial, names=lookups(request).parties, sessions=sessions
    )


def _given(form: forms.DocumentForm) -> dict[str, Any]:
    data = form.cleaned_data
    language = data["language"]
    given = {
        "title": {language: data["title"]}, "language": language, "languages": data["languages"],
        "about": {language: data["about"]}, "session": data["session"],
    }
    return given | ({"authors": chosen(data["authors"])} if "authors" in data else {})

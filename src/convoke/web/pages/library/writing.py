"""Writing a version: its paragraphs as the reader sees them, one of them open at a time; nothing needs a script."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.library.models import DocumentVersion, Paragraph
from convoke.library.operations import writing as operations
from convoke.library.operations.replacing import append_text, replace_text
from convoke.library.states import VersionState

from ..forms import carried_out
from ..frame import actor_of, show
from .earlier import kept
from .forms import APPEND, AddForm, KindForm, ParagraphForm, WholeForm
from .shared import (
    SECTION,
    asked_language,
    how_far,
    languages_of,
    lines_of,
    written,
)


@dataclass(frozen=True)
class Conflict:
    """Two texts of one paragraph: the one that stands, and the one just typed, which is kept aside."""

    standing: str
    typed: str
    reason: str


def place(version: DocumentVersion, language: str, key: str = "", **asked: str) -> str:
    """The address of writing, at a paragraph."""
    document = version.document
    address = reverse("document-write", args=[document.edition.code, document.code, version.number])
    query = "&".join(f"{name}={value}" for name, value in {"in": language, **asked}.items() if value)
    return f"{address}?{query}" + (f"#{key}" if key else "")


@login_required
def write(request: HttpRequest, edition: str, code: str, number: int) -> HttpResponse:
    """Writes a version in one language: ``?edit=`` opens a paragraph, ``?after=`` adds one behind it."""
    one, version, paragraphs = written(request, edition, code, number)
    asked = asked_language(request)
    language = asked if asked in languages_of(one) else one.language
    known = {paragraph.key: paragraph for paragraph in paragraphs}
    is_open = version.state == VersionState.DRAFT
    given: dict[str, Any] = {}
    if request.method == "POST":
        answer = _posted(request, version, language, known, given)
        if answer is not None:
            return answer
    edited = given.get("edited") or request.GET.get("edit", "")
    if edited in known and "edit_form" not in given:
        paragraph = known[edited]
        given["edit_form"] = ParagraphForm(language=language, initial={
            "text": paragraph.texts.get(language, ""), "revision": paragraph.revisions.get(language, 0),
        })
    if edited in known:
        given.setdefault("kind_form", KindForm(initial={
            "kind": known[edited].kind, "level": known[edited].level or "", "is_numbered": known[edited].is_numbered,
        }, prefix="is"))
    after = request.GET.get("after", "")
    adding = "add_form" in given or after in known or after == "end" or not paragraphs
    if adding and "add_form" not in given:
        given["add_form"] = AddForm()
    given.setdefault("whole_form", _whole(version, language, known))
    given["edited"] = edited if edited in known else ""
    return show(
        request, "web/library/write.html", edition=one.edition, section=SECTION, document=one, version=version,
        lines=lines_of(paragraphs, language, one.language), writing_in=language, is_open=is_open,
        after=after if after in known else "", is_original=language == one.language,
        languages_=how_far(one, paragraphs), kept=kept(actor_of(request), version), **given,
    )


def _posted(
    request: HttpRequest, version: DocumentVersion, language: str, known: dict[str, Paragraph], given: dict[str, Any]
) -> HttpResponse | None:
    """What a form of the page asks for; None where it comes back with what was wrong."""
    do, _sep, key = request.POST.get("do", "").partition(" ")
    if key and key not in known:
        messages.error(request, _("This paragraph is no longer there. Somebody removed it."))
        return redirect(place(version, language))
    if do == "save" and key:
        return _save(request, version, language, key, given)
    if do == "add":
        return _add(request, version, language, key, given)
    if do == "replace":
        return _replace(request, version, language, known, given)
    if do == "change" and key:
        return _change(request, version, language, key, given)
    actor, order = actor_of(request), list(known)
    here = order.index(key) if key else -1
    calls: dict[str, Callable[[], object]] = {
        "up": lambda: operations.move_paragraph(
            actor=actor, version=version, key=key, after=order[here - 2] if here > 1 else ""
        ),
        "down": lambda: operations.move_paragraph(
            actor=actor, version=version, key=key, after=order[min(here + 1, len(order) - 1)]
        ),
        "remove": lambda: operations.remove_paragraph(actor=actor, version=version, key=key),
    }
    if do not in calls or not key:
        messages.error(request, _("This cannot be done with the text as it stands now."))
    else:
        try:
            calls[do]()
        except ValidationError as error:
            for said in error.messages:
                messages.error(request, said)
    return redirect(place(version, language, "" if do == "remove" else key))


def _save(
    request: HttpRequest, version: DocumentVersion, language: str, key: str, given: dict[str, Any]
) -> HttpResponse | None:
    form = ParagraphForm(request.POST, language=language)
    given |= {"edited": key, "edit_form": form}
    if not form.is_valid():
        return None
    typed = form.cleaned_data["text"]
    saved = carried_out(form, lambda: operations.save_paragraph(
        actor=actor_of(request), version=version, key=key, language=language, text=typed,
        revision=form.cleaned_data["revision"],
    ))
    if saved is None:
        return None
    if saved.aside or saved.refused:
        given["conflict"] = Conflict(saved.text, typed, str(saved.refused or ""))
        given["edit_form"] = ParagraphForm(language=language, initial={"text": typed, "revision": saved.revision})
        return None
    messages.success(request, _("The paragraph was saved."))
    return redirect(place(version, language, key))


def _add(
    request: HttpRequest, version: DocumentVersion, language: str, key: str, given: dict[str, Any]
) -> HttpResponse | None:
    form = given["add_form"] = AddForm(request.POST)
    if not form.is_valid():
        return None
    data = form.cleaned_data
    made = carried_out(form, lambda: operations.add_paragraph(
        actor=actor_of(request), version=version, after=key, kind=data["kind"], level=data["level"],
        language=language, text=data["text"],
    ))
    if made is None:
        return None
    messages.success(request, _("The paragraph was added."))
    return redirect(place(version, language, made.key))


def _change(
    request: HttpRequest, version: DocumentVersion, language: str, key: str, given: dict[str, Any]
) -> HttpResponse | None:
    form = KindForm(request.POST, prefix="is")
    given |= {"edited": key, "kind_form": form}
    if not form.is_valid() or carried_out(form, lambda: operations.change_paragraph(
        actor=actor_of(request), version=version, key=key, **form.cleaned_data
    )) is None:
        return None
    messages.success(request, _("What the paragraph is was changed."))
    return redirect(place(version, language, key))


def _whole(
    version: DocumentVersion, language: str, known: dict[str, Paragraph], *typed: Any
) -> WholeForm:
    has_text = any(one.texts.get(language) for one in known.values())
    return WholeForm(*typed, has_text=has_text, is_original=language == version.document.language)


def _replace(
    request: HttpRequest, version: DocumentVersion, language: str, known: dict[str, Paragraph], given: dict[str, Any]
) -> HttpResponse | None:
    form = given["whole_form"] = _whole(version, language, known, request.POST, request.FILES)
    if not form.is_valid():
        return None
    take = append_text if form.cleaned_data.get("how") == APPEND else replace_text
    done = carried_out(form, lambda: take(
        actor=actor_of(request), version=version, language=language, markdown=form.cleaned_data["markdown"],
    ))
    if done is None:
        return None
    messages.success(request, _(
        "The text was taken in. Paragraphs: %(same)s as before, %(changed)s changed, %(added)s added, %(removed)s "
        "taken out."
    ) % {"same": done.same, "changed": done.changed, "added": done.added, "removed": done.removed})
    return redirect(place(version, language))

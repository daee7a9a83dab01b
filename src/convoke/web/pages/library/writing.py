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

from convoke.core.policy import require
from convoke.library import queries
from convoke.library.models import Document, DocumentVersion, Paragraph, ParagraphEdit
from convoke.library.operations import writing as operations
from convoke.library.operations.replacing import replace_text
from convoke.library.states import VersionState
from convoke.library.text.compare import Part, words

from ...errors import Missing
from ..bodies.forms import carried_out
from ..frame import actor_of, near, show
from .forms import AddForm, ParagraphForm, WholeForm
from .shared import (
    SECTION,
    asked_language,
    document_or_missing,
    how_far,
    languages_of,
    lines_of,
    paragraphs_of,
    version_in,
    versions_of,
)


@dataclass(frozen=True)
class Conflict:
    """Two texts of one paragraph: the one that stands, and the one just typed, which is kept aside."""

    standing: str
    typed: str
    reason: str


def written(
    request: HttpRequest, edition: str, code: str, number: int
) -> tuple[Document, DocumentVersion, list[Paragraph]]:
    """The version asked for with its paragraphs, for who may write it; raises Denied and Missing."""
    _found, one = document_or_missing(request, edition, code)
    actor = actor_of(request)
    version = version_in(versions_of(actor, one), number, one)
    require(actor, "write", one)
    return one, version, paragraphs_of(actor, version)


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
    after = request.GET.get("after", "")
    adding = "add_form" in given or after in known or after == "end" or not paragraphs
    if adding and "add_form" not in given:
        given["add_form"] = AddForm()
    given.setdefault("whole_form", WholeForm())
    given["edited"] = edited if edited in known else ""
    return show(
        request, "web/library/write.html", edition=one.edition, section=SECTION, document=one, version=version,
        lines=lines_of(paragraphs, language, one.language), writing_in=language, is_open=is_open,
        after=after if after in known else "", is_original=language == one.language,
        languages_=how_far(one, paragraphs), **given,
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
        return _replace(request, version, language, given)
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


def _replace(
    request: HttpRequest, version: DocumentVersion, language: str, given: dict[str, Any]
) -> HttpResponse | None:
    form = given["whole_form"] = WholeForm(request.POST, request.FILES)
    if not form.is_valid():
        return None
    done = carried_out(form, lambda: replace_text(
        actor=actor_of(request), version=version, language=language, markdown=form.cleaned_data["markdown"],
    ))
    if done is None:
        return None
    messages.success(request, _("The whole text was taken in. Paragraphs that stayed kept their translations."))
    return redirect(place(version, language))


@login_required
def history(request: HttpRequest, edition: str, code: str, number: int, key: str) -> HttpResponse:
    """What was typed into a paragraph, by whom and when, the latest first, with what each changed."""
    one, version, paragraphs = written(request, edition, code, number)
    paragraph = next((each for each in paragraphs if each.key == key), None)
    if paragraph is None:
        raise Missing(_("paragraph"), key, near(code, [one.code], "document", one.edition.code))
    asked = asked_language(request)
    language = asked if asked in languages_of(one) else one.language
    edits = list(queries.history(actor_of(request), version, key, language)[:100])
    return show(
        request, "web/library/history.html", edition=one.edition, section=SECTION, document=one, version=version,
        key=key, read_in=language, standing=paragraph.texts.get(language, ""), entries=_entries(edits),
    )


def _entries(edits: list[ParagraphEdit]) -> list[tuple[ParagraphEdit, tuple[Part, ...]]]:
    """Each entry with the difference to the one before; of a text kept aside, the text alone."""
    before = [edit.text for edit in edits if not edit.is_aside][1:]
    before.append("")
    found: list[tuple[ParagraphEdit, tuple[Part, ...]]] = []
    for edit in edits:
        found.append((edit, () if edit.is_aside else words(before.pop(0), edit.text)))
    return found

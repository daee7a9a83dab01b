"""Comments by paragraph with proposed wording, their answers, and a table of all of them."""

from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core.languages import active_language
from convoke.core.policy import allows, require
from convoke.directory.models import Party
from convoke.directory.roles import OFFICE
from convoke.library import queries
from convoke.library.models import Comment, Document, DocumentVersion
from convoke.library.operations import commenting as operations
from convoke.library.rules import WRITING
from convoke.library.states import CommentState, VersionState
from convoke.library.text.compare import Part, words

from ...errors import Missing
from ...lookups import lookups
from ..files import as_csv, as_xlsx, guarded
from ..forms import carried_out, party_choices
from ..frame import actor_of, near, reader_zone, show
from .forms import AnswerForm, CommentForm
from .shared import SECTION, Line, document_or_missing, lines_of, paragraphs_of, superseded, version_in, versions_of


@dataclass(frozen=True)
class Said:
    """A comment with its paragraph and the difference its wording would make."""

    comment: Comment
    number: str
    parts: tuple[Part, ...]
    is_own: bool
    is_late: bool


@dataclass(frozen=True)
class Look:
    """What the page and its files show: a version, its lines as they were written and as they are read in the
    page's language, the comments one may read, narrowed."""

    document: Document
    version: DocumentVersion
    lines: list[Line]
    translated: dict[str, Line]
    said: list[Said]
    all: list[Comment]
    is_superseded: bool


def look(request: HttpRequest, edition: str, code: str, number: int) -> Look:
    """The comments on a version one may read, narrowed by ``?party=`` and ``?state=``."""
    actor = actor_of(request)
    _found, one = document_or_missing(request, edition, code)
    versions = versions_of(actor, one)
    version = version_in(versions, number, one)
    if version.circulated_at is None:
        raise Missing(_("comments"), code, near(code, [one.code], "document", one.edition.code))
    paragraphs = paragraphs_of(actor, version)
    lines = lines_of(paragraphs, one.language, one.language)
    translated = {line.piece.key: line for line in lines_of(paragraphs, active_language(), one.language)}
    known = {line.piece.key: line for line in lines}
    found = list(queries.comments_of(actor, version))
    places = {key: place for place, key in enumerate(known)}
    found.sort(key=lambda comment: (places.get(comment.key, -1), comment.at, comment.pk))
    party, state = request.GET.get("party", ""), request.GET.get("state", "")
    said = [
        Said(
            comment, known[comment.key].number if comment.key in known else "", _parts(comment, known),
            bool(comment.party and comment.party.code in actor.parties),
            version.comments_until is not None and comment.at > version.comments_until,
        )
        for comment in found
        if party in ("", comment.party.code if comment.party else "") and state in ("", comment.state)
    ]
    return Look(one, version, lines, translated, said, found, version.number in superseded(versions))


def _parts(comment: Comment, known: dict[str, Line]) -> tuple[Part, ...]:
    """What the proposed wording would change in the paragraph."""
    if not comment.proposal:
        return ()
    line = known.get(comment.key)
    return words(line.piece.texts.get(comment.language, line.text) if line else "", comment.proposal)


@login_required
def comments(request: HttpRequest, edition: str, code: str, number: int) -> HttpResponse:
    """The text with its comments: ``?on=`` opens a paragraph to comment, ``?answer=`` a comment to be answered."""
    actor, seen = actor_of(request), look(request, edition, code, number)
    may = _may_comment(request, seen)
    given: dict[str, Any] = {}
    if request.method == "POST" and (answer := _posted(request, seen, given)):
        return answer
    names = lookups(request).parties
    on = request.GET.get("on", "")
    if may and "comment_form" not in given and on:
        given["comment_form"] = _comment_form(request, seen, on)
    answers = allows(actor, "write", seen.document)
    asked = request.GET.get("answer", "")
    if answers and "answer_form" not in given and any(str(one.comment.pk) == asked for one in seen.said):
        given["answer_form"], given["answering"] = AnswerForm(), int(asked)
    by_key: dict[str, list[Said]] = defaultdict(list)
    for one in seen.said:
        by_key[one.comment.key].append(one)
    keys = {line.piece.key for line in seen.lines}
    groups = [("", None, None, by_key[""]), *(
        (line.piece.key, seen.translated[line.piece.key], line, by_key[line.piece.key]) for line in seen.lines
    )]
    parties = {one.party.pk: one.party for one in seen.all if one.party}
    return show(
        request, "web/library/comments.html", edition=seen.document.edition, section=SECTION, document=seen.document,
        version=seen.version, is_superseded=seen.is_superseded, groups=groups, gone=[
            one for key in by_key if key and key not in keys for one in by_key[key]
        ],
        said=seen.said, total=len(seen.all), may_comment=may, may_answer=answers, on=on, zone=reader_zone(request),
        narrowed={"party": request.GET.get("party", ""), "state": request.GET.get("state", "")},
        query=request.GET.urlencode(),
        choices={"party": party_choices(names, parties.values()), "state": list(CommentState.choices)}, **given,
    )


def _may_comment(request: HttpRequest, seen: Look) -> bool:
    is_open = seen.version.state == VersionState.CIRCULATED and not seen.is_superseded
    return is_open and allows(actor_of(request), "comment", seen.document)


def _comment_form(request: HttpRequest, seen: Look, key: str, typed: Any = None) -> CommentForm:
    line = next((one for one in seen.lines if one.piece.key == key), None)
    form = CommentForm(typed, initial={"proposal": line.text if line else ""})
    actor, names = actor_of(request), lookups(request).parties
    if actor.has_role(*OFFICE):  # it may say something itself, or write down what a party said elsewhere
        form.fields["party"].required = False
        choices = [("", _("the Chair and the task force")), *party_choices(names, Party.objects.all())]
    else:
        choices = party_choices(names, Party.objects.filter(pk__in=actor.acting_for(WRITING)))
    form.fields["party"].choices = choices  # type: ignore[attr-defined]
    if line is None:
        del form.fields["proposal"]  # a wording is proposed for a paragraph
    return form


def _posted(request: HttpRequest, seen: Look, given: dict[str, Any]) -> HttpResponse | None:
    do, _sep, thing = request.POST.get("do", "").partition(" ")
    actor, back = actor_of(request), _place(seen)
    if do == "comment":
        require(actor, "comment", seen.document)
        return _comment(request, seen, thing, given)
    found = next((one for one in seen.all if str(one.pk) == thing), None)
    if found is None or do not in ("answer", "withdraw"):
        messages.error(request, _("This cannot be done with the comments as they stand now."))
        return redirect(back)
    require(actor, do, found)
    form = AnswerForm(request.POST) if do == "answer" else AnswerForm({"state": "taken", "answer": "-"})
    given |= {"answer_form": form, "answering": found.pk}
    if not form.is_valid():
        return None
    data = form.cleaned_data

    def carry() -> object:
        if do == "withdraw":
            operations.withdraw_comment(actor=actor, comment=found)
        else:
            operations.answer_comment(actor=actor, comment=found, state=data["state"], answer=data["answer"])
        return True

    if carried_out(form, carry) is None:
        if do == "answer":
            return None
        for message in form.non_field_errors():
            messages.error(request, str(message))
        return redirect(back)
    messages.success(
        request, _("The comment was answered.") if do == "answer" else _("The comment was withdrawn.")
    )
    return redirect(f"{back}#c{found.pk}")


def _comment(request: HttpRequest, seen: Look, key: str, given: dict[str, Any]) -> HttpResponse | None:
    form = given["comment_form"] = _comment_form(request, seen, key, request.POST)
    if not form.is_valid():
        return None
    data = form.cleaned_data
    line = next((one for one in seen.lines if one.piece.key == key), None)
    proposal = data.get("proposal", "").replace("\r\n", "\n").strip()
    made = carried_out(form, lambda: operations.comment(
        actor=actor_of(request), version=seen.version, key=key, text=data["text"],
        proposal="" if line and proposal == line.text.strip() else proposal,
        party=Party.objects.filter(code=data["party"]).first(), language=seen.document.language,
    ))
    if made is None:
        return None
    messages.success(request, _("The comment was recorded. It can be withdrawn until it is answered."))
    return redirect(f"{_place(seen)}#c{made.pk}")


def _place(seen: Look) -> str:
    document = seen.document
    return reverse("document-comments", args=[document.edition.code, document.code, seen.version.number])


@login_required
def as_table(request: HttpRequest, edition: str, code: str, number: int, format: str) -> HttpResponse:
    """The comments as the page has them, as CSV or as a workbook."""
    seen, names = look(request, edition, code, number), lookups(request).parties
    if format not in ("csv", "xlsx"):
        raise Missing(_("file"), f"comments.{format}", [("comments.csv", f"{_place(seen)[:-1]}.csv")])
    rows: list[list[object]] = [[
        _("Paragraph"), _("Participant"), _("At (UTC)"), _("Comment"), _("Proposed wording"), _("Standing"),
        _("Reason"), _("Answered (UTC)"),
    ]]
    for one in seen.said:
        said = one.comment
        rows.append([
            one.number or said.key, names.name(said.party) if said.party else "",
            said.at.isoformat(sep=" ", timespec="minutes"), said.text, said.proposal, str(said.get_state_display()),
            said.answer, said.answered_at.isoformat(sep=" ", timespec="minutes") if said.answered_at else "",
        ])
    called = f"{edition}-{code}-v{number}-comments"
    return as_csv(called, guarded(rows)) if format == "csv" else as_xlsx(called, {_("Comments"): rows})

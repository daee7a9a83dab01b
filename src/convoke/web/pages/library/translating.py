"""Translating a version: each paragraph beside its original, with its state and what changed in the original."""

from dataclasses import dataclass

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core.languages import direction
from convoke.core.policy import readable
from convoke.library.models import Document, DocumentVersion, Paragraph, ParagraphEdit
from convoke.library.operations import writing as operations
from convoke.library.states import VersionState
from convoke.library.text.compare import Part, words
from convoke.library.text.languages import TranslationState, checksum_of

from ...errors import Missing
from ..frame import actor_of, show
from .shared import SECTION, Line, how_far, languages_of, lines_of, written
from .writing import Conflict

ONLY = "open"


@dataclass(frozen=True)
class Pair:
    """A paragraph beside its translation, and what changed in the original since it was translated."""

    original: Line
    translation: str
    state: TranslationState
    revision: int
    changes: tuple[Part, ...]
    conflict: Conflict | None

    @property
    def made_from(self) -> str:
        """The checksum of the original the translator has before them."""
        return checksum_of(self.original.text)


@login_required
def translate(request: HttpRequest, edition: str, code: str, number: int, language: str) -> HttpResponse:
    """Every paragraph beside its original; ``?show=open`` only those that are missing or whose original changed."""
    one, version, paragraphs = written(request, edition, code, number)
    if language not in languages_of(one)[1:]:
        raise Missing(_("language"), language, [])
    conflicts: dict[str, Conflict] = {}
    if request.method == "POST":
        saved = _save(request, version, paragraphs, language, conflicts)
        if not conflicts:
            messages.success(request, ngettext(
                "%(number)s translation was saved.", "%(number)s translations were saved.", saved
            ) % {"number": saved})
            return redirect(request.get_full_path())
        paragraphs = list(readable(actor_of(request), Paragraph).filter(version=version).order_by("order"))
    pairs = _pairs(request, one, version, paragraphs, language, conflicts)
    only = request.GET.get("show") == ONLY
    return show(
        request, "web/library/translate.html", edition=one.edition, section=SECTION, document=one, version=version,
        into=language, dir_=direction(language), only=only, is_open=version.state == VersionState.DRAFT,
        pairs=[pair for pair in pairs if not only or pair.conflict or pair.state != TranslationState.DONE],
        far=next(far for far in how_far(one, paragraphs) if far.code == language),
    )


def _pairs(
    request: HttpRequest, one: Document, version: DocumentVersion, paragraphs: list[Paragraph], language: str,
    conflicts: dict[str, Conflict],
) -> list[Pair]:
    originals = lines_of(paragraphs, one.language, one.language)
    targets = {line.piece.key: line for line in lines_of(paragraphs, language, one.language)}
    earlier = _earlier(request, version, one.language)
    pairs = []
    for line in originals:
        piece, target = line.piece, targets[line.piece.key]
        if not piece.texts.get(one.language):
            continue
        before = earlier.get((piece.key, piece.made_from.get(language, "")))
        is_stale = target.state == TranslationState.STALE
        conflict = conflicts.get(piece.key)
        pairs.append(Pair(
            line, conflict.typed if conflict else piece.texts.get(language, ""), target.state, target.revision,
            words(before, piece.texts[one.language]) if is_stale and before is not None else (), conflict,
        ))
    return pairs


def _earlier(request: HttpRequest, version: DocumentVersion, original: str) -> dict[tuple[str, str], str]:
    """Earlier texts of the original, by the paragraph and by their checksum: one query."""
    edits = readable(actor_of(request), ParagraphEdit).filter(version__document=version.document, language=original)
    return {(key, checksum_of(text)): text for key, text in edits.values_list("key", "text")}


def _save(
    request: HttpRequest, version: DocumentVersion, paragraphs: list[Paragraph], language: str,
    conflicts: dict[str, Conflict],
) -> int:
    """Saves what differs from what stood when the page was drawn, and what is said to be still right."""
    saved, right = 0, set(request.POST.getlist("right"))
    for paragraph in paragraphs:
        key = paragraph.key
        if f"t {key}" not in request.POST:
            continue
        typed = str(request.POST[f"t {key}"]).replace("\r\n", "\n").strip()
        revision = request.POST.get(f"r {key}", "")
        is_same = typed == paragraph.texts.get(language, "").strip()
        if is_same and key not in right:
            continue
        try:
            if is_same:
                operations.confirm_translation(
                    actor=actor_of(request), version=version, key=key, language=language
                )
                saved += 1
                continue
            result = operations.save_paragraph(
                actor=actor_of(request), version=version, key=key, language=language, text=typed,
                revision=int(revision) if revision.isascii() and revision.isdigit() and len(revision) < 9 else 0,
                made_from=request.POST.get(f"m {key}", "")[:64],
            )
        except ValidationError as error:
            conflicts[key] = Conflict(paragraph.texts.get(language, ""), typed, " ".join(error.messages))
            continue
        if result.aside or result.refused:
            conflicts[key] = Conflict(result.text, typed, str(result.refused or ""))
        else:
            saved += 1
    return saved

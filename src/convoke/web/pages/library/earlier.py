"""What was typed before: the earlier wordings of a paragraph, texts kept aside, paragraphs taken out."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.library import queries
from convoke.library.models import DocumentVersion, ParagraphEdit
from convoke.library.text.compare import Part, words

from ...errors import Missing
from ..frame import actor_of, near, page_of_list, show
from .shared import SECTION, asked_language, languages_of, lines_of, written

MOST = 100
"""Earlier wordings of one paragraph that a page shows."""


def kept(actor: Actor, version: DocumentVersion) -> int:
    """How many texts of a version are kept aside or were taken out; two queries."""
    return queries.asides(actor, version).count() + queries.taken_out(actor, version).count()


@login_required
def history(request: HttpRequest, edition: str, code: str, number: int, key: str) -> HttpResponse:
    """What was typed into a paragraph, also one that was taken out: by whom, when, with what each changed."""
    actor = actor_of(request)
    one, version, paragraphs = written(request, edition, code, number)
    asked = asked_language(request)
    language = asked if asked in languages_of(one) else one.language
    paragraph = next((each for each in paragraphs if each.key == key), None)
    edits = list(queries.history(actor, version, key, language)[:MOST])
    if paragraph is None and not edits:
        raise Missing(_("paragraph"), key, near(code, [one.code], "document", one.edition.code))
    return show(
        request, "web/library/history.html", edition=one.edition, section=SECTION, document=one, version=version,
        key=key, read_in=language, is_there=paragraph is not None,
        standing=paragraph.texts.get(language, "") if paragraph else "", entries=_entries(edits),
    )


def _entries(edits: list[ParagraphEdit]) -> list[tuple[ParagraphEdit, tuple[Part, ...]]]:
    """Each entry with the difference to the one before; of a text kept aside, the text alone."""
    before = [edit.text for edit in edits if not edit.is_aside][1:]
    before.append("")
    found: list[tuple[ParagraphEdit, tuple[Part, ...]]] = []
    for edit in edits:
        found.append((edit, () if edit.is_aside else words(before.pop(0), edit.text)))
    return found


@login_required
def aside(request: HttpRequest, edition: str, code: str, number: int) -> HttpResponse:
    """The texts of a version that are kept aside, with why, and the paragraphs that were taken out."""
    actor = actor_of(request)
    one, version, paragraphs = written(request, edition, code, number)
    lines = {line.piece.key: line for line in lines_of(paragraphs, one.language, one.language)}
    rows = [*queries.asides(actor, version), *queries.taken_out(actor, version)]
    page = page_of_list(request, [(edit, lines.get(edit.key)) for edit in rows])
    return show(
        request, "web/library/aside.html", edition=one.edition, section=SECTION, document=one, version=version,
        page=page,
    )

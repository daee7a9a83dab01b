"""Comparing any two versions one may read: paragraph by paragraph, word by word."""

from django.http import HttpRequest, HttpResponse

from convoke.core.languages import direction
from convoke.library.queries import piece_of
from convoke.library.text.compare import Change
from convoke.library.text.compare import compare as differences

from ..frame import actor_of, show
from .shared import (
    SECTION,
    asked_language,
    document_or_missing,
    languages_of,
    paragraphs_of,
    version_in,
    versions_of,
)


def compare(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """Two versions in one language (``?then=1&now=2&in=fr``); by default the last two one may read."""
    actor = actor_of(request)
    found, one = document_or_missing(request, edition, code)
    versions = versions_of(actor, one)
    numbers = [version.number for version in versions]
    now = _number(request, "now", numbers[0] if numbers else 1)
    then = _number(request, "then", max((each for each in numbers if each < now), default=now))
    asked = asked_language(request)
    language = asked if asked in languages_of(one) else one.language
    pair = [version_in(versions, number, one) for number in (then, now)]
    old, new = ([piece_of(each) for each in paragraphs_of(actor, version)] for version in pair)
    changed = differences(old, new, language)
    return show(
        request, "web/library/compare.html", edition=found, section=SECTION, document=one, versions=versions,
        then=then, now=now, read_in=language, dir_=direction(language), languages_=languages_of(one),
        differences=changed, number=sum(one.change != Change.SAME for one in changed), has_text=bool(old or new),
    )


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    word = request.GET.get(name, "")
    return int(word) if word.isascii() and word.isdigit() and len(word) < 6 else otherwise

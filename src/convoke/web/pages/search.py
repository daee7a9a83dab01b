"""Searching everything a reader may see: the page with its filters, and what is suggested while typing."""

from dataclasses import replace
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core.formats import language_name
from convoke.core.languages import active_language, direction
from convoke.editions.queries import editions, forum
from convoke.library.models import Document
from convoke.search.asking import accepted
from convoke.search.queries import PER_PAGE, Hit, Results, Wanted, suggestions
from convoke.search.queries import search as found_by
from convoke.search.registry import kinds

from .. import addresses
from .frame import actor_of, show

LAST = 50
"""The last page that is shown; who goes so far asks for more words."""


class Found:
    """As many items as were found, of which one page is at hand: what a paginator needs."""

    def __init__(self, results: Results) -> None:
        self.results = results

    def __len__(self) -> int:
        return min(self.results.total, LAST * PER_PAGE)

    def __getitem__(self, _span: object) -> list[Hit]:
        return self.results.hits


def search(request: HttpRequest) -> HttpResponse:
    """What a reader may see of what was asked for; a part of the page for what is typed (``HX-Request``)."""
    actor = actor_of(request)
    wanted = Wanted(**{
        name: request.GET.get(name, "").strip()[:400 if name == "q" else 80] for name in Wanted.__dataclass_fields__
    })
    is_part = bool(request.headers.get("HX-Request")) and not request.headers.get("HX-Boosted")
    if is_part and "suggest" in request.GET:
        typed = request.GET.get("q", "")[:300]
        return show(request, "web/search/suggestions.html", suggestions=suggestions(actor, typed))
    wanted, wrong = _known(wanted)
    number, results = _number(request.GET.get("page", "")), Results()
    if wanted.q and not wrong:
        try:
            results = found_by(actor, wanted, start=(number - 1) * PER_PAGE)
        except ValidationError as error:
            wrong = " ".join(error.messages)
    page: Page[Any] = Paginator(Found(results), PER_PAGE).get_page(number)  # type: ignore[arg-type]
    context: dict[str, Any] = {
        "wanted": wanted,
        "wrong": wrong,
        "total": results.total,
        "searched_in": language_name(results.searched_in) if results.searched_in else "",
        "accepted": accepted(),
        "page": page,
        "hits": [_shown(hit) for hit in results.hits],
        "kinds": [(kind, one.title, results.kinds.get(kind, 0)) for kind, one in kinds().items()],
        "all_kinds": sum(results.kinds.values()),
    }
    if is_part:
        return show(request, "web/search/results.html", **context)
    return show(
        request, "web/search/search.html", section="search", forum=forum(),
        editions=[(one.code, one.name) for one in editions(actor)],
        languages_written=[(code, language_name(code)) for code, _name in settings.CONVOKE_CONTENT_LANGUAGES],
        suggestions=suggestions(actor, wanted.q) if wanted.q and not results.total else [],
        **context,
    )


def _number(word: str) -> int:
    return min(max(int(word), 1), LAST) if word.isascii() and word.isdigit() and len(word) < 6 else 1


def _known(wanted: Wanted) -> tuple[Wanted, str]:
    """The filters as codes are written, and what is wrong with one that names nothing there is."""
    languages = [code for code, _name in settings.CONVOKE_CONTENT_LANGUAGES]
    wrong = ""
    for word, accepted_words in ((wanted.kind, list(kinds())), (wanted.language, languages)):
        if word and word not in accepted_words:
            wrong = _("“%(word)s” is none of what can be chosen. Accepted: %(accepted)s.") % {
                "word": word, "accepted": ", ".join(accepted_words),
            }
    return replace(wanted, party=wanted.party.lower()), wrong


def _shown(hit: Hit) -> dict[str, Any]:
    """A hit with its address: its kind in words and its language (LIB-3)."""
    entry = hit.entry
    address = addresses.page_of(hit.thing, entry.edition)
    if not address and isinstance(hit.thing, Document):
        address = reverse("document", args=[entry.edition, entry.code])
    return {
        "hit": hit,
        "entry": entry,
        "kind": kinds()[entry.kind].title,
        "address": address,
        "direction": direction(entry.language),
        "language_name": "" if entry.language == active_language() else language_name(entry.language),
        "audience": hit.entry.get_audience_display() if entry.audience != "public" else "",
    }

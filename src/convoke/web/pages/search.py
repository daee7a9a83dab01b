"""Searching everything a reader may see: the page with its filters, and what is suggested while typing."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.formats import language_name
from convoke.core.languages import active_language, direction
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.directory.queries import names
from convoke.editions.models import Edition
from convoke.editions.queries import editions, forum
from convoke.library.models import Document
from convoke.marketplace.models import Provider
from convoke.programme.models import Session
from convoke.search.asking import accepted
from convoke.search.queries import PER_PAGE, Hit, Results, Wanted, choices, suggestions
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


@dataclass(frozen=True)
class Offered:
    """What the filters can be, of what a reader may read, with the names in the page's language (LIB-1)."""

    editions: Mapping[str, Edition]
    languages: Mapping[str, str]
    parties: Mapping[str, str]
    sessions: Mapping[str, Session]
    """By edition and code, with a stroke between."""

    def sessions_of(self, edition: str) -> list[tuple[Edition, list[tuple[str, Session]]]]:
        """The sessions of an edition, or of all, in groups."""
        shown = [(key, one) for key, one in self.sessions.items() if edition in ("", one.edition.code)]
        grouped = groupby(shown, key=lambda pair: pair[1].edition.code)
        return [(self.editions[code], list(group)) for code, group in grouped if code in self.editions]


def offered(actor: Actor) -> Offered:
    """The choices of the filters; four queries, and those for the names of parties."""
    found = choices(actor)
    named = names(active_language(), clock.today())
    parties = Party.objects.filter(code__in=found.get("party", []))
    codes, of_editions = set(found.get("session", [])), set(found.get("edition", []))
    sessions = readable(actor, Session).filter(edition__code__in=of_editions).select_related("edition")
    return Offered(
        editions={one.code: one for one in editions(actor).select_related("chair") if one.code in of_editions},
        languages={
            code: language_name(code) for code, _name in settings.CONVOKE_CONTENT_LANGUAGES
            if code in found.get("language", [])
        },
        parties={one.code: named.name(one) for one in named.sort(parties)},
        sessions={
            key: one for one in sessions.order_by("-edition__year", "edition", "order", "code")
            if (key := f"{one.edition.code}/{one.code}") in codes
        },
    )


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
    given = offered(actor)
    wanted, wrong = _known(wanted, given)
    number, results = _number(request.GET.get("page", "")), Results()
    if wanted.q and not wrong:
        try:
            results = found_by(actor, wanted, start=(number - 1) * PER_PAGE)
        except ValidationError as error:
            wrong = " ".join(error.messages)
    page: Page[Any] = Paginator(Found(results), PER_PAGE).get_page(number)  # type: ignore[arg-type]
    context: dict[str, Any] = {
        "wanted": wanted,
        "is_part": is_part,
        "wrong": wrong,
        "total": results.total,
        "is_more": results.is_more,
        "searched_in": language_name(results.searched_in) if results.searched_in else "",
        "accepted": accepted(),
        "page": page,
        "hits": [_shown(hit, given) for hit in results.hits],
        "kinds": [(kind, one.title, results.kinds.get(kind, 0)) for kind, one in kinds().items()],
        "all_kinds": sum(results.kinds.values()),
    }
    if is_part:
        return show(request, "web/search/results.html", **context)
    return show(
        request, "web/search/search.html", section="search", forum=forum(),
        editions=given.editions,
        languages_written=list(given.languages.items()), parties=list(given.parties.items()),
        sessions=given.sessions_of(wanted.edition),
        suggestions=suggestions(actor, wanted.q) if wanted.q and not results.total else [],
        **context,
    )


def _number(word: str) -> int:
    return min(max(int(word), 1), LAST) if word.isascii() and word.isdigit() and len(word) < 6 else 1


def _known(wanted: Wanted, given: Offered) -> tuple[Wanted, str]:
    """The filters as codes are written, and what is wrong with one that cannot be chosen."""
    wanted = replace(wanted, party=wanted.party.lower())
    sessions = {*given.sessions, *(one.code for one in given.sessions.values())}
    for word, codes, said in (
        (wanted.kind, kinds(), ", ".join(kinds())),
        (wanted.language, given.languages, ", ".join(given.languages)),
        (wanted.edition, given.editions, ", ".join(given.editions)),
        (wanted.session, sessions, _("the code of a session, such as 1.4")),
        (wanted.party, given.parties, _("the code of a participant, as in the address of its page")),
    ):
        if word and word not in codes:
            return wanted, _("“%(word)s” is none of what can be chosen. Accepted: %(accepted)s.") % {
                "word": word, "accepted": said,
            }
    return wanted, ""


def _kind_of(hit: Hit) -> str:
    """What was found, in a word or two."""
    thing = hit.thing
    return thing.get_kind_display() if isinstance(thing, Document) else capfirst(str(thing._meta.verbose_name))


def _address(hit: Hit) -> str:
    """The page of what was found; a provider is known by its party, whose code the entry has."""
    if isinstance(hit.thing, Provider):
        return reverse("provider", args=[hit.entry.edition, hit.entry.code])
    return addresses.page_of(hit.thing, hit.entry.edition)


def _shown(hit: Hit, given: Offered) -> dict[str, Any]:
    """A hit with its address, and in words: its kind, edition, sessions, participants, and its language (LIB-3)."""
    entry = hit.entry
    sessions = [given.sessions.get(f"{entry.edition}/{code}") for code in entry.sessions]
    return {
        "hit": hit,
        "entry": entry,
        "kind": _kind_of(hit),
        "address": _address(hit),
        "edition": given.editions.get(entry.edition),
        "sessions": [one for one in sessions if one and one != hit.thing],
        "parties": [given.parties[code] for code in entry.parties if code in given.parties and entry.kind != "party"],
        "direction": direction(entry.language),
        "language_name": "" if entry.language == active_language() else language_name(entry.language),
        "audience": entry.get_audience_display() if entry.audience != "public" else "",
    }

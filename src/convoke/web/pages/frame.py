"""What all pages share: the edition asked for, paging, rendering in the shell."""

import datetime as dt
from difflib import get_close_matches
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.formats import zone_names
from convoke.editions.models import Edition
from convoke.editions.queries import edition_by_code, editions

from ..errors import Missing

PER_PAGE = 50


def actor_of(request: HttpRequest) -> Actor:
    """Who is asking."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return actor


def reader_zone(request: HttpRequest) -> str:
    """The time zone of whoever reads; UTC for who has not signed in."""
    zone = request.user.time_zone if request.user.is_authenticated else "UTC"
    return zone if zone in zone_names() else "UTC"


def edition_or_missing(request: HttpRequest, code: str) -> Edition:
    """The edition with a code; raises :class:`Missing` with the editions there are."""
    edition = edition_by_code(actor_of(request), code)
    if edition is None and len(code) == 2:
        raise Http404  # a language rather than an edition
    if edition is None:
        known = [(other.code, reverse("edition", args=[other.code])) for other in editions(actor_of(request))]
        raise Missing(_("edition"), code, known)
    return edition


def near(word: str, known: list[str], page: str, edition: str = "") -> list[tuple[str, str]]:
    """Up to six of the known codes that look most like the word asked for, with their addresses."""
    by_fold = {code.casefold(): code for code in known}
    close = get_close_matches(word.casefold(), by_fold, n=6, cutoff=0.4) or list(by_fold)[:6]
    prefix = [edition] if edition else []
    return [(by_fold[fold], reverse(page, args=[*prefix, by_fold[fold]])) for fold in close]


def page_of_list(request: HttpRequest, items: "QuerySet[Any] | list[Any]", per_page: int = PER_PAGE) -> Page[Any]:
    """The page of a list that ``?page=`` asks for; the nearest one for a number out of range."""
    return page_of(items, request.GET.get("page", ""), per_page)


def page_of(items: "QuerySet[Any] | list[Any]", number: str, per_page: int) -> Page[Any]:
    """The page of a list with a number, read whole; the nearest one for a number out of range."""
    page = Paginator(items, per_page).get_page(number)
    page.object_list = list(page.object_list)
    return page


def asked_date(request: HttpRequest) -> tuple[dt.date, str]:
    """The date the address asks for (``?on=2007-07-09``), and the word that was no date if any."""
    word = request.GET.get("on", "")
    if not word:
        return clock.today(), ""
    try:
        return dt.date.fromisoformat(word), ""
    except ValueError:
        return clock.today(), word


def show(
    request: HttpRequest,
    template: str,
    *,
    edition: Edition | None = None,
    section: str = "",
    status: int = 200,
    **context: Any,
) -> HttpResponse:
    """Renders a page in the shell of the forum or of one of its editions."""
    shell = {"edition": edition, "section": section, **context}
    if edition is not None:
        shell.setdefault("forum", edition.forum)
    response = render(request, template, shell, status=status)
    patch_vary_headers(response, ("HX-Request",))  # a page and a part of it have the same address
    return response

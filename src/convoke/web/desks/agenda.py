"""What agendas ask: of parties a comment; of the office, answers to comments and suggestions."""

import datetime as dt
from typing import Any

from django.db.models import Count, QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.policy import allows, readable
from convoke.editions.models import Edition
from convoke.editions.naming import short_name
from convoke.library.models import Comment
from convoke.library.rules import WRITING
from convoke.library.states import CommentState, VersionState
from convoke.programme.models import AgendaVersion, ThemeSuggestion
from convoke.programme.states import SuggestionState

from .items import Item


def items(actor: Actor, today: dt.date) -> list[Item]:
    """What waits for the actor; two queries for who comments for a party, three for the office."""
    found = _to_comment(actor) if actor.parties else []
    if allows(actor, "circulate", AgendaVersion):
        found += [*_to_answer(actor), *_suggested(actor)]
    return found


def _to_comment(actor: Actor) -> list[Item]:
    """Agendas in circulation on which no party of the actor has commented yet; each in its latest version."""
    now = clock.now()
    open_ = readable(actor, AgendaVersion).filter(
        version__state=VersionState.CIRCULATED, version__comments_until__gt=now
    ).select_related("edition__chair", "version__document").order_by("version__number")
    latest = {one.edition_id: one for one in open_}
    if not latest:
        return []
    said = set(Comment.objects.exclude(state=CommentState.WITHDRAWN).filter(
        version__in=[one.version_id for one in latest.values()], party__in=actor.acting_for(WRITING)
    ).values_list("version", flat=True))
    return [
        Item(
            _("Comment on the draft agenda of %(edition)s, version %(number)s.") % {
                "edition": short_name(one.edition), "number": one.version.number},
            _page(one), _("Read and comment"),
            due=one.version.comments_until.date() if one.version.comments_until else None,
            asked_by=_("Chair and task force"),
        )
        for one in latest.values()
        if one.version_id not in said and actor.acting_for(WRITING)
    ]


def _to_answer(actor: Actor) -> list[Item]:
    waiting = Comment.objects.filter(state=CommentState.OPEN, version__agenda__isnull=False)
    return [
        Item(
            ngettext(
                "%(number)s comment on the agenda of %(edition)s is to be answered.",
                "%(number)s comments on the agenda of %(edition)s are to be answered.", number,
            ) % {"number": number, "edition": short_name(edition)},
            f"{reverse('agenda', args=[edition.code])}#comments", _("See the comments"), asked_by=_("Agenda"), rank=2,
        )
        for edition, number in _of_editions(waiting, "version__agenda__edition")
    ]


def _suggested(actor: Actor) -> list[Item]:
    waiting = readable(actor, ThemeSuggestion).filter(state=SuggestionState.OPEN)
    return [
        Item(
            ngettext(
                "%(number)s suggestion for the agenda of %(edition)s is to be answered.",
                "%(number)s suggestions for the agenda of %(edition)s are to be answered.", number,
            ) % {"number": number, "edition": short_name(edition)},
            reverse("agenda-suggestions", args=[edition.code]), _("See the suggestions"), asked_by=_("Agenda"), rank=2,
        )
        for edition, number in _of_editions(waiting, "edition")
    ]


def _of_editions(waiting: "QuerySet[Any]", path: str) -> list[tuple[Edition, int]]:
    """The editions something waits in, and how many; two queries, one where nothing waits."""
    counts = dict(waiting.values_list(path).annotate(Count("pk")).order_by())
    found = Edition.objects.filter(pk__in=counts).select_related("chair") if counts else ()
    return [(edition, counts[edition.pk]) for edition in found]


def _page(one: AgendaVersion) -> str:
    return reverse("document-comments", args=[one.edition.code, one.version.document.code, one.version.number])

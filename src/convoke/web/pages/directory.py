"""Participants: the states and bodies of the forum, and the page of each."""

import datetime as dt

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.policy import readable
from convoke.directory import queries
from convoke.directory.models import Grouping, Party, PartyKind
from convoke.editions.queries import editions, forum
from convoke.outcomes.queries import commitments_of
from convoke.practices.queries import practices_of_party
from convoke.programme.models import PanelRole, Statement, TeamMember

from ..errors import Missing
from .frame import actor_of, near, show


def parties(request: HttpRequest) -> HttpResponse:
    """All parties as of a date: states in the order of the language, then organisations."""
    on, wrong = asked_date(request)
    grouping = request.GET.get("grouping", "")
    states = queries.parties_of_un(on)
    chosen = Grouping.objects.filter(code=grouping).first()
    if chosen:
        states = states.filter(pk__in=queries.members(chosen.code, on))
    names, groups = queries.Names(on=on), queries.memberships(on)
    others = [] if chosen else Party.objects.filter(is_exercise=False).exclude(
        kind__in=(PartyKind.STATE, PartyKind.OBSERVER)
    )
    return show(
        request,
        "web/public/parties.html",
        section="parties",
        forum=forum(),
        on=on,
        wrong=wrong,
        chosen=chosen,
        states=[(party, names.name(party), groups.kind(party.pk, "subregion")) for party in names.sort(states)],
        organisations=[(party, names.name(party)) for party in names.sort(others)],
        groupings=Grouping.objects.order_by("kind", "code"),
    )


def asked_date(request: HttpRequest) -> tuple[dt.date, str]:
    """The date the address asks for (``?on=2007-07-09``), and the word that was no date if any."""
    word = request.GET.get("on", "")
    if not word:
        return clock.today(), ""
    try:
        return dt.date.fromisoformat(word), ""
    except ValueError:
        return clock.today(), word


def party(request: HttpRequest, code: str) -> HttpResponse:
    """One party: its groupings, people, what it takes on, panels, statements and practices."""
    actor = actor_of(request)
    found = readable(actor, Party).filter(code=code.lower()).first()
    if found is None:
        known = list(Party.objects.filter(is_exercise=False).values_list("code", flat=True))
        raise Missing(_("participant"), code, near(code, known, "party"))
    on = clock.today()
    panels = readable(actor, PanelRole).filter(party=found).select_related("session__edition", "person")
    return show(
        request,
        "web/public/party.html",
        section="parties",
        forum=forum(),
        party=found,
        on=on,
        groupings=queries.memberships(on).of[found.pk],
        mandates=queries.mandates_of(actor, found, on),
        chaired=[edition for edition in editions(actor) if edition.chair_id == found.pk],
        commitments=commitments_of(actor, found),
        panels=panels.order_by("session__edition__ordinal", "session__order", "order"),
        teams=readable(actor, TeamMember).filter(party=found).select_related("session__edition"),
        statements=readable(actor, Statement).filter(party=found).select_related("session__edition"),
        practices=practices_of_party(actor, found),
    )

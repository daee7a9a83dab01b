"""Participants: the states and bodies of the forum, and the page of each."""


from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from convoke.core.languages import active_language
from convoke.core.policy import allows, readable
from convoke.directory import queries, search
from convoke.directory.models import GOVERNMENTS, Capacity, Channel, Grouping, Party
from convoke.editions.queries import editions, forum
from convoke.outcomes.queries import commitments_of
from convoke.practices.queries import practices_of_party
from convoke.programme.models import PanelRole, Statement, TeamMember
from convoke.programme.states import TeamState

from ...errors import Missing
from ..frame import actor_of, asked_date, near, show


def parties(request: HttpRequest) -> HttpResponse:
    """All parties as of a date, or those a word finds: states in the order of the language, then organisations."""
    on, wrong = asked_date(request)
    grouping, asked = request.GET.get("grouping", ""), request.GET.get("q", "").strip()[:100]
    states = queries.parties_of_un(on)
    groupings = list(Grouping.objects.order_by("kind", "code"))
    chosen = next((one for one in groupings if one.code == grouping), None)
    if chosen:
        states = states.filter(pk__in=queries.members(chosen.code, on))
    names = queries.names(active_language(), on)
    others = [] if chosen else list(
        Party.objects.filter(is_exercise=False).exclude(kind__in=GOVERNMENTS)
    )
    exercise: list[Party] = []
    if asked:
        found = search.parties_found(asked)
        states = states.filter(pk__in=found)
        others = [party for party in others if party.pk in found]
        exercise = [] if chosen else list(Party.objects.filter(is_exercise=True, pk__in=found))
    return show(
        request,
        "web/public/parties.html",
        section="parties",
        forum=forum(),
        on=on,
        wrong=wrong,
        asked=asked,
        chosen=chosen,
        states=[(party, names.name(party)) for party in names.sort(states)],
        organisations=[(party, names.name(party)) for party in names.sort(others)],
        exercise=[(party, names.name(party)) for party in names.sort(exercise)],
        groupings=groupings,
    )


def party_or_missing(request: HttpRequest, code: str) -> Party:
    """The party with a code; raises :class:`Missing` with codes that look like it."""
    found = readable(actor_of(request), Party).filter(code=code.lower()).first()
    if found is None:
        known = list(Party.objects.filter(is_exercise=False).values_list("code", flat=True))
        raise Missing(_("participant"), code, near(code, known, "party"))
    return found


def party(request: HttpRequest, code: str) -> HttpResponse:
    """One party: its groupings, people, what it takes on, panels, statements and practices."""
    actor, found = actor_of(request), party_or_missing(request, code)
    on, wrong = asked_date(request)
    panels = readable(actor, PanelRole).filter(party=found).select_related("session__edition", "person")
    point = queries.focal_point_of(actor, found, on) if actor.account_id else None
    return show(
        request,
        "web/public/party.html",
        section="parties",
        forum=forum(),
        party=found,
        on=on,
        wrong=wrong,
        focal_point=point,
        may_keep=bool(actor.account_id) and allows(actor, "keep", Channel(party=found)),
        groupings=queries.memberships(on).of[found.pk],
        mandates=queries.mandates_of(actor, found, on).exclude(capacity=Capacity.FOCAL_POINT),
        chaired=[edition for edition in editions(actor) if edition.chair_id == found.pk],
        commitments=commitments_of(actor, found),
        panels=panels.order_by("session__edition__ordinal", "session__order", "order"),
        teams=readable(actor, TeamMember).filter(party=found, state=TeamState.MEMBER)
        .select_related("session__edition"),
        statements=readable(actor, Statement).filter(party=found).select_related("session__edition"),
        practices=practices_of_party(actor, found),
    )

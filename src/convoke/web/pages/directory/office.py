"""The office's view of the network: who cannot be reached, who is who, and who may be the same person."""

from collections import Counter
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Prefetch
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.periods import in_force
from convoke.core.policy import Denied, allows, holders, readable, require
from convoke.directory import queries, search
from convoke.directory.models import Account, Channel, Grouping, Invitation, Mandate, Party, Person
from convoke.directory.operations import people as people_operations
from convoke.directory.reach import Gap, Reason, focal_point_gaps, states_invited
from convoke.directory.roles import OFFICE
from convoke.editions.queries import forum

from ...errors import Missing
from ...lookups import lookups
from ...pictures import world
from ..files import as_csv
from ..forms import carried_out, sent
from ..frame import actor_of, asked_date, page_of_list, show
from ..pictures import as_svg

SHADES = {Reason.NO_FOCAL_POINT: 8, Reason.NO_CHANNEL: 3, Reason.UNRELIABLE: 1}
"""How dark a state is drawn: the less is known, the darker."""


def office(request: HttpRequest) -> Actor:
    """The actor, who is of the office; raises Denied for anybody else."""
    actor = actor_of(request)
    if not actor.has_role(*OFFICE):
        raise Denied("export", holders(Mandate, "import"))
    return actor


def next_step(party: Party) -> str:
    """Where the next step towards a party is logged."""
    return reverse("outreach-party", args=[party.code])


@login_required
def directory(request: HttpRequest) -> HttpResponse:
    """States without a reachable focal point on a map and as a list, with the next step for each."""
    actor = office(request)
    on, wrong = asked_date(request)
    gaps, names, groups = focal_point_gaps(actor, on), lookups(request).parties, queries.memberships(on)
    asked = {name: request.GET.get(name, "") for name in ("reason", "region", "country")}
    shown = [
        gap for gap in sorted(gaps, key=lambda gap: (SHADES[gap.reason], names.key(gap.party)))
        if (not asked["reason"] or gap.reason == asked["reason"])
        and (not asked["region"] or asked["region"] in groups.codes(gap.party.pk))
        and (not asked["country"] or gap.party.code == asked["country"])
    ]
    counted = Counter(gap.reason for gap in gaps)
    page = page_of_list(request, shown)
    regions = Grouping.objects.filter(kind=Grouping.Kind.REGION).order_by("code")
    return show(
        request, "web/directory/directory.html", section="directory", forum=forum(), on=on, wrong=wrong, asked=asked,
        given=any(asked.values()), page=page,
        gaps=[(gap, names.name(gap.party), groups.kind(gap.party.pk, "subregion"), next_step(gap.party))
              for gap in page.object_list],
        counted=[(reason, reason.label, counted[reason]) for reason in Reason],
        states=len(states_invited(on)), number=len(gaps), found=len(shown), world=_world(request, gaps),
        reasons=Reason.choices, regions=[(one.code, str(one.name)) for one in regions],
        invitations=readable(actor, Invitation).filter(state=Invitation.State.SENT).order_by("expires_at")
        .select_related("mandate__person", "mandate__party")[:20],
        duplicates=len(search.likely_duplicates()), people=len(search.people_found(actor)),
        downloads=reverse("directory-reach", args=["svg"])[:-4],
    )


def _world(request: HttpRequest, gaps: tuple[Gap, ...]) -> world.World:
    on_map = {gap.party.iso3: gap.reason for gap in gaps if gap.party.iso3}
    counts = Counter({iso3: SHADES[reason] for iso3, reason in on_map.items()})
    return world.draw(counts, lookups(request).parties, {iso3: str(why.label) for iso3, why in on_map.items()})


@login_required
def reach_file(request: HttpRequest, format: str) -> HttpResponse:
    """The map of states without a reachable focal point as SVG, its table as CSV."""
    actor = office(request)
    on, _wrong = asked_date(request)
    gaps, names = focal_point_gaps(actor, on), lookups(request).parties
    if format == "csv":
        head = [_("Code"), _("State"), _("Reason"), _("Focal point")]
        rows = [[gap.party.code, names.name(gap.party), gap.reason.label, gap.person or ""]
                for gap in sorted(gaps, key=lambda gap: names.key(gap.party))]
        return as_csv("reach", [head, *rows])
    if format != "svg":
        raise Missing(_("picture"), f"reach.{format}", [("reach.svg", reverse("directory-reach", args=["svg"]))])
    context = {"world": _world(request, gaps), "title": _("States without a reachable focal point"),
               "address": reverse("directory")}
    return as_svg(request, "reach", "pictures/world.html", context)


@login_required
def people(request: HttpRequest) -> HttpResponse:
    """Everyone in the directory, or those a word finds, with their mandates on a date."""
    actor = office(request)
    on, wrong = asked_date(request)
    asked = request.GET.get("q", "").strip()[:100]
    page = page_of_list(request, search.people_found(actor, asked))
    return show(
        request, "web/directory/people.html", section="directory", forum=forum(), on=on, wrong=wrong, asked=asked,
        page=page, people=_with_mandates(actor, list(page.object_list), in_force(on)),
    )


def _with_mandates(actor: Actor, numbers: list[Any], condition: Any = None) -> list[Person]:
    held = readable(actor, Mandate).select_related("party").order_by("capacity")
    if condition is not None:
        held = held.filter(condition)
    channels = readable(actor, Channel).filter(until=None)
    found = readable(actor, Person).filter(pk__in=numbers).prefetch_related(
        Prefetch("mandates", queryset=held, to_attr="held"),
        Prefetch("channels", queryset=channels, to_attr="at_hand"),
    )
    by_number: dict[int, Person] = {person.pk: person for person in found}
    return [by_number[number] for number in numbers if number in by_number]


@login_required
def duplicates(request: HttpRequest) -> HttpResponse:
    """People who may be one: the same name in whatever order and spelling, or the same address."""
    actor = office(request)
    page = page_of_list(request, list(search.likely_duplicates()))
    numbers = [number for likely in page.object_list for number in likely.people]
    by_number = {person.pk: person for person in _with_mandates(actor, numbers)}
    with_account = set(Account.objects.filter(person__in=numbers).values_list("person_id", flat=True))
    groups = [
        (likely.reason, [(by_number[pk], pk in with_account) for pk in likely.people if pk in by_number])
        for likely in page.object_list
    ]
    return show(
        request, "web/directory/duplicates.html", section="directory", forum=forum(), page=page,
        groups=[(reason, group) for reason, group in groups if len(group) > 1],
    )


@login_required
def merge(request: HttpRequest) -> HttpResponse:
    """Shows what two people have and, once confirmed, makes them one."""
    actor = office(request)
    given = request.POST or request.GET
    keep, duplicate = (_person(request, given.get(name, "")) for name in ("keep", "duplicate"))
    require(actor, "merge", keep)
    form = forms.Form(sent(request))
    merged = carried_out(
        form, lambda: people_operations.merge(actor=actor, keep=keep, duplicate=duplicate)
    ) if request.method == "POST" and form.is_valid() else None
    if merged is not None:
        messages.success(request, _("The two are one person now: %(person)s.") % {"person": keep})
        return redirect("directory-duplicates")
    shown = {person.pk: person for person in _with_mandates(actor, [keep.pk, duplicate.pk])}
    return show(
        request, "web/directory/merge.html", section="directory", forum=forum(), form=form,
        keep=shown[keep.pk], duplicate=shown[duplicate.pk], same=keep == duplicate,
        may=allows(actor, "merge", keep), status=422 if form.errors else 200,
    )


def _person(request: HttpRequest, code: str) -> Person:
    found = readable(actor_of(request), Person).filter(code=code).first()
    if found is None:
        raise Missing(_("person"), code, [(_("Likely duplicates"), reverse("directory-duplicates"))])
    return found

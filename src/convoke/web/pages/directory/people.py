"""A party's own people: who acts for it, how they are reached, who comes next."""

import datetime as dt
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.models import StoredFile
from convoke.core.policy import Denied, allows, holders, readable, require
from convoke.directory import queries
from convoke.directory.models import Capacity, Channel, Invitation, Mandate, Party, Person
from convoke.directory.operations import designations, people
from convoke.directory.operations.channels import add_channel
from convoke.directory.operations.designations import Note
from convoke.directory.operations.people import NewPerson
from convoke.directory.roles import OFFICE
from convoke.editions.queries import forum

from ..files import stored_file
from ..forms import carried_out, sent
from ..frame import actor_of, asked_date, show
from .forms import DesignationForm, EndForm, PersonForm
from .public import party_or_missing


def own_party(request: HttpRequest, code: str) -> Party:
    """The party whose people the actor keeps; raises Denied for who keeps them not, Missing for none."""
    party = party_or_missing(request, code)
    if not allows(actor_of(request), "keep", Channel(party=party)):
        raise Denied("keep", holders(Channel, "keep"))
    return party


@login_required
def party_people(request: HttpRequest, code: str) -> HttpResponse:
    """Who acts and acted for a party, with their channels and invitations; seen by the party and the office."""
    actor, party = actor_of(request), own_party(request, code)
    on, wrong = asked_date(request)
    present, others = queries.people_of(actor, party, on)
    channels = readable(actor, Channel).filter(party=party).filter(Q(until=None) | Q(until__gt=on))
    may = {one: allows(actor, "end", Mandate(party=party, capacity=one)) for one in Capacity.values}
    return show(
        request, "web/directory/party_people.html", section="parties", forum=forum(), party=party, on=on, wrong=wrong,
        present=[_seen(mandate, may[mandate.capacity], actor.has_role(*OFFICE)) for mandate in present],
        others=others, channels=channels, changes=queries.changes_of(actor, party),
        focal_point=next((one for one in present if one.capacity == Capacity.FOCAL_POINT), None),
        may_point=may[Capacity.FOCAL_POINT], office=actor.has_role(*OFFICE),
    )


def _seen(mandate: Mandate, may: bool, office: bool) -> dict[str, Any]:
    person = mandate.person
    return {
        "mandate": mandate, "may_end": may, "channels": person.at_hand,  # type: ignore[attr-defined]
        "may_invite": may and getattr(person, "account", None) is None,
        "has_account": getattr(person, "account", None) is not None,
        "may_correct": office or mandate.capacity in _KEPT,
        "invitation": mandate.last_invitation,  # type: ignore[attr-defined]
        "is_open": _is_open(mandate.last_invitation),  # type: ignore[attr-defined]
    }


_KEPT = (Capacity.FOCAL_POINT, Capacity.DEPUTY, Capacity.CONTRIBUTOR)


def _is_open(invitation: Invitation | None) -> bool:
    return invitation is not None and invitation.state == Invitation.State.SENT and invitation.expires_at > clock.now()


@login_required
def designate(request: HttpRequest, code: str) -> HttpResponse:
    """Designates someone, or has someone follow the present focal point without a gap."""
    actor, party = actor_of(request), own_party(request, code)
    capacity = request.POST.get("capacity") or request.GET.get("capacity", "")
    present, others = queries.people_of(actor, party, clock.today())
    known = sorted({one.person for one in [*present, *others]}, key=lambda person: person.name)
    form = DesignationForm(
        sent(request), request.FILES or None, actor=actor, party=party, people=known,
        initial={"capacity": capacity},
    )
    if not form.fields["capacity"].choices:  # type: ignore[attr-defined]
        require(actor, "designate", Mandate(party=party, capacity=Capacity.DEPUTY))
    point = next((one for one in present if one.capacity == Capacity.FOCAL_POINT), None)
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: _designated(request, party, form))
        if made is not None:
            return _designated_and_on(request, party, made, form.cleaned_data["email"])
    return show(
        request, "web/directory/designate.html", section="parties", forum=forum(), party=party, form=form,
        replaces=point if capacity == Capacity.FOCAL_POINT else None, point=point, capacity=capacity,
        status=422 if form.errors else 200,
    )


def _designated(request: HttpRequest, party: Party, form: DesignationForm) -> Mandate:
    data = form.cleaned_data
    person: Person | NewPerson = form.people[data["known"]] if data["known"] else NewPerson(
        name=data["name"], honorific=data["honorific"], language=data["language"], gender=data["gender"],
        is_exercise=party.is_exercise,
    )
    note = Note(reference=data["reference"], date=data["note_date"], scan=data["scan"])
    if data["capacity"] == Capacity.FOCAL_POINT and not data["until"]:
        return designations.replace_focal_point(
            actor=actor_of(request), party=party, person=person, on=data["since"], title=data["title"], note=note
        )
    return designations.designate(
        actor=actor_of(request), party=party, person=person, capacity=data["capacity"], since=data["since"],
        until=data["until"], title=data["title"], note=note,
    )


def _designated_and_on(request: HttpRequest, party: Party, made: Mandate, email: str) -> HttpResponse:
    actor = queries.actor_of_account(actor_of(request).account_id or 0)  # who replaced herself acts no longer
    channel = Channel(person=made.person)
    if email and allows(actor, "keep", channel) and not made.person.channels.filter(address__iexact=email).exists():
        add_channel(actor=actor, person=made.person, kind=Channel.Kind.EMAIL, address=email, is_official=False)
    messages.success(
        request,
        _("%(person)s was designated: %(capacity)s. An invitation lets the person sign in.")
        % {"person": made.person, "capacity": made.get_capacity_display()},
    )
    keeps = allows(actor, "keep", Channel(party=party))
    return redirect("party-people" if keeps else "party", code=party.code)


def mandate_or_404(request: HttpRequest, party: Party, pk: int) -> Mandate:
    """A mandate for a party that the actor may read."""
    held = readable(actor_of(request), Mandate).filter(party=party).select_related("person", "party")
    return get_object_or_404(held, pk=pk)


@login_required
def end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Ends a mandate on a day."""
    actor, party = actor_of(request), own_party(request, code)
    mandate = mandate_or_404(request, party, pk)
    require(actor, "end", mandate)
    form = EndForm(sent(request))
    if request.method == "POST" and form.is_valid():
        on: dt.date | None = form.cleaned_data["on"]
        ended = carried_out(form, lambda: designations.end_mandate(
            actor=actor, mandate=mandate, on=on, reason=form.cleaned_data["reason"]))
        if ended is not None:
            messages.success(request, _("The mandate of %(person)s was ended.") % {"person": mandate.person})
            after = queries.actor_of_account(actor.account_id or 0)
            keeps = allows(after, "keep", Channel(party=party))
            return redirect("party-people" if keeps else "party", code=party.code)
        mandate.refresh_from_db()
    return show(
        request, "web/directory/end.html", section="parties", forum=forum(), party=party, mandate=mandate, form=form,
        status=422 if form.errors else 200,
    )


@login_required
def person(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Corrects how a person is called and addressed."""
    actor, party = actor_of(request), own_party(request, code)
    held = readable(actor, Mandate).filter(party=party, person=pk)
    found = get_object_or_404(readable(actor, Person), pk__in=held.values("person"))
    require(actor, "correct", found)
    initial = {name: getattr(found, name) for name in ("name", "honorific", "language", "gender")}
    form = PersonForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        if carried_out(form, lambda: people.correct_person(actor=actor, person=found, **form.cleaned_data)) is not None:
            messages.success(request, _("The changes were saved."))
            return redirect("party-people", code=party.code)
        found.refresh_from_db()
    return show(
        request, "web/directory/person.html", section="parties", forum=forum(), party=party, person=found, form=form,
        status=422 if form.errors else 200,
    )


@login_required
def scan(request: HttpRequest, code: str, pk: UUID) -> FileResponse:
    """The scan of a note verbale, to be taken along."""
    party = own_party(request, code)
    held = readable(actor_of(request), Mandate).filter(party=party, scan=pk)
    return stored_file(get_object_or_404(readable(actor_of(request), StoredFile), pk__in=held.values("scan")))



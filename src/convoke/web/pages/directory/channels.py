"""The ways to reach a party and its people: added, changed, ended, and judged by the office."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from convoke.core.policy import allows, readable, require
from convoke.directory.models import Channel, Mandate, Party, Person
from convoke.directory.operations import channels
from convoke.editions.queries import forum

from ..forms import carried_out, sent
from ..frame import actor_of, show
from .forms import ChannelForm, UnreliableForm
from .people import own_party


@login_required
def add(request: HttpRequest, code: str) -> HttpResponse:
    """Adds a channel to a person of the party (``?person=``) or to the party as such."""
    actor, party = actor_of(request), own_party(request, code)
    number = request.GET.get("person", "")
    held = readable(actor, Mandate).filter(party=party)
    person = get_object_or_404(
        readable(actor, Person), pk=number, pk__in=held.values("person")
    ) if number.isdecimal() and len(number) < 18 else None
    require(actor, "keep", Channel(person=person, party=None if person else party))
    form = ChannelForm(sent(request))
    if request.method == "POST" and form.is_valid():
        made = carried_out(form, lambda: channels.add_channel(
            actor=actor, person=person, party=None if person else party, **form.cleaned_data))
        if made is not None:
            messages.success(request, _("The channel was added."))
            return redirect("party-people", code=party.code)
    return show(
        request, "web/directory/channel.html", section="parties", forum=forum(), party=party, person=person, form=form,
        channel=None, status=422 if form.errors else 200,
    )


def _channel_or_404(request: HttpRequest, party: Party, pk: int) -> Channel:
    actor = actor_of(request)
    held = readable(actor, Mandate).filter(party=party).values("person")
    own = readable(actor, Channel).select_related("person", "party")
    return get_object_or_404(own.filter(party=party) | own.filter(person__in=held), pk=pk)


@login_required
def change(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Changes a channel; on the same page it is ended or, by the office, judged."""
    actor, party = actor_of(request), own_party(request, code)
    channel = _channel_or_404(request, party, pk)
    require(actor, "keep", channel)
    initial = {name: getattr(channel, name) for name in ChannelForm.base_fields}
    form = ChannelForm(sent(request), initial=initial)
    if request.method == "POST" and form.is_valid():
        if carried_out(form, lambda: channels.change_channel(actor=actor, channel=channel, **form.cleaned_data)):
            messages.success(request, _("The changes were saved."))
            return redirect("party-people", code=party.code)
        channel.refresh_from_db()
    return show(
        request, "web/directory/channel.html", section="parties", forum=forum(), party=party, person=channel.person,
        form=form, channel=channel, may_judge=allows(actor, "judge", channel), unreliable=UnreliableForm(),
        status=422 if form.errors else 200,
    )


@login_required
@require_POST
def end(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Has a channel no longer be in use from today on."""
    party = own_party(request, code)
    channels.end_channel(actor=actor_of(request), channel=_channel_or_404(request, party, pk))
    messages.success(request, _("The channel is in use no longer."))
    return redirect("party-people", code=party.code)


@login_required
@require_POST
def judge(request: HttpRequest, code: str, pk: int) -> HttpResponse:
    """Notes that a channel cannot be relied on, with the reason, or can be again."""
    actor, party = actor_of(request), own_party(request, code)
    channel, reason = _channel_or_404(request, party, pk), request.POST.get("reason", "").strip()
    if request.POST.get("reliable"):
        channels.mark_reliable(actor=actor, channel=channel)
        messages.success(request, _("The channel counts as reliable again."))
    elif reason:
        channels.mark_unreliable(actor=actor, channel=channel, reason=reason)
        messages.success(request, _("The channel counts as unreliable from today on."))
    else:
        messages.error(request, _("Please say why the channel cannot be relied on."))
        return redirect("channel-change", code=party.code, pk=channel.pk)
    return redirect("party-people", code=party.code)

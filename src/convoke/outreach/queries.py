"""Reading what went out, what came of it, and what is to be done next; each at a constant number of queries."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.periods import in_force
from convoke.core.policy import readable
from convoke.directory.models import Channel, Mandate, Party, Person

from . import purposes
from .models import ContactLogEntry, Delivery, Escalation, EscalationStep, NewsletterIssue, Notice
from .rules import ACTING, MEANS
from .states import DeliveryState, EscalationState, NoticeState

ON_THE_WAY = (DeliveryState.QUEUED, DeliveryState.SENDING)


def about_label(about: str) -> str:
    """What an escalation or a notice asks for, in words."""
    return {"focal-point": _("designation of a focal point")}.get(about) or purposes.label(about)


def notices(actor: Actor) -> QuerySet[Notice]:
    """All notices, newest first, with how many recipients and how many messages left; one query."""
    gone = (*ON_THE_WAY, DeliveryState.UNREACHABLE, DeliveryState.CANCELLED, DeliveryState.UNCERTAIN)
    return readable(actor, Notice).annotate(
        recipients=Count("deliveries"),
        left=Count("deliveries", filter=~Q(deliveries__state__in=gone)),
        answered=Count("deliveries", filter=Q(deliveries__state=DeliveryState.ANSWERED)),
    ).order_by("-drafted_at", "-pk")


def notice_by_code(actor: Actor, code: str) -> Notice | None:
    """The notice with a code."""
    return readable(actor, Notice).select_related("edition", "drafted_by__person").filter(code=code).first()


def counts(actor: Actor, notice: Notice) -> dict[str, int]:
    """How many deliveries of a notice stand in each state, in the order of the states; one query."""
    rows = readable(actor, Delivery).filter(notice=notice).order_by().values_list("state").annotate(Count("pk"))
    found = dict(rows)
    return {state: found[state] for state in DeliveryState.values if state in found}


def deliveries(actor: Actor, notice: Notice, state: str = "", language: str = "") -> QuerySet[Delivery]:
    """The deliveries of a notice, narrowed by state and language, with people and parties."""
    found = readable(actor, Delivery).filter(notice=notice).select_related("person", "party", "channel")
    found = found.filter(state=state) if state else found
    return (found.filter(language=language) if language else found).order_by("pk")


def escalations(actor: Actor) -> QuerySet[Escalation]:
    """The open escalations, first what is due first, then what waits for no step."""
    going = readable(actor, Escalation).filter(state=EscalationState.OPEN)
    return going.select_related("party", "next_step", "plan").order_by("next_on", "pk")


def due(actor: Actor, today: dt.date) -> QuerySet[Escalation]:
    """Escalations whose next step is due by today; proposed, never done by itself (CON-4)."""
    return escalations(actor).filter(next_on__lte=today)


def came_back(actor: Actor) -> QuerySet[Delivery]:
    """Deliveries that came back, newest first."""
    found = readable(actor, Delivery).filter(state=DeliveryState.BOUNCED)
    return found.select_related("person", "party", "notice", "channel").order_by("-bounced_at", "-pk")


def came_back_without_step(actor: Actor) -> QuerySet[Delivery]:
    """What came back from parties with which no escalation is under way, and whose channel is still unreliable."""
    going = readable(actor, Escalation).filter(state=EscalationState.OPEN)
    return came_back(actor).filter(party__isnull=False, channel__unreliable_since__isnull=False).exclude(
        party__in=going.values("party")
    )


def uncertain(actor: Actor) -> QuerySet[Delivery]:
    """Deliveries that were interrupted while being handed over: the office decides."""
    found = readable(actor, Delivery).filter(state=DeliveryState.UNCERTAIN)
    return found.select_related("person", "party", "notice").order_by("notice__code", "pk")


def being_sent(actor: Actor) -> QuerySet[Notice]:
    """Notices that are being sent."""
    return notices(actor).filter(state=NoticeState.QUEUED)


def unopened(actor: Actor) -> list[Delivery]:
    """Notices sent to the actor's own person whose link was not opened yet; read by that person alone."""
    if not actor.account_id:
        return []
    sent = Delivery.objects.filter(person__account=actor.account_id, state=DeliveryState.SENT)
    return list(sent.exclude(notice__link="").select_related("notice").order_by("-sent_at"))


@dataclass
class Reached:
    """Someone of a party, with the capacities held and the channels in the order of preference."""

    person: Person
    mandates: list[Mandate] = field(default_factory=list)
    channels: list[Channel] = field(default_factory=list)


def people_of(actor: Actor, party: Party, on: dt.date) -> list[Reached]:
    """Those who act for a party on a date, each with their channels; two queries."""
    held = readable(actor, Mandate).filter(in_force(on), party=party, person__merged_into=None)
    found: dict[int, Reached] = {}
    for mandate in held.select_related("person").order_by("capacity", "person__name"):
        found.setdefault(mandate.person_id, Reached(mandate.person)).mandates.append(mandate)
    for channel in _in_use(actor, on).filter(person__in=found):
        if channel.person_id in found:
            found[channel.person_id].channels.append(channel)
    return sorted(found.values(), key=lambda one: one.mandates[0].capacity != "focal-point")


def channels_of(actor: Actor, party: Party, on: dt.date) -> list[Channel]:
    """The channels of a party as such: its mission, its embassy, its ministry."""
    return list(_in_use(actor, on).filter(party=party))


def _in_use(actor: Actor, on: dt.date) -> QuerySet[Channel]:
    in_use = Q(until__isnull=True) | Q(until__gt=on)
    return readable(actor, Channel).filter(in_use).order_by("order", "pk")


def contacts(actor: Actor, party: Party) -> QuerySet[ContactLogEntry]:
    """The contact log of a party, newest first."""
    found = readable(actor, ContactLogEntry).filter(party=party)
    return found.select_related("person", "channel", "by__person", "step", "escalation")


def numbers_for(actor: Actor, going: list[Escalation], on: dt.date) -> dict[int, list[Channel]]:
    """By escalation, the channels by which its next step can be done: people's first; two queries for any number."""
    parties = {one.party_id for one in going if one.next_step}
    held = readable(actor, Mandate).filter(in_force(on), party__in=parties, capacity__in=ACTING)
    parties_of: dict[int, set[int]] = {}
    for person_id, party_id in held.values_list("person_id", "party_id"):
        parties_of.setdefault(person_id, set()).add(party_id)
    channels = list(
        _in_use(actor, on).filter(Q(party__in=parties) | Q(person__in=parties_of)).select_related("person")
    )
    return {
        one.pk: [
            channel for channel in channels
            if one.next_step and channel.kind in MEANS[EscalationStep.Means(one.next_step.means)]
            and (channel.party_id == one.party_id or one.party_id in parties_of.get(channel.person_id or 0, ()))
        ]
        for one in going
    }


def escalations_of(actor: Actor, party: Party) -> QuerySet[Escalation]:
    """All escalations of a party with the steps of their plans and what was logged: three queries."""
    found = readable(actor, Escalation).filter(party=party).select_related("plan", "next_step")
    return found.prefetch_related("plan__steps", "contacts__step").order_by("over_on", "-opened_on", "-pk")


def issues(actor: Actor) -> QuerySet[NewsletterIssue]:
    """The issues of the newsletter the actor may read, newest first."""
    return readable(actor, NewsletterIssue).order_by("-number")

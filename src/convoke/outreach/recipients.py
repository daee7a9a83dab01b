"""Who gets a notice: mandates in force, chosen by a selection; by which channel and in which language."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Prefetch, Q, QuerySet

from convoke.bodies.models import Body, BodyMeeting, MeetingInvitation
from convoke.bodies.queries import members_of
from convoke.core.actors import Actor
from convoke.core.languages import Translated
from convoke.core.periods import in_force
from convoke.core.policy import readable
from convoke.directory.models import Capacity, Channel, Grouping, GroupingMembership, Mandate, Party
from convoke.directory.reach import focal_point_gaps

from .models import Delivery, Notice
from .states import DeliveryState

NO_REPLY, NO_FOCAL_POINT, NOT_ANSWERED = "no-reply", "no-focal-point", "not-answered"
STATUSES = (NO_REPLY, NO_FOCAL_POINT, NOT_ANSWERED)


@dataclass(frozen=True)
class Selection:
    """What is chosen by: every condition narrows; single parties and people are added to what the conditions give."""

    body: str = ""
    grouping: str = ""
    region: str = ""
    status: str = ""
    meeting: str = ""
    notice: str = ""
    capacities: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    """Single people by their codes: whoever of them holds a mandate in force, in whatever capacity."""

    @classmethod
    def read(cls, data: dict[str, Any]) -> "Selection":
        """A selection from its stored form; unknown keys are passed over."""
        words = {key: str(data.get(key, "")) for key in ("body", "grouping", "region", "status", "meeting", "notice")}
        lists = {key: tuple(map(str, data.get(key, ()))) for key in ("capacities", "parties", "people")}
        return cls(**words, **lists)  # type: ignore[arg-type]

    def stored(self) -> dict[str, Any]:
        """The form in which it is stored: what says nothing is left out."""
        return {key: list(value) if isinstance(value, tuple) else value for key, value in vars(self).items() if value}

    @property
    def has_conditions(self) -> bool:
        """Whether it chooses by anything but single parties."""
        return bool(self.body or self.grouping or self.region or self.status)

    @property
    def is_empty(self) -> bool:
        """Whether it chooses nobody."""
        return not (self.has_conditions or self.parties or self.people)


@dataclass(frozen=True)
class Recipient:
    """One person to be reached: on which mandate, by which channel, in which language."""

    mandate: Mandate
    channel: Channel | None
    wanted: str
    language: str
    others: list[Channel] = field(default_factory=list)

    @property
    def is_fallback(self) -> bool:
        """LIB-3: whether the message goes out in another language than the person's."""
        return self.wanted != self.language


def chosen_parties(actor: Actor, selection: Selection, on: dt.date) -> QuerySet[Party]:
    """The parties a selection gives on a date."""
    found = Party.objects.none()
    if selection.has_conditions:
        found = Party.objects.all()
        if selection.body:
            bodies = readable(actor, Body).filter(code=selection.body)
            seats = [seat.party.pk for body in bodies for seat in members_of(actor, body, on)]
            found = found.filter(pk__in=seats)
        for code in filter(None, (selection.grouping, selection.region)):
            rows = GroupingMembership.objects.filter(in_force(on), grouping__code=code)
            found = found.filter(pk__in=rows.values("party"))
        found = _by_status(actor, found, selection, on)
    if selection.parties:
        singly = Q(code__in=selection.parties)
        found = Party.objects.filter(singly | Q(pk__in=found.values("pk"))) if selection.has_conditions else (
            Party.objects.filter(singly)
        )
    return found


def _by_status(actor: Actor, parties: QuerySet[Party], selection: Selection, on: dt.date) -> QuerySet[Party]:
    if selection.status == NO_FOCAL_POINT:
        return parties.filter(pk__in=[gap.party.pk for gap in focal_point_gaps(actor, on)])
    if selection.status == NO_REPLY:
        body, _sep, code = selection.meeting.partition("/")
        meetings = readable(actor, BodyMeeting).filter(body__code=body, code=code)
        silent = MeetingInvitation.objects.filter(meeting__in=meetings, reply="")
        return parties.filter(pk__in=silent.values("party"))
    if selection.status == NOT_ANSWERED:
        sent = Delivery.objects.filter(notice__code=selection.notice)
        answered = sent.filter(state=DeliveryState.ANSWERED, party__isnull=False)
        asked = sent.filter(party__isnull=False)
        return parties.filter(pk__in=asked.values("party")).exclude(pk__in=answered.values("party"))
    return parties


def chosen_mandates(actor: Actor, selection: Selection, on: dt.date) -> QuerySet[Mandate]:
    """The mandates in force on a date that a selection gives; duplicates of people are left out."""
    if selection.is_empty:
        return Mandate.objects.none()
    capacities = selection.capacities or (Capacity.FOCAL_POINT,)
    held = readable(actor, Mandate).filter(
        in_force(on),
        Q(capacity__in=capacities, party__in=chosen_parties(actor, selection, on).values("pk"))
        | Q(person__code__in=selection.people),
        person__merged_into=None,
    )
    return held.select_related("person", "party").order_by("party__code", "capacity", "person__name", "pk")


def recipients(actor: Actor, selection: Selection, text: "Languages", on: dt.date) -> list[Recipient]:
    """Everyone a selection gives, each person once; three queries for any number."""
    in_use = Channel.objects.filter(Q(until__isnull=True) | Q(until__gt=on)).order_by("order", "pk")
    held = chosen_mandates(actor, selection, on).prefetch_related(
        Prefetch("person__channels", queryset=in_use, to_attr="in_use")
    )
    seen: dict[int, Recipient] = {}
    for mandate in held.select_related("person__account").defer("passages", "party__official_name"):
        if mandate.person_id not in seen:
            seen[mandate.person_id] = _recipient(mandate, text)
    return list(seen.values())


def _recipient(mandate: Mandate, text: "Languages") -> Recipient:
    channels: list[Channel] = mandate.person.in_use  # type: ignore[attr-defined]
    by_mail = [one for one in channels if one.kind == Channel.Kind.EMAIL and one.is_reliable]
    account = getattr(mandate.person, "account", None)
    wanted = mandate.person.language or (account.language if account else "") or "en"
    return Recipient(
        mandate, by_mail[0] if by_mail else None, wanted, text.used_for(wanted),
        [one for one in channels if one not in by_mail],
    )


class Languages:
    """In which languages a notice is whole, and which one somebody gets (LIB-3)."""

    def __init__(self, notice: Notice) -> None:
        self.whole = Translated({
            language: "x" for language, words in notice.subject.items() if words and notice.body.get(language)
        })

    def used_for(self, wanted: str) -> str:
        """The language somebody is written to in who wants one: it, or the first fallback there is."""
        return self.whole.language_for(wanted) or wanted


@dataclass(frozen=True)
class Choices:
    """What can be chosen by, for the form."""

    bodies: list[Body]
    groupings: list[Grouping]
    regions: list[Grouping]
    meetings: list[BodyMeeting]
    notices: list[Notice]


def choices(actor: Actor) -> Choices:
    """What can be chosen by; four queries."""
    groupings = list(readable(actor, Grouping))
    kinds = (Grouping.Kind.REGION, Grouping.Kind.SUBREGION)
    return Choices(
        list(readable(actor, Body)),
        [one for one in groupings if one.kind not in kinds],
        [one for one in groupings if one.kind in kinds],
        list(readable(actor, BodyMeeting).filter(invitations__isnull=False).distinct().select_related("body")),
        list(readable(actor, Notice).filter(queued_at__isnull=False)[:50]),
    )

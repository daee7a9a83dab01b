"""Reading bodies: who sits in them on a date, their balance, meetings, silence procedures, calendars."""

import datetime as dt
import hashlib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from django.db.models import Count, F, Prefetch, Q, QuerySet

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.languages import Translated
from convoke.core.periods import in_force
from convoke.core.policy import readable
from convoke.directory.models import Account, Capacity, Mandate, Party
from convoke.directory.queries import balance, memberships, parties_of_un
from convoke.directory.roles import OFFICE
from convoke.editions.models import Edition, Milestone
from convoke.editions.queries import editions, troika

from .models import (
    AgendaItem,
    Body,
    BodyFunction,
    BodyMeeting,
    BodyMember,
    CalendarFeed,
    MeetingDecision,
    MeetingDocument,
    MeetingInvitation,
    SilenceAddressee,
    SilenceProcedure,
    SilenceReply,
)
from .states import MeetingState, SilenceState

# ------------------------------------------------------------------ bodies and their members


@dataclass(frozen=True)
class Seat:
    """A party in a body on a date: as lead, member or observer, entered or by the rule of composition."""

    party: Party
    role: str = BodyMember.Role.MEMBER
    entry: BodyMember | None = None
    ex_officio: bool = False

    @property
    def is_observer(self) -> bool:
        """Whether it follows the work without being a member."""
        return self.role == BodyMember.Role.OBSERVER

    @property
    def role_label(self) -> str:
        """What it is in the body, in words."""
        return str(BodyMember.Role(self.role).label)


def bodies(actor: Actor) -> QuerySet[Body]:
    """All bodies, standing ones first."""
    return readable(actor, Body).select_related("forum", "edition__chair")


def bodies_told(actor: Actor) -> QuerySet[Body]:
    """All bodies with what they are for at hand, as ``told``; one query more."""
    functions = readable(actor, BodyFunction).filter(kind=BodyFunction.Kind.FUNCTION).order_by("order")
    return bodies(actor).prefetch_related(Prefetch("functions", functions, to_attr="told"))


def body_by_code(actor: Actor, code: str) -> Body | None:
    """One body with what it is for, its parts, to whom it reports and whom it hears."""
    functions = Prefetch("functions", readable(actor, BodyFunction).order_by("order"))
    return bodies(actor).filter(code=code).prefetch_related(functions, "reports_to", "hears", "parts").first()


def members_of(actor: Actor, body: Body, on: dt.date) -> list[Seat]:
    """Who sits in a body on a date: by its rule of composition (BOD-2) and as entered; constant queries."""
    seats = {party.pk: Seat(party, ex_officio=body.composition == body.Composition.STEERING)
             for party in _by_rule(actor, body, on)}
    entered = readable(actor, BodyMember).filter(in_force(on), body=body).select_related("party")
    for entry in entered:
        official = entry.party_id in seats and body.composition == body.Composition.STEERING
        if entry.party_id not in seats or official:
            seats[entry.party_id] = Seat(entry.party, entry.role, entry, ex_officio=official)
    return list(seats.values())


def _by_rule(actor: Actor, body: Body, on: dt.date) -> Iterable[Party]:
    """BOD-2: the parties that sit in a body by its rule alone, the Troika in the Steering Group among them."""
    rule = body.composition
    if rule == Body.Composition.UNITED_NATIONS:
        return parties_of_un(on)
    if rule in (Body.Composition.TROIKA, Body.Composition.STEERING):
        return troika(actor, on).parties
    if rule == Body.Composition.CO_CHAIR:
        before = troika(actor, on).previous
        return [before.chair] if before and before.chair else []
    if rule == Body.Composition.FOCAL_POINTS:
        held = readable(actor, Mandate).filter(in_force(on), capacity=Capacity.FOCAL_POINT)
        return Party.objects.filter(pk__in=held.values("party"), is_exercise=False)
    return []


def body_balance(seats: Sequence[Seat], on: dt.date) -> dict[str, dict[str, int]]:
    """BOD-3: how the members of a body (observers aside) spread over regions and development groups on a date."""
    return balance([seat.party for seat in seats if not seat.is_observer], memberships(on))


def past_entries(actor: Actor, body: Body, on: dt.date) -> QuerySet[BodyMember]:
    """The entries of a body that had ended by a date, latest first."""
    ended = readable(actor, BodyMember).filter(body=body, until__lte=on)
    return ended.select_related("party").order_by("-until")


# ------------------------------------------------------------------ meetings


def meetings(actor: Actor) -> QuerySet[BodyMeeting]:
    """The meetings the actor may read, with body and edition, in the order of their days."""
    return readable(actor, BodyMeeting).select_related("body", "edition__chair").order_by("starts_on", "code")


def meetings_of(actor: Actor, body: Body) -> QuerySet[BodyMeeting]:
    """The meetings of a body, latest first."""
    return meetings(actor).filter(body=body).order_by("-starts_on", "-code")


def coming_meetings(actor: Actor, on: dt.date) -> QuerySet[BodyMeeting]:
    """The meetings from a date on that are not cancelled."""
    return meetings(actor).filter(ends_on__gte=on).exclude(state__in=(MeetingState.CANCELLED, MeetingState.HELD))


def next_meetings(actor: Actor, on: dt.date) -> dict[int, BodyMeeting]:
    """The next meeting of each body by the body's number; one query."""
    found: dict[int, BodyMeeting] = {}
    for meeting in coming_meetings(actor, on):
        found.setdefault(meeting.body_id, meeting)
    return found


def meeting_by_code(actor: Actor, body: Body, code: str) -> BodyMeeting | None:
    """One meeting with agenda, documents and decisions as the actor may read them; a constant number of queries."""
    return (
        meetings(actor)
        .filter(body=body, code=code)
        .prefetch_related(
            Prefetch("agenda", readable(actor, AgendaItem)),
            Prefetch("documents", readable(actor, MeetingDocument).select_related("file")),
            Prefetch("decisions", readable(actor, MeetingDecision)),
        )
        .first()
    )


def summary_of(actor: Actor, meeting: BodyMeeting) -> Translated:
    """The summary of a meeting: for its audience once published, for the office before."""
    shown = meeting.is_published or actor.has_role(*OFFICE)
    return Translated(meeting.summary) if shown else Translated()


def invitations(actor: Actor, meeting: BodyMeeting) -> QuerySet[MeetingInvitation]:
    """The invitations to a meeting that the actor may read: one's own party's, or for the office all."""
    return readable(actor, MeetingInvitation).filter(meeting=meeting).select_related("party", "meeting")


def attendance(actor: Actor, meeting: BodyMeeting) -> list[Party]:
    """The parties that came to a meeting that was held; read by whoever reads the meeting."""
    if meeting.state != MeetingState.HELD or not meetings(actor).filter(pk=meeting.pk).exists():
        return []
    return list(Party.objects.filter(meeting_invitations__meeting=meeting, meeting_invitations__attended=True))


def awaiting_reply(actor: Actor, on: dt.date) -> QuerySet[MeetingInvitation]:
    """Invitations of one's own parties to coming meetings that have no reply yet."""
    own = readable(actor, MeetingInvitation).filter(
        party__code__in=sorted(actor.parties), reply="", meeting__state=MeetingState.CONVENED, meeting__ends_on__gte=on
    )
    return own.select_related("meeting__body", "party").order_by("meeting__starts_on")


def meetings_with_replies(actor: Actor, on: dt.date) -> QuerySet[BodyMeeting]:
    """Coming meetings with how many were invited, have replied and will attend."""
    return coming_meetings(actor, on).annotate(
        invited=Count("invitations"),
        replied=Count("invitations", filter=~Q(invitations__reply="")),
        coming=Count("invitations", filter=Q(invitations__reply=MeetingInvitation.Reply.COMING)),
    )


def without_summary(actor: Actor) -> QuerySet[BodyMeeting]:
    """Meetings that were held and have neither a summary nor a decision on record."""
    return meetings(actor).filter(state=MeetingState.HELD, summary={}, decisions__isnull=True)


@dataclass(frozen=True)
class Between:
    """BOD-1: how many meetings of a body were held between the meetings of two successive editions."""

    before: Edition
    after: Edition
    held: int


def between_editions(actor: Actor, body: Body) -> list[Between]:
    """BOD-1: the count for each pair of successive editions whose days are known; two queries."""
    dated = [one for one in editions(actor) if one.forum_id == body.forum_id and one.starts_on and one.ends_on]
    days = list(
        readable(actor, BodyMeeting).filter(body=body, state=MeetingState.HELD).values_list("starts_on", "ends_on")
    )
    return [
        Between(before, after, sum(before.ends_on < first and last < after.starts_on for first, last in days))
        for before, after in pairwise(dated)
        if before.ends_on and after.starts_on
    ]


# ------------------------------------------------------------------ silence procedures


def standing(procedure: SilenceProcedure, now: dt.datetime | None = None) -> SilenceState:
    """BOD-4: where a procedure stands at a moment, even before anybody closed it."""
    now = now or clock.now()
    if procedure.state == SilenceState.CIRCULATED and procedure.deadline and procedure.deadline <= now:
        return SilenceState.ADOPTED
    return SilenceState(procedure.state)


def silence_procedures(actor: Actor) -> QuerySet[SilenceProcedure]:
    """The procedures the actor may read, the latest first; those being drafted before."""
    found = readable(actor, SilenceProcedure).select_related("body", "edition")
    return found.order_by(F("circulated_at").desc(nulls_first=True), "code")


def silence_by_code(actor: Actor, code: str) -> SilenceProcedure | None:
    """One procedure with what it replaces."""
    return silence_procedures(actor).select_related("body", "edition", "replaces").filter(code=code).first()


def running(actor: Actor, now: dt.datetime) -> QuerySet[SilenceProcedure]:
    """The procedures whose deadline is still ahead, the nearest first, with how many addressees replied."""
    found = silence_procedures(actor).filter(state=SilenceState.CIRCULATED, deadline__gt=now).order_by("deadline")
    return found.annotate(
        asked=Count("addressees", distinct=True), replied=Count("replies__party", distinct=True)
    )


def unanswered(actor: Actor, now: dt.datetime) -> QuerySet[SilenceAddressee]:
    """The running procedures one's own parties were asked in, the nearest deadline first."""
    own = readable(actor, SilenceAddressee).filter(
        party__code__in=sorted(actor.parties),
        procedure__state=SilenceState.CIRCULATED, procedure__deadline__gt=now,
    )
    return own.select_related("procedure__body", "party").order_by("procedure__deadline")


@dataclass(frozen=True)
class Answer:
    """One addressee of a procedure: the reply that counts, all its replies, and those after the deadline."""

    party: Party
    replies: tuple[SilenceReply, ...] = ()
    counts: SilenceReply | None = None


@dataclass(frozen=True)
class Replies:
    """BOD-4: what a reader may see of the replies: one's own, the numbers, or all of them."""

    answers: list[Answer]
    """The addressees, each with the replies that may be seen."""
    numbers: dict[str, int] | None
    """How many addressees replied how, by kind; None where that is not shown."""
    shown: str
    """What is shown: ``nothing``, ``numbers`` or ``replies``."""

    @property
    def asked(self) -> int:
        """How many were asked."""
        return len(self.answers)

    @property
    def silent(self) -> int:
        """How many have not replied in time, where that may be told."""
        return self.asked - sum((self.numbers or {}).values())


def replies_to(actor: Actor, procedure: SilenceProcedure, *, as_addressee: Party | None = None) -> Replies:
    """BOD-4: the replies to a procedure as the actor may see them; three queries.

    ``as_addressee`` shows them as that addressee sees them: the Chair's look through other eyes.
    """
    office = actor.has_role(*OFFICE) and as_addressee is None
    addressees = [one.party for one in readable(actor, SilenceAddressee).filter(procedure=procedure)
                  .select_related("party").order_by("party__code")]
    rows = list(SilenceReply.objects.filter(procedure=procedure).select_related("party").order_by("at", "pk"))
    by_party: dict[int, list[SilenceReply]] = {}
    for reply in rows:
        by_party.setdefault(reply.party_id, []).append(reply)
    last = {party: next((r for r in reversed(replies) if not r.is_late), None) for party, replies in by_party.items()}
    shown = SilenceProcedure.Shown.REPLIES.value if office else str(procedure.shown)
    own = {as_addressee.code} if as_addressee else actor.parties
    answers = [
        Answer(party, tuple(by_party.get(party.pk, ())), last.get(party.pk))
        if shown == SilenceProcedure.Shown.REPLIES or party.code in own else Answer(party)
        for party in addressees
    ]
    numbers = Counter(str(reply.kind) for reply in last.values() if reply)
    return Replies(answers, None if shown == SilenceProcedure.Shown.NOTHING else dict(numbers), shown)


# ------------------------------------------------------------------ calendars


def hash_of_token(token: str) -> str:
    """What is kept of a calendar's secret: its SHA-256, from which nobody finds it again."""
    return hashlib.sha256(token.encode()).hexdigest()


def open_feed(actor: Actor) -> CalendarFeed | None:
    """The calendar address of one's own account, if it has one."""
    return readable(actor, CalendarFeed).filter(account=actor.account_id, revoked_at=None).first()


def account_of_feed(token: str) -> Account | None:
    """The account whose calendar is read at a secret; None for one that is unknown, revoked or of a closed account."""
    feed = CalendarFeed.objects.filter(token=hash_of_token(token), revoked_at=None, account__is_active=True)
    return Account.objects.filter(pk__in=feed.values("account")).select_related("person").first()


def calendar_of(actor: Actor, edition: Edition | None = None) -> tuple[list[Milestone], list[BodyMeeting]]:
    """The dated milestones and the meetings the actor may read, of one edition or of all; two queries."""
    dated = readable(actor, Milestone).select_related("edition").exclude(starts_on=None).exclude(ends_on=None)
    dated = dated.filter(precision=Milestone.Precision.DAY)
    held = meetings(actor).prefetch_related(Prefetch("agenda", readable(actor, AgendaItem)))
    if edition is not None:
        dated, held = dated.filter(edition=edition), held.filter(edition=edition)
    return list(dated.order_by("starts_on", "code")), list(held)

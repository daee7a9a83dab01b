"""A meeting of a body from planning to its published summary."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.files.operations import take_in
from convoke.core.formats import zone_names
from convoke.core.journal.operations import operation
from convoke.core.models import StoredFile
from convoke.core.policy import require
from convoke.directory.models import Party
from convoke.editions.models import Edition

from ..models import AgendaItem, Body, BodyMeeting, MeetingDecision, MeetingDocument, MeetingInvitation
from ..queries import members_of
from ..states import MEETING, MeetingState

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

MOST_DELEGATES = 99


@dataclass(frozen=True)
class Plan:
    """When and where a meeting is, on what, and who sees it."""

    title: Mapping[str, str]
    starts_on: dt.date
    ends_on: dt.date | None = None
    place: Mapping[str, str] = field(default_factory=dict)
    begins: dt.time | None = None
    ends: dt.time | None = None
    time_zone: str = "UTC"
    agenda: Sequence[str | Mapping[str, str]] = ()
    """One item each, in ``language`` or in several."""
    language: str = "en"
    audience: str = Audience.FRIENDS

    def fields(self) -> dict[str, Any]:
        """The plan as the fields of a meeting; raises ValidationError for times that cannot be."""
        last = self.ends_on or self.starts_on
        if last < self.starts_on:
            raise ValidationError({"ends_on": _("The last day does not lie before the first.")})
        if self.time_zone not in zone_names():
            raise ValidationError({"time_zone": _("This time zone is not known. Accepted: such as Europe/Brussels.")})
        if self.audience not in Audience.values:
            raise ValidationError({"audience": _("Choose one of the audiences listed.")})
        if bool(self.begins) != bool(self.ends):
            raise ValidationError({"ends": _("Give both the time it begins and the time it ends, or neither.")})
        zone = ZoneInfo(self.time_zone)
        times: dict[str, dt.datetime | None] = {"starts_at": None, "ends_at": None}
        if self.begins and self.ends:
            starts = dt.datetime.combine(self.starts_on, self.begins, zone).astimezone(dt.UTC)
            ends = dt.datetime.combine(last, self.ends, zone).astimezone(dt.UTC)
            if ends <= starts:
                raise ValidationError({"ends": _("The meeting ends after it begins.")})
            times = {"starts_at": starts, "ends_at": ends}
        return {
            "title": dict(self.title), "place": dict(self.place), "starts_on": self.starts_on, "ends_on": last,
            "time_zone": self.time_zone, "audience": self.audience, **times,
        }


def plan_meeting(*, actor: Actor, body: Body, plan: Plan, edition: Edition | None = None) -> BodyMeeting:
    """Plans a meeting of a body; nobody is invited before it is convened.

    Raises Denied, and ValidationError for days or times that cannot be.
    """
    require(actor, "plan", BodyMeeting)
    fields = plan.fields()
    with operation(
        actor=actor, verb="plan-meeting", edition=edition.code if edition else "", audience=Audience(plan.audience)
    ) as recording:
        meeting = BodyMeeting(body=body, edition=edition, code=_free_code(body, plan.starts_on), **fields)
        meeting.full_clean()
        meeting.save()
        _write_agenda(meeting, plan)
        recording.on = meeting
        recording.facts = {"body": body.code, "starts_on": plan.starts_on.isoformat()}
    return meeting


def change_meeting(*, actor: Actor, meeting: BodyMeeting, plan: Plan) -> BodyMeeting:
    """Changes days, place, agenda or audience of a meeting that has not been held.

    Raises Denied, and ValidationError for one that was held or cancelled.
    """
    require(actor, "change", meeting)
    fields = plan.fields()
    with operation(
        actor=actor, verb="change-meeting", on=meeting, edition=_edition(meeting), audience=Audience(plan.audience)
    ) as recording:
        present = _locked(meeting)
        if present.state not in (MeetingState.PLANNED, MeetingState.CONVENED):
            raise ValidationError(_("This meeting is over; its days and agenda stay as they were."))
        for name, value in fields.items():
            setattr(present, name, value)
        present.full_clean()
        present.save()
        _write_agenda(present, plan)
        _widen(present)
        recording.facts = {"body": meeting.body.code, "starts_on": plan.starts_on.isoformat()}
    return present


def _write_agenda(meeting: BodyMeeting, plan: Plan) -> None:
    """Writes the agenda anew; an item whose words stay keeps its other languages."""
    before = {item.title.text(plan.language): item for item in meeting.agenda.all()}
    meeting.agenda.all().delete()
    given = [{plan.language: one.strip()} if isinstance(one, str) else dict(one) for one in plan.agenda]
    kept = [(before.get(title.get(plan.language, "")), title) for title in given if any(title.values())]
    AgendaItem.objects.bulk_create(
        AgendaItem(
            meeting=meeting, order=number, title=item.title if item else title, note=item.note if item else {},
        )
        for number, (item, title) in enumerate(kept, start=1)
    )


def _free_code(body: Body, day: dt.date) -> str:
    code = f"{body.code[:60]}-{day.isoformat()}"
    taken = set(BodyMeeting.objects.filter(body=body, code__startswith=code).values_list("code", flat=True))
    return next(one for one in (code, *(f"{code}-{number}" for number in range(2, len(taken) + 3))) if one not in taken)


def _edition(meeting: BodyMeeting) -> str:
    return meeting.edition.code if meeting.edition else ""


def _locked(meeting: BodyMeeting) -> BodyMeeting:
    return BodyMeeting.objects.select_for_update(of=("self",)).select_related("body", "edition").get(pk=meeting.pk)


def _take_on(meeting: BodyMeeting, to: MeetingState) -> BodyMeeting:
    """The meeting, locked and in its next state; raises ValidationError where that cannot follow."""
    present = _locked(meeting)
    if to not in MEETING[MeetingState(present.state)]:
        raise ValidationError(
            _("The meeting is %(state)s; it cannot become %(wanted)s."),
            params={"state": present.get_state_display(), "wanted": to.label},
        )
    present.state = to
    return present


def convene_meeting(*, actor: Actor, meeting: BodyMeeting, observers: Collection[Party] = ()) -> BodyMeeting:
    """Convenes a planned meeting: invites the members of the body as of its first day, and observers as chosen.

    Raises Denied, and ValidationError for a meeting that is not planned, has no agenda, or whose body has no members.
    """
    require(actor, "convene", meeting)
    with operation(
        actor=actor, verb="convene-meeting", on=meeting, edition=_edition(meeting), audience=Audience(meeting.audience)
    ) as recording:
        present = _take_on(meeting, MeetingState.CONVENED)
        if not present.agenda.exists():
            raise ValidationError(_("Give the meeting an agenda before it is convened."))
        seats = members_of(actor, present.body, present.starts_on)
        if not seats:
            raise ValidationError(_("The body has no members on the first day of the meeting; nobody can be invited."))
        invited = {seat.party.pk: seat.is_observer for seat in seats}
        for party in observers:
            invited.setdefault(party.pk, True)
        MeetingInvitation.objects.bulk_create(
            MeetingInvitation(meeting=present, party_id=party, as_observer=observer)
            for party, observer in invited.items()
        )
        present.save(update_fields=["state"])
        recording.facts = {"body": present.body.code, "invited": len(invited)}
    return present


def reply_to_invitation(
    *, actor: Actor, invitation: MeetingInvitation, reply: str, delegates: int | None = None, note: str = ""
) -> MeetingInvitation:
    """A party says whether it will attend, with how many delegates; it may say so anew until the meeting is held.

    Raises Denied for another party's invitation, and ValidationError for a reply that is
    none, a number of delegates that is not 1 to 99, and a meeting that is over.
    """
    require(actor, "reply", invitation)
    if reply not in (MeetingInvitation.Reply.COMING, MeetingInvitation.Reply.NOT_COMING):
        raise ValidationError({"reply": _("Choose one of: will attend, will not attend.")})
    coming = reply == MeetingInvitation.Reply.COMING
    if coming and not 1 <= (delegates or 0) <= MOST_DELEGATES:
        raise ValidationError({"delegates": _("Give the number of delegates: 1 to %(most)s.") % {
            "most": MOST_DELEGATES
        }})
    meeting = invitation.meeting
    with operation(
        actor=actor, verb="reply-to-invitation", on=meeting, edition=_edition(meeting), party=invitation.party.code,
        audience=Audience.PARTY,
    ) as recording:
        if _locked(meeting).state != MeetingState.CONVENED:
            raise ValidationError(_("Replies are taken while the meeting is convened; this one is over."))
        present = MeetingInvitation.objects.select_for_update().get(pk=invitation.pk)
        present.reply, present.delegates, present.note = reply, delegates if coming else None, note.strip()
        present.replied_at, present.replied_by_id = clock.now(), actor.account_id
        present.full_clean(exclude=["meeting", "party", "replied_by"])
        present.save()
        recording.facts = {"body": meeting.body.code, "reply": reply, "delegates": present.delegates}
    return present


def hold_meeting(*, actor: Actor, meeting: BodyMeeting, attended: Collection[Party]) -> BodyMeeting:
    """Says that a convened meeting was held, and which of those invited came.

    Raises Denied, and ValidationError before its first day, for a meeting that is not
    convened, and for a party that was not invited.
    """
    require(actor, "hold", meeting)
    with operation(
        actor=actor, verb="hold-meeting", on=meeting, edition=_edition(meeting), audience=Audience(meeting.audience)
    ) as recording:
        present = _take_on(meeting, MeetingState.HELD)
        if present.starts_on > clock.today():
            raise ValidationError(_("The meeting has not begun yet; who came is recorded from its first day on."))
        _write_attendance(present, attended)
        present.save(update_fields=["state"])
        recording.facts = {"body": present.body.code, "attended": len(attended)}
    return present


def record_attendance(*, actor: Actor, meeting: BodyMeeting, attended: Collection[Party]) -> BodyMeeting:
    """Corrects who came to a meeting that was held.

    Raises Denied, and ValidationError for a meeting that was not held or a party that was not invited.
    """
    require(actor, "record", meeting)
    with operation(
        actor=actor, verb="record-attendance", on=meeting, edition=_edition(meeting),
        audience=Audience(meeting.audience),
    ) as recording:
        present = _held(meeting)
        _write_attendance(present, attended)
        recording.facts = {"body": present.body.code, "attended": len(attended)}
    return present


def _write_attendance(meeting: BodyMeeting, attended: Collection[Party]) -> None:
    came = {party.pk for party in attended}
    if came - set(meeting.invitations.values_list("party_id", flat=True)):
        raise ValidationError(_("Only those invited can be recorded as present."))
    meeting.invitations.filter(party__in=came).update(attended=True)
    meeting.invitations.exclude(party__in=came).update(attended=False)


def _held(meeting: BodyMeeting) -> BodyMeeting:
    present = _locked(meeting)
    if present.state != MeetingState.HELD:
        raise ValidationError(_("This is recorded once the meeting was held."))
    return present


def record_summary(*, actor: Actor, meeting: BodyMeeting, summary: Mapping[str, str]) -> BodyMeeting:
    """Writes the summary of a meeting that was held, as Markdown, by language; seen by the office until published.

    Raises Denied, and ValidationError for a meeting that was not held.
    """
    require(actor, "record", meeting)
    with operation(actor=actor, verb="record-summary", on=meeting, edition=_edition(meeting)) as recording:
        present = _held(meeting)
        present.summary = {language: text.strip() for language, text in summary.items() if text.strip()}
        present.full_clean()
        present.save(update_fields=["summary"])
        recording.facts = {"body": present.body.code, "languages": sorted(present.summary)}
    return present


def record_decision(
    *, actor: Actor, meeting: BodyMeeting, kind: str, text: Mapping[str, str], points: Mapping[str, str] | None = None
) -> MeetingDecision:
    """Adds what a meeting decided, proposed or announced.

    Raises Denied, and ValidationError for a meeting that was not held, an unknown kind or no text.
    """
    require(actor, "record", meeting)
    if not any(text.values()):
        raise ValidationError({"text": _("Write what was decided.")})
    with operation(actor=actor, verb="record-decision", on=meeting, edition=_edition(meeting)) as recording:
        present = _held(meeting)
        order = present.decisions.count() + 1
        decision = MeetingDecision(
            meeting=present, code=f"d{order}", order=order, kind=kind, text=dict(text), points=dict(points or {})
        )
        decision.full_clean()
        decision.save()
        recording.facts = {"body": present.body.code, "kind": kind}
    return decision


def add_document(
    *, actor: Actor, meeting: BodyMeeting, upload: "UploadedFile[bytes]", title: Mapping[str, str], language: str = ""
) -> MeetingDocument:
    """Puts a file before a meeting; whoever sees the meeting sees it.

    Raises Denied, and ValidationError for a file that is not accepted or that lies there already.
    """
    require(actor, "add", MeetingDocument)
    with operation(
        actor=actor, verb="add-meeting-document", on=meeting, edition=_edition(meeting),
        audience=Audience(meeting.audience),
    ) as recording:
        present = _locked(meeting)
        stored = take_in(actor=actor, upload=upload, audience=Audience(present.audience))
        if present.documents.filter(file__checksum=stored.checksum).exists():
            raise ValidationError({"file": _("This very file lies before the meeting already.")})
        document = MeetingDocument.objects.create(
            meeting=present, file=stored, order=present.documents.count() + 1, language=language,
            title={key: text for key, text in title.items() if text} or {"en": stored.name},
        )
        recording.facts = {"body": present.body.code, "file": stored.name}
    return document


def publish_meeting(*, actor: Actor, meeting: BodyMeeting, audience: str) -> BodyMeeting:
    """Publishes summary and decisions of a meeting that was held, to an audience.

    Raises Denied, and ValidationError for a meeting that was not held or has neither summary nor decisions.
    """
    require(actor, "publish", meeting)
    if audience not in Audience.values:
        raise ValidationError({"audience": _("Choose one of the audiences listed.")})
    with operation(
        actor=actor, verb="publish-meeting", on=meeting, edition=_edition(meeting), audience=Audience(audience)
    ) as recording:
        present = _held(meeting)
        if not present.summary and not present.decisions.exists():
            raise ValidationError(_("Write a summary or record a decision before you publish."))
        present.audience, present.is_published = audience, True
        present.save(update_fields=["audience", "is_published"])
        _widen(present)
        recording.facts = {"body": present.body.code}
    return present


def _widen(meeting: BodyMeeting) -> None:
    """The files before a meeting are seen by whoever sees the meeting."""
    StoredFile.objects.filter(pk__in=meeting.documents.values("file")).update(audience=meeting.audience)


def cancel_meeting(*, actor: Actor, meeting: BodyMeeting, reason: str) -> BodyMeeting:
    """Cancels a meeting that has not been held, with the reason that is told to those invited.

    Raises Denied, and ValidationError without a reason or for a meeting that is over.
    """
    require(actor, "cancel", meeting)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason; those invited see it.")})
    with operation(
        actor=actor, verb="cancel-meeting", on=meeting, edition=_edition(meeting), audience=Audience(meeting.audience)
    ) as recording:
        present = _take_on(meeting, MeetingState.CANCELLED)
        present.reason = reason.strip()
        present.full_clean()
        present.save(update_fields=["state", "reason"])
        recording.facts = {"body": present.body.code, "reason": present.reason}
    return present

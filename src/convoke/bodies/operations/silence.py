"""The silence procedure: drafted, circulated, replied to, over at its deadline by itself (BOD-4)."""

import datetime as dt
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import count

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.formats import zone_names
from convoke.core.journal.operations import operation
from convoke.core.policy import Denied, holders, require
from convoke.directory.models import Party
from convoke.editions.models import Edition

from ..models import Body, SilenceAddressee, SilenceProcedure, SilenceReply
from ..queries import members_of
from ..states import SILENCE, SilenceState


@dataclass(frozen=True)
class Proposal:
    """What is proposed, in one or more languages, and what addressees see of each other's replies."""

    title: Mapping[str, str]
    text: Mapping[str, str]
    shown: str = SilenceProcedure.Shown.NUMBERS
    time_zone: str = "UTC"

    def check(self) -> None:
        """Raises ValidationError where a language has a title without a text, an unknown zone, or nothing at all."""
        titles = {language for language, words in self.title.items() if words.strip()}
        texts = {language for language, words in self.text.items() if words.strip()}
        if not titles & texts:
            raise ValidationError(_("Write the title and the text in at least one language."))
        if titles ^ texts:
            raise ValidationError(
                _("Each language has both a title and a text. One of the two is missing in: %(languages)s."),
                params={"languages": ", ".join(sorted(titles ^ texts))},
            )
        if self.time_zone not in zone_names():
            raise ValidationError({"time_zone": _("This time zone is not known. Accepted: such as Europe/Brussels.")})

    def fields(self) -> dict[str, object]:
        """The proposal as the fields of a procedure."""
        return {
            "title": {language: words.strip() for language, words in self.title.items() if words.strip()},
            "text": {language: words.strip() for language, words in self.text.items() if words.strip()},
            "shown": self.shown,
            "time_zone": self.time_zone,
        }


def draft_silence(
    *, actor: Actor, body: Body, edition: Edition, proposal: Proposal, code: str = "",
    replaces: SilenceProcedure | None = None,
) -> SilenceProcedure:
    """Drafts a proposal to the members of a body; ``replaces`` is one that was withdrawn or stopped.

    Raises Denied, and ValidationError for a text that is not complete, a code that is
    taken, or one that is still running and so cannot be replaced.
    """
    require(actor, "draft", SilenceProcedure)
    proposal.check()
    if replaces and replaces.state not in (SilenceState.WITHDRAWN, SilenceState.STOPPED):
        raise ValidationError(_("Only a proposal that was withdrawn or stopped can be replaced by another."))
    with operation(actor=actor, verb="draft-silence", edition=edition.code) as recording:
        procedure = SilenceProcedure(
            body=body, edition=edition, code=code or _free_code(edition), replaces=replaces, **proposal.fields()
        )
        procedure.full_clean()
        procedure.save()
        recording.on = procedure
        recording.facts = {"body": body.code}
    return procedure


def _free_code(edition: Edition) -> str:
    taken = set(SilenceProcedure.objects.values_list("code", flat=True))
    return next(code for number in count(1) if (code := f"{edition.code[:70]}-{number}") not in taken)


def change_silence(*, actor: Actor, procedure: SilenceProcedure, proposal: Proposal) -> SilenceProcedure:
    """BOD-4: changes a draft; once circulated, nothing can be changed any more.

    Raises Denied, and ValidationError for one that was circulated or a text that is not complete.
    """
    require(actor, "draft", procedure)
    proposal.check()
    with operation(actor=actor, verb="change-silence", on=procedure, edition=procedure.edition.code) as recording:
        present = _locked(procedure)
        if present.state != SilenceState.DRAFT:
            raise ValidationError(
                _("BOD-4: text, deadline and addressees stay as circulated. Withdraw the proposal and draft another.")
            )
        for name, value in proposal.fields().items():
            setattr(present, name, value)
        present.full_clean()
        present.save()
        recording.facts = {"body": procedure.body.code}
    return present


def circulate_silence(
    *, actor: Actor, procedure: SilenceProcedure, deadline: dt.datetime, at: dt.datetime | None = None
) -> SilenceProcedure:
    """BOD-4: circulates a draft and freezes text, deadline and addressees: the members of the body on that day.

    ``at`` is when it was circulated, for what a command records afterwards; now for everyone else.
    Raises Denied, and ValidationError for a deadline that is not ahead, a body without
    members, or a procedure that is no draft.
    """
    require(actor, "circulate", procedure)
    at = _moment(actor, at)
    if deadline <= at:
        raise ValidationError({"deadline": _("The deadline lies ahead. Choose a later day or time.")})
    with operation(
        actor=actor, verb="circulate-silence", on=procedure, edition=procedure.edition.code
    ) as recording:
        present = _take_on(procedure, SilenceState.CIRCULATED)
        parties = [seat.party for seat in members_of(actor, present.body, at.date()) if not seat.is_observer]
        if not parties:
            raise ValidationError(_("The body has no members today; nobody can be asked."))
        SilenceAddressee.objects.bulk_create(SilenceAddressee(procedure=present, party=party) for party in parties)
        present.deadline, present.circulated_at = deadline.astimezone(dt.UTC), at
        present.checksum = _checksum_of(present, parties)
        present.save(update_fields=["state", "deadline", "circulated_at", "checksum"])
        recording.facts = {
            "body": present.body.code, "deadline": present.deadline.isoformat(),
            "addressees": len(parties), "checksum": present.checksum,
        }
    return present


def _checksum_of(procedure: SilenceProcedure, parties: Iterable[Party]) -> str:
    frozen = {
        "body": procedure.body.code,
        "edition": procedure.edition.code,
        "code": procedure.code,
        "title": dict(procedure.title),
        "text": dict(procedure.text),
        "shown": str(procedure.shown),
        "deadline": procedure.deadline.astimezone(dt.UTC).isoformat() if procedure.deadline else "",
        "time_zone": procedure.time_zone,
        "addressees": sorted(party.code for party in parties),
    }
    said = json.dumps(frozen, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode()).hexdigest()


def reply_to_silence(
    *, actor: Actor, procedure: SilenceProcedure, party: Party, kind: str, reasons: str = "",
    at: dt.datetime | None = None,
) -> SilenceReply:
    """BOD-4: an addressee replies. Every reply is kept, the last one in time counts.

    An objection in time stops the procedure at once. A reply after the deadline is
    recorded as such and changes nothing. Raises Denied for a party one does not act for,
    and ValidationError for a party that was not addressed, an objection without reasons,
    an unknown kind, and a procedure that was not circulated or was withdrawn.
    """
    require(actor, "reply", procedure)
    if not actor.is_system and party.code not in actor.parties:
        raise Denied("reply", holders(SilenceProcedure, "reply"))
    if kind not in SilenceReply.Kind.values:
        raise ValidationError({"kind": _("Choose one of the replies listed.")})
    if kind == SilenceReply.Kind.OBJECTION and not reasons.strip():
        raise ValidationError({"reasons": _("BOD-4: an objection gives its reasons.")})
    at = _moment(actor, at)
    with operation(
        actor=actor, verb="reply-to-silence", on=procedure, edition=procedure.edition.code, party=party.code,
        audience=Audience.PARTY,
    ) as recording:
        present = _locked(procedure)
        _check_open_to(present, party)
        late = present.deadline is not None and at >= present.deadline
        reply = SilenceReply(
            procedure=present, party=party, kind=kind, reasons=reasons.strip(), at=at, by_id=actor.account_id,
            is_late=late,
        )
        reply.full_clean(exclude=["procedure", "party", "by"])
        reply.save()
        stops = kind == SilenceReply.Kind.OBJECTION and not late and present.state == SilenceState.CIRCULATED
        if stops:
            present.state, present.over_at = SilenceState.STOPPED, at
            present.save(update_fields=["state", "over_at"])
        recording.facts = {"kind": kind, "in_time": not late, "stopped": stops}
    return reply


def _check_open_to(procedure: SilenceProcedure, party: Party) -> None:
    if procedure.state == SilenceState.DRAFT:
        raise ValidationError(_("This proposal has not been circulated yet."))
    if procedure.state == SilenceState.WITHDRAWN:
        raise ValidationError(_("This proposal was withdrawn; no reply to it is needed."))
    if not procedure.addressees.filter(party=party).exists():
        raise ValidationError(_("BOD-4: those alone reply to whom the proposal was circulated."))


def withdraw_silence(*, actor: Actor, procedure: SilenceProcedure, reason: str) -> SilenceProcedure:
    """Withdraws a draft or a running proposal, with the reason its addressees see; another may replace it.

    Raises Denied, and ValidationError without a reason or for one that is over.
    """
    require(actor, "withdraw", procedure)
    if not reason.strip():
        raise ValidationError({"reason": _("Give the reason; the addressees see it.")})
    with operation(
        actor=actor, verb="withdraw-silence", on=procedure, edition=procedure.edition.code
    ) as recording:
        present = _take_on(procedure, SilenceState.WITHDRAWN)
        now = clock.now()
        if present.deadline and present.deadline <= now:
            raise ValidationError(_("The deadline has passed; the proposal was adopted by silence."))
        present.reason, present.over_at = reason.strip(), now
        present.full_clean(exclude=["body", "edition", "replaces"])
        present.save(update_fields=["state", "reason", "over_at"])
        recording.facts = {"reason": present.reason}
    return present


def close_due(*, actor: Actor) -> int:
    """BOD-4: closes every procedure whose deadline has passed without an objection; gives how many were closed.

    Each is closed by an operation of its own and asked again once it is locked, so
    that two workers at once close it once, and a killed worker leaves the rest to the next round.
    """
    now, closed = clock.now(), 0
    due = SilenceProcedure.objects.filter(state=SilenceState.CIRCULATED, deadline__lte=now)
    for procedure in list(due.select_related("edition")):
        closed += _close(actor, procedure, now)
    return closed


class _NothingToDo(Exception):
    """Another worker was quicker; undoes the transaction and its entry."""


def _close(actor: Actor, procedure: SilenceProcedure, now: dt.datetime) -> int:
    require(actor, "circulate", procedure)
    try:
        with operation(
            actor=actor, verb="close-silence", on=procedure, edition=procedure.edition.code
        ) as recording:
            present = _locked(procedure)
            if present.state != SilenceState.CIRCULATED or present.deadline is None or present.deadline > now:
                raise _NothingToDo
            present.state, present.over_at = SilenceState.ADOPTED, present.deadline
            present.save(update_fields=["state", "over_at"])
            recording.facts = {"result": SilenceState.ADOPTED.value, "deadline": present.deadline.isoformat()}
    except _NothingToDo:
        return 0
    return 1


def _locked(procedure: SilenceProcedure) -> SilenceProcedure:
    locked = SilenceProcedure.objects.select_for_update(of=("self",)).select_related("body", "edition")
    return locked.get(pk=procedure.pk)


def _take_on(procedure: SilenceProcedure, to: SilenceState) -> SilenceProcedure:
    present = _locked(procedure)
    if to not in SILENCE[SilenceState(present.state)]:
        raise ValidationError(
            _("The proposal is “%(state)s”; this can no longer be done."),
            params={"state": present.get_state_display()},
        )
    present.state = to
    return present


def _moment(actor: Actor, at: dt.datetime | None) -> dt.datetime:
    """Now, or when something happened that a command records afterwards; nobody else gives a time."""
    if at is not None and not actor.is_system:
        raise Denied("reply", frozenset())
    return at or clock.now()

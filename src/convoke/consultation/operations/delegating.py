"""Handing sections of a response to ministries and people of the party, and having them back."""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from convoke.core import clock, formats
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.periods import in_force
from convoke.core.policy import Denied, holders, require
from convoke.directory.models import Capacity, Invitation, Mandate
from convoke.directory.operations.designations import designate
from convoke.directory.operations.invitations import invite
from convoke.directory.operations.people import NewPerson

from ..models import Delegation, Response
from ..states import DELEGATION, DelegationState
from ._responses import check_typable, frame, locked


def delegate(
    *, actor: Actor, response: Response, section: str, mandate: Mandate, ministry: str = "", note: str = "",
    due_on: dt.date | None = None,
) -> Delegation:
    """Hands a section to somebody who acts for the party; what was handed back can be handed on again.

    Raises Denied for who does not answer for the party, and ValidationError for a section that is not
    part of the questionnaire, a mandate of another party or one that has ended, a day that is over or
    after the deadline, a section the person has already, and a response that is not open for typing.
    """
    require(actor, "delegate", response)
    with operation(actor=actor, verb="delegate-section", on=response, **frame(response)) as recording:
        present = locked(response)
        check_typable(present)
        if present.version.parsed.section(section) is None:
            raise ValidationError({"section": _("This section is not part of the questionnaire any more.")})
        check_mandate(response=present, mandate=mandate)
        _check_due(present, due_on)
        made = _begun(present, section, mandate)
        made.ministry, made.note, made.due_on = ministry.strip()[:200], note.strip()[:1000], due_on
        made.state, made.delegated_at, made.over_at, made.remark = DelegationState.DELEGATED, clock.now(), None, ""
        made.save()
        if present.delegated_at is None:
            present.delegated_at = made.delegated_at
            present.save(update_fields=["delegated_at"])
        recording.facts = {"section": section, "person": str(mandate.person)}
    return made


def delegate_to_new(
    *, actor: Actor, response: Response, section: str, person: NewPerson, email: str = "", ministry: str = "",
    note: str = "", due_on: dt.date | None = None, site: str = "",
) -> Delegation:
    """Hands a section to somebody the directory does not know: made a contributor of the party, and invited.

    Without an e-mail address the invitation is a letter to be printed. Everything is done or nothing.
    Raises what designating, delegating and inviting raise.
    """
    require(actor, "delegate", response)
    if response.party is None:
        raise ValidationError(_("Who answers for themselves answers all of it."))
    means = Invitation.Means.EMAIL if email.strip() else Invitation.Means.LETTER
    with transaction.atomic():
        mandate = designate(
            actor=actor, party=response.party, person=person, capacity=Capacity.CONTRIBUTOR, title=ministry
        )
        made = delegate(
            actor=actor, response=response, section=section, mandate=mandate, ministry=ministry, note=note,
            due_on=due_on,
        )
        invite(actor=actor, mandate=mandate, means=means, email=email, site=site)
    return made


def hand_back(*, actor: Actor, delegation: Delegation, remark: str = "") -> Delegation:
    """The person a section was handed to gives it back, with a remark; what was written stays.

    Raises Denied for anybody else and for who holds the mandate no longer.
    """
    if delegation.mandate_id not in actor.mandates():
        raise Denied("delegate", holders(Response, "delegate"))
    return _end(actor, delegation, DelegationState.RETURNED, "hand-back-section", remark)


def take_back(*, actor: Actor, delegation: Delegation) -> Delegation:
    """The focal point takes a section back; what was written stays. Raises Denied for who does not answer for it."""
    require(actor, "delegate", delegation.response)
    return _end(actor, delegation, DelegationState.WITHDRAWN, "take-back-section", "")


def check_mandate(*, response: Response, mandate: Mandate) -> None:
    """Raises ValidationError unless a mandate is one of the response's party and in force today."""
    if response.party_id is None or mandate.party_id != response.party_id:
        raise ValidationError({"mandate": _("Choose somebody who acts for your party.")})
    if not Mandate.objects.filter(in_force(clock.today()), pk=mandate.pk).exists():
        raise ValidationError(
            {"mandate": _("The mandate of %(person)s has ended. Please name somebody else.")
             % {"person": mandate.person}}
        )


def _check_due(response: Response, due_on: dt.date | None) -> None:
    if due_on is None:
        return
    if due_on < clock.today():
        raise ValidationError({"due_on": _("This day is over. Choose today or a later day.")})
    due_at = response.questionnaire.due_at
    last = response.questionnaire.day_of(due_at) if due_at else None
    if last and due_on > last >= clock.today():
        raise ValidationError(
            {"due_on": _("The whole answer is awaited by %(day)s. Choose that day or an earlier one.")
             % {"day": formats.date(last)}}
        )


def _begun(response: Response, section: str, mandate: Mandate) -> Delegation:
    """The delegation of a section to a mandate: the one that was handed back, else a new one."""
    found = Delegation.objects.select_for_update().filter(response=response, section=section, mandate=mandate)
    before = found.exclude(state=DelegationState.WITHDRAWN).first()
    if before is None:
        return Delegation(response=response, section=section, mandate=mandate)
    if DelegationState.DELEGATED not in DELEGATION[DelegationState(before.state)]:
        raise ValidationError({"mandate": _("%(person)s has this section already.") % {"person": mandate.person}})
    return before


def _end(actor: Actor, delegation: Delegation, to: DelegationState, verb: str, remark: str) -> Delegation:
    response = delegation.response
    with operation(actor=actor, verb=verb, on=response, **frame(response)) as recording:
        present = Delegation.objects.select_for_update().select_related("mandate__person").get(pk=delegation.pk)
        if to not in DELEGATION[DelegationState(present.state)]:
            raise ValidationError(
                _("This section is %(state)s already.") % {"state": present.get_state_display()}
            )
        present.state, present.over_at = to, clock.now()
        present.remark = remark.strip()[:1000] or present.remark
        present.save(update_fields=["state", "over_at", "remark"])
        recording.facts = {"section": present.section, "person": str(present.mandate.person)}
    return present

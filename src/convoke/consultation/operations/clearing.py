"""Having a response cleared before it is submitted: asked for, given, sent back with remarks."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import Denied, holders, require
from convoke.directory.models import Mandate

from ..models import Clearance, Response
from ..queries import checksum_of_answers, present_answers
from ..states import CLEARANCE, ClearanceState
from ._responses import check_typable, frame, locked
from .delegating import check_mandate


def ask_clearance(*, actor: Actor, response: Response, mandate: Mandate, note: str = "") -> Clearance:
    """Asks somebody who acts for the party to clear the answer; once it was cleared or sent back, again.

    Raises Denied for who does not answer for the party, and ValidationError for a mandate of another
    party or one that has ended, somebody who was asked already, and a response that was submitted.
    """
    require(actor, "ask-clearance", response)
    with operation(actor=actor, verb="ask-clearance", on=response, **frame(response)) as recording:
        present = locked(response)
        check_typable(present)
        check_mandate(response=present, mandate=mandate)
        found = Clearance.objects.select_for_update().filter(response=present, mandate=mandate)
        one = found.exclude(state=ClearanceState.WITHDRAWN).first()
        if one is None:
            one = Clearance(response=present, mandate=mandate)
        elif ClearanceState.ASKED not in CLEARANCE[ClearanceState(one.state)]:
            raise ValidationError({"mandate": _("%(person)s was asked already.") % {"person": mandate.person}})
        one.state, one.note, one.asked_at = ClearanceState.ASKED, note.strip()[:1000], clock.now()
        one.answered_at, one.checksum, one.remark = None, "", ""
        one.save()
        recording.facts = {"person": str(mandate.person)}
    return one


def clear(*, actor: Actor, clearance: Clearance) -> Clearance:
    """Clears the answer as it is now: the clearance holds for exactly this text, by its checksum.

    Raises Denied for anybody but the person asked, ValidationError where it is not asked for any more.
    """
    return _answer(actor, clearance, ClearanceState.CLEARED, "clear-response", "")


def send_back(*, actor: Actor, clearance: Clearance, remark: str) -> Clearance:
    """Sends the answer back with remarks; raises ValidationError without a remark, and as for clearing."""
    if not remark.strip():
        raise ValidationError({"remark": _("Say what should be changed.")})
    return _answer(actor, clearance, ClearanceState.SENT_BACK, "send-back-response", remark)


def withdraw_clearance(*, actor: Actor, clearance: Clearance) -> Clearance:
    """The focal point asks for this clearance no longer; raises ValidationError where it was withdrawn already."""
    require(actor, "ask-clearance", clearance.response)
    response = clearance.response
    with operation(actor=actor, verb="withdraw-clearance", on=response, **frame(response)) as recording:
        present = _on_its_way(clearance, ClearanceState.WITHDRAWN)
        present.state = ClearanceState.WITHDRAWN
        present.save(update_fields=["state"])
        recording.facts = {"person": str(present.mandate.person)}
    return present


def _answer(actor: Actor, clearance: Clearance, to: ClearanceState, verb: str, remark: str) -> Clearance:
    if clearance.mandate_id not in actor.mandates():
        raise Denied("ask-clearance", holders(Response, "ask-clearance"))
    with operation(actor=actor, verb=verb, on=clearance.response, **frame(clearance.response)) as recording:
        response = locked(clearance.response)
        check_typable(response)
        present = _on_its_way(clearance, to)
        present.state, present.answered_at, present.remark = to, clock.now(), remark.strip()[:2000]
        present.checksum = (
            checksum_of_answers(response, present_answers(response)) if to == ClearanceState.CLEARED else ""
        )
        present.save(update_fields=["state", "answered_at", "remark", "checksum"])
        recording.facts = {"checksum": present.checksum} if present.checksum else {}
    return present


def _on_its_way(clearance: Clearance, to: ClearanceState) -> Clearance:
    present = Clearance.objects.select_for_update().select_related("mandate__person").get(pk=clearance.pk)
    if to not in CLEARANCE[ClearanceState(present.state)]:
        raise ValidationError(_("Clearance is %(state)s; that cannot be done now.") % {
            "state": present.get_state_display()
        })
    return present

"""The states of a questionnaire, a response and what belongs to it, and the only ways between them."""

from django.db import models
from django.utils.translation import pgettext_lazy


class QuestionnaireState(models.TextChoices):
    """Where a questionnaire stands."""

    DRAFT = "draft", pgettext_lazy("questionnaire", "being drafted")
    OPEN = "open", pgettext_lazy("questionnaire", "open")
    CLOSED = "closed", pgettext_lazy("questionnaire", "closed")


QUESTIONNAIRE: dict[QuestionnaireState, tuple[QuestionnaireState, ...]] = {
    QuestionnaireState.DRAFT: (QuestionnaireState.OPEN,),
    QuestionnaireState.OPEN: (QuestionnaireState.CLOSED,),
    QuestionnaireState.CLOSED: (QuestionnaireState.OPEN,),
}


class ResponseState(models.TextChoices):
    """Where the response of a party stands."""

    ASKED = "asked", pgettext_lazy("response", "invited to answer")
    DRAFT = "draft", pgettext_lazy("response", "being prepared")
    SUBMITTED = "submitted", pgettext_lazy("response", "submitted")
    REOPENED = "reopened", pgettext_lazy("response", "reopened")
    DECLINED = "declined", pgettext_lazy("response", "declined to answer")


RESPONSE: dict[ResponseState, tuple[ResponseState, ...]] = {
    ResponseState.ASKED: (ResponseState.DRAFT, ResponseState.SUBMITTED, ResponseState.DECLINED),
    ResponseState.DRAFT: (ResponseState.SUBMITTED, ResponseState.DECLINED),
    ResponseState.SUBMITTED: (ResponseState.REOPENED,),
    ResponseState.REOPENED: (ResponseState.SUBMITTED,),
    ResponseState.DECLINED: (ResponseState.DRAFT, ResponseState.SUBMITTED),
}
"""An answer on paper goes from invited to submitted at once; who declined may still answer."""

EDITABLE = frozenset({ResponseState.ASKED, ResponseState.DRAFT, ResponseState.REOPENED, ResponseState.DECLINED})
"""Where answers may be typed; typing begins a response, or takes a refusal back."""


class DelegationState(models.TextChoices):
    """Where a section handed to somebody stands."""

    DELEGATED = "delegated", pgettext_lazy("delegation", "with the ministry")
    RETURNED = "returned", pgettext_lazy("delegation", "handed back")
    WITHDRAWN = "withdrawn", pgettext_lazy("delegation", "taken back")


DELEGATION: dict[DelegationState, tuple[DelegationState, ...]] = {
    DelegationState.DELEGATED: (DelegationState.RETURNED, DelegationState.WITHDRAWN),
    DelegationState.RETURNED: (DelegationState.DELEGATED, DelegationState.WITHDRAWN),
    DelegationState.WITHDRAWN: (),
}


class ClearanceState(models.TextChoices):
    """Where the clearance of a response stands."""

    ASKED = "asked", pgettext_lazy("clearance", "asked for")
    CLEARED = "cleared", pgettext_lazy("clearance", "cleared")
    SENT_BACK = "sent-back", pgettext_lazy("clearance", "sent back with remarks")
    WITHDRAWN = "withdrawn", pgettext_lazy("clearance", "no longer asked for")


CLEARANCE: dict[ClearanceState, tuple[ClearanceState, ...]] = {
    ClearanceState.ASKED: (ClearanceState.CLEARED, ClearanceState.SENT_BACK, ClearanceState.WITHDRAWN),
    ClearanceState.CLEARED: (ClearanceState.ASKED, ClearanceState.WITHDRAWN),
    ClearanceState.SENT_BACK: (ClearanceState.ASKED, ClearanceState.WITHDRAWN),
    ClearanceState.WITHDRAWN: (),
}
"""What was cleared is asked for again once an answer changed."""


class IntakeState(models.TextChoices):
    """Where an answer that came in as a file or on paper stands."""

    RECEIVED = "received", pgettext_lazy("intake", "received")
    ENTERED = "entered", pgettext_lazy("intake", "entered, to be checked")
    TAKEN_IN = "taken-in", pgettext_lazy("intake", "taken in")
    SET_ASIDE = "set-aside", pgettext_lazy("intake", "set aside")


INTAKE: dict[IntakeState, tuple[IntakeState, ...]] = {
    IntakeState.RECEIVED: (IntakeState.ENTERED, IntakeState.TAKEN_IN, IntakeState.SET_ASIDE),
    IntakeState.ENTERED: (IntakeState.TAKEN_IN, IntakeState.RECEIVED, IntakeState.SET_ASIDE),
    IntakeState.TAKEN_IN: (),
    IntakeState.SET_ASIDE: (IntakeState.RECEIVED,),
}
"""A file that could be read is taken in by who confirms it; paper is entered by one and checked by another."""

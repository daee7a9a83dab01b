"""What operations on a response share: its lock, what the journal says of it, and whether it may be changed now."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.audiences import Audience

from ..models import Response
from ..states import EDITABLE, QuestionnaireState


def locked(response: Response) -> Response:
    """The response as it is now, held until the transaction ends."""
    related = ("questionnaire__edition", "version", "party")
    return Response.objects.select_for_update(of=("self",)).select_related(*related).get(pk=response.pk)


def frame(response: Response) -> dict[str, Any]:
    """What the journal says of every operation on a response: its edition, its party, seen by the party."""
    return {
        "edition": response.questionnaire.edition.code,
        "party": response.party.code if response.party else "",
        "audience": Audience.PARTY,
    }


def check_open(response: Response) -> None:
    """Raises ValidationError where a questionnaire is not open."""
    if response.questionnaire.state != QuestionnaireState.OPEN:
        raise ValidationError(_("The questionnaire is closed; the task force can extend the deadline."))


def check_typable(response: Response) -> None:
    """Raises ValidationError where nothing can be typed: a closed questionnaire, an answer that was submitted."""
    if response.questionnaire.state != QuestionnaireState.OPEN:
        raise ValidationError(_("The questionnaire is closed. What you typed is kept on this page; the task force can "
                                "extend the deadline."))
    if response.state not in EDITABLE:
        raise ValidationError(_("The answer was submitted. Reopen it to change it."))

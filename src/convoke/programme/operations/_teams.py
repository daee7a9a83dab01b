"""What the operations on teams share."""

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.editions.states import EditionState

from ..models import Session

FORMING = (EditionState.ANNOUNCED, EditionState.PREPARING)
"""The states of an edition in which its teams are formed."""
WORKING = (*FORMING, EditionState.MEETING)
"""The states of an edition in which its teams work."""


def locked_session(session: Session, *, states: Sequence[EditionState] = FORMING) -> Session:
    """The session, locked; raises ValidationError where its edition is in none of the states."""
    present = Session.objects.select_for_update(of=("self",)).select_related("edition").get(pk=session.pk)
    if present.edition.state not in states:
        raise ValidationError(
            _("Teams work while their edition is in preparation; this edition is: %(state)s.") % {
                "state": present.edition.get_state_display()}
        )
    return present

"""Taking an edition on from state to state."""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import Edition
from ..states import EditionState, transitions_from


def advance_edition(*, actor: Actor, edition: Edition, to: str) -> Edition:
    """Takes an edition on to the next state of its life.

    Raises Denied for an actor who may not, and ValidationError where the state
    cannot follow the present one or another edition is meeting (ED-3).
    """
    require(actor, "advance", edition)
    with operation(
        actor=actor, verb="advance", on=edition, edition=edition.code, audience=Audience.PUBLIC
    ) as recording:
        present = Edition.objects.select_for_update().get(pk=edition.pk)
        accepted = [way.target for way in transitions_from(present.state)]
        if to not in accepted:
            raise ValidationError(
                _("From “%(present)s” the edition can go on to: %(accepted)s."),
                params={
                    "present": present.get_state_display(),
                    "accepted": ", ".join(str(state.label) for state in accepted) or "–",
                },
            )
        recording.facts = {"from": present.state, "to": to}
        present.state = EditionState(to)
        present.validate_constraints()
        present.save(update_fields=["state"])
    return present

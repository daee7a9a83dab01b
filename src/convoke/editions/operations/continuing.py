"""Beginning an edition from the one before."""

from collections.abc import Iterable

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..continuing import steps
from ..models import Edition


def continue_edition(*, actor: Actor, source: Edition, target: Edition, chosen: Iterable[str]) -> dict[str, int]:
    """Carries on from an edition to a later one what was chosen, by the codes of the steps; gives how much of each.

    What is there already is left out: the same choice sent twice carries everything on once.
    Raises Denied, and ValidationError for no choice, an unknown step, a step that cannot be
    done, an edition that does not come later, and where nothing is left.
    """
    require(actor, "continue", target)
    wanted, known = set(chosen), steps()
    unknown = wanted - {step.code for step in known}
    if not wanted or unknown:
        raise ValidationError(_("Choose at least one of: %(accepted)s."), params={
            "accepted": ", ".join(str(step.title) for step in known)})
    if source.forum_id != target.forum_id or source.ordinal >= target.ordinal:
        raise ValidationError(_("An edition begins from one before it."))
    with operation(actor=actor, verb="continue-edition", on=target, edition=target.code) as recording:
        present = Edition.objects.select_for_update().get(pk=target.pk)
        carried = {}
        for step in known:
            if step.code not in wanted:
                continue
            why_not = step.requires(source, present)
            if why_not:
                raise ValidationError(f"{step.title}: {why_not}")
            carried[step.code] = step.carry(actor, source, present)
        if not any(carried.values()):
            raise ValidationError(_("Nothing is left to carry on: what was chosen is there already."))
        recording.facts = {"from": source.code, "carried": carried}
    return carried

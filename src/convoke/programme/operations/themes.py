"""PRO-5: a theme is put on the agenda with the priorities of governments it comes from."""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.consultation.models import Priority
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.editions.models import Edition

from ..agenda.changing import changing, new_theme
from ..agenda.reading import entry_of
from ..models import AgendaChange, Basis, Theme, ThemeReason


def create_theme(
    *, actor: Actor, edition: Edition, title: Mapping[str, str], priorities: Collection[Priority],
    scope: Mapping[str, str] | None = None, code: str = "", reason: str = "",
) -> Theme:
    """PRO-5: a new theme of the agenda that cites chosen priorities as its reasons.

    Raises ValidationError without a title, without a chosen priority, for a code that is taken, and without a
    reason once the agenda is adopted (PRO-4).
    """
    require(actor, "create", Theme)
    with changing(
        actor=actor, edition=edition, verb="create-theme", what=AgendaChange.What.ADDED, reason=reason
    ) as change:
        cited = _citable(edition, priorities)
        made = new_theme(edition, Theme.Kind.AGENDA, title, scope, code)
        _cite(made, cited)
        change.on, change.after, change.facts = made, entry_of(made), {"priorities": len(cited)}
    return made


def cite_priorities(*, actor: Actor, theme: Theme, priorities: Collection[Priority]) -> Theme:
    """PRO-5: has a theme cite chosen priorities among its reasons, stated, not derived.

    Raises ValidationError where none is chosen, or all are cited already.
    """
    require(actor, "cite", theme)
    with operation(
        actor=actor, verb="cite-priorities", on=theme, edition=theme.edition.code, audience=Audience.PUBLIC
    ) as recording:
        present = Theme.objects.select_for_update().select_related("edition").get(pk=theme.pk)
        cited = _citable(present.edition, priorities)
        stated = ThemeReason.objects.filter(theme=present, basis=Basis.STATED, priority__in=cited)
        known = set(stated.values_list("priority", flat=True))
        new = [priority for priority in cited if priority.pk not in known]
        if not new:
            raise ValidationError(_("The theme cites this already."))
        _cite(present, new)
        recording.facts = {"priorities": len(new)}
    return present


def _cite(theme: Theme, priorities: Collection[Priority]) -> None:
    """A link that was derived before is stated from now on."""
    for priority in priorities:
        ThemeReason.objects.update_or_create(theme=theme, priority=priority, defaults={"basis": Basis.STATED})


def _citable(edition: Edition, priorities: Collection[Priority]) -> list[Priority]:
    wanted = [priority.pk for priority in priorities]
    found = list(
        Priority.objects.select_for_update().filter(
            pk__in=wanted, chosen_at__isnull=False, questionnaire__edition=edition
        ).order_by("order")
    )
    if not found or len(found) < len(set(wanted)):
        raise ValidationError(
            {"priorities": _("PRO-5: a theme cites priorities of its own edition that were chosen with a reason.")}
        )
    return found

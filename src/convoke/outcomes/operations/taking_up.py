"""PRO-5: what an earlier edition left to be done is taken up by the agenda of a later one."""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.policy import readable, require
from convoke.editions.models import Edition
from convoke.programme.agenda.changing import changing, new_theme
from convoke.programme.agenda.reading import entry_of
from convoke.programme.models import AgendaChange, Theme

from ..models import Action, TakenUp


def take_up(
    *, actor: Actor, edition: Edition, actions: Collection[Action], theme: Theme | None = None,
    title: Mapping[str, str] | None = None, scope: Mapping[str, str] | None = None, reason: str = "",
) -> Theme:
    """Has a theme of the agenda, or a new one, take up actions of earlier editions as its reasons.

    Raises ValidationError without an action, for one of this or a later edition, where all are taken up
    already, and for a new theme without a title; once the agenda is adopted, without a reason (PRO-4).
    """
    require(actor, "take-up", Action)
    what = AgendaChange.What.CHANGED if theme else AgendaChange.What.ADDED
    with changing(actor=actor, edition=edition, verb="take-up-actions", what=what, reason=reason) as change:
        chosen = _earlier(actor, edition, actions)
        if theme is not None and theme.edition_id != edition.pk:
            raise ValidationError({"theme": _("Choose a theme of this edition's agenda.")})
        present = theme or new_theme(edition, Theme.Kind.AGENDA, title or {}, scope)
        known = set(TakenUp.objects.filter(theme=present).values_list("action", flat=True))
        new = [one for one in chosen if one.pk not in known]
        if not new:
            raise ValidationError(_("The theme takes up these actions already."))
        if theme is not None:
            change.before = {**entry_of(present), "takes_up": sorted(_codes(present))}
        TakenUp.objects.bulk_create(TakenUp(theme=present, action=one) for one in new)
        change.on, change.facts = present, {"actions": len(new)}
        change.after = {**entry_of(present), "takes_up": sorted(_codes(present))}
    return present


def _codes(theme: Theme) -> list[str]:
    return list(TakenUp.objects.filter(theme=theme).values_list("action__code", flat=True))


def _earlier(actor: Actor, edition: Edition, actions: Collection[Action]) -> list[Action]:
    wanted = {one.pk for one in actions}
    found = list(
        readable(actor, Action).filter(
            pk__in=wanted, edition__forum=edition.forum_id, edition__ordinal__lt=edition.ordinal
        ).order_by("edition__ordinal", "order")
    )
    if not found or len(found) < len(wanted):
        raise ValidationError({"actions": _("PRO-5: choose actions of earlier editions of this forum.")})
    return found

"""PRO-5: a theme is put on the agenda with the priorities of governments it comes from."""

from collections.abc import Collection, Mapping

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.consultation.models import Priority
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require
from convoke.editions.models import Edition

from ..models import Basis, Theme, ThemeReason

LONGEST_TITLE, LONGEST_SCOPE = 200, 2000


def create_theme(
    *, actor: Actor, edition: Edition, title: Mapping[str, str], priorities: Collection[Priority],
    scope: Mapping[str, str] | None = None, code: str = "",
) -> Theme:
    """PRO-5: a new theme of the agenda that cites chosen priorities as its reasons.

    Raises ValidationError without a title, without a chosen priority, or for a code that is taken.
    """
    require(actor, "create", Theme)
    names, more = _texts(title, scope or {})
    with operation(actor=actor, verb="create-theme", edition=edition.code, audience=Audience.PUBLIC) as recording:
        cited = _citable(edition, priorities)
        last = Theme.objects.filter(edition=edition, kind=Theme.Kind.AGENDA).aggregate(last=Max("order"))["last"]
        made = Theme(
            edition=edition, code=_free_code(edition, code, names), kind=Theme.Kind.AGENDA,
            order=0 if last is None else last + 1, title=names, scope=more,
        )
        made.full_clean()
        made.save()
        _cite(made, cited)
        recording.on, recording.facts = made, {"priorities": len(cited)}
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


def _texts(title: Mapping[str, str], scope: Mapping[str, str]) -> tuple[dict[str, str], dict[str, str]]:
    names = {language: text.strip() for language, text in title.items() if text.strip()}
    more = {language: text.strip() for language, text in scope.items() if text.strip()}
    if not names:
        raise ValidationError({"title": _("Give the theme a title in at least one language.")})
    if any(len(text) > LONGEST_TITLE for text in names.values()):
        raise ValidationError({"title": _("A title has at most %(number)s signs.") % {"number": LONGEST_TITLE}})
    if any(len(text) > LONGEST_SCOPE for text in more.values()):
        raise ValidationError({"scope": _("A scope has at most %(number)s signs.") % {"number": LONGEST_SCOPE}})
    return names, more


def _free_code(edition: Edition, code: str, title: Mapping[str, str]) -> str:
    taken = {one.casefold() for one in Theme.objects.filter(edition=edition).values_list("code", flat=True)}
    if code:
        if code.casefold() in taken:
            raise ValidationError({"code": _("There is a theme with this code already.")})
        return code
    wanted = next((one for text in title.values() if (one := slugify(text)[:70])), "") or "theme"
    number, found = 1, wanted
    while found.casefold() in taken:
        number += 1
        found = f"{wanted}-{number}"
    return found

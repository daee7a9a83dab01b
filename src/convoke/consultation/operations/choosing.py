"""PRO-5: from results to the agenda: items are chosen as themes, each with the reason why."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..form.model import Choice, Kind
from ..models import Priority, Questionnaire

OF_WHICH_ONE_CHOOSES = (Kind.RANKING, Kind.ONE, Kind.SEVERAL)
"""Kinds of questions of which answers can become themes."""
LONGEST_REASON = 2000


def choose_priority(
    *, actor: Actor, questionnaire: Questionnaire, question: str, choice: str, reason: Mapping[str, str],
    rank: int | None = None,
) -> Priority:
    """PRO-5: chooses an item of a question as a theme, with its reason and the place it reached.

    Raises ValidationError without a reason, for what is no item of the question, or what is chosen already.
    """
    require(actor, "choose", questionnaire)
    words = _reason(reason)
    item, place = _item(questionnaire, question, choice)
    with operation(
        actor=actor, verb="choose-priority", on=questionnaire, edition=questionnaire.edition.code,
        audience=Audience(questionnaire.audience),
    ) as recording:
        known = Priority.objects.select_for_update().filter(
            questionnaire=questionnaire, question=question, choice=choice
        ).first()
        if known and known.chosen_at:
            raise ValidationError(_("This was chosen already. You can change its reason."))
        present = known or Priority(
            questionnaire=questionnaire, question=question, choice=choice, text=dict(item.label), item=place,
            order=Priority.objects.filter(questionnaire=questionnaire).count(),
            code=_free_code(questionnaire, f"{question}.{choice}"),
        )
        present.chosen_at, present.reason = clock.now(), words
        present.rank = rank if rank is not None else present.rank
        present.save()
        recording.facts = {"question": question, "item": choice}
    return present


def change_reason(*, actor: Actor, priority: Priority, reason: Mapping[str, str]) -> Priority:
    """PRO-5: changes why something was chosen; raises ValidationError without a reason, or for what is not chosen."""
    require(actor, "choose", priority.questionnaire)
    words = _reason(reason)
    with operation(
        actor=actor, verb="change-choice-reason", on=priority.questionnaire,
        edition=priority.questionnaire.edition.code, audience=Audience(priority.questionnaire.audience),
    ) as recording:
        present = _chosen(priority)
        present.reason = words
        present.save(update_fields=["reason"])
        recording.facts = {"item": present.choice or present.code}
    return present


def take_back(*, actor: Actor, priority: Priority) -> None:
    """Takes a choice back; raises ValidationError for what is not chosen, or while a theme cites it (PRO-5).

    What the record tells of the priority stays; only what choosing added is taken away.
    """
    require(actor, "choose", priority.questionnaire)
    with operation(
        actor=actor, verb="take-back-choice", on=priority.questionnaire, edition=priority.questionnaire.edition.code,
        audience=Audience(priority.questionnaire.audience),
    ) as recording:
        present = _chosen(priority)
        if present.reasons.exists():
            raise ValidationError(_("PRO-5: a theme of the agenda cites this choice; it stays."))
        recording.facts = {"item": present.choice or present.code}
        if present.passages:
            present.chosen_at, present.reason = None, {}
            present.save(update_fields=["chosen_at", "reason"])
        else:
            present.delete()


def _reason(reason: Mapping[str, str]) -> dict[str, str]:
    words = {language: text.strip() for language, text in reason.items() if text.strip()}
    if not words:
        raise ValidationError({"reason": _("PRO-5: say why this is chosen.")})
    if any(len(text) > LONGEST_REASON for text in words.values()):
        raise ValidationError({"reason": _("A reason has at most %(number)s signs.") % {"number": LONGEST_REASON}})
    return words


def _item(questionnaire: Questionnaire, question: str, choice: str) -> tuple[Choice, int]:
    for version in questionnaire.versions.filter(frozen_at__isnull=False).order_by("-number"):
        asked = version.parsed.by_code.get(question)
        if asked is None or asked.kind not in OF_WHICH_ONE_CHOOSES:
            continue
        for place, item in enumerate(asked.choices, 1):
            if item.code == choice and not item.is_unknown:
                return item, place
    raise ValidationError(_("This is not an item of a question of which themes can be chosen."))


def _chosen(priority: Priority) -> Priority:
    present = Priority.objects.select_for_update().filter(pk=priority.pk).first()
    if present is None or present.chosen_at is None:
        raise ValidationError(_("This is not chosen any more."))
    return present


def _free_code(questionnaire: Questionnaire, wanted: str) -> str:
    taken = set(Priority.objects.filter(questionnaire=questionnaire).values_list("code", flat=True))
    number, found = 1, wanted[:76]
    while found in taken:
        number += 1
        found = f"{wanted[:76]}-{number}"
    return found

"""Writing a questionnaire step by step: each change is made to the form as it stands at that moment."""

from collections.abc import Callable, Collection, Mapping

from django.core.exceptions import ValidationError

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..form.model import Form, to_json
from ..form.translating import traced
from ..models import Questionnaire, QuestionnaireVersion
from ..rules import FROZEN


def edit_form(
    *, actor: Actor, questionnaire: Questionnaire, change: Callable[[Form], Form],
    renamed: Mapping[str, str] | None = None, confirmed: Collection[tuple[str, str]] = (),
) -> QuestionnaireVersion:
    """Changes the form being drafted, complete or not, and keeps what its translations were made from.

    ``change`` is given the form as it stands under the lock, so that two people who write at once
    lose nothing of each other; what it raises leaves everything as it was. ``renamed`` and
    ``confirmed`` are those of :func:`..form.translating.traced`. Raises ValidationError where every
    version is frozen: a correction is begun first.
    """
    require(actor, "draft", questionnaire)
    with operation(
        actor=actor, verb="write-questionnaire", on=questionnaire, edition=questionnaire.edition.code
    ) as recording:
        version = questionnaire.versions.select_for_update().filter(frozen_at__isnull=True).first()
        if version is None:
            raise ValidationError(FROZEN)
        before = version.parsed
        after = change(before)
        version.form = to_json(after)
        version.translated_from = traced(
            before, after, version.translated_from, renamed=renamed, confirmed=confirmed
        )
        version.save()
        recording.facts = {"version": version.number, "questions": len(after.by_code)}
    return version

"""The task force sorts answers in words by tags; nobody else sees them."""

from collections.abc import Mapping

from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.journal.operations import operation
from convoke.core.policy import require

from ..models import AnswerTag, Questionnaire, Response, SubmittedAnswer, Tag

LONGEST_NAME = 80


def create_tag(*, actor: Actor, questionnaire: Questionnaire, name: Mapping[str, str]) -> Tag:
    """A new tag; raises ValidationError for one without a name, with too long a one, or that there is already."""
    require(actor, "tag", questionnaire)
    words = {language: text.strip() for language, text in name.items() if text.strip()}
    if not words:
        raise ValidationError({"name": _("Give the tag a name.")})
    if any(len(text) > LONGEST_NAME for text in words.values()):
        raise ValidationError({"name": _("A tag has at most %(number)s signs.") % {"number": LONGEST_NAME}})
    with operation(
        actor=actor, verb="create-tag", on=questionnaire, edition=questionnaire.edition.code
    ) as recording:
        taken = {tag.code: tag for tag in Tag.objects.filter(questionnaire=questionnaire)}
        said = {text.casefold() for tag in taken.values() for text in tag.name.values()}
        if said.intersection(text.casefold() for text in words.values()):
            raise ValidationError({"name": _("There is a tag with this name already.")})
        made = Tag.objects.create(questionnaire=questionnaire, code=_free(words, set(taken)), name=words)
        recording.facts = {"tag": made.code}
    return made


def tag_answer(*, actor: Actor, tag: Tag, response: Response, question: str) -> AnswerTag:
    """Puts a tag on what a response answered to a question; doing so twice changes nothing.

    Raises ValidationError for what was never submitted, or of another questionnaire.
    """
    require(actor, "tag", tag.questionnaire)
    known = AnswerTag.objects.filter(tag=tag, response=response, question=question).first()
    if known:
        return known
    with operation(
        actor=actor, verb="tag-answer", on=tag.questionnaire, edition=tag.questionnaire.edition.code
    ) as recording:
        answered = SubmittedAnswer.objects.filter(submission__response=response, question=question)
        if response.questionnaire_id != tag.questionnaire_id or not answered.exists():
            raise ValidationError(_("There is no submitted answer here to put a tag on."))
        made, _new = AnswerTag.objects.get_or_create(tag=tag, response=response, question=question)
        recording.facts = {"tag": tag.code, "question": question}
    return made


def untag_answer(*, actor: Actor, tag: Tag, response: Response, question: str) -> None:
    """Takes a tag off an answer; raises ValidationError where it is not on it."""
    require(actor, "tag", tag.questionnaire)
    with operation(
        actor=actor, verb="untag-answer", on=tag.questionnaire, edition=tag.questionnaire.edition.code
    ) as recording:
        gone, _kinds = AnswerTag.objects.filter(tag=tag, response=response, question=question).delete()
        if not gone:
            raise ValidationError(_("The tag is not on this answer any more."))
        recording.facts = {"tag": tag.code, "question": question}


def _free(words: Mapping[str, str], taken: set[str]) -> str:
    code = next((one for text in words.values() if (one := slugify(text)[:50])), "") or "tag"
    number, found = 1, code
    while found in taken:
        number += 1
        found = f"{code}-{number}"
    return found

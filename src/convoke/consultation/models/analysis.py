from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from convoke.core.languages import TranslatedField

from .questionnaires import Questionnaire
from .responses import Response


class Tag(models.Model):
    """A word by which the task force sorts answers in words."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="tags")
    code = models.SlugField(_("code"), max_length=60)
    name = TranslatedField(_("name"))

    class Meta:
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(name="tag_code_once", fields=["questionnaire", "code"])]

    def __str__(self) -> str:
        return self.code


class AnswerTag(models.Model):
    """A tag on the answer of one response to one question; it stays over later submissions."""

    tag = models.ForeignKey(Tag, on_delete=models.CASCADE, related_name="marks")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="tags")
    question = models.CharField(max_length=60)

    class Meta:
        verbose_name = _("tag of an answer")
        verbose_name_plural = _("tags of answers")
        constraints = [models.UniqueConstraint(name="answer_tag_once", fields=["tag", "response", "question"])]

    def __str__(self) -> str:
        return f"{self.tag_id} {self.response_id} {self.question}"


class QuestionMatch(models.Model):
    """The same question in two questionnaires, mapped by hand: its wording and choices may have changed."""

    earlier = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="matches_later")
    earlier_question = models.CharField(max_length=60)
    later = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="matches_earlier")
    later_question = models.CharField(max_length=60)
    choices = models.JSONField(default=dict, blank=True, help_text=_("code of a choice then: its code now"))
    note = TranslatedField(_("what changed in the wording"))

    class Meta:
        verbose_name = _("question asked before")
        verbose_name_plural = _("questions asked before")
        constraints = [
            models.UniqueConstraint(
                name="question_match_once", fields=["earlier", "earlier_question", "later", "later_question"]
            ),
            models.CheckConstraint(
                name="question_match_of_two", condition=~Q(earlier=F("later")),
                violation_error_message=_("A question is compared with one of another questionnaire."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.earlier_id}.{self.earlier_question} → {self.later_id}.{self.later_question}"

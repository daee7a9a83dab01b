from django.db import models
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from convoke.core.audiences import Audience
from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced
from convoke.editions.models import Edition, Qualifier


class Questionnaire(Sourced):
    """A question put to parties; as its record, until answering moves in."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="questionnaires")
    code = models.SlugField(_("code"), max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    name = TranslatedField(_("name"))
    sender = TranslatedField(_("sender"))
    purpose = TranslatedField(_("purpose"))
    sent_on = models.DateField(_("sent"), null=True, blank=True)
    sent_precision = models.CharField(max_length=10, default="day")
    deadline = models.DateField(_("deadline"), null=True, blank=True)
    recipients = models.PositiveIntegerField(_("recipients"), null=True, blank=True)
    items = models.PositiveSmallIntegerField(_("items to rank"), null=True, blank=True)
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.PUBLIC)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="questionnaire_code_once", fields=["edition", "code"])]

    def __str__(self) -> str:
        return self.code


class ReplyCount(Sourced):
    """How many replies there were on a date, as the source words it."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="counts")
    code = models.CharField(max_length=80)
    counted_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, default="day")
    what = models.CharField(max_length=200)
    qualifier = models.CharField(max_length=10, choices=Qualifier.choices, default=Qualifier.EXACT)
    value = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("count of replies")
        ordering = [F("counted_on").asc(nulls_last=True), "code"]
        constraints = [models.UniqueConstraint(name="reply_count_once", fields=["questionnaire", "code"])]

    def __str__(self) -> str:
        return f"{self.what} {self.value}"


class Priority(Sourced):
    """A theme offered or named in a questionnaire, with the rank it reached."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="priorities")
    code = models.CharField(_("code"), max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    item = models.PositiveSmallIntegerField(_("item"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    rank_group = models.CharField(max_length=120, blank=True)
    text = TranslatedField(_("text"))

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="priority_code_once", fields=["questionnaire", "code"])]

    def __str__(self) -> str:
        return self.code

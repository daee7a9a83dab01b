import datetime as dt
import json
from functools import lru_cache
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.audiences import Audience
from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced
from convoke.directory.models import Party
from convoke.editions.models import Edition, Qualifier

from ..form.model import Form, canonical, from_json
from ..states import QuestionnaireState


class Disclosure(models.TextChoices):
    """CON-2: by whom an answer is read beside its party and the task force; the values are audiences."""

    TOTALS = Audience.TASK_FORCE.value, _("nobody; it is counted in totals only")
    FRIENDS = Audience.FRIENDS.value, _("the Friends of the Forum")
    PARTICIPANTS = Audience.PARTICIPANTS.value, _("the participants of the edition")
    PUBLIC = Audience.PUBLIC.value, _("everyone")


class Questionnaire(Sourced):
    """A question put to parties: to whom, until when, and who will see what comes of it.

    What is asked stands in its versions. A questionnaire of the past may be a record only:
    its sender, its dates and the counts the sources give.
    """

    class AddressedTo(models.TextChoices):
        """Who is asked."""

        STATES = "states", _("all member and observer states")
        FOCAL_POINTS = "focal-points", _("parties with a focal point")
        PROCESSES = "processes", _("regional consultative processes")
        PARTIES = "parties", _("the parties chosen")
        PARTICIPANTS = "participants", _("the participants of the meeting, each for themselves")

    class DisclosedBy(models.TextChoices):
        """For what a party chooses the disclosure."""

        QUESTIONNAIRE = "questionnaire", _("once for all its answers")
        ANSWER = "answer", _("for each answer")

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
    state = models.CharField(
        _("state"), max_length=10, choices=QuestionnaireState.choices, default=QuestionnaireState.DRAFT
    )
    addressed_to = models.CharField(
        _("addressed to"), max_length=15, choices=AddressedTo.choices, default=AddressedTo.STATES
    )
    invited = models.ManyToManyField(Party, blank=True, related_name="+", verbose_name=_("the parties chosen"))
    due_at = models.DateTimeField(_("deadline"), null=True, blank=True, help_text=_("the moment the deadline passes"))
    time_zone = models.CharField(_("time zone of the deadline"), max_length=60, default="UTC")
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    disclosures = models.JSONField(default=list, blank=True, help_text=_("what a party may choose from (CON-2)"))
    disclosed_by = models.CharField(
        _("disclosure is chosen"), max_length=15, choices=DisclosedBy.choices, default=DisclosedBy.QUESTIONNAIRE
    )
    results_audience = models.CharField(
        _("totals are seen by"), max_length=20, choices=Audience.choices, default=Audience.FRIENDS
    )
    results_published_at = models.DateTimeField(_("totals published"), null=True, blank=True)
    is_exercise = models.BooleanField(_("exercise"), default=False)

    class Meta:
        verbose_name = _("questionnaire")
        verbose_name_plural = _("questionnaires")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="questionnaire_code_once", fields=["edition", "code"]),
            models.CheckConstraint(
                name="questionnaire_open_with_deadline",
                condition=~Q(state="open") | Q(opened_at__isnull=False, due_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_record(self) -> bool:
        """Whether it is known from sources alone and was never opened here."""
        return self.opened_at is None and self.state == QuestionnaireState.CLOSED

    def day_of(self, moment: dt.datetime) -> dt.date:
        """The day a moment belongs to where the questionnaire has its deadline."""
        return moment.astimezone(ZoneInfo(self.time_zone)).date()

    def day_over(self, day: dt.date) -> dt.datetime:
        """The first moment after a day (UTC), where the questionnaire has its deadline."""
        return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(self.time_zone)).astimezone(dt.UTC)


class QuestionnaireVersion(models.Model):
    """What is asked: a form with its number. Frozen once opened; a correction is the next version."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    form = models.JSONField(default=dict, help_text=_("see consultation/form/model.py"))
    translated_from = models.JSONField(
        default=dict, blank=True, help_text=_("checksum of the text each translation was made from, by its place")
    )
    checksum = models.CharField(max_length=64, blank=True, help_text=_("SHA-256 of the form when it was frozen"))
    frozen_at = models.DateTimeField(_("frozen"), null=True, blank=True)
    note = TranslatedField(_("what was corrected"))

    class Meta:
        verbose_name = _("version of a questionnaire")
        verbose_name_plural = _("versions of questionnaires")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="questionnaire_version_once", fields=["questionnaire", "number"]),
            models.UniqueConstraint(
                name="questionnaire_one_draft_version", fields=["questionnaire"], condition=Q(frozen_at__isnull=True)
            ),
            models.CheckConstraint(
                name="questionnaire_version_frozen_with_checksum",
                condition=Q(frozen_at__isnull=True, checksum="") | (Q(frozen_at__isnull=False) & ~Q(checksum="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} v{self.number}"

    @property
    def parsed(self) -> Form:
        """The form as values; read once for each copy of the record."""
        kept = self.__dict__.get("_parsed")
        if kept is None or kept[0] is not self.form:
            kept = self.__dict__["_parsed"] = (self.form, form_of(canonical(self.form)))
        form: Form = kept[1]
        return form


@lru_cache(maxsize=64)
def form_of(stored: str) -> Form:
    """The form of a canonical JSON text; the same text gives the same form, read once."""
    return from_json(json.loads(stored))


class ReplyCount(Sourced):
    """How many replies there were on a date, as the source words it."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="counts")
    code = models.CharField(max_length=80)
    counted_on = models.DateField(null=True, blank=True)
    precision = models.CharField(max_length=10, default="day")
    what = TranslatedField(_("what was counted"))
    qualifier = models.CharField(max_length=10, choices=Qualifier.choices, default=Qualifier.EXACT)
    value = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        verbose_name = _("count of replies")
        ordering = [F("counted_on").asc(nulls_last=True), "code"]
        constraints = [models.UniqueConstraint(name="reply_count_once", fields=["questionnaire", "code"])]

    def __str__(self) -> str:
        return f"{self.what} {self.value}"


class KnownReply(Sourced):
    """What a source tells of the reply of a party to a questionnaire that was not put here."""

    class Kind(models.TextChoices):
        """How it replied."""

        COMPLETED = "completed", pgettext_lazy("reply", "completed questionnaire")
        MATERIAL = "material", pgettext_lazy("reply", "material in place of a questionnaire")
        NONE = "none", pgettext_lazy("reply", "no reply")

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="known_replies")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("reply"), max_length=10, choices=Kind.choices)

    class Meta:
        verbose_name = _("reply known from a source")
        verbose_name_plural = _("replies known from sources")
        ordering = ["party__code"]
        constraints = [models.UniqueConstraint(name="known_reply_once", fields=["questionnaire", "party"])]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.party_id}"


class Priority(Sourced):
    """A theme offered or named in a questionnaire, with the rank it reached."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="priorities")
    code = models.CharField(_("code"), max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    item = models.PositiveSmallIntegerField(_("item"), null=True, blank=True)
    rank = models.PositiveSmallIntegerField(_("rank"), null=True, blank=True)
    rank_group = TranslatedField(_("rank in words"))
    text = TranslatedField(_("text"))
    question = models.CharField(_("question"), max_length=60, blank=True, help_text=_("code in the form"))
    choice = models.CharField(_("choice"), max_length=60, blank=True, help_text=_("code in the question"))
    chosen_at = models.DateTimeField(_("chosen"), null=True, blank=True)
    reason = TranslatedField(_("why it was chosen"))

    class Meta:
        verbose_name = _("priority")
        verbose_name_plural = _("priorities")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="priority_code_once", fields=["questionnaire", "code"]),
            models.CheckConstraint(
                name="pro_5_chosen_with_its_reason",
                condition=Q(chosen_at__isnull=True) | ~Q(reason={}),
                violation_error_message=_("PRO-5: a theme is chosen with its reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

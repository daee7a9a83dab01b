from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from convoke.core.models import StoredFile

from ..states import IntakeState
from .questionnaires import QuestionnaireVersion
from .responses import ReceivedBy, Response, Submission

ACCOUNT = settings.AUTH_USER_MODEL


class Intake(models.Model):
    """An answer that came in otherwise than by typing it here: its file, what was read of it, who confirmed it.

    A spreadsheet or document is read by itself and confirmed by a person; paper and fax are entered by one
    member of the task force and checked by another.
    """

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="intakes")
    version = models.ForeignKey(
        QuestionnaireVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("the version the file was made for"),
    )
    channel = models.CharField(_("received"), max_length=12, choices=ReceivedBy.choices)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(_("state"), max_length=10, choices=IntakeState.choices, default=IntakeState.RECEIVED)
    answers = models.JSONField(default=dict, help_text=_("what was read or entered, by question"))
    report = models.JSONField(default=list, help_text=_("line by line, what was read, and what was not and why"))
    note = models.CharField(_("note"), max_length=1000, blank=True)
    received_at = models.DateTimeField(_("received"))
    received_by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(_("entered"), null=True, blank=True)
    entered_by = models.ForeignKey(ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    over_at = models.DateTimeField(null=True, blank=True)
    over_by = models.ForeignKey(ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    submission = models.OneToOneField(
        Submission, null=True, blank=True, on_delete=models.PROTECT, related_name="intake"
    )

    class Meta:
        verbose_name = _("answer handed in")
        verbose_name_plural = _("answers handed in")
        ordering = ["-received_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="intake_over_exactly_when_over",
                condition=Q(state__in=["received", "entered"], over_at__isnull=True)
                | Q(state__in=["taken-in", "set-aside"], over_at__isnull=False),
            ),
            models.CheckConstraint(
                name="intake_entered_paired",
                condition=~Q(state="entered") | Q(entered_at__isnull=False),
            ),
            models.CheckConstraint(
                name="intake_second_pair_of_eyes",
                condition=~Q(state="taken-in", channel__in=["paper", "fax"])
                | Q(over_by__isnull=True) | Q(entered_by__isnull=True) | ~Q(over_by=F("entered_by")),
                violation_error_message=_("What one person entered is checked by another."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.channel}"

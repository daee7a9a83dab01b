from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.languages import TranslatedField
from convoke.directory.models import Party

from .meetings import Meeting
from .requests import Request


class OutcomeForm(models.Model):
    """MKT-6: the one form of a meeting, written by its two sides: what came of it, what follows, what is open."""

    class Outcome(models.TextChoices):
        """What came of a meeting."""

        PARTNERSHIP = "partnership", pgettext_lazy("outcome of a meeting", "a partnership")
        FURTHER = "further", pgettext_lazy("outcome of a meeting", "further talks")
        INFORMATION = "information", pgettext_lazy("outcome of a meeting", "information exchanged")
        NONE = "none", pgettext_lazy("outcome of a meeting", "nothing further")

    meeting = models.OneToOneField(Meeting, on_delete=models.PROTECT, related_name="outcome_form")
    outcome = models.CharField(_("what came of it"), max_length=12, choices=Outcome.choices)
    text = TranslatedField(_("in words"))
    follow_up = TranslatedField(_("what follows"))
    issues = TranslatedField(_("issues to be resolved"))
    had_met_before = models.BooleanField(_("the two had been in touch before"), null=True, blank=True)
    version = models.PositiveSmallIntegerField(_("version"), default=1)
    written_for = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("written for"))
    written_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    written_at = models.DateTimeField(_("written"))

    class Meta:
        verbose_name = _("outcome form")
        verbose_name_plural = _("outcome forms")
        ordering = ["meeting__number"]
        constraints = [
            models.CheckConstraint(
                name="mkt_6_outcome_form_has_a_version", condition=Q(version__gte=1),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id}"


class Confirmation(models.Model):
    """MKT-6: what one side says of a version of an outcome form: that it is so, or what it sees otherwise."""

    form = models.ForeignKey(OutcomeForm, on_delete=models.CASCADE, related_name="confirmations")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    version = models.PositiveSmallIntegerField(_("version"))
    agrees = models.BooleanField(_("confirmed"))
    difference = models.TextField(_("what it sees otherwise"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))

    class Meta:
        verbose_name = _("confirmation of an outcome form")
        verbose_name_plural = _("confirmations of outcome forms")
        ordering = ["version", "at"]
        constraints = [
            models.UniqueConstraint(name="mkt_6_confirmed_once_a_side", fields=["form", "party", "version"]),
            models.CheckConstraint(
                name="mkt_6_difference_in_words", condition=Q(agrees=True) | ~Q(difference=""),
                violation_error_message=_("MKT-6: say what your side sees otherwise."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.form_id} {self.party_id} {self.version}"


class ProjectReport(models.Model):
    """How far a project is, as its owner or a provider reports; the last one tells what became of it."""

    class Result(models.TextChoices):
        """What became of a project."""

        UNDER_WAY = "under-way", pgettext_lazy("project", "under way")
        PARTNERSHIP = "partnership", pgettext_lazy("project", "taken forward in partnership")
        FUNDED = "funded", pgettext_lazy("project", "funded")
        MERGED = "merged", pgettext_lazy("project", "merged with another")
        DROPPED = "dropped", pgettext_lazy("project", "not pursued")

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="reports")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="project_reports")
    result = models.CharField(_("what became of it"), max_length=12, choices=Result.choices)
    text = TranslatedField(_("in words"))
    amount = models.DecimalField(_("amount"), max_digits=16, decimal_places=3, null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    merged_with = models.ForeignKey(
        Request, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("merged with")
    )
    at = models.DateTimeField(_("reported"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("report on a project")
        verbose_name_plural = _("reports on projects")
        ordering = ["-at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="project_dropped_with_its_reason", condition=~Q(result="dropped") | ~Q(text={}),
                violation_error_message=_("A project that is not pursued is reported with the reason."),
            ),
            models.CheckConstraint(
                name="project_merged_with_another",
                condition=Q(result="merged", merged_with__isnull=False) & ~Q(merged_with=F("request"))
                | ~Q(result="merged") & Q(merged_with__isnull=True),
                violation_error_message=_("Name the other project with which this one is merged."),
            ),
            models.CheckConstraint(
                name="project_amount_in_a_currency",
                condition=Q(amount__isnull=True, currency="") | Q(amount__gt=0) & ~Q(currency=""),
                violation_error_message=_("FUN-1: an amount is stated in a currency."),
            ),
            models.CheckConstraint(
                name="project_funded_with_its_amount", condition=~Q(result="funded") | Q(amount__isnull=False),
                violation_error_message=_("A project that is funded is reported with the amount."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.result}"

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.directory.models import Mandate, Party

from ..states import ClearanceState, DelegationState, ResponseState
from .questionnaires import Disclosure, Questionnaire, QuestionnaireVersion

ACCOUNT = settings.AUTH_USER_MODEL


class ReceivedBy(models.TextChoices):
    """How an answer reached the forum."""

    ONLINE = "online", pgettext_lazy("receipt of an answer", "on these pages")
    SPREADSHEET = "spreadsheet", pgettext_lazy("receipt of an answer", "as a spreadsheet")
    DOCUMENT = "document", pgettext_lazy("receipt of an answer", "as a document")
    PAPER = "paper", pgettext_lazy("receipt of an answer", "on paper")
    FAX = "fax", pgettext_lazy("receipt of an answer", "by fax")
    EMAIL = "e-mail", pgettext_lazy("receipt of an answer", "by e-mail")


class Response(models.Model):
    """What a party was asked and where its answer stands: it belongs to the party, not to a person.

    There is one from the moment the party is asked. The times say when each step was first taken, so that
    the standing on any date can be told.
    """

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="responses")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(
        ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("a participant who answers for themselves"),
    )
    version = models.ForeignKey(
        QuestionnaireVersion, on_delete=models.PROTECT, related_name="responses",
        help_text=_("the version its draft is on"),
    )
    state = models.CharField(_("state"), max_length=10, choices=ResponseState.choices, default=ResponseState.ASKED)
    asked_at = models.DateTimeField(_("asked"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)
    began_at = models.DateTimeField(_("begun"), null=True, blank=True)
    delegated_at = models.DateTimeField(_("first delegated"), null=True, blank=True)
    submitted_at = models.DateTimeField(_("first submitted"), null=True, blank=True)
    declined_at = models.DateTimeField(_("declined"), null=True, blank=True)
    decline_reason = models.CharField(_("reason for declining"), max_length=500, blank=True)
    disclosure = models.CharField(_("seen by"), max_length=20, choices=Disclosure.choices, default=Disclosure.TOTALS)
    may_quote = models.BooleanField(_("may be quoted"), default=False)

    class Meta:
        verbose_name = _("response")
        verbose_name_plural = _("responses")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                name="con_1_one_response_a_party", fields=["questionnaire", "party"], condition=Q(party__isnull=False)
            ),
            models.UniqueConstraint(
                name="con_1_one_response_a_participant", fields=["questionnaire", "account"],
                condition=Q(account__isnull=False),
            ),
            models.CheckConstraint(
                name="response_of_party_or_participant",
                condition=Q(party__isnull=False, account__isnull=True) | Q(party__isnull=True, account__isnull=False),
            ),
            models.CheckConstraint(
                name="response_declined_with_its_time",
                condition=~Q(state="declined") | Q(declined_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.questionnaire_id} {self.party_id or self.account_id}"

    @property
    def journal_key(self) -> str:
        """The questionnaire it answers; the party stands in the entry itself."""
        return self.questionnaire.code


class Answer(models.Model):
    """The present answer of a draft to one question (CON-3); ``revision`` grows with each text replaced."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="answers")
    section = models.CharField(max_length=60)
    question = models.CharField(max_length=60)
    value = models.JSONField(null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    client = models.CharField(max_length=40, blank=True, help_text=_("the tab it was typed in"))
    disclosure = models.CharField(max_length=20, choices=Disclosure.choices, blank=True)
    may_quote = models.BooleanField(null=True, blank=True)
    look_again = models.CharField(
        max_length=500, blank=True, help_text=_("why the respondent is asked to look at it again")
    )

    class Meta:
        verbose_name = _("answer being prepared")
        verbose_name_plural = _("answers being prepared")
        constraints = [models.UniqueConstraint(name="answer_once", fields=["response", "question"])]

    def __str__(self) -> str:
        return f"{self.response_id} {self.question}"


class AnswerEdit(models.Model):
    """CON-3: everything that was typed. ``is_aside``: another had written meanwhile, and both texts are kept."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="edits")
    section = models.CharField(max_length=60)
    question = models.CharField(max_length=60)
    value = models.JSONField(null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    client = models.CharField(max_length=40, blank=True)
    is_aside = models.BooleanField(default=False)
    reason = models.CharField(max_length=500, blank=True, help_text=_("why it does not stand"))

    class Meta:
        verbose_name = _("earlier text of an answer")
        verbose_name_plural = _("earlier texts of answers")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["response", "question", "at"])]

    def __str__(self) -> str:
        return f"{self.response_id} {self.question} {self.at:%Y-%m-%d %H:%M}"


class Delegation(models.Model):
    """A section handed to a ministry: to whom, until when, with what note."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="delegations")
    section = models.CharField(max_length=60)
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    ministry = models.CharField(_("ministry or office"), max_length=200, blank=True)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    due_on = models.DateField(_("until"), null=True, blank=True)
    state = models.CharField(max_length=10, choices=DelegationState.choices, default=DelegationState.DELEGATED)
    delegated_at = models.DateTimeField()
    over_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=1000, blank=True, help_text=_("when it was handed back"))

    class Meta:
        verbose_name = _("delegation of a section")
        verbose_name_plural = _("delegations of sections")
        ordering = ["section", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="section_delegated_once_to_a_mandate", fields=["response", "section", "mandate"],
                condition=~Q(state="withdrawn"),
            ),
            models.CheckConstraint(
                name="delegation_over_exactly_when_over",
                condition=Q(state="delegated", over_at__isnull=True)
                | (~Q(state="delegated") & Q(over_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.section}"


class Clearance(models.Model):
    """Somebody who clears a response before it is submitted; for what text, by its checksum."""

    response = models.ForeignKey(Response, on_delete=models.CASCADE, related_name="clearances")
    mandate = models.ForeignKey(Mandate, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(_("note"), max_length=1000, blank=True)
    state = models.CharField(max_length=10, choices=ClearanceState.choices, default=ClearanceState.ASKED)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    remark = models.CharField(_("remark"), max_length=2000, blank=True)
    checksum = models.CharField(max_length=64, blank=True, help_text=_("SHA-256 of the answers that were cleared"))

    class Meta:
        verbose_name = _("clearance of a response")
        verbose_name_plural = _("clearances of responses")
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="clearance_once_a_mandate", fields=["response", "mandate"], condition=~Q(state="withdrawn")
            ),
            models.CheckConstraint(
                name="clearance_cleared_with_checksum",
                condition=~Q(state="cleared") | (Q(answered_at__isnull=False) & ~Q(checksum="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} {self.mandate_id}"


class Submission(models.Model):
    """CON-1: a response as it was submitted. Never changed; a later one takes its place in the counts."""

    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="submissions")
    version = models.ForeignKey(QuestionnaireVersion, on_delete=models.PROTECT, related_name="submissions")
    number = models.PositiveSmallIntegerField(_("number"))
    at = models.DateTimeField(_("submitted"))
    is_late = models.BooleanField(_("after the deadline"), default=False)
    by = models.ForeignKey(ACCOUNT, null=True, on_delete=models.PROTECT, related_name="+")
    channel = models.CharField(_("received"), max_length=12, choices=ReceivedBy.choices, default=ReceivedBy.ONLINE)
    answers = models.JSONField(default=dict)
    checksum = models.CharField(max_length=64)
    audience = models.CharField(
        _("seen by"), max_length=20, choices=Disclosure.choices, default=Disclosure.TOTALS,
        help_text=_("beside the party and the task force (CON-2)"),
    )
    superseded_at = models.DateTimeField(null=True, blank=True, help_text=_("when a later submission took its place"))
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text=_("when the focal point confirmed what was entered for it")
    )
    confirmed_by = models.ForeignKey(ACCOUNT, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("submission")
        verbose_name_plural = _("submissions")
        ordering = ["response", "number"]
        constraints = [
            models.UniqueConstraint(name="submission_number_once", fields=["response", "number"]),
            models.UniqueConstraint(
                name="con_1_one_submission_counts", fields=["response"], condition=Q(superseded_at__isnull=True)
            ),
            models.CheckConstraint(
                name="submission_confirmed_paired",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | Q(confirmed_at__isnull=False, confirmed_by__isnull=False),
            ),
            models.CheckConstraint(
                name="submission_superseded_later",
                condition=Q(superseded_at__isnull=True) | Q(superseded_at__gte=F("at")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.response_id} #{self.number}"


class SubmittedAnswer(models.Model):
    """One answer of a submission, as it is counted: ``value`` is canonical JSON, so that equal answers are equal texts.

    It counts from ``since`` until ``until`` (when a later submission took its place), so that a count
    can be made as of any moment.
    """

    submission = models.ForeignKey(Submission, on_delete=models.PROTECT, related_name="+")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.PROTECT, related_name="+")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    question = models.CharField(max_length=60)
    value = models.TextField()
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    audience = models.CharField(_("seen by"), max_length=20, choices=Disclosure.choices, default=Disclosure.TOTALS)
    may_quote = models.BooleanField(_("may be quoted"), default=False)

    class Meta:
        verbose_name = _("submitted answer")
        verbose_name_plural = _("submitted answers")
        constraints = [
            models.UniqueConstraint(name="submitted_answer_once", fields=["submission", "question"]),
            models.CheckConstraint(
                name="submitted_answer_counts_in_order", condition=Q(until__isnull=True) | Q(until__gte=F("since"))
            ),
        ]
        indexes = [models.Index(fields=["questionnaire", "question"])]

    def __str__(self) -> str:
        return f"{self.submission_id} {self.question}"

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.audiences import Audience
from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced, StoredFile
from convoke.directory.models import Party
from convoke.editions.models import Edition

from ..states import MeetingState
from .bodies import Body


class BodyMeeting(Sourced):
    """A meeting of a body: where, when, on what, what came of it."""

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="meetings")
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="body_meetings")
    code = models.SlugField(_("code"), max_length=80)
    ordinal = models.PositiveSmallIntegerField(_("number"), null=True, blank=True)
    title = TranslatedField(_("title"))
    place = TranslatedField(_("place"))
    starts_on = models.DateField(_("first day"))
    ends_on = models.DateField(_("last day"))
    starts_at = models.DateTimeField(_("begins at"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends at"), null=True, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    state = models.CharField(_("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    chairs = models.JSONField(_("chaired by"), default=list, blank=True)
    present = models.JSONField(_("others present"), default=list, blank=True)
    figures = models.JSONField(_("figures"), default=list, blank=True)
    summary = TranslatedField(_("summary"))
    is_published = models.BooleanField(
        _("published"), default=False, help_text=_("summary and decisions are seen by all who see the meeting")
    )
    reason = models.CharField(_("reason for cancelling"), max_length=300, blank=True)
    audience = models.CharField(
        _("seen by"), max_length=20, choices=Audience.choices, default=Audience.FRIENDS
    )

    class Meta:
        verbose_name = _("meeting of a body")
        verbose_name_plural = _("meetings of bodies")
        ordering = ["starts_on", "code"]
        constraints = [
            models.UniqueConstraint(name="body_meeting_code_once", fields=["body", "code"]),
            models.CheckConstraint(name="body_meeting_days_in_order", condition=Q(ends_on__gte=F("starts_on"))),
            models.CheckConstraint(
                name="body_meeting_times_in_order",
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")),
            ),
        ]
        indexes = [models.Index(fields=["starts_on", "audience"])]

    def __str__(self) -> str:
        return self.code


class AgendaItem(models.Model):
    """A point on the agenda of a meeting."""

    meeting = models.ForeignKey(BodyMeeting, on_delete=models.CASCADE, related_name="agenda")
    order = models.PositiveSmallIntegerField()
    title = TranslatedField(_("title"))
    note = TranslatedField(_("note"))

    class Meta:
        verbose_name = _("agenda item")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="agenda_item_order_once", fields=["meeting", "order"])]

    def __str__(self) -> str:
        return f"{self.order}. {self.title}"


class MeetingDocument(models.Model):
    """A file before a meeting, in one language."""

    meeting = models.ForeignKey(BodyMeeting, on_delete=models.CASCADE, related_name="documents")
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    order = models.PositiveSmallIntegerField(default=0)
    title = TranslatedField(_("title"))
    language = models.CharField(max_length=8, blank=True)

    class Meta:
        verbose_name = _("document of a meeting")
        ordering = ["order", "pk"]
        constraints = [models.UniqueConstraint(name="meeting_document_once", fields=["meeting", "file"])]

    def __str__(self) -> str:
        return str(self.title)


class MeetingDecision(Sourced):
    """What a meeting decided, proposed, welcomed or announced."""

    class Kind(models.TextChoices):
        """How it was put."""

        AGREEMENT = "agreement", pgettext_lazy("decision", "Agreement")
        DECISION = "decision", pgettext_lazy("decision", "Decision")
        SUPPORT = "support", pgettext_lazy("decision", "Support")
        PROPOSAL = "proposal", pgettext_lazy("decision", "Proposal")
        SUGGESTION = "suggestion", pgettext_lazy("decision", "Suggestion")
        REVISION = "revision", pgettext_lazy("decision", "Revision")
        DISCUSSION = "discussion", pgettext_lazy("decision", "Discussion")
        INVITATION = "invitation", pgettext_lazy("decision", "Invitation")
        ANNOUNCEMENT = "announcement", pgettext_lazy("decision", "Announcement")
        EMPHASIS = "emphasis", pgettext_lazy("decision", "Emphasis")

    meeting = models.ForeignKey(BodyMeeting, on_delete=models.CASCADE, related_name="decisions")
    code = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    kind = models.CharField(max_length=15, choices=Kind.choices)
    text = TranslatedField(_("text"))
    points = TranslatedField(_("points"), help_text=_("one a line"))

    class Meta:
        verbose_name = _("decision of a meeting")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="meeting_decision_once", fields=["meeting", "code"])]

    def __str__(self) -> str:
        return self.code


class MeetingInvitation(models.Model):
    """A party invited to a meeting, what it replied, and whether it came."""

    class Reply(models.TextChoices):
        """What the party said."""

        NONE = "", pgettext_lazy("reply", "not yet replied")
        COMING = "coming", pgettext_lazy("reply", "will attend")
        NOT_COMING = "not-coming", pgettext_lazy("reply", "will not attend")

    meeting = models.ForeignKey(BodyMeeting, on_delete=models.CASCADE, related_name="invitations")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="meeting_invitations")
    as_observer = models.BooleanField(default=False)
    invited_at = models.DateTimeField(auto_now_add=True)
    reply = models.CharField(_("reply"), max_length=12, choices=Reply.choices, blank=True)
    delegates = models.PositiveSmallIntegerField(_("number of delegates"), null=True, blank=True)
    note = models.CharField(_("note"), max_length=300, blank=True)
    replied_at = models.DateTimeField(null=True, blank=True)
    replied_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    attended = models.BooleanField(_("attended"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to a meeting")
        constraints = [
            models.UniqueConstraint(name="meeting_invitation_once", fields=["meeting", "party"]),
            models.CheckConstraint(
                name="meeting_reply_with_its_time",
                condition=Q(reply="", replied_at__isnull=True) | (~Q(reply="") & Q(replied_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.party_id}"


class CalendarFeed(models.Model):
    """The secret address at which one account's calendar is read; it can be revoked at any time."""

    account = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="calendar_feeds")
    token = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("calendar subscription")
        constraints = [
            models.UniqueConstraint(
                name="calendar_feed_one_open", fields=["account"], condition=Q(revoked_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.account_id} {self.made_at:%Y-%m-%d}"

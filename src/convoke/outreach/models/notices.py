from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from convoke.core.languages import TranslatedField
from convoke.directory.models import Channel, Mandate, Party, Person
from convoke.editions.models import Edition

from ..states import DeliveryState, NoticeState


class Notice(models.Model):
    """A message to mandates, not to addresses: who gets it follows from a selection."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="notices")
    subject = TranslatedField(_("subject"))
    body = TranslatedField(_("text"), help_text=_("Markdown"))
    link = models.CharField(_("link"), max_length=300, blank=True, help_text=_("the page it leads to"))
    about = models.CharField(max_length=120, blank=True, help_text=_("what an answer to it counts for"))
    selection = models.JSONField(_("selection"), default=dict)
    per_minute = models.PositiveSmallIntegerField(_("messages a minute"), default=120)
    state = models.CharField(_("state"), max_length=10, choices=NoticeState.choices, default=NoticeState.DRAFT)
    drafted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    drafted_at = models.DateTimeField(default=timezone.now)
    queued_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        ordering = ["-drafted_at"]
        constraints = [
            models.CheckConstraint(
                name="notice_queued_with_its_time", condition=Q(state="draft") | Q(state="cancelled")
                | Q(queued_at__isnull=False),
            ),
            models.CheckConstraint(name="notice_pace_above_zero", condition=Q(per_minute__gt=0)),
        ]

    def __str__(self) -> str:
        return self.code


class Delivery(models.Model):
    """A notice for one recipient: by which channel, in which language, and what became of it.

    Address and language are those at the time of sending: a record, not a reference.
    """

    notice = models.ForeignKey(Notice, on_delete=models.CASCADE, related_name="deliveries")
    mandate = models.ForeignKey(Mandate, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="deliveries")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="deliveries")
    channel = models.ForeignKey(Channel, null=True, blank=True, on_delete=models.SET_NULL, related_name="deliveries")
    address = models.CharField(_("address"), max_length=300, blank=True)
    language = models.CharField(max_length=8)
    state = models.CharField(_("state"), max_length=12, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    token = models.CharField(max_length=43, unique=True, help_text=_("tells who opened the link"))
    sending_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    opened_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    bounced_at = models.DateTimeField(null=True, blank=True)
    bounce_reason = models.CharField(max_length=300, blank=True)
    worker = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="delivery_once_a_person", fields=["notice", "person"]),
            models.CheckConstraint(
                name="delivery_with_an_address_unless_unreachable", condition=Q(state="unreachable") | ~Q(address="")
            ),
        ]
        indexes = [models.Index(fields=["notice", "state"]), models.Index(fields=["address"])]

    def __str__(self) -> str:
        return f"{self.notice_id} {self.person_id}"

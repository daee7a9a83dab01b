from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class OutboxMessage(models.Model):
    """In a demonstration: an e-mail that would have left, to be read on a page of its own."""

    message_id = models.CharField(max_length=200, unique=True)
    sender = models.CharField(max_length=300)
    recipients = models.JSONField(default=list)
    subject = models.CharField(max_length=300)
    text = models.TextField(blank=True)
    html = models.TextField(blank=True)
    attachments = models.JSONField(default=list, blank=True, help_text=_("name, type and size of each"))
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("message in the outbox")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return self.subject

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from ..states import NoticeState


class Subscription(models.Model):
    """An address the newsletter goes to; confirmed by a link, ended by a link."""

    email = models.EmailField(_("e-mail address"))
    language = models.CharField(max_length=8, choices=settings.LANGUAGES, default="en")
    account = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="subscriptions"
    )
    token = models.CharField(max_length=43, unique=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    trying = models.PositiveIntegerField(default=0, help_text=_("number of the issue last handed to the mail server"))
    had = models.PositiveIntegerField(default=0, help_text=_("number of the issue last sent"))

    class Meta:
        verbose_name = _("subscription of the newsletter")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="subscription_one_open", condition=Q(ended_at__isnull=True))
        ]

    def __str__(self) -> str:
        return self.email


class NewsletterIssue(models.Model):
    """What was published in a span of time, put together from the journal, once a week."""

    number = models.PositiveIntegerField(unique=True)
    first_entry = models.PositiveBigIntegerField(help_text=_("first journal entry it covers"))
    last_entry = models.PositiveBigIntegerField(help_text=_("last journal entry it covers"))
    composed_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=NoticeState.choices, default=NoticeState.DRAFT)
    sent_to = models.PositiveIntegerField(default=0)
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("issue of the newsletter")
        ordering = ["-number"]
        constraints = [
            models.CheckConstraint(name="newsletter_entries_in_order", condition=Q(last_entry__gte=F("first_entry"))),
        ]

    def __str__(self) -> str:
        return str(self.number)

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convoke.core.models import StoredFile
from convoke.directory.models import Party

from ..states import InterestState
from .providers import Provider
from .requests import Request


class Interest(models.Model):
    """A provider's interest in a request, what the owner answered; the room of the two (MKT-1)."""

    request = models.ForeignKey(Request, on_delete=models.PROTECT, related_name="interests")
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="interests")
    state = models.CharField(_("state"), max_length=10, choices=InterestState.choices, default=InterestState.SHOWN)
    may_be_shown = models.BooleanField(
        _("may be shown to the other providers of the request"), default=False,
        help_text=_("so that they coordinate (MKT-2)"),
    )
    reason = models.TextField(_("reason"), blank=True)
    shown_at = models.DateTimeField(_("shown"))
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    class Meta:
        verbose_name = _("interest in a request")
        verbose_name_plural = _("interests in requests")
        ordering = ["shown_at", "pk"]
        constraints = [
            models.UniqueConstraint(name="interest_once", fields=["request", "provider"]),
            models.CheckConstraint(
                name="interest_declined_with_its_reason", condition=~Q(state="declined") | ~Q(reason=""),
                violation_error_message=_("An interest is declined with a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.request_id} {self.provider_id}"


class Message(models.Model):
    """What was said in a room; it is never changed. A standard phrase is kept by its code and read in any language."""

    room = models.ForeignKey(Interest, on_delete=models.PROTECT, related_name="messages")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    language = models.CharField(_("language"), max_length=8, default="en")
    text = models.TextField(_("text"), blank=True)
    phrase = models.CharField(_("standard phrase"), max_length=30, blank=True)
    file = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    told_at = models.DateTimeField(_("told by e-mail"), null=True, blank=True)
    read_at = models.DateTimeField(_("read by the other side"), null=True, blank=True)

    class Meta:
        verbose_name = _("message in a room")
        verbose_name_plural = _("messages in rooms")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="message_says_something", condition=~Q(text="") | ~Q(phrase="") | Q(file__isnull=False),
                violation_error_message=_("A message has words, a phrase or a file."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.room_id} {self.at}"

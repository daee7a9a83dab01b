from django.db import models
from django.utils.translation import gettext_lazy as _

from convoke.marketplace.models import Request

from .actions import Action


class RequestOrigin(models.Model):
    """An action that a request on the marketplace comes from."""

    request = models.ForeignKey(Request, on_delete=models.CASCADE, related_name="origins")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="request_origins")

    class Meta:
        verbose_name = _("action a request comes from")
        verbose_name_plural = _("actions requests come from")
        constraints = [models.UniqueConstraint(name="request_origin_once", fields=["request", "action"])]

    def __str__(self) -> str:
        return f"{self.request_id} {self.action_id}"

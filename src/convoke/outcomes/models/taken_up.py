from django.db import models
from django.utils.translation import gettext_lazy as _

from convoke.programme.models import Theme

from .actions import Action


class TakenUp(models.Model):
    """PRO-5: an action of an earlier edition that a theme of a later agenda takes up."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="taken_up")
    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="taken_up")

    class Meta:
        verbose_name = _("action taken up by an agenda")
        verbose_name_plural = _("actions taken up by agendas")
        constraints = [models.UniqueConstraint(name="action_taken_up_once", fields=["theme", "action"])]

    def __str__(self) -> str:
        return f"{self.theme_id} {self.action_id}"

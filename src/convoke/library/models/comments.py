from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convoke.directory.models import Party

from ..states import CommentState
from .documents import DocumentVersion


class Comment(models.Model):
    """What a party says of a version, or of a paragraph of it, and what became of it with which reason."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.PROTECT, related_name="comments")
    key = models.CharField(_("paragraph"), max_length=16, blank=True, help_text=_("empty: on the whole"))
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="comments")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    language = models.CharField(_("language"), max_length=8, default="en")
    text = models.TextField(_("comment"))
    proposal = models.TextField(_("proposed wording"), blank=True)
    state = models.CharField(_("state"), max_length=10, choices=CommentState.choices, default=CommentState.OPEN)
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="comment_answered_with_its_reason",
                condition=~Q(state__in=["taken", "partly", "not-taken"]) | ~Q(answer=""),
                violation_error_message=_("A comment is answered with a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version_id} {self.key}"

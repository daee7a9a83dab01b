import uuid
from pathlib import PurePosixPath

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..audiences import Audience


class StoredFile(models.Model):
    """A file handed in: a scan of a note, a document of a meeting. Its content never changes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField(_("name"), max_length=160)
    content_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"), help_text=_("in bytes"))
    checksum = models.CharField(_("SHA-256"), max_length=64)
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.TASK_FORCE)
    party = models.CharField(max_length=80, blank=True, help_text=_("code of the party it belongs to"))
    handed_in_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    handed_in_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        ordering = ["-handed_in_at"]

    def __str__(self) -> str:
        return self.name

    @property
    def place(self) -> str:
        """Where its content lies in the file storage: by checksum, so that the same content lies there once."""
        return str(PurePosixPath("files") / self.checksum[:2] / self.checksum)

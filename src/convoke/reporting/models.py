from dataclasses import dataclass

from django.db import models
from django.utils.translation import gettext_lazy as _

from convoke.core.audiences import Audience
from convoke.editions.models import Edition


@dataclass(frozen=True)
class Format:
    """A format of the report: its name for people and for machines."""

    label: str
    content_type: str


FORMATS = {
    "pdf": Format("PDF", "application/pdf"),
    "docx": Format("DOCX", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "html": Format("HTML", "text/html; charset=utf-8"),
}


class PublishedReport(models.Model):
    """The outcome report of an edition as published last, in one language and format."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="reports")
    language = models.CharField(max_length=8)
    format = models.CharField(max_length=8, choices=[(code, one.label) for code, one in FORMATS.items()])
    size = models.PositiveIntegerField(help_text=_("bytes"))
    checksum = models.CharField(max_length=64, help_text=_("SHA-256"))
    made_at = models.DateTimeField()
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.PUBLIC)

    class Meta:
        verbose_name = _("published report")
        ordering = ["language", "-format"]
        constraints = [models.UniqueConstraint(name="report_once", fields=["edition", "language", "format"])]

    def __str__(self) -> str:
        return self.file_name

    @property
    def file_name(self) -> str:
        """The name of the file in addresses."""
        return f"outcome-report.{self.language}.{self.format}"

    @property
    def label(self) -> str:
        """The name of the format."""
        return FORMATS[self.format].label

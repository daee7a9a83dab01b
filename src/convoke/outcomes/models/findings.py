from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.languages import TranslatedField
from convoke.library.models import Document

from .origin import Outcome, one_origin


class Finding(Outcome):
    """What a session, a paper or the meeting found; never with the name of who said it (FLO-1)."""

    class Kind(models.TextChoices):
        """What part a finding plays in the report."""

        FINDING = "finding", pgettext_lazy("finding", "Finding")
        OBSERVATION = "observation", pgettext_lazy("finding", "Horizontal observation")
        MESSAGE = "message", pgettext_lazy("finding", "Message of the general debate")
        CONCLUSION = "conclusion", pgettext_lazy("finding", "General conclusion")
        WAY_FORWARD = "way-forward", pgettext_lazy("finding", "Way forward")
        SUMMARY = "summary", pgettext_lazy("finding", "Summary")
        CHAIR = "chair-conclusion", pgettext_lazy("finding", "Conclusion of the Chair")

    class Origin(models.TextChoices):
        """Where in a session it arose."""

        BACKGROUND = "background", pgettext_lazy("arose in", "Introduction")
        PAPER = "background-paper", pgettext_lazy("arose in", "Background paper")
        PANEL = "panel", pgettext_lazy("arose in", "Panel")
        DISCUSSION = "discussion", pgettext_lazy("arose in", "Discussion")
        OBSERVATIONS = "observations", pgettext_lazy("arose in", "Main observations")
        REPORT = "session-report", pgettext_lazy("arose in", "Session report")

    kind = models.CharField(max_length=20, choices=Kind.choices, default=Kind.FINDING)
    arose_in = models.CharField(max_length=20, choices=Origin.choices, blank=True)
    heading = TranslatedField(_("heading"))
    text = TranslatedField(_("text"))
    figures = models.JSONField(default=dict, blank=True)
    papers = models.ManyToManyField(Document, blank=True, related_name="findings")

    class Meta:
        verbose_name = _("finding")
        verbose_name_plural = _("findings")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="finding_code_once", fields=["edition", "code"]),
            one_origin("out_2_finding_has_one_origin"),
        ]
        indexes = [models.Index(fields=["edition", "kind", "audience", "order"])]

    def __str__(self) -> str:
        return self.code

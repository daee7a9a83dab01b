from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.models import Sourced
from convoke.editions.models import Edition
from convoke.programme.models import Roundtable, Session, Theme

from .actions import Action
from .findings import Finding


class CitedPart(models.TextChoices):
    """Which part of a session's report a cross-reference cites."""

    BACKGROUND = "background", pgettext_lazy("cited", "introduction")
    INTRODUCTORY_NOTE = "introductory-note", pgettext_lazy("cited", "introductory note")
    PAPER = "background-paper", pgettext_lazy("cited", "background paper")
    PANEL = "panel", pgettext_lazy("cited", "panel")
    DISCUSSION = "discussion", pgettext_lazy("cited", "discussion")
    RECOMMENDATIONS = "recommendations", pgettext_lazy("cited", "recommendations")
    SPEECH = "speech", pgettext_lazy("cited", "speech")


class CrossReference(models.Model):
    """From a horizontal observation or policy direction to where it was discussed."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="cross_references")
    code = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField(default=0)
    footnote = models.PositiveSmallIntegerField()
    finding = models.ForeignKey(Finding, null=True, blank=True, on_delete=models.CASCADE, related_name="references")
    action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="references")
    to_session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="cited_by")
    to_roundtable = models.ForeignKey(
        Roundtable, null=True, blank=True, on_delete=models.CASCADE, related_name="cited_by"
    )
    to_theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.CASCADE, related_name="cited_by")
    to_action = models.ForeignKey(Action, null=True, blank=True, on_delete=models.PROTECT, related_name="cited_by")
    cited_part = models.CharField(max_length=20, choices=CitedPart.choices, blank=True)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("cross-reference")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="cross_reference_once", fields=["edition", "code"]),
            models.CheckConstraint(
                name="cross_reference_one_source",
                condition=Q(finding__isnull=False, action__isnull=True)
                | Q(finding__isnull=True, action__isnull=False),
            ),
            models.CheckConstraint(
                name="cross_reference_one_target",
                condition=Q(to_session__isnull=False, to_roundtable__isnull=True, to_theme__isnull=True)
                | Q(to_session__isnull=True, to_roundtable__isnull=False, to_theme__isnull=True)
                | Q(to_session__isnull=True, to_roundtable__isnull=True, to_theme__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class SessionReference(Sourced):
    """From a session's report to the horizontal issues."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="session_references")
    footnote = models.PositiveSmallIntegerField()
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.CASCADE, related_name="references")
    roundtable = models.ForeignKey(
        Roundtable, null=True, blank=True, on_delete=models.CASCADE, related_name="references"
    )
    themes = models.ManyToManyField(Theme, related_name="session_references")
    actions = models.ManyToManyField(Action, blank=True, related_name="session_references")
    about = models.CharField(_("about"), max_length=300)
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("reference to horizontal issues")
        ordering = ["footnote"]
        constraints = [
            models.UniqueConstraint(name="session_reference_once", fields=["edition", "footnote"]),
            models.CheckConstraint(
                name="session_reference_one_source",
                condition=Q(session__isnull=False, roundtable__isnull=True)
                | Q(session__isnull=True, roundtable__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return str(self.footnote)

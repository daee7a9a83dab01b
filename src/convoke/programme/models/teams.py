from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.models import Sourced
from convoke.directory.models import Party
from convoke.library.models import Document

from ..states import DutyState, TeamState
from .sessions import Session


class TeamMember(Sourced):
    """A party in the partnership team that prepared a session."""

    class Role(models.TextChoices):
        """What the party did in the team."""

        COORDINATOR = "coordinator", pgettext_lazy("team", "Coordinator")
        PARTNER = "partner", pgettext_lazy("team", "Partner")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="team")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="teams")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.PARTNER)
    capacity = models.CharField(max_length=200, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=TeamState.choices, default=TeamState.MEMBER)
    note = models.TextField(_("note"), blank=True, help_text=_("what the party wrote when it offered, or was asked"))
    asked_at = models.DateTimeField(_("offered or invited"), null=True, blank=True)
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)

    class Meta:
        verbose_name = _("team member")
        constraints = [models.UniqueConstraint(name="team_member_once", fields=["session", "party"])]

    def __str__(self) -> str:
        return f"{self.party_id}"


class TeamDuty(models.Model):
    """What a team owes, and by when."""

    class Kind(models.TextChoices):
        """What is owed."""

        CONCEPT_NOTE = "concept-note", pgettext_lazy("duty", "Concept note")
        BACKGROUND_PAPER = "background-paper", pgettext_lazy("duty", "Background paper")
        OUTCOMES = "outcomes", pgettext_lazy("duty", "Outcomes proposed")
        PANEL = "panel", pgettext_lazy("duty", "Panel")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="duties")
    kind = models.CharField(_("what is owed"), max_length=20, choices=Kind.choices)
    due_on = models.DateField(_("due"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=DutyState.choices, default=DutyState.OWED)
    document = models.ForeignKey(Document, null=True, blank=True, on_delete=models.SET_NULL, related_name="duties")
    party = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("taken on by")
    )
    note = models.CharField(_("note"), max_length=500, blank=True)

    class Meta:
        verbose_name = _("duty of a team")
        verbose_name_plural = _("duties of teams")
        ordering = ["due_on", "kind"]
        constraints = [models.UniqueConstraint(name="team_duty_once", fields=["session", "kind"])]

    def __str__(self) -> str:
        return self.kind


class TeamException(models.Model):
    """PRO-1: why the Chair accepts a team without governments of both developing and developed countries."""

    session = models.OneToOneField(Session, on_delete=models.CASCADE, related_name="team_exception")
    reason = models.TextField(_("reason"))
    at = models.DateTimeField(_("recorded"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("exception for a team")
        verbose_name_plural = _("exceptions for teams")
        constraints = [
            models.CheckConstraint(
                name="pro_1_exception_with_its_reason", condition=~Q(reason=""),
                violation_error_message=_("PRO-1: the Chair records why."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.session_id}"


class TeamCall(models.Model):
    """A call or meeting of a team."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="calls")
    starts_at = models.DateTimeField(_("begins"))
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=60)
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC")
    topic = models.CharField(_("topic"), max_length=200)
    place = models.CharField(_("place or address"), max_length=500, blank=True)
    notes = models.TextField(_("notes"), blank=True)
    cancelled_at = models.DateTimeField(_("cancelled"), null=True, blank=True)

    class Meta:
        verbose_name = _("call of a team")
        verbose_name_plural = _("calls of teams")
        ordering = ["starts_at"]

    def __str__(self) -> str:
        return self.topic

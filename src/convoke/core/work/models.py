import uuid

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from .states import JobState


class Job(models.Model):
    """One piece of background work: what was asked, how far it is, what came of it."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    params = models.JSONField(default=dict)
    language = models.CharField(max_length=8, default="en")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="jobs"
    )
    state = models.CharField(
        _("state"), max_length=10, choices=JobState.choices, default=JobState.QUEUED, db_index=True
    )
    done = models.PositiveIntegerField(default=0, help_text=_("steps completed"))
    total = models.PositiveIntegerField(default=0, help_text=_("steps in all; 0 while unknown"))
    message = models.CharField(_("message"), max_length=300, blank=True)
    faults = models.JSONField(default=list, help_text=_("what went wrong, line by line"))
    summary = models.JSONField(default=dict)
    result_name = models.CharField(max_length=160, blank=True)
    result_type = models.CharField(max_length=100, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    worker = models.CharField(max_length=120, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    started_at = models.DateTimeField(null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)
    stop_asked_at = models.DateTimeField(
        null=True, blank=True, help_text=_("when somebody asked it to end with what it has")
    )

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at"]
        constraints = [
            models.CheckConstraint(
                name="job_finished_exactly_when_over",
                condition=models.Q(state__in=[JobState.DONE, JobState.FAILED], finished_at__isnull=False)
                | models.Q(state__in=[JobState.QUEUED, JobState.RUNNING], finished_at__isnull=True),
            ),
            models.CheckConstraint(
                name="job_done_within_total", condition=models.Q(total=0) | models.Q(done__lte=models.F("total"))
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.state}"

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in (JobState.DONE, JobState.FAILED)

    @property
    def percent(self) -> int:
        """How far it is, 0 to 100; 0 while the number of steps is unknown."""
        if self.state == JobState.DONE:
            return 100
        return min(99, self.done * 100 // self.total) if self.total else 0

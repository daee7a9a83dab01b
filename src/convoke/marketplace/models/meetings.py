from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convoke.directory.models import Party
from convoke.editions.models import Edition

from ..states import MeetingState
from .fair import Half, Resource, Slot, Table
from .rooms import Interest


class Meeting(models.Model):
    """MKT-5: a meeting of the two sides of a room on a request: proposed by one, agreed by both, held."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="meetings")
    interest = models.ForeignKey(Interest, on_delete=models.PROTECT, related_name="meetings")
    number = models.PositiveIntegerField(_("number"))
    about = models.CharField(_("what it is about"), max_length=300, blank=True)
    length = models.PositiveSmallIntegerField(_("how many times it takes"), default=1)
    half = models.CharField(_("only in the"), max_length=9, choices=Half.choices, blank=True)
    needs = models.ManyToManyField(Resource, blank=True, related_name="meetings", verbose_name=_("needs"))
    proposed_by = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+", verbose_name=_("proposed by"))
    proposed_at = models.DateTimeField(_("proposed"))
    owner_agreed_at = models.DateTimeField(_("agreed by the owner"), null=True, blank=True)
    provider_agreed_at = models.DateTimeField(_("agreed by the provider"), null=True, blank=True)
    told_at = models.DateTimeField(_("told by e-mail"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=MeetingState.choices, default=MeetingState.PROPOSED)
    reason = models.TextField(_("reason"), blank=True, help_text=_("why it was cancelled"))
    priority = models.PositiveSmallIntegerField(_("priority"), default=5)
    fixed_slot = models.ForeignKey(
        Slot, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("fixed at")
    )
    fixed_table = models.ForeignKey(
        Table, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("fixed at table")
    )
    after = models.ManyToManyField(
        "self", symmetrical=False, blank=True, related_name="before", verbose_name=_("held after")
    )
    held_at = models.DateTimeField(_("held"), null=True, blank=True)

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="meeting_number_once", fields=["edition", "number"]),
            models.UniqueConstraint(
                name="meeting_of_a_room_once_at_a_time", fields=["interest"],
                condition=Q(state__in=["proposed", "agreed"]),
                violation_error_message=_("A meeting of this room waits to be held already."),
            ),
            models.CheckConstraint(
                name="mkt_5_agreed_by_both",
                condition=Q(state__in=["proposed", "cancelled"])
                | Q(owner_agreed_at__isnull=False, provider_agreed_at__isnull=False),
                violation_error_message=_("MKT-5: a meeting is held once both sides have agreed."),
            ),
            models.CheckConstraint(
                name="meeting_takes_one_to_four_slots", condition=Q(length__gte=1, length__lte=4),
                violation_error_message=_("A meeting takes one to four times in a row."),
            ),
            models.CheckConstraint(
                name="meeting_priority_one_to_nine", condition=Q(priority__gte=1, priority__lte=9),
                violation_error_message=_("A priority is 1, the most important, to 9."),
            ),
            models.CheckConstraint(
                name="meeting_cancelled_with_its_reason", condition=~Q(state="cancelled") | ~Q(reason=""),
                violation_error_message=_("A meeting is cancelled with a reason."),
            ),
            models.CheckConstraint(
                name="meeting_held_at_its_time", condition=Q(state="held", held_at__isnull=False)
                | ~Q(state="held") & Q(held_at__isnull=True),
            ),
        ]
        indexes = [models.Index(fields=["edition", "state"])]

    def __str__(self) -> str:
        return f"{self.number}"


class Schedule(models.Model):
    """A schedule as it was worked out, with what is proved of it; the last one released is in force."""

    class Status(models.TextChoices):
        """How sure it is."""

        OPTIMAL = "optimal", _("the best possible, proved")
        FEASIBLE = "feasible", _("keeps every rule; a better one may exist")
        INFEASIBLE = "infeasible", _("what must be held cannot be held")
        UNKNOWN = "unknown", _("nothing was found in the time given")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="schedules")
    number = models.PositiveIntegerField(_("number"))
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    agreed = models.PositiveIntegerField(_("meetings agreed"))
    held = models.PositiveIntegerField(_("meetings placed"))
    held_bound = models.PositiveIntegerField(_("meetings that can be placed at most"))
    breaks = models.PositiveIntegerField(_("breaks"), null=True, blank=True)
    bound = models.PositiveIntegerField(_("breaks at least"), default=0)
    spread = models.PositiveIntegerField(_("difference in breaks"), default=0)
    seconds = models.FloatField(_("seconds"))
    unplaced = models.JSONField(default=dict, help_text=_("why a meeting is not placed, by its number"))
    causes = models.JSONField(default=list, help_text=_("what cannot all be kept"))
    moved = models.JSONField(default=list, help_text=_("numbers of the meetings moved against the one it began with"))
    begun_with = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField(_("made"))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    released_at = models.DateTimeField(_("released"), null=True, blank=True)
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    told_at = models.DateTimeField(_("told by e-mail"), null=True, blank=True)

    class Meta:
        verbose_name = _("schedule of meetings")
        verbose_name_plural = _("schedules of meetings")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="schedule_number_once", fields=["edition", "number"]),
            models.CheckConstraint(
                name="schedule_released_once_there_is_one",
                condition=Q(released_at__isnull=True) | Q(status__in=["optimal", "feasible"]),
                violation_error_message=_("A schedule is released once one was found."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Placement(models.Model):
    """When and where a meeting is held by a schedule; a longer meeting takes the slots that follow as well."""

    schedule = models.ForeignKey(Schedule, on_delete=models.CASCADE, related_name="placements")
    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="placements")
    slot = models.ForeignKey(Slot, on_delete=models.PROTECT, related_name="placements")
    table = models.ForeignKey(Table, on_delete=models.PROTECT, related_name="placements")

    class Meta:
        verbose_name = _("place of a meeting")
        verbose_name_plural = _("places of meetings")
        ordering = ["slot__starts_at", "table__number"]
        constraints = [
            models.UniqueConstraint(name="placement_of_a_meeting_once", fields=["schedule", "meeting"]),
            models.UniqueConstraint(name="placement_at_a_table_once", fields=["schedule", "slot", "table"]),
        ]

    def __str__(self) -> str:
        return f"{self.meeting_id} {self.slot_id} {self.table_id}"

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced
from convoke.editions.models import Edition


class Service(models.TextChoices):
    """What may be asked for and offered; the first seven are those of the forum of 2007."""

    INFORMATION = "information", pgettext_lazy("service", "information")
    ADVICE = "advice", pgettext_lazy("service", "advice")
    TRAINING = "training", pgettext_lazy("service", "training")
    EQUIPMENT = "equipment", pgettext_lazy("service", "equipment")
    CAPACITY = "capacity-building", pgettext_lazy("service", "capacity building")
    PROJECT = "project-development", pgettext_lazy("service", "project development")
    OTHER = "other", pgettext_lazy("service", "other initiatives")
    POLICY = "policy", pgettext_lazy("service", "drafting of a policy")
    FUNDING = "funding", pgettext_lazy("service", "funding")


class Marketplace(Sourced):
    """The marketplace of an edition: who organises it, what may be asked for, how long a meeting lasts."""

    edition = models.OneToOneField(Edition, on_delete=models.CASCADE, related_name="marketplace")
    purpose = TranslatedField(_("purpose"))
    organiser = TranslatedField(_("organised by"))
    services = models.JSONField(_("what may be asked for"), default=list)
    minutes = models.PositiveSmallIntegerField(_("minutes of a meeting"), default=60)
    contact = models.EmailField(_("contact"), blank=True)

    class Meta:
        verbose_name = _("marketplace")
        constraints = [
            models.CheckConstraint(name="marketplace_meeting_has_a_length", condition=Q(minutes__gte=5)),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id}"


class Window(Sourced):
    """From when to when something is done on a marketplace; what is not stated stays open."""

    class Kind(models.TextChoices):
        """What is done in it."""

        INVITATION = "invitation", pgettext_lazy("window", "Invitation")
        REQUESTS = "requests", pgettext_lazy("window", "Submission of requests")
        REVIEW = "upload", pgettext_lazy("window", "Review and registration")
        OPEN = "open", pgettext_lazy("window", "Open for business")
        MEETINGS = "meetings", pgettext_lazy("window", "Meetings")
        MONITORING = "monitoring", pgettext_lazy("window", "Follow-up of projects")

    marketplace = models.ForeignKey(Marketplace, on_delete=models.CASCADE, related_name="windows")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    starts = TranslatedField(_("begins, in words"))
    ends = TranslatedField(_("ends, in words"))
    text = TranslatedField(_("text"))

    class Meta:
        verbose_name = _("window of a marketplace")
        verbose_name_plural = _("windows of a marketplace")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(name="window_once", fields=["marketplace", "kind"]),
            models.CheckConstraint(
                name="window_in_order",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A window ends on the day it begins, or later."),
            ),
        ]

    def __str__(self) -> str:
        return self.kind


class OnRecord(Sourced):
    """What sources tell of a marketplace of the past; nothing here is anybody's request."""

    class Kind(models.TextChoices):
        """What is told."""

        RULE = "rule", pgettext_lazy("marketplace", "Rule")
        SCOPE = "scope", pgettext_lazy("marketplace", "What projects were about")
        PURPOSE = "purpose", pgettext_lazy("marketplace", "What meetings were for")
        FIGURE = "figure", pgettext_lazy("marketplace", "Figure")
        RESULT = "result", pgettext_lazy("marketplace", "Result")
        ISSUE = "issue", pgettext_lazy("marketplace", "Open issue")
        NEXT = "next-step", pgettext_lazy("marketplace", "Next step")

    marketplace = models.ForeignKey(Marketplace, on_delete=models.CASCADE, related_name="on_record")
    code = models.SlugField(_("code"), max_length=40)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    order = models.PositiveSmallIntegerField(default=0)
    text = TranslatedField(_("text"))
    value = models.PositiveIntegerField(_("value"), null=True, blank=True)
    qualifier = models.CharField(_("qualifier"), max_length=20, blank=True)
    stated_in = TranslatedField(_("stated in"))

    class Meta:
        verbose_name = _("fact on a marketplace")
        verbose_name_plural = _("facts on marketplaces")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="fact_on_record_once", fields=["marketplace", "code"])]

    def __str__(self) -> str:
        return self.code

from typing import Any, NoReturn

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced
from convoke.directory.models import Party
from convoke.editions.models import Edition

from .findings import Finding
from .origin import Outcome, one_origin


class NeverDeletedError(TypeError):
    """OUT-3: raised on an attempt to delete an action."""


class ActionQuerySet(models.QuerySet["Action"]):
    """A queryset that cannot delete (OUT-3)."""

    def delete(self) -> NoReturn:
        """Refuses."""
        raise NeverDeletedError("OUT-3: no action is deleted; it is merged, carried over or closed, with a reason")


class Level(models.TextChoices):
    """At which level an action is taken."""

    NATIONAL = "national", pgettext_lazy("level", "National")
    BILATERAL = "bilateral", pgettext_lazy("level", "Bilateral")
    REGIONAL = "regional", pgettext_lazy("level", "Regional")
    GLOBAL = "global", pgettext_lazy("level", "Global")


class Action(Outcome):
    """What a session recommends, proposes or suggests; nothing here binds a state (OUT-1)."""

    class Kind(models.TextChoices):
        """How concrete it is."""

        ACTION = "action", pgettext_lazy("action", "Action")
        RECOMMENDATION = "recommendation", pgettext_lazy("action", "Recommendation")
        SUGGESTION = "suggestion", pgettext_lazy("action", "Suggestion")

    class Group(models.TextChoices):
        """In which list of the report it stands."""

        OUTCOME = "outcome", pgettext_lazy("action list", "Outcomes of the sessions")
        PROCESS = "process", pgettext_lazy("action list", "Actions on the process")
        SUGGESTION = "suggestion", pgettext_lazy("action list", "Suggestions not taken up")

    class Status(models.TextChoices):
        """How the meeting put it."""

        AGREED = "agreed", pgettext_lazy("action", "agreed in the session")
        PROPOSED = "proposed", pgettext_lazy("action", "proposed")
        INVITED = "invited", pgettext_lazy("action", "governments are invited")
        SUGGESTED = "suggested", pgettext_lazy("action", "suggested")

    class Term(models.TextChoices):
        """In which span of time."""

        SHORT = "short", pgettext_lazy("term", "Short term")
        MEDIUM = "medium", pgettext_lazy("term", "Medium term")
        LONG = "long", pgettext_lazy("term", "Long term")
        OPEN = "", pgettext_lazy("term", "Not stated")

    kind = models.CharField(_("kind"), max_length=15, choices=Kind.choices)
    group = models.CharField(max_length=12, choices=Group.choices)
    status = models.CharField(_("status"), max_length=10, choices=Status.choices)
    text = TranslatedField(_("text"))
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    number = models.PositiveSmallIntegerField(null=True, blank=True)
    is_national = models.BooleanField(default=False)
    is_bilateral = models.BooleanField(default=False)
    is_regional = models.BooleanField(default=False)
    is_global = models.BooleanField(default=False)
    term = models.CharField(_("term"), max_length=8, choices=Term.choices, blank=True)
    deliverable = TranslatedField(_("deliverable"))
    report_to = TranslatedField(_("report to"))
    due = TranslatedField(_("due"))
    lead_note = TranslatedField(_("on the lead"))
    note = TranslatedField(_("note"))
    arose_in = models.CharField(max_length=20, choices=Finding.Origin.choices, blank=True)
    rests_on = models.ManyToManyField(Finding, blank=True, related_name="leads_to")

    objects = ActionQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="action_code_once", fields=["edition", "code"]),
            one_origin("out_2_action_has_one_origin"),
            models.CheckConstraint(
                name="out_2_action_names_its_passage",
                condition=~Q(passages=[]),
                violation_error_message=_("OUT-2: an action names the passage it comes from."),
            ),
        ]
        indexes = [models.Index(fields=["edition", "group", "audience", "order"])]

    def __str__(self) -> str:
        return self.code

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        """Refuses."""
        raise NeverDeletedError("OUT-3: no action is deleted; it is merged, carried over or closed, with a reason")

    @property
    def levels(self) -> list[Level]:
        """The levels at which it is taken, from national to global."""
        return [level for level in Level if getattr(self, f"is_{level.value}")]


class Commitment(Sourced):
    """A party that takes an action forward, or is named for it, and on what ground (OUT-1)."""

    class Role(models.TextChoices):
        """What the party takes on."""

        LEAD = "lead", pgettext_lazy("commitment", "lead")
        PARTNER = "partner", pgettext_lazy("commitment", "partner")

    class Basis(models.TextChoices):
        """Whether the party said so or the report says so."""

        VOLUNTEERED = "volunteered", pgettext_lazy("commitment", "volunteered")
        NAMED = "named", pgettext_lazy("commitment", "named in the report")

    action = models.ForeignKey(Action, on_delete=models.PROTECT, related_name="commitments")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="commitments")
    role = models.CharField(_("role"), max_length=8, choices=Role.choices)
    basis = models.CharField(_("basis"), max_length=12, choices=Basis.choices)
    text = TranslatedField(_("text"))

    class Meta:
        verbose_name = _("commitment")
        verbose_name_plural = _("commitments")
        ordering = ["action", "role", "party"]
        constraints = [models.UniqueConstraint(name="commitment_once", fields=["action", "party", "role"])]

    def __str__(self) -> str:
        return f"{self.action_id} {self.role} {self.party_id}"


class ReportDue(Sourced):
    """A report that was announced: on what, by whom, to which edition or body."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="reports_due")
    code = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    item = TranslatedField(_("item"))
    reporter = TranslatedField(_("reporter"))
    reporters = models.ManyToManyField(Party, blank=True, related_name="reports_due")
    due_at = models.ForeignKey(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="reports_expected"
    )
    due = TranslatedField(_("due"))
    actions = models.ManyToManyField(Action, blank=True, related_name="reports_due")

    class Meta:
        verbose_name = _("report due")
        verbose_name_plural = _("reports due")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="report_due_code_once", fields=["edition", "code"])]

    def __str__(self) -> str:
        return self.code

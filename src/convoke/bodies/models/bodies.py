from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced
from convoke.directory.models import Party
from convoke.directory.models.parties import OPEN
from convoke.editions.models import Edition, Forum


class Body(Sourced):
    """A standing or temporary group of the forum, with the rule of its composition as data."""

    class Kind(models.TextChoices):
        """What kind of group it is."""

        CONSULTATIVE = "consultative-body", pgettext_lazy("body", "Consultative body")
        STEERING = "steering-body", pgettext_lazy("body", "Steering body")
        OFFICE = "office", pgettext_lazy("body", "Office")
        SUPPORT = "support-structure", pgettext_lazy("body", "Support structure")
        NETWORK = "network", pgettext_lazy("body", "Network")
        INTER_AGENCY = "inter-agency-body", pgettext_lazy("body", "Inter-agency body")
        LIAISON = "liaison", pgettext_lazy("body", "Liaison")
        PARTNERSHIP = "partnership", pgettext_lazy("body", "Partnership")
        COMMITTEE = "committee", pgettext_lazy("body", "Committee of the organiser")
        WORKING_GROUP = "working-group", pgettext_lazy("body", "Working group")
        RCP = "regional-consultative-process", pgettext_lazy("body", "Regional consultative process")

    class Composition(models.TextChoices):
        """From where its members come."""

        UNITED_NATIONS = (
            "united-nations", pgettext_lazy("composition", "all members and observers of the United Nations")
        )
        TROIKA = "troika", pgettext_lazy("composition", "the chairs of three successive editions")
        CO_CHAIR = "co-chair", pgettext_lazy("composition", "the chair of the edition before")
        FOCAL_POINTS = "focal-points", pgettext_lazy("composition", "the national focal points")
        STEERING = "steering", pgettext_lazy("composition", "governments entered as members, and the Troika ex officio")
        ENTERED = "entered", pgettext_lazy("composition", "those entered as members")

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="bodies")
    code = models.SlugField(_("code"), max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    name = TranslatedField(_("name"))
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    kind = models.CharField(_("kind"), max_length=40, choices=Kind.choices)
    composition = models.CharField(_("composition"), max_length=20, choices=Composition.choices, default="entered")
    rule = models.JSONField(_("rule of composition"), default=dict, blank=True)
    mandate = TranslatedField(_("mandate"))
    venue = TranslatedField(_("usual place"))
    due_on = models.DateField(_("due"), null=True, blank=True)
    reports_to = models.ManyToManyField("self", blank=True, symmetrical=False, related_name="hears")
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    edition = models.ForeignKey(Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="bodies")
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)

    class Meta:
        verbose_name = _("body")
        verbose_name_plural = _("bodies")
        ordering = ["order", "code"]
        constraints = [
            models.UniqueConstraint(name="body_code_once", fields=["forum", "code"]),
            models.CheckConstraint(
                name="body_period_in_order",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gt=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_derived(self) -> bool:
        """Whether its members follow from other facts and none is entered by hand."""
        return self.composition not in (self.Composition.ENTERED, self.Composition.STEERING)


class BodyFunction(Sourced):
    """What a body is for, or what was done in practice."""

    class Kind(models.TextChoices):
        """What is told of the body."""

        FUNCTION = "function", pgettext_lazy("body", "Function")
        PRACTICE = "practice", pgettext_lazy("body", "Practice")
        WISH = "wish", pgettext_lazy("body", "Wish for the future")
        RELATION = "relation", pgettext_lazy("body", "Relation to the Forum")
        RULE = "rule", pgettext_lazy("body", "Rule of composition")

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="functions")
    code = models.SlugField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices, default=Kind.FUNCTION)
    order = models.PositiveSmallIntegerField(default=0)
    text = TranslatedField(_("text"))

    class Meta:
        verbose_name = _("function of a body")
        ordering = ["kind", "order"]
        constraints = [models.UniqueConstraint(name="body_function_once", fields=["body", "code"])]

    def __str__(self) -> str:
        return self.code


class BodyMember(Sourced):
    """A party in a body from a date to a date; a change ends one entry and begins another."""

    class Role(models.TextChoices):
        """What the party is in the body."""

        LEAD = "lead", pgettext_lazy("body", "Lead")
        MEMBER = "member", pgettext_lazy("body", "Member")
        OBSERVER = "observer", pgettext_lazy("body", "Observer")

    body = models.ForeignKey(Body, on_delete=models.CASCADE, related_name="members")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="bodies")
    role = models.CharField(max_length=10, choices=Role.choices, default=Role.MEMBER)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("member of a body")
        constraints = [
            models.UniqueConstraint("body", "party", Coalesce("since", OPEN), name="body_member_once_a_period"),
            models.UniqueConstraint(
                name="body_member_one_open", fields=["body", "party"], condition=Q(until__isnull=True)
            ),
            models.CheckConstraint(
                name="body_member_period_in_order",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gt=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body_id} {self.role} {self.party_id}"

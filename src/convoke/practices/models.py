from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.audiences import Audience
from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced
from convoke.directory.models import Party
from convoke.editions.models import Edition, Forum
from convoke.outcomes.models import CrossReference, Finding
from convoke.programme.models import Session, Theme


class Sector(models.TextChoices):
    """The field a practice belongs to."""

    AGRICULTURE = "agriculture", pgettext_lazy("sector", "Agriculture")
    DATA = "data", pgettext_lazy("sector", "Data")
    DOMESTIC_WORK = "domestic-work", pgettext_lazy("sector", "Domestic work")
    EDUCATION = "education", pgettext_lazy("sector", "Education")
    FINANCE = "finance", pgettext_lazy("sector", "Finance")
    GENERAL = "general", pgettext_lazy("sector", "General")
    GOVERNANCE = "governance", pgettext_lazy("sector", "Governance")
    HEALTH = "health", pgettext_lazy("sector", "Health")
    LABOUR_MARKET = "labour-market", pgettext_lazy("sector", "Labour market")
    MARITIME = "maritime", pgettext_lazy("sector", "Maritime work")


class Side(models.TextChoices):
    """Who acts."""

    ORIGIN = "origin", pgettext_lazy("side", "Country of origin")
    DESTINATION = "destination", pgettext_lazy("side", "Country of destination")
    JOINT = "joint", pgettext_lazy("side", "Both together")
    REGIONAL = "regional", pgettext_lazy("side", "Region")
    GLOBAL = "global", pgettext_lazy("side", "Worldwide")


class Stage(models.TextChoices):
    """At which stage of migration it works."""

    PRE_DEPARTURE = "pre-departure", pgettext_lazy("stage", "Before departure")
    ABROAD = "abroad", pgettext_lazy("stage", "While abroad")
    RETURN = "return", pgettext_lazy("stage", "Return")
    ALL = "all", pgettext_lazy("stage", "All stages")


class Instrument(models.Model):
    """A means a practice uses; the vocabulary of the forum."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="instruments")
    code = models.SlugField(max_length=80)
    title = TranslatedField(_("title"))

    class Meta:
        verbose_name = _("instrument")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(name="instrument_code_once", fields=["forum", "code"])]

    def __str__(self) -> str:
        return self.code


class Practice(Sourced):
    """A practice, programme, scheme or tool of one or more countries, as reported."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="practices")
    code = models.SlugField(_("code"), max_length=80)
    order = models.PositiveIntegerField(default=0)
    title = TranslatedField(_("title"))
    summary = TranslatedField(_("summary"))
    caveat = TranslatedField(_("reservation"))
    sector = models.CharField(_("sector"), max_length=20, choices=Sector.choices)
    side = models.CharField(_("side"), max_length=12, choices=Side.choices)
    stage = models.CharField(_("stage"), max_length=15, choices=Stage.choices, blank=True)
    instruments = models.ManyToManyField(Instrument, blank=True, related_name="practices")
    figures = models.JSONField(_("figures"), default=dict, blank=True)
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="practices")
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="practices")
    also_in = models.ManyToManyField(Session, blank=True, related_name="also_practices")
    findings = models.ManyToManyField(Finding, blank=True, related_name="practices")
    cross_references = models.ManyToManyField(CrossReference, blank=True, related_name="practices")
    other_bodies = models.JSONField(_("further bodies"), default=list, blank=True)
    is_unnamed = models.BooleanField(_("country not named"), default=False)
    note = models.CharField(max_length=300, blank=True)
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.PUBLIC)

    class Meta:
        verbose_name = _("practice")
        verbose_name_plural = _("practices")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="practice_code_once", fields=["edition", "code"]),
            models.CheckConstraint(
                name="practice_has_one_origin",
                condition=models.Q(session__isnull=False, theme__isnull=True)
                | models.Q(session__isnull=True, theme__isnull=False),
            ),
        ]
        indexes = [models.Index(fields=["edition", "audience", "order"])]

    def __str__(self) -> str:
        return self.code


class PracticeParty(models.Model):
    """A country or body in a practice, and its end of the corridor if it has one."""

    class Role(models.TextChoices):
        """What the party is in the practice."""

        COUNTRY = "country", pgettext_lazy("practice", "Country")
        ORGANISATION = "organisation", pgettext_lazy("practice", "Organisation")
        FROM = "from", pgettext_lazy("practice", "Start of the corridor")
        TO = "to", pgettext_lazy("practice", "End of the corridor")

    practice = models.ForeignKey(Practice, on_delete=models.CASCADE, related_name="parties")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="practices")
    role = models.CharField(max_length=12, choices=Role.choices)
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        verbose_name = _("party of a practice")
        ordering = ["role", "order"]
        constraints = [models.UniqueConstraint(name="practice_party_once", fields=["practice", "party", "role"])]

    def __str__(self) -> str:
        return f"{self.role} {self.party_id}"

import datetime as dt

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from convoke.core.languages import TranslatedField

OPEN = Value(dt.date(1, 1, 1), output_field=models.DateField())
"""Stands for an open end of a period where a constraint must compare it."""


class PartyKind(models.TextChoices):
    """What a party is."""

    STATE = "state", _("State")
    OBSERVER = "observer", _("Observer")
    ORGANISATION = "international-organisation", _("International organisation")
    REGIONAL_BODY = "regional-body", _("Regional body")
    RCP = "regional-consultative-process", _("Regional consultative process")
    CIVIL_SOCIETY = "civil-society", _("Civil society organisation")
    PRIVATE_SECTOR = "private-sector", _("Private sector body")
    ACADEMIC = "academic", _("Academic body")


GOVERNMENTS = (PartyKind.STATE, PartyKind.OBSERVER)
"""The kinds of parties that are governments: members of the United Nations and observers."""


class Party(models.Model):
    """A state or body that takes part in a forum; states carry ISO 3166-1 and M49 codes."""

    code = models.SlugField(_("code"), max_length=80, unique=True, help_text=_("ISO alpha-3 in lower case, or a slug"))
    kind = models.CharField(_("kind"), max_length=40, choices=PartyKind.choices, db_index=True)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    iso2 = models.CharField(max_length=2, null=True, blank=True, unique=True)
    iso3 = models.CharField(max_length=3, null=True, blank=True, unique=True)
    m49 = models.CharField(max_length=3, null=True, blank=True, unique=True)
    un_since = models.DateField(_("in the United Nations since"), null=True, blank=True)
    un_until = models.DateField(_("in the United Nations until"), null=True, blank=True)
    official_name = TranslatedField(_("official name"))
    is_exercise = models.BooleanField(
        _("exercise"), default=False, help_text=_("does not exist; only for demonstration and training")
    )

    class Meta:
        verbose_name = _("party")
        verbose_name_plural = _("parties")
        ordering = ["code"]
        constraints = [
            models.CheckConstraint(
                name="party_state_has_codes",
                condition=~Q(kind=PartyKind.STATE, is_exercise=False)
                | Q(iso2__isnull=False, iso3__isnull=False, m49__isnull=False),
            ),
            models.CheckConstraint(
                name="party_un_period_in_order",
                condition=Q(un_until__isnull=True) | Q(un_since__isnull=True) | Q(un_until__gt=F("un_since")),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_state(self) -> bool:
        """Whether the party is a state (observer states are observers)."""
        return self.kind == PartyKind.STATE

    def in_un_on(self, date: dt.date) -> bool:
        """Whether the party is a member or observer of the United Nations on a date."""
        return (
            self.un_since is not None
            and self.un_since <= date
            and (self.un_until is None or date < self.un_until)
        )


class PartyName(models.Model):
    """The short name of a party in one language, for a period, with its collation key."""

    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="names")
    language = models.CharField(max_length=8)
    name = models.CharField(_("name"), max_length=200)
    sort_key = models.TextField()
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("name of a party")
        constraints = [
            models.UniqueConstraint("party", "language", Coalesce("until", OPEN), name="party_name_once_a_period"),
            models.CheckConstraint(
                name="party_name_period_in_order",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gt=F("since")),
            ),
        ]
        indexes = [models.Index(fields=["language", "party"])]

    def __str__(self) -> str:
        return self.name


class Grouping(models.Model):
    """A named set of parties with dates: a region, a union, a development category."""

    class Kind(models.TextChoices):
        """What the set is made by."""

        REGION = "region", _("Region")
        SUBREGION = "subregion", _("Sub-region")
        DEVELOPMENT = "development", _("Development")
        POLITICAL = "political", _("Political")
        ECONOMIC = "economic", _("Economic")
        INCOME = "income", _("Income")
        OTHER = "other", _("Other")

    code = models.SlugField(_("code"), max_length=80, unique=True)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    name = TranslatedField(_("name"))
    m49 = models.CharField(max_length=3, blank=True)
    parent = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="parts")
    source = models.CharField(_("source"), max_length=300, blank=True)
    as_of = models.DateField(_("as of"), null=True, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("grouping")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code

    @property
    def counts_as(self) -> str:
        """The code of the group it counts as: the one of its own kind it is a part of, else itself."""
        return self.parent.code if self.parent and self.parent.kind == self.kind else self.code


class GroupingMembership(models.Model):
    """A party in a grouping from a date to a date (the last day is the day before)."""

    grouping = models.ForeignKey(Grouping, on_delete=models.CASCADE, related_name="memberships")
    party = models.ForeignKey(Party, on_delete=models.CASCADE, related_name="memberships")
    since = models.DateField(null=True, blank=True)
    until = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("membership of a grouping")
        constraints = [
            models.UniqueConstraint("grouping", "party", Coalesce("since", OPEN), name="membership_once_a_period"),
            models.CheckConstraint(
                name="membership_period_in_order",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gt=F("since")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} in {self.grouping_id}"

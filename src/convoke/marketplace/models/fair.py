from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.languages import TranslatedField
from convoke.directory.models import Party
from convoke.editions.models import Edition


class Half(models.TextChoices):
    """The part of a day: slots of one half follow one another without a pause."""

    MORNING = "morning", pgettext_lazy("half of a day", "morning")
    AFTERNOON = "afternoon", pgettext_lazy("half of a day", "afternoon")


class Slot(models.Model):
    """A time in which meetings of the marketplace are held, one at each table."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="slots")
    starts_at = models.DateTimeField(_("begins"))
    ends_at = models.DateTimeField(_("ends"))
    half = models.CharField(_("half of the day"), max_length=9, choices=Half.choices)

    class Meta:
        verbose_name = _("time of meetings")
        verbose_name_plural = _("times of meetings")
        ordering = ["starts_at"]
        constraints = [
            models.UniqueConstraint(name="slot_once", fields=["edition", "starts_at"]),
            models.CheckConstraint(
                name="slot_ends_after_it_begins", condition=Q(ends_at__gt=F("starts_at")),
                violation_error_message=_("A time of meetings ends after it has begun."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.starts_at:%Y-%m-%d %H:%M}"


class Table(models.Model):
    """A table, or a small room, at which one meeting is held at a time."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="tables")
    number = models.PositiveSmallIntegerField(_("number"))
    place = TranslatedField(_("where it is"))
    closed = models.ManyToManyField(Slot, blank=True, related_name="+", verbose_name=_("not to be had at"))

    class Meta:
        verbose_name = _("table")
        verbose_name_plural = _("tables")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="table_once", fields=["edition", "number"]),
            models.CheckConstraint(
                name="table_counted_from_one", condition=Q(number__gte=1),
                violation_error_message=_("Tables are numbered from 1."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number}"


class Resource(models.Model):
    """What some meetings need and of which there are few: interpreters of a language, screens."""

    class Kind(models.TextChoices):
        """What it is."""

        INTERPRETER = "interpreter", pgettext_lazy("resource", "interpreter")
        SCREEN = "screen", pgettext_lazy("resource", "screen")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="resources")
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES, blank=True)
    number = models.PositiveSmallIntegerField(_("how many there are"))

    class Meta:
        verbose_name = _("interpreters or screens")
        verbose_name_plural = _("interpreters and screens")
        ordering = ["kind", "language"]
        constraints = [
            models.UniqueConstraint(name="resource_once", fields=["edition", "kind", "language"]),
            models.CheckConstraint(
                name="interpreter_of_a_language",
                condition=Q(kind="interpreter") & ~Q(language="") | Q(kind="screen", language=""),
                violation_error_message=_("Interpreters are of a language, screens of none."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.language}".strip()


class Absence(models.Model):
    """A time at which a party cannot meet, as it has said itself."""

    slot = models.ForeignKey(Slot, on_delete=models.CASCADE, related_name="absences")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="absences")
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("absence from meetings")
        verbose_name_plural = _("absences from meetings")
        ordering = ["slot__starts_at", "party__code"]
        constraints = [models.UniqueConstraint(name="absence_once", fields=["slot", "party"])]

    def __str__(self) -> str:
        return f"{self.party_id} {self.slot_id}"

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convoke.bodies.models import BodyMeeting, SilenceProcedure
from convoke.core.languages import TranslatedField
from convoke.editions.models import Edition
from convoke.library.models import DocumentVersion


class AgendaVersion(models.Model):
    """The agenda as a text of the library, with its entries: as it was circulated for comment, or amended at a meeting.
    """

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="agenda_versions")
    version = models.OneToOneField(DocumentVersion, on_delete=models.PROTECT, related_name="agenda")
    entries = models.JSONField(default=list, help_text=_("themes, roundtables and sessions as they stood"))
    checksum = models.CharField(max_length=64, help_text=_("SHA-256 of the entries"))

    class Meta:
        verbose_name = _("version of an agenda")
        verbose_name_plural = _("versions of agendas")
        ordering = ["version__number"]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.version_id}"


class AgendaAdoption(models.Model):
    """The agenda of an edition as it was adopted: by a silence procedure, or at a meeting."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="adoptions")
    number = models.PositiveSmallIntegerField(_("number"))
    adopted_on = models.DateField(_("adopted"))
    procedure = models.ForeignKey(
        SilenceProcedure, null=True, blank=True, on_delete=models.PROTECT, related_name="adoptions"
    )
    meeting = models.ForeignKey(BodyMeeting, null=True, blank=True, on_delete=models.PROTECT, related_name="adoptions")
    text = models.ForeignKey(
        AgendaVersion, null=True, blank=True, on_delete=models.PROTECT, related_name="adoptions",
        help_text=_("the version that was adopted; none where the agenda was never circulated"),
    )
    entries = models.JSONField(default=list, help_text=_("themes, roundtables and sessions as adopted"))
    checksum = models.CharField(max_length=64, help_text=_("SHA-256 of the entries"))
    note = TranslatedField(_("note"))

    class Meta:
        verbose_name = _("adoption of an agenda")
        verbose_name_plural = _("adoptions of agendas")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="agenda_adoption_once", fields=["edition", "number"]),
            models.CheckConstraint(
                name="agenda_adopted_by_one_way",
                condition=Q(procedure__isnull=False, meeting__isnull=True)
                | Q(procedure__isnull=True, meeting__isnull=False),
                violation_error_message=_("An agenda is adopted by a silence procedure or at a meeting."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.number}"

    @property
    def version_number(self) -> int:
        """The number of the version that was adopted; that of the adoption where nothing was circulated."""
        return self.text.version.number if self.text else self.number


class AgendaChange(models.Model):
    """PRO-4: a change of an adopted agenda: what was there, what is now, who changed it, when and why."""

    class What(models.TextChoices):
        """What was done."""

        ADDED = "added", _("added")
        CHANGED = "changed", _("changed")
        MOVED = "moved", _("moved")
        REMOVED = "removed", _("taken off")

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="agenda_changes")
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    what = models.CharField(_("what was done"), max_length=10, choices=What.choices)
    kind = models.CharField(_("of what kind"), max_length=12, help_text=_("theme, roundtable or session"))
    key = models.CharField(_("code"), max_length=80)
    before = models.JSONField(default=dict, blank=True)
    after = models.JSONField(default=dict, blank=True)
    reason = models.TextField(_("reason"))

    class Meta:
        verbose_name = _("change of an adopted agenda")
        verbose_name_plural = _("changes of adopted agendas")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="pro_4_changed_with_its_reason", condition=~Q(reason=""),
                violation_error_message=_("PRO-4: an adopted agenda is changed with a reason."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.key}"

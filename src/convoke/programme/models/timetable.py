from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convoke.core.languages import TranslatedField
from convoke.editions.models import Edition


class Room(models.Model):
    """A room of an edition's meeting: how many it holds, in how many languages it can be interpreted."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="rooms")
    code = models.SlugField(_("code"), max_length=40)
    name = TranslatedField(_("name"))
    order = models.PositiveSmallIntegerField(default=0)
    capacity = models.PositiveIntegerField(_("seats"), null=True, blank=True)
    booths = models.PositiveSmallIntegerField(_("interpretation booths"), default=0)
    note = TranslatedField(_("note"))

    class Meta:
        verbose_name = _("room")
        verbose_name_plural = _("rooms")
        ordering = ["order", "code"]
        constraints = [models.UniqueConstraint(name="room_code_once", fields=["edition", "code"])]

    def __str__(self) -> str:
        return self.code


class TimetableVersion(models.Model):
    """A timetable as it was released: what stood where, frozen, with its number and what changed since the last."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="timetables")
    number = models.PositiveSmallIntegerField(_("number"))
    entries = models.JSONField(default=list, help_text=_("session, room, times and people as released"))
    checksum = models.CharField(max_length=64, help_text=_("SHA-256 of the entries"))
    note = TranslatedField(_("what is to be known of it"))
    accepted = models.CharField(
        _("why it was released although it clashes"), max_length=500, blank=True, help_text=_("seen by the office")
    )
    released_at = models.DateTimeField(_("released"))
    released_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("version of the timetable")
        verbose_name_plural = _("versions of the timetable")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="timetable_version_once", fields=["edition", "number"]),
            models.CheckConstraint(name="timetable_version_with_checksum", condition=~Q(checksum="")),
        ]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.number}"

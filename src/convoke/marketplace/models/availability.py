from django.db import models
from django.utils.translation import gettext_lazy as _

from convoke.directory.models import Party
from convoke.editions.models import Edition


class Availability(models.Model):
    """That a party has said when it cannot meet; until then nobody knows whether it always can."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="availabilities")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="availabilities")
    stated_at = models.DateTimeField(_("stated"))

    class Meta:
        verbose_name = _("word on when a party can meet")
        verbose_name_plural = _("words on when parties can meet")
        ordering = ["party__code"]
        constraints = [models.UniqueConstraint(name="availability_once", fields=["edition", "party"])]

    def __str__(self) -> str:
        return f"{self.edition_id} {self.party_id}"

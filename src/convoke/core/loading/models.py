from django.db import models
from django.utils.translation import gettext_lazy as _


class LoadedRecord(models.Model):
    """What a file said of one record when it was last loaded.

    Comparing the file with this, and not with the database, tells what the file
    changed since; what people changed meanwhile stays as they have it.
    """

    dataset = models.CharField(max_length=80)
    kind = models.CharField(max_length=60)
    key = models.CharField(max_length=200)
    values = models.JSONField()

    class Meta:
        verbose_name = _("loaded record")
        constraints = [models.UniqueConstraint(name="loaded_record_once", fields=["dataset", "kind", "key"])]

    def __str__(self) -> str:
        return f"{self.dataset} {self.kind} {self.key}"

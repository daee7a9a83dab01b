from django.db import models
from django.utils.translation import gettext_lazy as _

from convoke.core.languages import TranslatedField


class Source(models.Model):
    """A document that facts were taken from; passages cite it by its file name."""

    file = models.CharField(_("file"), max_length=160, unique=True)
    kind = models.CharField(_("kind"), max_length=40)
    title = TranslatedField(_("title"))
    short = TranslatedField(_("short title"))

    class Meta:
        verbose_name = _("source")
        ordering = ["file"]

    def __str__(self) -> str:
        return self.file

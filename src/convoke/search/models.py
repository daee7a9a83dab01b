from django.db import models
from django.utils.translation import gettext_lazy as _

from convoke.core.audiences import Audience


class SearchEntry(models.Model):
    """One language of one thing that can be found: where it belongs, who may read it, and its text."""

    kind = models.CharField(_("kind"), max_length=20)
    thing = models.BigIntegerField(help_text=_("its number among the things of its kind"))
    language = models.CharField(_("language"), max_length=8)
    code = models.CharField(_("code"), max_length=120)
    edition = models.CharField(_("edition"), max_length=80, blank=True)
    session = models.CharField(_("session"), max_length=40, blank=True)
    parties = models.JSONField(_("participants"), default=list, blank=True)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    party = models.CharField(max_length=80, blank=True, help_text=_("whose it is, where only its party reads it"))
    title = models.TextField(_("title"))
    stamp = models.CharField(max_length=64, help_text=_("SHA-256 of all that is said here"))
    text = models.TextField(_("text"), blank=True)
    plain = models.TextField(blank=True, help_text=_("title and text as words alone, for phrases"))

    class Meta:
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("entries of the search index")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="search_entry_once", fields=["kind", "thing", "language"])]
        indexes = [models.Index(fields=["kind", "code"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.language}"


class SearchMark(models.Model):
    """How far the index has followed the journal."""

    sequence = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("mark of the search index")

    def __str__(self) -> str:
        return f"{self.sequence}"

from django.db import models
from django.utils.translation import gettext_lazy as _

from convoke.core.audiences import Audience


class SearchEntry(models.Model):
    """One language of one thing that can be found: where it belongs, who may read it, and its text.

    Its number is never given again: a thing that is read again gets a new one.
    """

    kind = models.CharField(_("kind"), max_length=20)
    thing = models.BigIntegerField(help_text=_("its number among the things of its kind"))
    language = models.CharField(_("language"), max_length=8)
    code = models.CharField(_("code"), max_length=120)
    edition = models.CharField(_("edition"), max_length=80, blank=True)
    sessions = models.JSONField(_("sessions"), default=list, blank=True)
    parties = models.JSONField(_("participants"), default=list, blank=True)
    audience = models.CharField(max_length=20, choices=Audience.choices)
    party = models.CharField(max_length=80, blank=True, help_text=_("whose it is, where only its party reads it"))
    title = models.TextField(_("title"))
    stamp = models.CharField(max_length=64, help_text=_("SHA-256 of all that is said here"))
    letters = models.PositiveIntegerField(default=0, help_text=_("how long the text is"))
    text = models.TextField(_("text"), blank=True)

    class Meta:
        verbose_name = _("entry of the search index")
        verbose_name_plural = _("entries of the search index")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(name="search_entry_once", fields=["kind", "thing", "language"])]
        indexes = [models.Index(fields=["kind", "code"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.code} {self.language}"


class SearchMark(models.Model):
    """How far the index has followed the journal, and the last number given to an entry; who writes locks it."""

    sequence = models.PositiveBigIntegerField(null=True)
    number = models.PositiveBigIntegerField(default=0)
    changes = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("mark of the search index")

    def __str__(self) -> str:
        return f"{self.sequence}"


class SearchSegment(models.Model):
    """A part of the index, written once and read by all: the numbers of its entries, and of those that are gone.

    The numbers are a bitmap in the portable format of Roaring.
    """

    size = models.PositiveIntegerField(default=0, help_text=_("0 while it is being written"))
    begun_at = models.DateTimeField()
    members = models.BinaryField()
    gone = models.BinaryField(default=bytes, blank=True)

    class Meta:
        verbose_name = _("segment of the search index")

    def __str__(self) -> str:
        return f"{self.pk}: {self.size}"


class SearchPosting(models.Model):
    """A form and the entries of a segment that have it. It counts once its segment stands, and no longer than that."""

    pk = models.CompositePrimaryKey("segment", "form")
    segment = models.BigIntegerField()
    form = models.BinaryField(help_text=_("as UTF-8, so that every database puts it in the same order"))
    entries = models.BinaryField()

    class Meta:
        verbose_name = _("posting of the search index")

    def __str__(self) -> str:
        return f"{self.segment}: {bytes(self.form).decode()}"

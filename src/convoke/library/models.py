from django.db import models
from django.utils.translation import gettext_lazy as _

from convoke.core.audiences import Audience
from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced
from convoke.directory.models import Party
from convoke.editions.models import Edition


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


class Document(Sourced):
    """A paper of an edition: what it is about, who wrote it, who may read it (LIB-1)."""

    class Kind(models.TextChoices):
        """What a document is for."""

        BACKGROUND_PAPER = "background-paper", _("Background paper")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="documents")
    code = models.CharField(_("code"), max_length=40)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    order = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(_("number"), max_length=40, blank=True)
    title = TranslatedField(_("title"))
    about = TranslatedField(_("about"))
    author = models.CharField(_("author"), max_length=300, blank=True)
    authors = models.ManyToManyField(Party, blank=True, related_name="documents")
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.PUBLIC)

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(name="document_code_once", fields=["edition", "code"])]
        indexes = [models.Index(fields=["edition", "audience"])]

    def __str__(self) -> str:
        return self.code

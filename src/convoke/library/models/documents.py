from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convoke.core.audiences import Audience
from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced, StoredFile
from convoke.directory.models import Party
from convoke.editions.models import Edition

from ..states import ReadState, VersionState


class Document(Sourced):
    """A paper of an edition: what it is about, who wrote it, who may read it (LIB-1)."""

    class Kind(models.TextChoices):
        """What a document is for."""

        BACKGROUND_PAPER = "background-paper", _("Background paper")
        CONCEPT_NOTE = "concept-note", _("Concept note")
        AGENDA = "agenda", _("Agenda")
        SESSION_PLAN = "session-plan", _("Plan of a session")
        NOTE = "note", _("Note")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="documents")
    code = models.CharField(_("code"), max_length=40)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    order = models.PositiveSmallIntegerField(default=0)
    number = models.CharField(_("number"), max_length=40, blank=True)
    symbol = models.CharField(_("symbol"), max_length=80, blank=True, help_text=_("without the mark of a revision"))
    title = TranslatedField(_("title"))
    about = TranslatedField(_("about"))
    author = models.CharField(_("author"), max_length=300, blank=True)
    authors = models.ManyToManyField(Party, blank=True, related_name="documents")
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.PUBLIC)
    language = models.CharField(_("written in"), max_length=8, default="en")
    languages = models.JSONField(_("to be translated into"), default=list, blank=True)
    is_record = models.BooleanField(default=False, help_text=_("known from sources alone: its text is not kept here"))

    class Meta:
        verbose_name = _("document")
        verbose_name_plural = _("documents")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(name="document_code_once", fields=["edition", "code"]),
            models.UniqueConstraint(
                name="document_symbol_once", fields=["edition", "symbol"], condition=~Q(symbol=""),
                violation_error_message=_("There is a document with this symbol already."),
            ),
        ]
        indexes = [models.Index(fields=["edition", "audience"])]

    def __str__(self) -> str:
        return self.code


class DocumentVersion(models.Model):
    """A text with its number: changed while it is a draft, never once published (LIB-2, by triggers as well)."""

    document = models.ForeignKey(Document, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField(_("number"))
    state = models.CharField(_("state"), max_length=12, choices=VersionState.choices, default=VersionState.DRAFT)
    what_changed = TranslatedField(_("what changed"))
    is_correction = models.BooleanField(_("correction"), default=False)
    begun_at = models.DateTimeField(_("begun"))
    circulated_at = models.DateTimeField(_("circulated"), null=True, blank=True)
    comments_until = models.DateTimeField(_("comments until"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    checksum = models.CharField(
        max_length=64, blank=True, help_text=_("SHA-256 of the text, or of the files, when it was published")
    )

    class Meta:
        verbose_name = _("version of a document")
        verbose_name_plural = _("versions of documents")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="document_version_once", fields=["document", "number"]),
            models.UniqueConstraint(
                name="document_one_draft", fields=["document"], condition=Q(state="draft"),
            ),
            models.CheckConstraint(
                name="lib_2_published_with_checksum",
                condition=~Q(state="published") | (Q(published_at__isnull=False) & ~Q(checksum="")),
            ),
            models.CheckConstraint(
                name="document_circulated_with_its_end",
                condition=~Q(state="circulated") | Q(circulated_at__isnull=False, comments_until__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.document_id} v{self.number}"


class Paragraph(models.Model):
    """A piece of a text: the same ``key`` in every version and language, whatever its number becomes."""

    class Kind(models.TextChoices):
        """What a piece of text is."""

        HEADING = "heading", _("heading")
        TEXT = "text", _("paragraph")
        LIST = "list", _("list")
        QUOTE = "quote", _("quotation")
        TABLE = "table", _("table")
        FOOTNOTE = "footnote", _("footnote")

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="paragraphs")
    key = models.CharField(max_length=16)
    order = models.PositiveIntegerField()
    kind = models.CharField(_("kind"), max_length=10, choices=Kind.choices, default=Kind.TEXT)
    level = models.PositiveSmallIntegerField(_("level"), default=0, help_text=_("of a heading, 1 to 4"))
    is_numbered = models.BooleanField(_("numbered"), default=True)
    texts = models.JSONField(default=dict, help_text=_("Markdown by language"))
    made_from = models.JSONField(
        default=dict, blank=True, help_text=_("by language, the checksum of the text it was translated from")
    )
    revisions = models.JSONField(default=dict, blank=True, help_text=_("by language, how often it was saved"))

    class Meta:
        verbose_name = _("paragraph")
        verbose_name_plural = _("paragraphs")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="paragraph_key_once", fields=["version", "key"])]
        indexes = [models.Index(fields=["version", "order"])]

    def __str__(self) -> str:
        return self.key


class ParagraphEdit(models.Model):
    """What somebody typed into a paragraph: kept, also where another person's text stands."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="edits")
    key = models.CharField(max_length=16)
    language = models.CharField(max_length=8)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    is_aside = models.BooleanField(_("kept aside"), default=False)
    reason = models.CharField(_("reason"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("earlier text of a paragraph")
        verbose_name_plural = _("earlier texts of paragraphs")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["version", "key", "language"])]

    def __str__(self) -> str:
        return f"{self.key} {self.language}"


class Rendition(models.Model):
    """A version in a language as a file: handed in, or made from the text written here."""

    version = models.ForeignKey(DocumentVersion, on_delete=models.CASCADE, related_name="renditions")
    language = models.CharField(_("language"), max_length=8)
    format = models.CharField(_("format"), max_length=8, help_text=_("pdf, docx, odt, html or akn"))
    file = models.ForeignKey(StoredFile, on_delete=models.PROTECT, related_name="+")
    is_made = models.BooleanField(default=False, help_text=_("made here from the text"))
    state = models.CharField(_("state"), max_length=10, choices=ReadState.choices, default=ReadState.READ)
    text = models.TextField(blank=True, help_text=_("the text that was found in it, for search"))
    coming = models.ForeignKey(
        StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        help_text=_("handed in last and being read; it takes the place of the file once it was"),
    )
    fault = models.CharField(
        _("fault"), max_length=300, blank=True, help_text=_("why the file handed in last cannot be taken")
    )

    class Meta:
        verbose_name = _("file of a document")
        verbose_name_plural = _("files of documents")
        ordering = ["language", "format"]
        constraints = [
            models.UniqueConstraint(name="rendition_once", fields=["version", "language", "format"])
        ]

    def __str__(self) -> str:
        return f"{self.language} {self.format}"

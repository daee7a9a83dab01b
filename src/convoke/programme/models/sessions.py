from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.library.models import Document

from .agenda import Roundtable
from .timetable import Room


class Session(Sourced):
    """A working session of a roundtable, or a plenary."""

    class Kind(models.TextChoices):
        """What kind of session it is."""

        ROUNDTABLE = "roundtable", _("Roundtable session")
        PLENARY = "plenary", _("Plenary session")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sessions")
    roundtable = models.ForeignKey(Roundtable, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    code = models.CharField(_("code"), max_length=20)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    order = models.PositiveSmallIntegerField(default=0)
    title = TranslatedField(_("title"))
    aim = TranslatedField(_("aim"))
    held_on = models.DateField(_("date"), null=True, blank=True)
    starts_at = models.DateTimeField(_("begins"), null=True, blank=True)
    ends_at = models.DateTimeField(_("ends"), null=True, blank=True)
    room = models.ForeignKey(Room, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    expected = models.PositiveIntegerField(_("participants expected"), null=True, blank=True)
    languages = models.JSONField(_("interpreted into"), default=list, blank=True)
    is_restricted = models.BooleanField(_("restricted"), default=False)
    restricted_to = TranslatedField(_("restricted to"))
    papers = models.ManyToManyField(Document, blank=True, related_name="sessions")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="session_code_once", fields=["edition", "code"]),
            models.CheckConstraint(
                name="session_in_roundtable_unless_plenary",
                condition=Q(kind="plenary", roundtable__isnull=True) | Q(kind="roundtable", roundtable__isnull=False),
            ),
            models.CheckConstraint(
                name="session_ends_after_it_begins",
                condition=Q(starts_at__isnull=True, ends_at__isnull=True) | Q(ends_at__gt=models.F("starts_at")),
                violation_error_message=_("A session ends after it has begun."),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class GuidingQuestion(Sourced):
    """A question a session set out to answer."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="questions")
    code = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField(default=0)
    text = TranslatedField(_("text"))

    class Meta:
        verbose_name = _("guiding question")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="question_code_once", fields=["session", "code"])]

    def __str__(self) -> str:
        return self.code


class Statement(models.Model):
    """A statement in a plenary debate: attributed, as plenary statements are."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="statements")
    order = models.PositiveSmallIntegerField()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="statements")
    on_behalf_of = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("statement")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="statement_order_once", fields=["session", "order"])]

    def __str__(self) -> str:
        return f"{self.order}"


class WorkingDefinition(Sourced):
    """How a term was used in an edition; it binds nobody."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="definitions")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="definitions")
    code = models.SlugField(max_length=80)
    term = TranslatedField(_("term"))
    text = TranslatedField(_("text"))
    adopted_by = TranslatedField(_("used by"))
    status = TranslatedField(_("status"))

    class Meta:
        verbose_name = _("working definition")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(name="definition_code_once", fields=["edition", "code"])]

    def __str__(self) -> str:
        return self.code

from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.consultation.models import Priority, Questionnaire
from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced
from convoke.directory.models import Person
from convoke.editions.models import Edition, Forum

from .suggestions import ThemeSuggestion


class Subject(models.Model):
    """A keyword of the forum, the same over all editions."""

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="subjects")
    code = models.SlugField(_("code"), max_length=80)
    title = TranslatedField(_("title"))

    class Meta:
        verbose_name = _("subject")
        verbose_name_plural = _("subjects")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(name="subject_code_once", fields=["forum", "code"])]

    def __str__(self) -> str:
        return self.code


class Theme(Sourced):
    """What an edition puts on its agenda: by a roundtable, or horizontally across all sessions."""

    class Kind(models.TextChoices):
        """How the edition examines the theme."""

        AGENDA = "agenda", _("Theme of the agenda")
        HORIZONTAL = "horizontal", _("Horizontal issue")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="themes")
    code = models.SlugField(_("code"), max_length=80)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    order = models.PositiveSmallIntegerField(default=0)
    title = TranslatedField(_("title"))
    scope = TranslatedField(_("scope"))

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["kind", "order"]
        constraints = [models.UniqueConstraint(name="theme_code_once", fields=["edition", "code"])]

    def __str__(self) -> str:
        return self.code


class Basis(models.TextChoices):
    """What a link between two things rests on."""

    STATED = "stated", pgettext_lazy("basis", "stated in the source")
    DERIVED = "derived", pgettext_lazy("basis", "derived from what they share")


def one_of(*names: str) -> Q:
    """The condition that exactly one of the fields names something."""
    found = Q()
    for name in names:
        found |= Q(**{f"{one}__isnull": one != name for one in names})
    return found


class ThemeReason(Sourced):
    """PRO-5: why a theme is on the agenda: a questionnaire, a priority in it, an earlier theme, or a suggestion."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="reasons")
    questionnaire = models.ForeignKey(
        Questionnaire, null=True, blank=True, on_delete=models.PROTECT, related_name="reasons"
    )
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="reasons")
    earlier = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by")
    suggestion = models.ForeignKey(
        ThemeSuggestion, null=True, blank=True, on_delete=models.PROTECT, related_name="grounds"
    )
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices)

    class Meta:
        verbose_name = _("reason for a theme")
        constraints = [
            models.UniqueConstraint(
                "theme",
                Coalesce("questionnaire", Value(0)),
                Coalesce("priority", Value(0)),
                Coalesce("earlier", Value(0)),
                Coalesce("suggestion", Value(0)),
                name="theme_reason_once",
            ),
            models.CheckConstraint(
                name="pro_5_one_reason",
                condition=one_of("questionnaire", "priority", "earlier", "suggestion"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.theme_id}"


class Roundtable(Sourced):
    """A group of sessions on one theme."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="roundtables")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="roundtables")
    code = models.CharField(_("code"), max_length=20)
    number = models.PositiveSmallIntegerField(_("number"))
    title = TranslatedField(_("title"))
    aim = TranslatedField(_("aim"))
    coordinator = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    rapporteur = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.TextField(blank=True)

    class Meta:
        verbose_name = _("roundtable")
        verbose_name_plural = _("roundtables")
        ordering = ["number"]
        constraints = [models.UniqueConstraint(name="roundtable_code_once", fields=["edition", "code"])]

    def __str__(self) -> str:
        return self.code

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from convoke.core.languages import TranslatedField
from convoke.directory.models import Party
from convoke.editions.models import Edition

from ..states import SuggestionState


class ThemeSuggestion(models.Model):
    """What a party would have the agenda take up, with its reasons, and what became of it (PRO-5)."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="suggestions")
    number = models.PositiveSmallIntegerField(_("number"))
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="suggestions")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(_("at"))
    title = TranslatedField(_("title"))
    reasons = TranslatedField(_("reasons"))
    may_be_named = models.BooleanField(
        _("may be named"), default=False, help_text=_("once taken up, everyone reads it with the name of its party")
    )
    state = models.CharField(
        _("state"), max_length=10, choices=SuggestionState.choices, default=SuggestionState.OPEN
    )
    answer = models.TextField(_("answer"), blank=True)
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("suggestion for an agenda")
        verbose_name_plural = _("suggestions for agendas")
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(name="suggestion_number_once", fields=["edition", "number"]),
            models.CheckConstraint(
                name="suggestion_not_taken_with_its_reason", condition=~Q(state="not-taken") | ~Q(answer=""),
                violation_error_message=_("A suggestion that is not taken up is answered with a reason."),
            ),
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def code(self) -> str:
        """Its number, as addresses and the journal have it."""
        return str(self.number)

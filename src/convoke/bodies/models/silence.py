from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced
from convoke.directory.models import Party
from convoke.editions.models import Edition

from ..states import SilenceState
from .bodies import Body


class SilenceProcedure(Sourced):
    """A proposal that is adopted when no addressee objects by the deadline.

    BOD-4: text, deadline, addressees and what they see of each other are frozen once circulated.
    """

    class Shown(models.TextChoices):
        """What addressees see of each other's replies; chosen before circulation."""

        NOTHING = "nothing", pgettext_lazy("shown", "nothing but the result")
        NUMBERS = "numbers", pgettext_lazy("shown", "how many replied, and how")
        REPLIES = "replies", pgettext_lazy("shown", "who replied, how, and with what reasons")

    body = models.ForeignKey(Body, on_delete=models.PROTECT, related_name="silence_procedures")
    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="silence_procedures")
    code = models.SlugField(_("code"), max_length=80)
    title = TranslatedField(_("title"))
    text = TranslatedField(_("text"))
    shown = models.CharField(_("addressees see of each other"), max_length=10, choices=Shown.choices, default="numbers")
    deadline = models.DateTimeField(_("deadline"), null=True, blank=True)
    time_zone = models.CharField(_("time zone of the Chair"), max_length=60, default="UTC")
    state = models.CharField(_("state"), max_length=12, choices=SilenceState.choices, default=SilenceState.DRAFT)
    circulated_at = models.DateTimeField(null=True, blank=True)
    over_at = models.DateTimeField(null=True, blank=True)
    checksum = models.CharField(
        max_length=64, blank=True, help_text=_("SHA-256 of text, deadline and addressees at circulation")
    )
    replaces = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="replaced_by")
    reason = models.CharField(_("reason for withdrawing"), max_length=300, blank=True)

    class Meta:
        verbose_name = _("silence procedure")
        verbose_name_plural = _("silence procedures")
        ordering = ["-circulated_at", "code"]
        constraints = [
            models.UniqueConstraint(name="silence_code_once", fields=["edition", "code"]),
            models.CheckConstraint(
                name="bod_4_circulated_with_deadline_and_checksum",
                condition=Q(state__in=["draft", "withdrawn"])
                | (Q(deadline__isnull=False, circulated_at__isnull=False) & ~Q(checksum="")),
            ),
            models.CheckConstraint(
                name="silence_over_exactly_when_over",
                condition=Q(state__in=["draft", "circulated"], over_at__isnull=True)
                | Q(state__in=["adopted", "stopped", "withdrawn"], over_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class SilenceAddressee(models.Model):
    """BOD-4: a party the proposal was circulated to; entered on circulation, never changed."""

    procedure = models.ForeignKey(SilenceProcedure, on_delete=models.PROTECT, related_name="addressees")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("addressee of a silence procedure")
        constraints = [models.UniqueConstraint(name="silence_addressee_once", fields=["procedure", "party"])]

    def __str__(self) -> str:
        return f"{self.procedure_id} {self.party_id}"


class SilenceReply(models.Model):
    """What an addressee replied; each reply is kept, the last one in time counts."""

    class Kind(models.TextChoices):
        """What is said."""

        NO_OBJECTION = "no-objection", pgettext_lazy("silence", "no objection")
        OBJECTION = "objection", pgettext_lazy("silence", "objection")
        COMMENT = "comment", pgettext_lazy("silence", "comment")
        EXTENSION = "extension", pgettext_lazy("silence", "more time requested")

    procedure = models.ForeignKey(SilenceProcedure, on_delete=models.PROTECT, related_name="replies")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(_("reply"), max_length=15, choices=Kind.choices)
    reasons = models.TextField(_("reasons"), blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, on_delete=models.PROTECT, related_name="+")
    is_late = models.BooleanField(_("late"), default=False)

    class Meta:
        verbose_name = _("reply in a silence procedure")
        ordering = ["at", "pk"]
        constraints = [
            models.CheckConstraint(
                name="bod_4_objection_with_reasons",
                condition=~Q(kind="objection") | ~Q(reasons=""),
                violation_error_message=_("BOD-4: an objection gives its reasons."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.kind}"

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.languages import TranslatedField
from convoke.directory.models import Channel, Party, Person

from ..states import EscalationState


class EscalationPlan(models.Model):
    """Steps by which the office tries to reach a party, with the days between them (CON-4)."""

    code = models.SlugField(_("code"), max_length=80, unique=True)
    name = TranslatedField(_("name"))

    class Meta:
        verbose_name = _("escalation plan")
        ordering = ["code"]

    def __str__(self) -> str:
        return self.code


class EscalationStep(models.Model):
    """One step of a plan: by what means, how many days after the step before."""

    class Means(models.TextChoices):
        """By what means the party is approached."""

        EMAIL = "email", pgettext_lazy("step", "E-mail")
        REMINDER = "reminder", pgettext_lazy("step", "Reminder by e-mail")
        PHONE = "phone", pgettext_lazy("step", "Telephone call")
        MISSION = "mission", pgettext_lazy("step", "Permanent mission or embassy")
        LETTER = "letter", pgettext_lazy("step", "Letter")

    plan = models.ForeignKey(EscalationPlan, on_delete=models.CASCADE, related_name="steps")
    order = models.PositiveSmallIntegerField()
    means = models.CharField(max_length=10, choices=Means.choices)
    after_days = models.PositiveSmallIntegerField(_("days after the step before"), default=0)

    class Meta:
        verbose_name = _("step of an escalation plan")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="escalation_step_order_once", fields=["plan", "order"])]

    def __str__(self) -> str:
        return f"{self.order}. {self.get_means_display()}"


class Escalation(models.Model):
    """A party on its way through a plan, for one purpose; it stops when the party answers."""

    plan = models.ForeignKey(EscalationPlan, on_delete=models.PROTECT, related_name="escalations")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="escalations")
    about = models.CharField(_("about"), max_length=120, help_text=_("what is asked for, such as “focal-point”"))
    state = models.CharField(max_length=10, choices=EscalationState.choices, default=EscalationState.OPEN)
    next_step = models.ForeignKey(EscalationStep, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    next_on = models.DateField(_("next step on"), null=True, blank=True)
    opened_on = models.DateField(_("opened"))
    over_on = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name = _("escalation")
        verbose_name_plural = _("escalations")
        ordering = ["next_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                name="escalation_one_open", fields=["party", "about"], condition=Q(state=EscalationState.OPEN)
            ),
            models.CheckConstraint(
                name="escalation_over_exactly_when_over",
                condition=Q(state="open", over_on__isnull=True) | (~Q(state="open") & Q(over_on__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.about}"


class ContactLogEntry(models.Model):
    """A contact with a party: who was reached by what means, and with what result. Never changed."""

    class Result(models.TextChoices):
        """What came of it."""

        SENT = "sent", pgettext_lazy("contact", "sent")
        REACHED = "reached", pgettext_lazy("contact", "reached")
        NO_ANSWER = "no-answer", pgettext_lazy("contact", "no answer")
        LEFT_WORD = "left-word", pgettext_lazy("contact", "left word")
        ANSWERED = "answered", pgettext_lazy("contact", "answered what was asked")
        BOUNCED = "bounced", pgettext_lazy("contact", "came back")
        WRONG = "wrong", pgettext_lazy("contact", "number or address is wrong")

    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="contacts")
    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    channel = models.ForeignKey(Channel, null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts")
    escalation = models.ForeignKey(
        Escalation, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts"
    )
    step = models.ForeignKey(EscalationStep, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    means = models.CharField(_("means"), max_length=20, choices=Channel.Kind.choices)
    result = models.CharField(_("result"), max_length=10, choices=Result.choices)
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField(_("at"))
    by = models.ForeignKey(settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = _("entry of the contact log")
        verbose_name_plural = _("entries of the contact log")
        ordering = ["-at", "-pk"]
        indexes = [models.Index(fields=["party", "-at"])]

    def __str__(self) -> str:
        return f"{self.party_id} {self.means} {self.result}"

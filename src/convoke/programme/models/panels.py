from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.languages import TranslatedField
from convoke.directory.models import Party, Person

from ..states import PanelState
from .sessions import Session


class Role(models.TextChoices):
    """What a person does in a session."""

    CHAIR = "chair", pgettext_lazy("panel", "Chair")
    CO_CHAIR = "co-chair", pgettext_lazy("panel", "Co-chair")
    MODERATOR = "moderator", pgettext_lazy("panel", "Moderator")
    SPEAKER = "speaker", pgettext_lazy("panel", "Speaker")
    PANELLIST = "panellist", pgettext_lazy("panel", "Panellist")
    DISCUSSANT = "discussant", pgettext_lazy("panel", "Discussant")
    RAPPORTEUR = "rapporteur", pgettext_lazy("panel", "Rapporteur")
    NOTE_TAKER = "note-taker", pgettext_lazy("panel", "Note-taker")


class PanelRole(models.Model):
    """A person's role in a session, for a government or a body, with the function of that day."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="panel")
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="panel_roles")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="panel_roles")
    role = models.CharField(_("role"), max_length=12, choices=Role.choices)
    also = models.CharField(max_length=12, choices=Role.choices, blank=True)
    order = models.PositiveSmallIntegerField(default=0)
    part = models.CharField(max_length=40, blank=True, help_text=_("part of a plenary"))
    function = models.CharField(_("function"), max_length=300, blank=True)
    institution = models.CharField(_("institution"), max_length=300, blank=True)
    subject = TranslatedField(_("item"))
    state = models.CharField(
        _("state"), max_length=10, choices=PanelState.choices, default=PanelState.CONFIRMED
    )
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    replied_at = models.DateTimeField(_("replied"), null=True, blank=True)
    reason = models.CharField(_("reason given"), max_length=500, blank=True)
    biography = TranslatedField(_("biography"))
    languages = models.JSONField(_("speaks"), default=list, blank=True)

    class Meta:
        verbose_name = _("panel entry")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="panel_entry_once", fields=["session", "part", "order"])]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class PanelInvitation(models.Model):
    """The letter by which somebody was invited to a panel, as it went out; the last one of a role is open."""

    class Means(models.TextChoices):
        """How it is handed over."""

        EMAIL = "email", pgettext_lazy("panel", "by e-mail")
        LETTER = "letter", pgettext_lazy("panel", "as a letter to be printed")

    role = models.ForeignKey(PanelRole, on_delete=models.CASCADE, related_name="invitations")
    means = models.CharField(_("means"), max_length=8, choices=Means.choices)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(_("language"), max_length=8, choices=settings.LANGUAGES)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    sent_at = models.DateTimeField(_("sent"))
    opened_at = models.DateTimeField(_("opened"), null=True, blank=True)

    class Meta:
        verbose_name = _("invitation to a panel")
        verbose_name_plural = _("invitations to panels")
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(
                name="panel_invitation_by_email_has_an_address", condition=~Q(means="email") | ~Q(email="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.role_id} {self.means}"

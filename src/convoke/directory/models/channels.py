import datetime as dt

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .parties import Party
from .people import Person


class Channel(models.Model):
    """A way to reach a person, or a party as such (through its mission or embassy).

    Seen by the task force and by the party itself; of a focal point, all focal
    points see the official ones (DIR-3).
    """

    class Kind(models.TextChoices):
        """By what means."""

        EMAIL = "email", pgettext_lazy("channel", "E-mail")
        PHONE = "phone", pgettext_lazy("channel", "Telephone")
        FAX = "fax", pgettext_lazy("channel", "Fax")
        POST = "post", pgettext_lazy("channel", "Post")
        MISSION = "permanent-mission", pgettext_lazy("channel", "Permanent mission")
        EMBASSY = "embassy", pgettext_lazy("channel", "Embassy")

    person = models.ForeignKey(Person, null=True, blank=True, on_delete=models.CASCADE, related_name="channels")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.CASCADE, related_name="channels")
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    address = models.CharField(_("address or number"), max_length=300)
    label = models.CharField(_("note"), max_length=120, blank=True, help_text=_("office, assistant, hours"))
    is_official = models.BooleanField(_("official"), default=False)
    order = models.PositiveSmallIntegerField(_("order of preference"), default=0)
    unreliable_since = models.DateField(_("unreliable since"), null=True, blank=True)
    unreliable_reason = models.CharField(_("reason"), max_length=300, blank=True)
    until = models.DateField(_("until"), null=True, blank=True, help_text=_("no longer in use from this day on"))

    class Meta:
        verbose_name = _("channel")
        verbose_name_plural = _("channels")
        ordering = ["order", "pk"]
        constraints = [
            models.CheckConstraint(
                name="channel_of_person_or_party",
                condition=Q(person__isnull=False, party__isnull=True) | Q(person__isnull=True, party__isnull=False),
            ),
            models.CheckConstraint(
                name="channel_unreliable_with_its_reason",
                condition=Q(unreliable_since__isnull=True, unreliable_reason="")
                | (Q(unreliable_since__isnull=False) & ~Q(unreliable_reason="")),
            ),
            models.UniqueConstraint(
                name="channel_of_person_once", fields=["person", "kind", "address"], condition=Q(until__isnull=True)
            ),
            models.UniqueConstraint(
                name="channel_of_party_once", fields=["party", "kind", "address"], condition=Q(until__isnull=True)
            ),
        ]
        indexes = [models.Index(fields=["kind", "address"])]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.address}"

    @property
    def kind_name(self) -> str:
        """By what means, in words; for long lists, where it is quicker than Django's own."""
        return str(self.Kind(self.kind).label)

    @property
    def is_reliable(self) -> bool:
        """Whether nothing speaks against using it."""
        return self.unreliable_since is None

    def in_use_on(self, date: dt.date) -> bool:
        """Whether it is in use on a date."""
        return self.until is None or date < self.until


class Invitation(models.Model):
    """A one-time code with which one person enters on one mandate: by e-mail, or printed on a letter (DIR-2)."""

    class Means(models.TextChoices):
        """How the code reaches the person."""

        EMAIL = "email", pgettext_lazy("invitation", "by e-mail")
        LETTER = "letter", pgettext_lazy("invitation", "by a printed letter")

    class State(models.TextChoices):
        """Where it stands; the ways between are in ``directory/states.py``."""

        SENT = "sent", pgettext_lazy("invitation", "sent")
        ACCEPTED = "accepted", pgettext_lazy("invitation", "accepted")
        REVOKED = "revoked", pgettext_lazy("invitation", "revoked")
        EXPIRED = "expired", pgettext_lazy("invitation", "expired")

    mandate = models.ForeignKey("directory.Mandate", on_delete=models.PROTECT, related_name="invitations")
    means = models.CharField(max_length=10, choices=Means.choices)
    email = models.EmailField(_("e-mail address"), blank=True)
    language = models.CharField(max_length=8, default="en")
    code_hash = models.CharField(max_length=64, unique=True)
    state = models.CharField(_("state"), max_length=10, choices=State.choices, default=State.SENT)
    sent_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("expires"))
    over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering = ["-sent_at"]
        constraints = [
            models.UniqueConstraint(
                name="invitation_one_open_a_mandate", fields=["mandate"], condition=Q(state="sent")
            ),
            models.CheckConstraint(
                name="invitation_over_exactly_when_not_sent",
                condition=Q(state="sent", over_at__isnull=True) | (~Q(state="sent") & Q(over_at__isnull=False)),
            ),
            models.CheckConstraint(name="invitation_expires_later", condition=Q(expires_at__gt=F("sent_at"))),
        ]

    def __str__(self) -> str:
        return f"{self.get_means_display()} {self.sent_at:%Y-%m-%d}"

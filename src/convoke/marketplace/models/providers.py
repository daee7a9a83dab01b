from django.db import models
from django.utils.translation import gettext_lazy as _

from convoke.core.languages import TranslatedField
from convoke.directory.models import Grouping, Party, Person
from convoke.editions.models import Edition
from convoke.programme.models import Theme

from ..states import ProviderState


class Provider(models.Model):
    """A party that can help: by what, on which themes, where, in which languages; registered on invitation."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="providers")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="providers")
    contact = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="providers", verbose_name=_("contact")
    )
    offer = TranslatedField(_("what it can do"))
    past_work = TranslatedField(_("past work"))
    services = models.JSONField(_("kinds of help"), default=list)
    regions = models.ManyToManyField(Grouping, blank=True, related_name="providers", verbose_name=_("regions"))
    themes = models.ManyToManyField(Theme, blank=True, related_name="providers", verbose_name=_("themes"))
    languages = models.JSONField(_("languages"), default=list)
    gives_funds = models.BooleanField(_("gives funds"), default=False)
    state = models.CharField(_("state"), max_length=10, choices=ProviderState.choices, default=ProviderState.INVITED)
    invited_at = models.DateTimeField(_("invited"), null=True, blank=True)
    registered_at = models.DateTimeField(_("registered"), null=True, blank=True)

    class Meta:
        verbose_name = _("provider")
        verbose_name_plural = _("providers")
        ordering = ["party__code"]
        constraints = [models.UniqueConstraint(name="provider_once", fields=["edition", "party"])]

    def __str__(self) -> str:
        return f"{self.party_id}"

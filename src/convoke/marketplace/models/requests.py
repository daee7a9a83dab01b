from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from convoke.core.languages import TranslatedField
from convoke.directory.models import Party, Person
from convoke.editions.models import Edition
from convoke.library.models import Document
from convoke.programme.models import Theme

from ..states import RequestState


class Request(models.Model):
    """MKT-3: a project for which a government seeks help: what, for whom, where, when, at what cost; its owner."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="requests")
    code = models.CharField(_("code"), max_length=20)
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="requests")
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="requests", verbose_name=_("owner"),
        help_text=_("the representative of the government with whom providers talk"),
    )
    title = TranslatedField(_("title"))
    need = TranslatedField(_("what is needed"))
    services = models.JSONField(_("kinds of help"), default=list)
    beneficiaries = TranslatedField(_("for whom"))
    place = TranslatedField(_("where"))
    starts_on = models.DateField(_("begins"), null=True, blank=True)
    ends_on = models.DateField(_("ends"), null=True, blank=True)
    currency = models.CharField(_("currency"), max_length=3, blank=True)
    cost = models.DecimalField(_("cost"), max_digits=16, decimal_places=3, null=True, blank=True)
    funded = models.DecimalField(_("funded already"), max_digits=16, decimal_places=3, null=True, blank=True)
    funded_by = models.CharField(_("funded by"), max_length=300, blank=True)
    languages = models.JSONField(_("languages of the project"), default=list)
    themes = models.ManyToManyField(Theme, blank=True, related_name="requests", verbose_name=_("themes"))
    papers = models.ManyToManyField(Document, blank=True, related_name="requests", verbose_name=_("papers"))
    state = models.CharField(_("state"), max_length=10, choices=RequestState.choices, default=RequestState.DRAFT)
    reason = models.TextField(_("reason"), blank=True, help_text=_("why it was sent back, closed or withdrawn"))
    begun_at = models.DateTimeField(_("begun"))
    submitted_at = models.DateTimeField(_("submitted"), null=True, blank=True)
    published_at = models.DateTimeField(_("published"), null=True, blank=True)
    reviewed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(name="request_code_once", fields=["edition", "code"]),
            models.CheckConstraint(
                name="mkt_3_submitted_with_its_owner", condition=Q(state__in=["draft", "withdrawn"])
                | Q(owner__isnull=False),
                violation_error_message=_("MKT-3: a request names its owner."),
            ),
            models.CheckConstraint(
                name="mkt_4_published_once_reviewed", condition=~Q(state="published") | Q(published_at__isnull=False),
            ),
            models.CheckConstraint(
                name="request_in_order",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                violation_error_message=_("A project ends on the day it begins, or later."),
            ),
            models.CheckConstraint(
                name="request_costs_in_a_currency",
                condition=Q(cost__isnull=True, funded__isnull=True) | ~Q(currency=""),
                violation_error_message=_("FUN-1: an amount is stated in a currency."),
            ),
            models.CheckConstraint(
                name="request_funded_within_its_cost",
                condition=Q(funded__isnull=True) | Q(cost__isnull=True) | Q(funded__lte=F("cost")),
                violation_error_message=_("No more is funded than the project costs."),
            ),
        ]
        indexes = [models.Index(fields=["edition", "state"])]

    def __str__(self) -> str:
        return self.code

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.audiences import Audience
from convoke.core.models import Sourced
from convoke.editions.models import Edition
from convoke.programme.models import Roundtable, Session, Subject, Theme


class Part(models.TextChoices):
    """A part of an edition that is neither a session, a roundtable nor a horizontal issue."""

    GENERAL = "general", pgettext_lazy("part", "Meeting as a whole")
    WAY_FORWARD = "way-forward", pgettext_lazy("part", "The way forward")
    MARKETPLACE = "marketplace", pgettext_lazy("part", "Marketplace")
    SUMMARY = "summary", pgettext_lazy("part", "Executive summary")
    CHAIR = "chair", pgettext_lazy("part", "Conclusions of the Chair")


def one_origin(name: str) -> models.CheckConstraint:
    """OUT-2: exactly one of session, roundtable, theme and part says where a thing comes from."""
    places = ("session", "roundtable", "theme")
    condition = Q(*[Q(**{f"{place}__isnull": True}) for place in places]) & ~Q(part="")
    for given in places:
        others = {f"{place}__isnull": True for place in places if place != given}
        condition |= Q(part="", **{f"{given}__isnull": False}, **others)
    return models.CheckConstraint(
        name=name, condition=condition, violation_error_message=_("OUT-2: name the one place it comes from.")
    )


class Outcome(Sourced):
    """What findings and actions share: an edition, one origin, subjects and horizontal issues."""

    edition = models.ForeignKey(Edition, on_delete=models.PROTECT, related_name="%(class)ss")
    code = models.CharField(_("code"), max_length=40)
    order = models.PositiveIntegerField(default=0)
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss")
    roundtable = models.ForeignKey(
        Roundtable, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss"
    )
    theme = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="%(class)ss")
    part = models.CharField(max_length=20, choices=Part.choices, blank=True)
    subjects = models.ManyToManyField(Subject, blank=True, related_name="%(class)ss")
    horizontal = models.ManyToManyField(Theme, blank=True, related_name="horizontal_%(class)ss")
    audience = models.CharField(max_length=20, choices=Audience.choices, default=Audience.PUBLIC)

    class Meta:
        abstract = True

    @property
    def origin(self) -> Any:
        """OUT-2: the session, roundtable, theme or name of the part it comes from."""
        return self.session or self.roundtable or self.theme or self.get_part_display()

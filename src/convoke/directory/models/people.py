from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.models import StoredFile

from .parties import OPEN, Party


class Gender(models.TextChoices):
    """What somebody states of themselves, or who designates them for them; never concluded from a title or a name."""

    WOMAN = "woman", pgettext_lazy("gender", "woman")
    MAN = "man", pgettext_lazy("gender", "man")
    ANOTHER = "another", pgettext_lazy("gender", "another")

    __empty__ = pgettext_lazy("gender", "not stated")


class Person(models.Model):
    """Someone who acts in the forum; names keep the spelling of their source."""

    code = models.SlugField(_("code"), max_length=120, unique=True)
    honorific = models.CharField(_("title"), max_length=60, blank=True, help_text=_("H.E., Ms, Professor"))
    name = models.CharField(_("name"), max_length=200)
    language = models.CharField(
        _("language"), max_length=8, blank=True, choices=settings.LANGUAGES, help_text=_("to be addressed in")
    )
    gender = models.CharField(
        _("gender"), max_length=8, blank=True, choices=Gender.choices,
        help_text=_("as the person, or who designates them, states it; shown in counts alone"),
    )
    is_published = models.BooleanField(
        _("named in published records"), default=False, help_text=_("a panel, a report, an office of the forum")
    )
    is_exercise = models.BooleanField(_("exercise"), default=False)
    merged_into = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="duplicates",
        help_text=_("the person this duplicate was merged into"),
    )

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="person_not_merged_into_itself", condition=~Q(merged_into=F("id"))),
        ]
        indexes = [models.Index(fields=["name"])]

    def __str__(self) -> str:
        return f"{self.honorific} {self.name}".strip()


class Capacity(models.TextChoices):
    """The capacity in which a person acts for a party."""

    CHAIR = "chair", _("Chair-in-Office")
    EXECUTIVE_DIRECTOR = "executive-director", _("Executive Director")
    TASK_FORCE = "task-force", _("Member of the task force")
    COORDINATOR = "coordinator", _("Coordinator")
    FOCAL_POINT = "focal-point", _("Focal point")
    DEPUTY = "deputy", _("Deputy focal point")
    CONTRIBUTOR = "contributor", _("Contributor")
    TEAM_MEMBER = "team-member", _("Member of a partnership team")
    RAPPORTEUR = "rapporteur", _("Rapporteur")
    NOTE_TAKER = "note-taker", _("Note-taker")
    DELEGATE = "delegate", _("Delegate")
    OBSERVER = "observer", _("Observer")
    CIVIL_SOCIETY = "civil-society", _("Civil society participant")
    PROVIDER = "provider", _("Provider on the marketplace")
    PRESS = "press", _("Press")
    OTHER = "other", _("Other capacity")


class Mandate(models.Model):
    """A person acts for a party in a capacity from a date to a date.

    Mandates are never overwritten: a change ends one and begins another, so the
    directory can say who held one on any past date.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="mandates")
    party = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="mandates")
    capacity = models.CharField(_("capacity"), max_length=30, choices=Capacity.choices)
    title = models.CharField(_("function"), max_length=300, blank=True)
    since = models.DateField(_("since"), null=True, blank=True)
    until = models.DateField(_("until"), null=True, blank=True)
    designation = models.CharField(
        _("designation"), max_length=300, blank=True, help_text=_("who designated, which note")
    )
    note_date = models.DateField(_("date of the note"), null=True, blank=True)
    scan = models.ForeignKey(StoredFile, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    passages = models.JSONField(default=list, blank=True)

    class Meta:
        verbose_name = _("mandate")
        constraints = [
            models.UniqueConstraint(
                name="dir_1_one_open_focal_point",
                fields=["party"],
                condition=Q(capacity=Capacity.FOCAL_POINT, until__isnull=True),
                violation_error_message=_(
                    "DIR-1: a party has one focal point at a time; end the present mandate first."
                ),
            ),
            models.UniqueConstraint(
                "person", Coalesce("party", Value(0)), "capacity", Coalesce("since", OPEN), name="mandate_once"
            ),
            models.CheckConstraint(
                name="mandate_period_in_order",
                condition=Q(until__isnull=True) | Q(since__isnull=True) | Q(until__gt=F("since")),
            ),
        ]
        indexes = [models.Index(fields=["party", "capacity", "since", "until"])]

    def __str__(self) -> str:
        return f"{self.person} · {self.get_capacity_display()}"

    @property
    def capacity_name(self) -> str:
        """The capacity in words; for long lists, where it is quicker than Django's own."""
        return str(Capacity(self.capacity).label)

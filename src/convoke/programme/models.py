from django.db import models
from django.db.models import Q, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.consultation.models import Priority, Questionnaire
from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced
from convoke.directory.models import Party, Person
from convoke.editions.models import Edition, Forum
from convoke.library.models import Document


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


class ThemeReason(Sourced):
    """PRO-5: why a theme is on the agenda: a questionnaire, a priority in it, or an earlier theme."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="reasons")
    questionnaire = models.ForeignKey(
        Questionnaire, null=True, blank=True, on_delete=models.PROTECT, related_name="reasons"
    )
    priority = models.ForeignKey(Priority, null=True, blank=True, on_delete=models.PROTECT, related_name="reasons")
    earlier = models.ForeignKey(Theme, null=True, blank=True, on_delete=models.PROTECT, related_name="continued_by")
    basis = models.CharField(_("basis"), max_length=10, choices=Basis.choices)

    class Meta:
        verbose_name = _("reason for a theme")
        constraints = [
            models.UniqueConstraint(
                "theme",
                Coalesce("questionnaire", Value(0)),
                Coalesce("priority", Value(0)),
                Coalesce("earlier", Value(0)),
                name="theme_reason_once",
            ),
            models.CheckConstraint(
                name="pro_5_one_reason",
                condition=Q(questionnaire__isnull=False, priority__isnull=True, earlier__isnull=True)
                | Q(questionnaire__isnull=True, priority__isnull=False, earlier__isnull=True)
                | Q(questionnaire__isnull=True, priority__isnull=True, earlier__isnull=False),
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


class Session(Sourced):
    """A working session of a roundtable, or a plenary."""

    class Kind(models.TextChoices):
        """What kind of session it is."""

        ROUNDTABLE = "roundtable", _("Roundtable session")
        PLENARY = "plenary", _("Plenary session")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="sessions")
    roundtable = models.ForeignKey(Roundtable, null=True, blank=True, on_delete=models.PROTECT, related_name="sessions")
    code = models.CharField(_("code"), max_length=20)
    kind = models.CharField(_("kind"), max_length=12, choices=Kind.choices)
    order = models.PositiveSmallIntegerField(default=0)
    title = TranslatedField(_("title"))
    aim = TranslatedField(_("aim"))
    held_on = models.DateField(_("date"), null=True, blank=True)
    is_restricted = models.BooleanField(_("restricted"), default=False)
    restricted_to = TranslatedField(_("restricted to"))
    papers = models.ManyToManyField(Document, blank=True, related_name="sessions")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ["order"]
        constraints = [
            models.UniqueConstraint(name="session_code_once", fields=["edition", "code"]),
            models.CheckConstraint(
                name="session_in_roundtable_unless_plenary",
                condition=Q(kind="plenary", roundtable__isnull=True) | Q(kind="roundtable", roundtable__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class GuidingQuestion(Sourced):
    """A question a session set out to answer."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="questions")
    code = models.CharField(max_length=20)
    order = models.PositiveSmallIntegerField(default=0)
    text = TranslatedField(_("text"))

    class Meta:
        verbose_name = _("guiding question")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="question_code_once", fields=["session", "code"])]

    def __str__(self) -> str:
        return self.code


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

    class Meta:
        verbose_name = _("panel entry")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="panel_entry_once", fields=["session", "part", "order"])]

    def __str__(self) -> str:
        return f"{self.role} {self.person_id}"


class Statement(models.Model):
    """A statement in a plenary debate: attributed, as plenary statements are."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="statements")
    order = models.PositiveSmallIntegerField()
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="statements")
    on_behalf_of = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    note = models.CharField(max_length=300, blank=True)

    class Meta:
        verbose_name = _("statement")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="statement_order_once", fields=["session", "order"])]

    def __str__(self) -> str:
        return f"{self.order}"


class TeamMember(Sourced):
    """A party in the partnership team that prepared a session."""

    class Role(models.TextChoices):
        """What the party did in the team."""

        COORDINATOR = "coordinator", pgettext_lazy("team", "Coordinator")
        PARTNER = "partner", pgettext_lazy("team", "Partner")

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="team")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="teams")
    role = models.CharField(max_length=12, choices=Role.choices, default=Role.PARTNER)
    capacity = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("team member")
        constraints = [models.UniqueConstraint(name="team_member_once", fields=["session", "party"])]

    def __str__(self) -> str:
        return f"{self.party_id}"


class WorkingDefinition(Sourced):
    """How a term was used in an edition; it binds nobody."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="definitions")
    session = models.ForeignKey(Session, null=True, blank=True, on_delete=models.SET_NULL, related_name="definitions")
    code = models.SlugField(max_length=80)
    term = TranslatedField(_("term"))
    text = TranslatedField(_("text"))
    adopted_by = TranslatedField(_("used by"))
    status = TranslatedField(_("status"))

    class Meta:
        verbose_name = _("working definition")
        ordering = ["code"]
        constraints = [models.UniqueConstraint(name="definition_code_once", fields=["edition", "code"])]

    def __str__(self) -> str:
        return self.code

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.languages import TranslatedField
from convoke.core.models import Sourced
from convoke.directory.models import Party

from .states import EditionState, HostingState


class Forum(models.Model):
    """The process that goes on from edition to edition."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    acronym = models.CharField(_("acronym"), max_length=40, blank=True)
    name = TranslatedField(_("name"))
    symbol_pattern = models.CharField(
        _("pattern of symbols"), max_length=80, default="{forum}/{year}/{session}/{kind}",
        help_text=_("of its documents: from forum, year, session, kind and number"),
    )

    class Meta:
        verbose_name = _("forum")

    def __str__(self) -> str:
        return self.code


class Edition(Sourced):
    """One turn of the forum, chaired by one government (or several)."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="editions")
    code = models.SlugField(_("code"), max_length=80, unique=True)
    ordinal = models.PositiveSmallIntegerField(_("number"))
    name = TranslatedField(_("name"))
    theme = TranslatedField(_("general theme"))
    chair = models.ForeignKey(Party, null=True, blank=True, on_delete=models.PROTECT, related_name="editions_chaired")
    host = models.ForeignKey(
        Party, null=True, blank=True, on_delete=models.PROTECT, related_name="editions_hosted",
        help_text=_("the host country, where a source names it apart from the chair"),
    )
    city = TranslatedField(_("city"))
    year = models.PositiveSmallIntegerField(_("year"))
    starts_on = models.DateField(_("first day"), null=True, blank=True)
    ends_on = models.DateField(_("last day"), null=True, blank=True)
    state = models.CharField(
        _("state"), max_length=20, choices=EditionState.choices, default=EditionState.ANNOUNCED
    )
    languages = models.JSONField(_("languages of the meeting"), default=list)
    time_zone = models.CharField(_("time zone of the meeting"), max_length=60, default="UTC")
    accent = models.CharField(
        _("accent colour"), max_length=7, blank=True, validators=[RegexValidator(r"^#[0-9a-f]{6}$")]
    )

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        ordering = ["ordinal"]
        constraints = [
            models.UniqueConstraint(name="edition_ordinal_once", fields=["forum", "ordinal"]),
            models.UniqueConstraint(
                name="ed_3_one_meeting",
                fields=["forum"],
                condition=Q(state=EditionState.MEETING),
                violation_error_message=_("ED-3: another edition of this forum is meeting now."),
            ),
            models.CheckConstraint(
                name="edition_days_in_order",
                condition=Q(starts_on__isnull=True, ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Milestone(Sourced):
    """A dated event in the life of an edition, as exactly as its source dates it."""

    class Precision(models.TextChoices):
        """How exactly the date is known."""

        DAY = "day", _("to the day")
        MONTH = "month", _("to the month")
        SEASON = "season", _("to the season")
        YEAR = "year", _("to the year")
        APPROXIMATE = "approximate", _("approximately")

    class Kind(models.TextChoices):
        """What kind of event it is."""

        CONFERENCE = "conference", _("Conference")
        DOCUMENT = "document", _("Document")
        UN_MEETING = "un-meeting", _("Meeting at the United Nations")
        OFFER = "offer", _("Offer to host")
        SURVEY = "survey", _("Survey")
        SURVEY_RESULT = "survey-result", _("Survey result")
        PREPARATORY = "preparatory-meeting", _("Preparatory meeting")
        WEBSITE = "website", _("Website")
        MARKETPLACE = "marketplace", _("Marketplace")
        CIVIL_SOCIETY = "civil-society", _("Civil society")
        SESSION = "forum-session", _("Meeting of the Forum")
        HANDOVER = "handover", _("Handover")
        FOLLOW_UP = "follow-up", _("Follow-up")
        NEXT_EDITION = "next-edition", _("Next edition")
        ANNOUNCEMENT = "announcement", _("Announcement")
        BACKGROUND = "background", _("Background")
        CONTEXT = "context", _("Elsewhere")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="milestones")
    code = models.SlugField(_("code"), max_length=80)
    kind = models.CharField(_("kind"), max_length=30, choices=Kind.choices)
    title = TranslatedField(_("title"))
    place = TranslatedField(_("place"))
    starts_on = models.DateField(null=True, blank=True, help_text=_("first day of the time the source gives"))
    ends_on = models.DateField(null=True, blank=True, help_text=_("last day of the time the source gives"))
    precision = models.CharField(max_length=20, choices=Precision.choices)
    season = models.CharField(max_length=20, blank=True)
    who = models.JSONField(_("who"), default=list, blank=True)
    figures = models.JSONField(_("figures"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    is_proposed = models.BooleanField(_("proposed"), default=False, help_text=_("carried on from an earlier edition"))

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = [F("starts_on").asc(nulls_last=True), "ends_on", "code"]
        constraints = [
            models.UniqueConstraint(name="milestone_code_once", fields=["edition", "code"]),
            models.CheckConstraint(
                name="milestone_days_in_order",
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Qualifier(models.TextChoices):
    """How a source words a figure."""

    EXACT = "exact", _("exactly")
    ABOUT = "about", _("about")
    OVER = "over", _("more than")
    UP_TO = "up_to", _("up to")


class EditionFigure(Sourced):
    """A figure on who took part, as its source words it; figures that disagree stand side by side."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="figures")
    code = models.SlugField(max_length=80)
    order = models.PositiveSmallIntegerField(default=0)
    scope = TranslatedField(_("scope"))
    unit = TranslatedField(_("unit"))
    qualifier = models.CharField(max_length=10, choices=Qualifier.choices, default=Qualifier.EXACT)
    value = models.PositiveIntegerField()
    note = TranslatedField(_("note"))

    class Meta:
        verbose_name = _("figure")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="figure_code_once", fields=["edition", "code"])]

    def __str__(self) -> str:
        return self.code


class Principle(Sourced):
    """A guiding principle or purpose of the forum."""

    class Kind(models.TextChoices):
        """Whether it says how the forum works or what it is for."""

        PRINCIPLE = "principle", _("Guiding principle")
        PURPOSE = "purpose", _("Purpose")

    forum = models.ForeignKey(Forum, on_delete=models.CASCADE, related_name="principles")
    code = models.SlugField(max_length=80)
    kind = models.CharField(max_length=10, choices=Kind.choices)
    order = models.PositiveSmallIntegerField(default=0)
    text = TranslatedField(_("text"))

    class Meta:
        verbose_name = _("principle")
        ordering = ["kind", "order"]
        constraints = [models.UniqueConstraint(name="principle_code_once", fields=["forum", "code"])]

    def __str__(self) -> str:
        return self.code


class Modality(Sourced):
    """A rule of the operating modalities, or of practice, with what can be checked of it."""

    class Strength(models.TextChoices):
        """How strongly its text puts it."""

        SHALL = "shall", pgettext_lazy("strength", "rule")
        IN_PRINCIPLE = "in_principle", pgettext_lazy("strength", "in principle")
        SHOULD = "should", pgettext_lazy("strength", "should")
        MAY = "may", pgettext_lazy("strength", "may")
        PRACTICE = "practice", pgettext_lazy("strength", "practice")

    class Check(models.TextChoices):
        """What the data can decide."""

        PASS_FAIL = "pass_fail", pgettext_lazy("check", "met or not")
        INDICATOR = "indicator", pgettext_lazy("check", "shown by figures")
        NONE = "", pgettext_lazy("check", "not checked")

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="modalities")
    code = models.SlugField(_("code"), max_length=20)
    order = models.PositiveSmallIntegerField(default=0)
    section = TranslatedField(_("section"))
    subject = models.CharField(_("subject"), max_length=60)
    strength = models.CharField(_("strength"), max_length=12, choices=Strength.choices)
    statement = TranslatedField(_("statement"))
    constraint = models.JSONField(_("constraint"), default=dict)
    check_kind = models.CharField(max_length=10, choices=Check.choices, blank=True)
    note = TranslatedField(_("note"))
    document = TranslatedField(_("document"), help_text=_("the text the rule stands in; empty for practice"))
    variants = models.JSONField(
        default=list, blank=True, help_text=_("what sources say that disagree: value, file and lines of each")
    )

    class Meta:
        verbose_name = _("modality")
        verbose_name_plural = _("modalities")
        ordering = ["order"]
        constraints = [models.UniqueConstraint(name="modality_code_once", fields=["edition", "code"])]

    def __str__(self) -> str:
        return self.code


class HostingInterest(models.Model):
    """ED-2: a government tells the Troika that it would chair an edition."""

    forum = models.ForeignKey(Forum, on_delete=models.PROTECT, related_name="hosting_interests")
    party = models.ForeignKey(Party, on_delete=models.PROTECT, related_name="hosting_interests")
    year = models.PositiveSmallIntegerField(_("year"))
    city = models.CharField(_("city"), max_length=120, blank=True)
    text = models.TextField(_("what the government says"))
    state = models.CharField(_("state"), max_length=10, choices=HostingState.choices, default=HostingState.EXPRESSED)
    expressed_at = models.DateTimeField(_("expressed"))
    over_at = models.DateTimeField(null=True, blank=True)
    edition = models.OneToOneField(
        Edition, null=True, blank=True, on_delete=models.PROTECT, related_name="hosting_interest"
    )

    class Meta:
        verbose_name = _("expression of interest in hosting")
        ordering = ["year", "expressed_at"]
        constraints = [
            models.UniqueConstraint(
                name="ed_2_one_open_interest_a_year", fields=["forum", "party", "year"],
                condition=Q(state=HostingState.EXPRESSED),
            ),
            models.CheckConstraint(
                name="hosting_over_exactly_when_over",
                condition=Q(state=HostingState.EXPRESSED, over_at__isnull=True)
                | (~Q(state=HostingState.EXPRESSED) & Q(over_at__isnull=False)),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.party_id} {self.year}"

    @property
    def journal_key(self) -> str:
        """The name the journal knows it by."""
        return f"{self.party.code}-{self.year}"

"""The forms of a questionnaire's terms, its sections and its opening; what was typed comes back with what was wrong."""

import datetime as dt
from collections.abc import Iterable
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.text import slugify
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convoke.consultation.form.model import Section
from convoke.consultation.models import Disclosure, Questionnaire
from convoke.consultation.operations.authoring import Terms
from convoke.core import clock
from convoke.core.audiences import Audience
from convoke.core.formats import zone_names
from convoke.core.languages import active_language, direction
from convoke.directory.models import Party
from convoke.directory.queries import Names

from ...forms import DAY, TIME, Several, party_choices

SEEN = [(one.value, one.label) for one in (
    Audience.PUBLIC, Audience.PARTICIPANTS, Audience.FRIENDS, Audience.TASK_FORCE,
)]
TEXTS = ("name", "sender", "purpose")
NOT_A_CODE = frozenset({"new", "import"})
"""Words that are pages of their own where the code of a questionnaire stands in an address."""


def marked(language: str, **more: Any) -> dict[str, Any]:
    """The attributes of a field that is filled in in a language."""
    return {"lang": language, "dir": direction(language), **more}


def language_name(code: str) -> str:
    """A language by its own name."""
    return str(dict(settings.CONVOKE_CONTENT_LANGUAGES).get(code, code))


class DeadlineForm(forms.Form):
    """A moment: day, time and the zone they are meant in."""

    day = forms.DateField(label=_("Last day for answers"), required=False, widget=forms.DateInput(DAY))
    time = forms.TimeField(label=_("Time"), initial=dt.time(18), required=False, widget=forms.TimeInput(TIME))
    time_zone = forms.CharField(
        label=_("Time zone"), max_length=60, help_text=_("Such as Europe/Brussels. Everyone sees the deadline in "
                                                         "their own zone as well.")
    )

    def clean_time_zone(self) -> str:
        """A zone that is known."""
        zone: str = self.cleaned_data["time_zone"].strip()
        if zone not in zone_names():
            raise ValidationError(gettext("This time zone is not known. Accepted: such as Europe/Brussels."))
        return zone

    def clean(self) -> dict[str, Any]:
        """A moment that lies ahead."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        moment = self.moment()
        if moment and moment <= clock.now():
            self.add_error("day", gettext("The deadline lies ahead. Choose a later day or time."))
        return data

    def moment(self) -> dt.datetime | None:
        """The moment that was typed; None for no day."""
        data = self.cleaned_data
        if not data.get("day") or not data.get("time_zone"):
            return None
        return dt.datetime.combine(data["day"], data.get("time") or dt.time(18), ZoneInfo(data["time_zone"]))


class ExtendForm(DeadlineForm):
    """A later deadline."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["day"].required = True


class TermsForm(DeadlineForm):
    """On what terms a questionnaire is put, and for a new one from what it starts."""

    addressed_to = forms.ChoiceField(
        label=_("Who is asked"), choices=Questionnaire.AddressedTo.choices, widget=forms.RadioSelect,
        initial=Questionnaire.AddressedTo.STATES,
        help_text=_("A government answers, not a person: whoever answers for it is reached through the directory."),
    )
    invited = Several(
        label=_("The parties chosen"), help_text=_("Only where chosen parties are asked.")
    )
    disclosures = forms.MultipleChoiceField(
        label=_("Who may read an answer, beside its party and the task force"), choices=Disclosure.choices,
        widget=forms.CheckboxSelectMultiple, initial=[Disclosure.TOTALS], required=False,
        help_text=_("Each party chooses among what is offered here. Nothing wider is ever shown (CON-2)."),
    )
    disclosed_by = forms.ChoiceField(
        label=_("A party chooses this"), choices=Questionnaire.DisclosedBy.choices, widget=forms.RadioSelect,
        initial=Questionnaire.DisclosedBy.QUESTIONNAIRE,
    )
    results_audience = forms.ChoiceField(
        label=_("Who sees the totals once they are published"), choices=SEEN, initial=Audience.FRIENDS,
    )
    audience = forms.ChoiceField(
        label=_("Who sees that this questionnaire exists and what it asks"), choices=SEEN, initial=Audience.FRIENDS,
        help_text=_("Those who are asked always see it."),
    )
    code = forms.SlugField(
        label=_("Short name in addresses"), max_length=80, required=False,
        help_text=_("Small letters, digits and hyphens. Empty: made from the name."),
    )
    is_exercise = forms.BooleanField(
        label=_("This is an exercise"), required=False,
        help_text=_("Only exercise parties are asked; no government receives anything."),
    )
    languages = forms.MultipleChoiceField(
        label=_("Languages of the questionnaire"), choices=settings.CONVOKE_CONTENT_LANGUAGES, required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Questions are written in the language of this page and translated into the others. Languages can "
                    "be added later."),
    )
    start = forms.ChoiceField(
        label=_("Start from"), required=False,
        help_text=_("The questions of an earlier questionnaire are copied; the copy is yours to change."),
    )

    def __init__(
        self, *given: Any, names: Names, present: Questionnaire | None = None,
        earlier: Iterable[tuple[str, str]] = (), taken: Iterable[str] = (), **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.present, self.taken = present, set(taken)
        parties = party_choices(names, Party.objects.all())
        self.fields["invited"].choices = parties  # type: ignore[attr-defined]
        self.fields["start"].choices = [  # type: ignore[attr-defined]
            ("", gettext("an empty questionnaire")), *earlier
        ]
        if present:
            for name in ("code", "is_exercise", "languages", "start"):
                del self.fields[name]
        for language in self.content_languages():
            for name, label, longest in (
                ("name", gettext("Name (%(language)s)"), 200), ("sender", gettext("Sender (%(language)s)"), 200),
                ("purpose", gettext("Purpose (%(language)s)"), 4000),
            ):
                attributes = marked(language, rows=3) if name == "purpose" else marked(language)
                widget = forms.Textarea if name == "purpose" else forms.TextInput
                self.fields[f"{name}_{language}"] = forms.CharField(
                    label=label % {"language": language_name(language)}, required=False, max_length=longest,
                    widget=widget(attrs=attributes),
                )

    @staticmethod
    def content_languages() -> list[str]:
        """All languages, that of the page first."""
        own = active_language()
        return [own, *(code for code, _name in settings.CONVOKE_CONTENT_LANGUAGES if code != own)]

    def own_words(self) -> list[Any]:
        """The fields of the words in the language of the page."""
        return [self[f"{name}_{active_language()}"] for name in TEXTS]

    def other_words(self) -> list[Any]:
        """The fields of the words in the other languages."""
        return [self[f"{name}_{language}"] for language in self.content_languages()[1:] for name in TEXTS]

    def others_open(self) -> bool:
        """Whether anything stands in another language, or is wrong there."""
        return any(field.value() or field.errors for field in self.other_words())

    def clean_code(self) -> str:
        """A code that is not taken and no page of its own."""
        code: str = self.cleaned_data.get("code", "").lower()
        if code in NOT_A_CODE or code in self.taken:
            raise ValidationError(gettext("“%(code)s” is taken. Choose another short name.") % {"code": code})
        return code

    def clean(self) -> dict[str, Any]:
        """A code is made from the name where none was typed."""
        data = super().clean()
        if self.present is None and not data.get("code") and "code" not in self.errors:
            stem = slugify(next((data[f"name_{one}"] for one in self.content_languages()
                                 if data.get(f"name_{one}")), ""))[:60].strip("-") or "questionnaire"
            code, number = stem, 1
            while code in self.taken or code in NOT_A_CODE:
                number += 1
                code = f"{stem}-{number}"
            data["code"] = code
        return data

    def chosen_languages(self) -> tuple[str, ...]:
        """The languages of a new form, that of the page first."""
        return tuple(dict.fromkeys([active_language(), *self.cleaned_data["languages"]]))

    def terms(self) -> Terms:
        """What was typed as terms."""
        data = self.cleaned_data
        words = {
            name: {one: data[f"{name}_{one}"] for one in self.content_languages() if data[f"{name}_{one}"].strip()}
            for name in TEXTS
        }
        chosen = data["invited"] if data["addressed_to"] == Questionnaire.AddressedTo.PARTIES else []
        return Terms(
            **words, addressed_to=data["addressed_to"], invited=tuple(Party.objects.filter(code__in=chosen)),
            due_at=self.moment(), time_zone=data["time_zone"], disclosures=tuple(data["disclosures"]),
            disclosed_by=data["disclosed_by"], results_audience=data["results_audience"], audience=data["audience"],
        )


def told(questionnaire: Questionnaire, invited: Iterable[Party]) -> dict[str, Any]:
    """The terms of a questionnaire as the form shows them."""
    due = questionnaire.due_at.astimezone(ZoneInfo(questionnaire.time_zone)) if questionnaire.due_at else None
    return {
        "day": due.date() if due else None, "time": due.time() if due else dt.time(18),
        "time_zone": questionnaire.time_zone, "addressed_to": questionnaire.addressed_to,
        "invited": [party.code for party in invited], "disclosures": questionnaire.disclosures,
        "disclosed_by": questionnaire.disclosed_by, "results_audience": questionnaire.results_audience,
        "audience": questionnaire.audience,
        **{f"{name}_{language}": words for name in TEXTS for language, words in getattr(questionnaire, name).items()},
    }


class NoteForm(forms.Form):
    """What was corrected, in each language of the questionnaire."""

    def __init__(self, *given: Any, languages: Iterable[str], **more: Any) -> None:
        super().__init__(*given, **more)
        self.languages = list(languages)
        for language in self.languages:
            self.fields[f"note_{language}"] = forms.CharField(
                label=gettext("What was corrected (%(language)s)") % {"language": language_name(language)},
                required=False, max_length=1000, widget=forms.Textarea(attrs=marked(language, rows=2)),
            )

    def note(self) -> dict[str, str]:
        """What was typed, by language."""
        return {one: self.cleaned_data[f"note_{one}"] for one in self.languages}


class LinesForm(forms.Form):
    """Several questions at once, one a line."""

    lines = forms.CharField(
        label=_("Questions, one a line"), max_length=50_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 7, "aria-describedby": "lines-help", "dir": "auto"}),
    )


class SectionForm(forms.Form):
    """The title and the introduction of a section in each language."""

    def __init__(self, *given: Any, languages: Iterable[str], **more: Any) -> None:
        super().__init__(*given, **more)
        self.languages = list(languages)
        for language in self.languages:
            name = {"language": language_name(language)}
            self.fields[f"title_{language}"] = forms.CharField(
                label=gettext("Title (%(language)s)") % name, max_length=300, required=language == self.languages[0],
                widget=forms.TextInput(attrs=marked(language)),
            )
            self.fields[f"intro_{language}"] = forms.CharField(
                label=gettext("Introduction (%(language)s)") % name, max_length=5000, required=False,
                widget=forms.Textarea(attrs=marked(language, rows=3)),
            )

    def words(self, name: str) -> dict[str, str]:
        """The texts typed, by language."""
        return {one: said for one in self.languages if (said := self.cleaned_data[f"{name}_{one}"].strip())}

    def in_language(self) -> list[tuple[str, list[Any]]]:
        """The fields, language by language."""
        return [(one, [self[f"title_{one}"], self[f"intro_{one}"]]) for one in self.languages]

    @staticmethod
    def told(section: Section) -> dict[str, str]:
        """A section as the form shows it."""
        return {
            **{f"title_{language}": said for language, said in section.title.items()},
            **{f"intro_{language}": said for language, said in section.intro.items()},
        }


class UploadForm(forms.Form):
    """An XLSForm."""

    file = forms.FileField(
        label=_("XLSForm (.xlsx)"), help_text=_("A form that opens in KoboToolbox or ODK opens here. Up to 10 MB, "
                                                "without macros."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )

"""The forms around an answer: handing a section on, clearance, disclosure, declining."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from convoke.consultation.models import Disclosure, Questionnaire
from convoke.core.languages import active_language
from convoke.directory.models import Mandate
from convoke.directory.operations.people import NewPerson

DAY = {"type": "date"}
SOMEBODY_NEW = "new"


class _Form(forms.Form):
    """A form whose fields say what was wrong beside them."""

    required_css_class = "required"


def people(mandates: Iterable[Mandate]) -> list[tuple[str, str]]:
    """People to choose from, each with what they are for the party."""
    return [
        (str(one.pk), f"{one.person} · {one.title or one.get_capacity_display()}") for one in mandates
    ]


class DelegateForm(_Form):
    """To whom a section is handed, until when, with what note."""

    section = forms.ChoiceField(label=_("Section"))
    mandate = forms.ChoiceField(label=_("To whom"))
    name = forms.CharField(label=_("Name of the new person"), required=False, max_length=200)
    email = forms.EmailField(
        label=_("E-mail address of the new person"), required=False,
        help_text=_("The invitation goes there. Without one, the directory prints it as a letter."),
    )
    language = forms.ChoiceField(label=_("Language of the new person"), required=False, choices=settings.LANGUAGES)
    ministry = forms.CharField(label=_("Ministry or office"), required=False, max_length=200)
    due_on = forms.DateField(label=_("Please hand back by"), required=False, widget=forms.DateInput(DAY))
    note = forms.CharField(
        label=_("Note to them"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(
        self, *given: Any, sections: list[tuple[str, str]], mandates: Iterable[Mandate], may_name_new: bool,
        **more: Any,
    ) -> None:
        super().__init__(*given, **more)
        self.fields["section"].choices = sections  # type: ignore[attr-defined]
        new = [(SOMEBODY_NEW, _("Somebody else: name them below"))] if may_name_new else []
        self.fields["mandate"].choices = [("", "–"), *people(mandates), *new]  # type: ignore[attr-defined]
        self.fields["language"].initial = active_language()
        if not may_name_new:
            for name in ("name", "email", "language"):
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Somebody new has a name."""
        data = super().clean() or {}
        if data.get("mandate") == SOMEBODY_NEW and not data.get("name", "").strip():
            self.add_error("name", _("Please give the name of the new person."))
        return data

    def new_person(self, is_exercise: bool) -> NewPerson:
        """The person named."""
        data = self.cleaned_data
        return NewPerson(data["name"], language=data["language"], is_exercise=is_exercise)


class ClearanceForm(_Form):
    """Who clears the answer before it is submitted."""

    mandate = forms.ChoiceField(label=_("Who clears the answer"))
    note = forms.CharField(
        label=_("Note to them"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *given: Any, mandates: Iterable[Mandate], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["mandate"].choices = [("", "–"), *people(mandates)]  # type: ignore[attr-defined]


class RemarkForm(_Form):
    """A remark when a section is handed back."""

    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )


class SendBackForm(_Form):
    """What should be changed before the answer is cleared."""

    remark = forms.CharField(
        label=_("What should be changed"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class DeclineForm(_Form):
    """Why a party does not answer."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("As you like. It is seen by your government and the task force."),
    )


class DisclosureForm(_Form):
    """CON-2: who sees the answers beside the task force, once for all or answer by answer."""

    disclosure = forms.ChoiceField(label=_("Your answers are also seen by"), widget=forms.RadioSelect)
    may_quote = forms.BooleanField(label=_("They may be quoted with the name of our government"), required=False)

    def __init__(
        self, *given: Any, questionnaire: Questionnaire, questions: list[tuple[str, str]], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        offered = [(one, Disclosure(one).label) for one in questionnaire.disclosures]
        self.fields["disclosure"].choices = offered  # type: ignore[attr-defined]
        self.questions = questions
        if questionnaire.disclosed_by == Questionnaire.DisclosedBy.ANSWER:
            for code, label in questions:
                self.fields[f"by:{code}"] = forms.ChoiceField(
                    label=label, required=False, choices=[("", _("as chosen above")), *offered]
                )
                self.fields[f"quote:{code}"] = forms.ChoiceField(
                    label=_("May it be quoted?"), required=False,
                    choices=[("", _("as chosen above")), ("yes", _("Yes")), ("no", _("No"))],
                )

    @property
    def by_answer(self) -> list[tuple[Any, Any]]:
        """The two fields of each answer."""
        return [(self[f"by:{code}"], self[f"quote:{code}"]) for code, _label in self.questions
                if f"by:{code}" in self.fields]

    @property
    def for_all(self) -> list[Any]:
        """The fields that count for all answers."""
        return [self["disclosure"], self["may_quote"]]

    def answers(self) -> dict[str, str]:
        """The disclosures chosen for single answers."""
        return {code: said for code, _label in self.questions if (said := self.cleaned_data.get(f"by:{code}"))}

    def quotes(self) -> dict[str, bool]:
        """What was chosen on quoting single answers."""
        return {
            code: said == "yes" for code, _label in self.questions
            if (said := self.cleaned_data.get(f"quote:{code}"))
        }

"""The forms of a team's space; what was typed comes back with what was wrong."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convoke.directory.models import Party
from convoke.directory.queries import Names
from convoke.library.models import Document
from convoke.programme.models import TeamDuty
from convoke.programme.operations.team_calls import LONGEST, CallPlan
from convoke.programme.states import DUTY, DutyState

from ..forms import DAY, TIME, Several, all_parties, party_choices

NOTE = {"rows": 3}


class _Form(forms.Form):
    required_css_class = "required"


def _options(form: forms.Form, name: str, options: list[tuple[str, str]]) -> None:
    form.fields[name].choices = options  # type: ignore[attr-defined]


class OfferForm(_Form):
    """A party offers to help prepare the session."""

    party = forms.ChoiceField(label=_("For"))
    note = forms.CharField(
        label=_("What you would bring"), required=False, widget=forms.Textarea(NOTE), max_length=2000
    )

    def __init__(self, *given: Any, names: Names, parties: Iterable[Party], **more: Any) -> None:
        super().__init__(*given, **more)
        _options(self, "party", party_choices(names, parties))


class InviteForm(_Form):
    """Whom the office invites."""

    parties = Several(label=_("Participants"))
    note = forms.CharField(
        label=_("What is asked of them"), required=False, widget=forms.Textarea(NOTE), max_length=2000
    )

    def __init__(self, *given: Any, names: Names, **more: Any) -> None:
        super().__init__(*given, **more)
        _options(self, "parties", all_parties(names))


class ReplyForm(_Form):
    """What an invited party replies."""

    entry = forms.IntegerField(widget=forms.HiddenInput)
    join = forms.ChoiceField(
        label=_("Reply"), choices=[("yes", _("We join the team")), ("no", _("We decline"))], widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note to the task force"), required=False, max_length=2000)


class LeaveForm(_Form):
    """A member leaves."""

    entry = forms.ChoiceField(label=_("Participant"))
    note = forms.CharField(label=_("Reason"), required=False, max_length=2000)


class DutyForm(_Form):
    """What the team owes, by when, and who takes it on."""

    kind = forms.ChoiceField(label=_("What is owed"), choices=TeamDuty.Kind.choices)
    due_on = forms.DateField(label=_("Due"), required=False, widget=forms.DateInput(DAY))
    party = forms.ChoiceField(label=_("Taken on by"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(self, *given: Any, names: Names, parties: Iterable[Party], **more: Any) -> None:
        super().__init__(*given, **more)
        _options(self, "party", [("", ""), *party_choices(names, parties)])


class CarryForm(_Form):
    """How far a thing is."""

    state = forms.ChoiceField(label=_("State"), widget=forms.RadioSelect)
    document = forms.ChoiceField(label=_("Document"), required=False)
    note = forms.CharField(label=_("Note"), required=False, max_length=500)

    def __init__(
        self, *given: Any, duty: TeamDuty, papers: Iterable[Document], may_waive: bool, **more: Any
    ) -> None:
        super().__init__(*given, **more)
        following = [one for one in DUTY[DutyState(duty.state)] if may_waive or one != DutyState.WAIVED]
        _options(self, "state", [(one.value, str(one.label)) for one in following])
        _options(self, "document", [("", ""), *((str(one.pk), f"{one.code} {one.title}") for one in papers)])


class ReasonForm(_Form):
    """PRO-1: why the Chair accepts the team as it is."""

    reason = forms.CharField(label=_("Reason"), widget=forms.Textarea(NOTE), max_length=2000)


class CallForm(_Form):
    """When a call is, on what, and where one joins it."""

    topic = forms.CharField(label=_("Topic"), max_length=200)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(DAY))
    time = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(TIME))
    time_zone = forms.CharField(label=_("Time zone"), max_length=60, help_text=_("Such as Europe/Brussels."))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=1, max_value=LONGEST, initial=60)
    place = forms.CharField(label=_("Place or address"), max_length=500, required=False)

    def plan(self) -> CallPlan:
        """What was typed as a plan."""
        return CallPlan(**self.cleaned_data)


class NotesForm(_Form):
    """What was agreed in a call."""

    notes = forms.CharField(
        label=_("Notes"), widget=forms.Textarea({"rows": 6}), required=False, max_length=20_000
    )

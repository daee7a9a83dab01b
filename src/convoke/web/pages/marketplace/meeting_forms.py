"""The forms of meetings: what is proposed, why one is called off, when a party cannot meet."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from convoke.editions.models import Edition
from convoke.marketplace.fair.times import runs_of
from convoke.marketplace.models import Half, Meeting, Resource, Slot
from convoke.marketplace.operations.absences import LONGEST
from convoke.marketplace.operations.meetings import LONGEST_ABOUT, MOST_SLOTS, Plan

from ...templatetags.marketplace import resource_name
from .forms import ReasonForm


class PlanForm(forms.Form):
    """What a meeting is to be, with what there is in its edition to choose from; two queries."""

    required_css_class = "required"

    about = forms.CharField(
        label=_("What it is about"), required=False, max_length=LONGEST_ABOUT,
        widget=forms.Textarea({"rows": 2, "dir": "auto"}),
    )
    length = forms.TypedChoiceField(label=_("How long"), coerce=int)
    half = forms.ChoiceField(label=_("Only in the"), required=False, help_text=_("Leave it open if both will do."))
    needs = forms.MultipleChoiceField(label=_("Needs"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(
        self, *given: Any, edition: Edition, minutes: int, meeting: Meeting | None = None, **more: Any
    ) -> None:
        if meeting is not None:
            more["initial"] = {
                "about": meeting.about, "length": meeting.length, "half": meeting.half,
                "needs": [str(one.pk) for one in meeting.needs.all()],
            }
        super().__init__(*given, **more)
        runs = runs_of(Slot.objects.filter(edition=edition))
        most = min(MOST_SLOTS, max(map(len, runs), default=MOST_SLOTS))
        there = {slots[0].half for slots in runs} or set(Half.values)
        self.resources = {str(one.pk): one for one in Resource.objects.filter(edition=edition, number__gt=0)}
        self._offer("length", [
            (str(number), ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes * number) % {
                "minutes": minutes * number}) for number in range(1, most + 1)])
        self._offer("half", [("", ""), *((one.value, str(one.label)) for one in Half if one in there)])
        self._offer("needs", [(key, resource_name(one)) for key, one in self.resources.items()])
        if not self.resources:
            del self.fields["needs"]

    def _offer(self, name: str, options: Sequence[tuple[str, str]]) -> None:
        self.fields[name].choices = options  # type: ignore[attr-defined]

    def plan(self) -> Plan:
        """What was typed."""
        said = self.cleaned_data
        return Plan(
            about=said["about"], length=said["length"], half=said["half"],
            needs=[self.resources[key] for key in said.get("needs", ())],
        )


class OffForm(ReasonForm):
    """Why a meeting is called off, or a proposal declined."""

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["reason"].help_text = _("Needed; the other side reads it.")
        self.fields["reason"].widget.attrs |= {"rows": 2, "dir": "auto"}


class AbsencesForm(forms.Form):
    """The times at which a party cannot meet."""

    slots = forms.MultipleChoiceField(label=_("Cannot meet"), required=False)
    seen = forms.MultipleChoiceField(required=False)
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST,
        help_text=_("If you like; it goes with the times you add now. Your own side and the task force read it."),
    )

    def __init__(self, *given: Any, slots: Sequence[Slot], **more: Any) -> None:
        super().__init__(*given, **more)
        self.known = {str(one.pk): one for one in slots}
        for name in ("slots", "seen"):
            self.fields[name].choices = [(key, key) for key in self.known]  # type: ignore[attr-defined]

    def chosen(self, name: str) -> list[Slot]:
        """The times chosen in a field."""
        return [self.known[key] for key in self.cleaned_data[name]]

"""The forms of panels and the timetable; what was typed comes back with what was wrong."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from convoke.directory.models import Party
from convoke.directory.queries import Names
from convoke.programme.models import Role, Room
from convoke.programme.states import PanelState

from ..bodies.forms import party_choices

DAY, TIME = {"type": "date"}, {"type": "time"}


class PlaceForm(forms.Form):
    """Day, time, length and room of a session, in the zone of the meeting."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(DAY))
    begins = forms.TimeField(label=_("Begins at"), widget=forms.TimeInput(TIME))
    minutes = forms.IntegerField(label=_("Minutes"), min_value=5, max_value=960, initial=90)
    room = forms.ChoiceField(label=_("Room"), required=False)

    def __init__(self, *given: Any, rooms: Iterable[Room], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["room"].choices = [  # type: ignore[attr-defined]
            ("", _("no room yet")), *((one.code, str(one.name)) for one in rooms)
        ]

    def times(self) -> dict[str, dt.datetime]:
        """Beginning and end, without a zone: they are meant in that of the meeting."""
        begins = dt.datetime.combine(self.cleaned_data["day"], self.cleaned_data["begins"])
        return {"starts_at": begins, "ends_at": begins + dt.timedelta(minutes=self.cleaned_data["minutes"])}


class InterpretationForm(forms.Form):
    """The languages of a session, and how many are expected."""

    languages = forms.MultipleChoiceField(
        label=_("Languages of the session"), required=False, widget=forms.CheckboxSelectMultiple,
        choices=settings.CONVOKE_CONTENT_LANGUAGES,
        help_text=_("One is spoken without a booth; each further one needs a booth."),
    )
    expected = forms.IntegerField(label=_("Participants expected"), required=False, min_value=0, max_value=100_000)


class RoomForm(forms.Form):
    """A room: its name in the language of the page, seats and booths."""

    name = forms.CharField(label=_("Name"), max_length=100)
    seats = forms.IntegerField(label=_("Seats"), required=False, min_value=1, max_value=100_000)
    booths = forms.IntegerField(label=_("Interpretation booths"), min_value=0, max_value=30, initial=0)


class ZoneForm(forms.Form):
    """The time zone of the meeting."""

    zone = forms.CharField(label=_("Time zone of the meeting"), max_length=60, help_text=_("Such as Europe/Brussels."))


class ReleaseForm(forms.Form):
    """A release: what is to be known of it, and why clashes are accepted."""

    note = forms.CharField(
        label=_("What is to be known of this version"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Seen by all, in the language of this page."),
    )
    accepted = forms.CharField(
        label=_("Why it is released although it clashes"), required=False, max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}), help_text=_("Needed while anything clashes; seen by the office."),
    )


class ProposeForm(forms.Form):
    """Somebody for a role, named as in the directory."""

    person = forms.CharField(label=_("Person"), max_length=200, help_text=_("The name as it stands in the directory."))
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.PANELLIST)
    party = forms.ChoiceField(label=_("For"), required=False)
    function = forms.CharField(label=_("Function"), required=False, max_length=300)
    institution = forms.CharField(label=_("Institution"), required=False, max_length=300)

    def __init__(self, *given: Any, names: Names, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            ("", "–"), *party_choices(names, Party.objects.all())
        ]


class ReplyForm(forms.Form):
    """What somebody invited replies."""

    reply = forms.ChoiceField(
        label=_("Reply"), widget=forms.RadioSelect,
        choices=[(one.value, one.label) for one in (PanelState.CONFIRMED, PanelState.DECLINED)],
    )
    reason = forms.CharField(label=_("Reason"), required=False, max_length=500, help_text=_("Needed for a refusal."))


class WithdrawForm(forms.Form):
    """Why somebody will not come after all."""

    reason = forms.CharField(label=_("Reason"), max_length=500, help_text=_("The office sees it."))


class BiographyForm(forms.Form):
    """What is told of somebody, in the language of the page."""

    biography = forms.CharField(
        label=_("Biography"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("In the language of this page; public once the person has confirmed."),
    )
    languages = forms.CharField(
        label=_("Speaks"), required=False, max_length=60, help_text=_("Codes of languages with commas: en, fr.")
    )

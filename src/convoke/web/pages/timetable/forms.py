"""The forms of panels and the timetable; what was typed comes back with what was wrong."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convoke.core import formats
from convoke.core.languages import active_language, direction
from convoke.directory.models import Party
from convoke.directory.queries import Names
from convoke.programme.models import PanelInvitation, PanelRole, Role, Room, Session
from convoke.programme.states import PanelState

from ..forms import party_choices

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


class MoveForm(forms.Form):
    """A session put onto a cell of the grid: ``to`` is its day, its time and its room; the length stays."""

    to = forms.CharField(max_length=120, error_messages={"required": _("Choose a place in the grid.")})

    def __init__(self, *given: Any, rooms: Iterable[Room], session: Session, **more: Any) -> None:
        super().__init__(*given, **more)
        self.codes, self.session = {"", *(one.code for one in rooms)}, session

    def clean(self) -> dict[str, Any]:
        """Beginning and end without a zone, and the code of the room."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if "to" not in data:
            return data
        moment, _sep, room = data["to"].partition("/")
        try:
            begins = dt.datetime.strptime(moment, "%Y-%m-%dT%H:%M")  # noqa: DTZ007  (meant in the meeting's zone)
        except ValueError:
            begins = None
        if begins is None or room not in self.codes:
            raise forms.ValidationError(gettext("Choose a place in the grid: a day, a time and a room of the meeting."))
        own = self.session
        length = own.ends_at - own.starts_at if own.starts_at and own.ends_at else dt.timedelta(minutes=90)
        return {**data, "room": room, "starts": begins, "ends": begins + length}


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
    """Somebody for a role: found in the directory, or not in it yet."""

    q = forms.CharField(
        label=_("Person"), required=False, max_length=100,
        help_text=_("A part of the name; then choose among those found."),
        widget=forms.TextInput(attrs={"type": "search", "autocomplete": "off"}),
    )
    person = forms.CharField(required=False, max_length=120, widget=forms.HiddenInput)
    name = forms.CharField(label=_("Name"), required=False, max_length=200)
    honorific = forms.CharField(label=_("Title"), required=False, max_length=60, help_text=_("H.E., Ms, Professor"))
    email = forms.CharField(label=_("E-mail address"), required=False, max_length=254)
    language = forms.ChoiceField(
        label=_("To be addressed in"), required=False, choices=[("", "–"), *settings.LANGUAGES])
    role = forms.ChoiceField(label=_("Role"), choices=Role.choices, initial=Role.PANELLIST)
    party = forms.ChoiceField(label=_("For"), required=False)
    function = forms.CharField(label=_("Function"), required=False, max_length=300)
    institution = forms.CharField(label=_("Institution"), required=False, max_length=300)

    def __init__(self, *given: Any, names: Names, may_enter: bool, may_keep: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            ("", "–"), *party_choices(names, Party.objects.all())
        ]
        self.may_enter = may_enter
        for name in ([] if may_keep else ["email"]) + ([] if may_enter else ["name", "honorific", "language"]):
            self.fields.pop(name, None)

    def clean(self) -> dict[str, Any]:
        """Either one of those found, or the name of somebody new."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("person") and not data.get("name"):
            self.add_error("q", gettext("Choose one of those found.") if not self.may_enter else gettext(
                "Choose one of those found, or enter the name of somebody who is not in the directory yet."))
        if data.get("person") and data.get("name"):
            self.add_error("name", gettext(
                "Either somebody found or somebody new: clear the name, or choose “somebody new”."))
        return data


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
    """What is told of somebody, in each language of content, and in which languages they speak."""

    def __init__(self, data: Any = None, *, role: PanelRole, prefix: str) -> None:
        initial: dict[str, Any] = {f"biography_{code}": text for code, text in role.biography.items()}
        known = dict(settings.CONVOKE_CONTENT_LANGUAGES)
        initial["languages"] = [code for code in role.languages if code in known]
        initial["others"] = ", ".join(code for code in role.languages if code not in known)
        super().__init__(data, initial=initial, prefix=prefix)
        for code, name in known.items():
            self.fields[f"biography_{code}"] = forms.CharField(
                label=gettext("Biography (%(language)s)") % {"language": name}, required=False, max_length=2000,
                widget=forms.Textarea(attrs={"rows": 4, "lang": code, "dir": direction(code)}),
            )
        self.fields["languages"] = forms.MultipleChoiceField(
            label=gettext("Speaks"), required=False, widget=forms.CheckboxSelectMultiple,
            choices=[(code, formats.language_name(code)) for code in known],
        )
        self.fields["others"] = forms.CharField(
            label=gettext("Other languages"), required=False, max_length=60,
            help_text=gettext("Codes of languages with commas: pt, ru."),
        )

    @property
    def texts(self) -> list[tuple[str, bool, forms.BoundField]]:
        """The texts by language, and whether each is shown open: the page's own, and what is written."""
        active = active_language()
        found = [(code, self[f"biography_{code}"]) for code, _name in settings.CONVOKE_CONTENT_LANGUAGES]
        found.sort(key=lambda one: one[0] != active)
        return [(code, code == active or bool(field.errors), field) for code, field in found]

    def given(self) -> dict[str, Any]:
        """What the operation takes."""
        data = self.cleaned_data
        others = [word.strip().lower() for word in data["others"].split(",") if word.strip()]
        return {
            "biography": {code: data[f"biography_{code}"] for code, _name in settings.CONVOKE_CONTENT_LANGUAGES},
            "languages": [*data["languages"], *others],
        }


class InviteForm(forms.Form):
    """The letter to somebody invited: by what, to where, in which language and words."""

    means = forms.ChoiceField(
        label=_("The invitation goes"), widget=forms.RadioSelect, choices=PanelInvitation.Means.choices,
        initial=PanelInvitation.Means.EMAIL,
    )
    email = forms.CharField(label=_("E-mail address"), required=False, max_length=254)
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)
    subject = forms.CharField(label=_("Subject"), max_length=200)
    text = forms.CharField(
        label=_("Text"), max_length=5000, widget=forms.Textarea(attrs={"rows": 12}),
        help_text=_("The link by which the person answers is added below it."),
    )


class AnswerForm(forms.Form):
    """What a panellist answers by the link of the letter."""

    reply = forms.ChoiceField(label=_("Your answer"), widget=forms.RadioSelect, choices=[
        (PanelState.CONFIRMED.value, _("I accept")), (PanelState.DECLINED.value, _("I am not able to come"))])
    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=500,
        help_text=_("Needed if you do not come; the office sees it."),
    )

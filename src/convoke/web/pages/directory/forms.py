"""Forms of the directory; what is accepted is decided by the operations."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from convoke.core.actors import Actor
from convoke.core.policy import allows
from convoke.directory.models import Capacity, Channel, Gender, Invitation, Mandate, Party, Person

NO_DATE = _("This is not a date. Accepted: a date such as 2007-07-09.")


def day_field(label: Any, help_text: Any = "", *, required: bool = False) -> forms.DateField:
    """A date, entered with the browser's calendar or as 2007-07-09."""
    return forms.DateField(
        label=label, help_text=help_text, required=required, input_formats=["%Y-%m-%d"],
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), error_messages={"invalid": NO_DATE},
    )


class PersonForm(forms.Form):
    """How a person is called and addressed."""

    honorific = forms.CharField(
        label=pgettext_lazy("person", "Title"), max_length=60, required=False, help_text=_("H.E., Ms, Professor")
    )
    name = forms.CharField(label=pgettext_lazy("person", "Name"), max_length=200)
    language = forms.ChoiceField(
        label=_("Language to be addressed in"), required=False,
        choices=[("", _("not known")), *settings.LANGUAGES],
    )
    gender = forms.ChoiceField(
        label=_("Gender"), required=False, choices=Gender.choices,
        help_text=_("As the person states it, or who designates them. Others see counts alone, never whose it is."),
    )


class DesignationForm(forms.Form):
    """Who is to act for a party, in which capacity, from when, and what that rests on."""

    capacity = forms.ChoiceField(label=_("Capacity"))
    known = forms.ChoiceField(label=_("Person"), required=False)
    honorific = PersonForm.base_fields["honorific"]
    name = forms.CharField(
        label=pgettext_lazy("person", "Name"), max_length=200, required=False,
        help_text=_("of someone who is not in the list above"),
    )
    language = PersonForm.base_fields["language"]
    gender = PersonForm.base_fields["gender"]
    email = forms.EmailField(
        label=_("E-mail address"), required=False,
        error_messages={"invalid": _("This is no e-mail address. Accepted: an address such as office@example.org.")},
    )
    title = forms.CharField(
        label=pgettext_lazy("person", "Function"), max_length=300, required=False,
        help_text=_("ministry, office, post"),
    )
    since = day_field(pgettext_lazy("period", "From"), _("the first day; today if left empty"))
    until = day_field(pgettext_lazy("period", "Until"), _("if it ends on a known day: the day after the last one"))
    reference = forms.CharField(
        label=_("Reference of the note verbale"), max_length=300, required=False,
        help_text=_("or what else the designation rests on"),
    )
    note_date = day_field(_("Date of the note"))
    scan = forms.FileField(label=_("Scan of the note"), required=False, help_text=_("PDF, PNG or JPEG, up to 20 MB"))

    def __init__(self, *args: Any, actor: Actor, party: Party, people: list[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        may = [
            choice for choice in Capacity.choices
            if allows(actor, "designate", Mandate(party=party, capacity=choice[0]))
        ]
        self.fields["capacity"].choices = may  # type: ignore[attr-defined]
        self.people = {str(person.pk): person for person in people}
        self.fields["known"].choices = [  # type: ignore[attr-defined]
            ("", _("someone new")), *((pk, str(person)) for pk, person in self.people.items())
        ]

    def clean(self) -> dict[str, Any]:
        """Asks for a person: one of the list or a name."""
        cleaned = super().clean() or {}
        if not cleaned.get("known") and not cleaned.get("name") and "name" not in self.errors:
            self.add_error("name", _("Please choose a person or give the name of someone new."))
        return cleaned


class EndForm(forms.Form):
    """When a mandate ends."""

    on = day_field(_("Ends on"), _("the first day on which it is held no longer; today if left empty"))
    reason = forms.CharField(label=_("Note for the journal"), max_length=300, required=False)


class ChannelForm(forms.Form):
    """A way to reach someone."""

    kind = forms.ChoiceField(label=pgettext_lazy("channel", "By"), choices=Channel.Kind.choices)
    address = forms.CharField(label=_("Address or number"), max_length=300)
    label = forms.CharField(
        label=_("Note"), max_length=120, required=False, help_text=_("office, assistant, hours")
    )
    order = forms.IntegerField(
        label=_("Order of preference"), min_value=0, max_value=99, initial=0, help_text=_("0 is tried first")
    )
    is_official = forms.BooleanField(
        label=_("Official: all focal points see it of a focal point (DIR-3)"), required=False
    )


class UnreliableForm(forms.Form):
    """Why a channel cannot be relied on."""

    reason = forms.CharField(label=_("Why it cannot be relied on"), max_length=300)


class InviteForm(forms.Form):
    """How the code reaches the person."""

    means = forms.ChoiceField(label=_("The code goes"), choices=Invitation.Means.choices)
    email = forms.EmailField(
        label=_("E-mail address"), required=False, help_text=_("for an invitation by e-mail"),
        error_messages={"invalid": _("This is no e-mail address. Accepted: an address such as office@example.org.")},
    )
    language = forms.ChoiceField(label=_("Language"), choices=settings.LANGUAGES)


class EnterForm(forms.Form):
    """The code one was sent, and the address."""

    email = forms.EmailField(
        label=_("E-mail address"), widget=forms.EmailInput(attrs={"autocomplete": "email"}),
        error_messages={"invalid": _("This is no e-mail address. Accepted: an address such as office@example.org.")},
    )
    code = forms.CharField(
        label=_("Code of the invitation"), max_length=60, help_text=_("four groups of four letters and digits"),
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "characters"}),
    )


class PasswordForm(forms.Form):
    """The password to sign in with from now on."""

    password = forms.CharField(
        label=_("Choose a password"), help_text=_("12 signs at least; a few words are easy to remember"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}), strip=False, required=False,
    )


class TableForm(forms.Form):
    """A table handed in."""

    table = forms.FileField(label=_("Table"), help_text=_("CSV in UTF-8 or XLSX, up to 20,000 rows"))

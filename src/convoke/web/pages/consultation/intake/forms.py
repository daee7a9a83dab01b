"""The forms of answers handed in; what was typed comes back with what was wrong."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convoke.consultation.models import ReceivedBy
from convoke.consultation.operations.intakes import BY_THE_OFFICE
from convoke.directory.models import Party
from convoke.directory.queries import Names

from ...forms import party_choices


class UploadForm(forms.Form):
    """A form that was filled in, handed in by who answers for its party."""

    file = forms.FileField(
        label=_("The form, filled in"), help_text=_("XLSX or DOCX, as downloaded here, up to 20 MB, without macros."),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.docx"}), allow_empty_file=True,
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))


class ReceivedForm(forms.Form):
    """What reached the task force: of which party, how, and its file or scan."""

    party = forms.ChoiceField(label=_("Party"))
    channel = forms.ChoiceField(
        label=_("Received"), choices=[(one.value, one.label) for one in BY_THE_OFFICE], initial=ReceivedBy.EMAIL,
        widget=forms.RadioSelect,
    )
    file = forms.FileField(
        label=_("File or scan"), allow_empty_file=True,
        help_text=_("A form that was downloaded here is read by itself (XLSX, DOCX). A scan or a letter (PDF, PNG, "
                    "JPG, ODT) is entered by hand. Up to 20 MB, without macros."),
    )
    note = forms.CharField(label=_("Note"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *given: Any, names: Names, parties: Iterable[Party], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["party"].choices = [  # type: ignore[attr-defined]
            ("", _("Choose")), *party_choices(names, parties)
        ]


class ReasonForm(forms.Form):
    """Why something is set aside or sent back."""

    reason = forms.CharField(label=_("Reason"), max_length=1000, widget=forms.Textarea(attrs={"rows": 2}))

"""The forms of interest and of rooms; what was typed comes back with what was wrong."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from convoke.core.languages import active_language
from convoke.directory.queries import Names
from convoke.marketplace.models import Provider
from convoke.marketplace.operations._common import LONGEST_REASON
from convoke.marketplace.operations.rooms import LONGEST, Said
from convoke.marketplace.phrases import phrases_of


class MessageForm(forms.Form):
    """Words, a standard phrase, a file: what is written into a room."""

    required_css_class = "required"

    phrase = forms.ChoiceField(
        label=_("Standard phrase"), required=False,
        help_text=_("Everybody reads it in the language of their own pages. It stands before your own words."),
    )
    text = forms.CharField(
        label=_("Your own words"), required=False, max_length=LONGEST, widget=forms.Textarea({"rows": 5, "dir": "auto"})
    )
    language = forms.ChoiceField(label=_("Language of your words"), required=False)
    file = forms.FileField(
        label=_("File"), required=False, help_text=_("PDF, Word, Excel, OpenDocument, PNG or JPEG, up to 20 MB.")
    )

    def __init__(self, *given: Any, sides: Iterable[str], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["phrase"].choices = [  # type: ignore[attr-defined]
            ("", ""), *((one.code, one.text) for one in phrases_of(*sides))]
        self.fields["language"].choices = settings.CONVOKE_CONTENT_LANGUAGES  # type: ignore[attr-defined]
        self.fields["language"].initial = active_language()

    def said(self) -> Said:
        """What was typed as a message."""
        data = self.cleaned_data
        return Said(text=data["text"], phrase=data["phrase"], upload=data["file"], language=data["language"])


class InterestForm(MessageForm):
    """A provider shows interest: for whom, whether it may be shown, a first message."""

    provider = forms.ChoiceField(label=_("For"))
    may_be_shown = forms.BooleanField(
        label=_("The other providers of this request may see us, so that we coordinate (MKT-2)"), required=False
    )

    field_order = ["provider", "phrase", "text", "language", "file", "may_be_shown"]

    def __init__(self, *given: Any, names: Names, providers: Iterable[Provider], **more: Any) -> None:
        super().__init__(*given, **more)
        found = {one.party.pk: one for one in providers}
        self.fields["provider"].choices = [  # type: ignore[attr-defined]
            (str(found[party.pk].pk), names.name(party)) for party in names.sort(one.party for one in found.values())]
        self.fields["phrase"].initial = "interested"


class AnswerForm(forms.Form):
    """Why an interest is declined."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=_("Needed to decline; the provider reads it."),
    )


class WithdrawForm(forms.Form):
    """Why an interest is withdrawn, if the provider wants to say so."""

    reason = forms.CharField(
        label=_("Reason"), required=False, max_length=LONGEST_REASON, widget=forms.Textarea({"rows": 2, "dir": "auto"}),
        help_text=_("The owner of the request reads it."),
    )

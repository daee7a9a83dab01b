"""The forms of papers; what was typed comes back with what was wrong."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from convoke.core.audiences import Audience
from convoke.core.languages import direction
from convoke.directory.models import Party
from convoke.directory.queries import Names
from convoke.library.models import Document, Paragraph
from convoke.library.states import CommentState
from convoke.programme.models import Session

from ..forms import Several, party_choices
from .shared import language_choices

AUDIENCES = [(one.value, one.label) for one in (
    Audience.PUBLIC, Audience.PARTICIPANTS, Audience.FRIENDS, Audience.TEAM, Audience.TASK_FORCE,
)]
LEVELS = [("", "–"), ("1", "1"), ("2", "2"), ("3", "3"), ("4", "4")]
REPLACE, APPEND = "replace", "append"
ANSWERS = [(one.value, one.label) for one in (CommentState.TAKEN, CommentState.PARTLY, CommentState.NOT_TAKEN)]


class _Form(forms.Form):
    """A form whose fields say what was wrong beside them."""

    required_css_class = "required"


def with_level(data: dict[str, Any]) -> dict[str, Any]:
    """The same with the level of a heading, 1 where none was chosen, and with none for what is no heading."""
    is_heading = data.get("kind") == Paragraph.Kind.HEADING
    return {**data, "level": int(data.get("level") or 1) if is_heading else 0}


class DocumentForm(_Form):
    """What a document is, by whom, for whom, in which languages."""

    title = forms.CharField(label=_("Title"), max_length=300, help_text=_("In the language it is written in."))
    kind = forms.ChoiceField(label=_("Kind"), choices=Document.Kind.choices)
    session = forms.ChoiceField(label=_("Session"), required=False)
    language = forms.ChoiceField(label=_("Written in"))
    languages = forms.MultipleChoiceField(
        label=_("To be translated into"), required=False, widget=forms.CheckboxSelectMultiple
    )
    audience = forms.ChoiceField(
        label=_("Seen by"), choices=AUDIENCES, initial=Audience.PUBLIC.value,
        help_text=_("Once it is published. Until then its authors, the Chair and the task force see it."),
    )
    authors = Several(label=_("Authors"), help_text=_("Those who act for an author may write."))
    about = forms.CharField(
        label=_("What it is about"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *given: Any, names: Names, sessions: Iterable[Session], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["authors"].choices = party_choices(names, Party.objects.all())  # type: ignore[attr-defined]
        self.fields["session"].choices = [  # type: ignore[attr-defined]
            ("", _("none: of the whole edition")), *((one.code, f"{one.code} {one.title}") for one in sessions)
        ]
        for name in ("language", "languages"):
            self.fields[name].choices = language_choices()  # type: ignore[attr-defined]


class ParagraphForm(_Form):
    """The text of one paragraph, with the revision it was typed upon."""

    text = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 8}), required=False,
        help_text=_("Markdown: **strong**, *emphasis*, lists with *, tables with |."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, min_value=0)

    def __init__(self, *given: Any, language: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["text"].widget.attrs.update({"lang": language, "dir": direction(language)})


class AddForm(_Form):
    """A new paragraph, heading, list, quotation, table or footnote."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Paragraph.Kind.choices, initial=Paragraph.Kind.TEXT.value)
    level = forms.ChoiceField(label=_("Level of the heading"), choices=LEVELS, required=False)
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 6}))

    def clean(self) -> dict[str, Any]:
        """A heading has a level; what is none has not."""
        return with_level(super().clean() or {})


class WholeForm(_Form):
    """A whole text to take in, typed or from a file of plain text; beside one that stands, what becomes of that."""

    how = forms.ChoiceField(
        label=_("The text that stands"), widget=forms.RadioSelect, choices=[
            (APPEND, _("stays; this one is added at its end")),
            (REPLACE, _("is replaced; paragraphs that are the same or similar keep their identity")),
        ],
    )
    markdown = forms.CharField(
        label=_("Text"), widget=forms.Textarea(attrs={"rows": 12}), required=False,
        help_text=_("Markdown: # heading, a blank line between paragraphs, * list, > quotation, [^1] footnote."),
    )
    file = forms.FileField(label=_("Or a text file"), required=False, help_text=_("Markdown or plain text, in UTF-8."))

    def __init__(self, *given: Any, has_text: bool, is_original: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if not has_text or not is_original:  # a translation is laid upon its original, paragraph by paragraph
            del self.fields["how"]

    def clean(self) -> dict[str, Any]:
        """One of the two; a file that is no text is named as such."""
        data = super().clean() or {}
        if upload := data.get("file"):
            try:
                data["markdown"] = upload.read().decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", _("This is no text in UTF-8. Accepted: a file of Markdown or plain text."))
        if not self.errors and not data.get("markdown", "").strip():
            self.add_error("markdown", _("Nothing was typed. Paste a text, or choose a file."))
        return data


class KindForm(_Form):
    """What a paragraph is."""

    kind = forms.ChoiceField(label=_("Kind"), choices=Paragraph.Kind.choices)
    level = forms.ChoiceField(label=_("Level of the heading"), choices=LEVELS, required=False)
    is_numbered = forms.BooleanField(label=_("Numbered"), required=False)

    def clean(self) -> dict[str, Any]:
        """A heading has a level; what is none has not."""
        return with_level(super().clean() or {})


class BringForm(_Form):
    """An office file whose text is taken over."""

    file = forms.FileField(label=_("File"), help_text=_("DOCX or ODT, up to 20 MB, without macros and password."))


class CommentForm(_Form):
    """What a party says of a paragraph or of the whole, and what wording it proposes."""

    party = forms.ChoiceField(label=_("For"))
    text = forms.CharField(label=_("Comment"), widget=forms.Textarea(attrs={"rows": 4}))
    proposal = forms.CharField(
        label=_("Proposed wording"), widget=forms.Textarea(attrs={"rows": 6}), required=False,
        help_text=_("Change what should read otherwise; the difference is shown word by word."),
    )


class AnswerForm(_Form):
    """What becomes of a comment, with the reason."""

    state = forms.ChoiceField(label=_("Answer"), choices=ANSWERS, widget=forms.RadioSelect)
    answer = forms.CharField(label=_("Reason"), widget=forms.Textarea(attrs={"rows": 3}), max_length=2000)


class CirculateForm(_Form):
    """Until when comments are asked for."""

    day = forms.DateField(label=_("Comments until"), widget=forms.DateInput({"type": "date"}))
    time = forms.TimeField(label=_("Time (UTC)"), initial=dt.time(18), widget=forms.TimeInput({"type": "time"}))


class PublishForm(_Form):
    """What changed since the version before."""

    what_changed = forms.CharField(
        label=_("What changed since the version before"), required=False, max_length=1000,
        widget=forms.Textarea(attrs={"rows": 3}), help_text=_("In the language of this page. Readers see it."),
    )


class BeginForm(_Form):
    """The next version, which may be a correction."""

    is_correction = forms.BooleanField(label=_("It corrects the version before"), required=False)
    what_changed = forms.CharField(
        label=_("What changes"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("A correction says what it corrects (LIB-2)."),
    )


class NarrowForm(_Form):
    """Who sees a document."""

    audience = forms.ChoiceField(label=_("Seen by"), choices=AUDIENCES)


class HandInForm(_Form):
    """A version as a file in one language."""

    language = forms.ChoiceField(label=_("Language of the file"))
    file = forms.FileField(label=_("File"), help_text=_("PDF, DOCX or ODT, up to 20 MB."))

    def __init__(self, *given: Any, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["language"].choices = language_choices()  # type: ignore[attr-defined]

"""The forms of the agenda, in the language of the page; texts in other languages stay as they are."""

import datetime as dt
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convoke.bodies.models import BodyMeeting, SilenceProcedure
from convoke.core.languages import active_language, direction, own_words, with_own_words
from convoke.programme.models import Roundtable, Session, Theme, ThemeSuggestion
from convoke.programme.states import SuggestionState

TITLE, TEXT = 200, 2000


class Reasoned(forms.Form):
    """A change of the agenda; the reason is asked for once it is adopted (PRO-4)."""

    reason = forms.CharField(
        label=_("Why the agenda is changed"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("This agenda was adopted. Everyone sees who changed it, when and why (PRO-4)."),
    )

    def __init__(self, *given: Any, is_adopted: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if not is_adopted:
            del self.fields["reason"]


class _Worded(Reasoned):
    """A thing of the agenda in words."""

    title = forms.CharField(label=_("Title"), required=False, max_length=TITLE)
    field_order: Sequence[str] = ()

    def __init__(self, *given: Any, thing: Theme | Roundtable | Session | None, **more: Any) -> None:
        self.thing = thing
        more["initial"] = {**self.present(), **more.get("initial", {})}
        super().__init__(*given, **more)
        for field in self.fields.values():
            if isinstance(field, forms.CharField) and not isinstance(field, forms.ChoiceField):
                field.widget.attrs |= {"lang": active_language(), "dir": direction(active_language())}

    def present(self) -> dict[str, Any]:
        """What stands now."""
        return {"title": own_words(self.thing.title)} if self.thing else {}

    @property
    def words(self) -> dict[str, Any]:
        """The title and the reason as the operation takes them."""
        return {
            "title": with_own_words(self.thing.title if self.thing else None, self.cleaned_data["title"]),
            "reason": self.cleaned_data.get("reason", ""),
        }


class IssueForm(_Worded):
    """A theme or a horizontal issue."""

    scope = forms.CharField(
        label=_("Scope"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 4})
    )
    field_order = ("title", "scope", "reason")
    thing: Theme | None

    def present(self) -> dict[str, Any]:
        """What stands now."""
        return {**super().present(), **({"scope": own_words(self.thing.scope)} if self.thing else {})}

    @property
    def words(self) -> dict[str, Any]:
        """What the operation takes."""
        before = self.thing.scope if self.thing else None
        return {**super().words, "scope": with_own_words(before, self.cleaned_data["scope"])}


class RoundtableForm(_Worded):
    """A roundtable on a theme."""

    theme = forms.ChoiceField(label=_("On the theme"))
    aim = forms.CharField(label=_("Aim"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 4}))
    field_order = ("theme", "title", "aim", "reason")
    thing: Roundtable | None

    def __init__(self, *given: Any, themes: Iterable[Theme], **more: Any) -> None:
        super().__init__(*given, **more)
        self.themes = {one.code: one for one in themes}
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            (code, str(one.title)) for code, one in self.themes.items()
        ]

    def present(self) -> dict[str, Any]:
        """What stands now."""
        own = {"aim": own_words(self.thing.aim), "theme": self.thing.theme.code} if self.thing else {}
        return {**super().present(), **own}

    @property
    def words(self) -> dict[str, Any]:
        """What the operation takes."""
        return {
            **super().words, "theme": self.themes[self.cleaned_data["theme"]],
            "aim": with_own_words(self.thing.aim if self.thing else None, self.cleaned_data["aim"]),
        }


class SessionForm(_Worded):
    """A session with its aim, whom it is restricted to, and the questions that guide it."""

    aim = forms.CharField(label=_("Aim"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3}))
    questions = forms.CharField(
        label=_("Guiding questions"), required=False, widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("One question a line."),
    )
    restricted_to = forms.CharField(
        label=_("Restricted to"), required=False, max_length=300,
        help_text=_("Such as heads of delegation. Empty: open to all participants. The page stays public."),
    )
    field_order = ("title", "aim", "questions", "restricted_to", "reason")
    thing: Session | None

    def __init__(self, *given: Any, is_new: bool = False, **more: Any) -> None:
        super().__init__(*given, **more)
        if is_new:
            del self.fields["restricted_to"]

    def _asked(self) -> list[dict[str, str]]:
        return [dict(one.text) for one in self.thing.questions.order_by("order", "pk")] if self.thing else []

    def present(self) -> dict[str, Any]:
        """What stands now."""
        if self.thing is None:
            return {}
        return {
            **super().present(), "aim": own_words(self.thing.aim), "restricted_to": own_words(self.thing.restricted_to),
            "questions": "\n".join(own_words(one) or "…" for one in self._asked()),
        }

    @property
    def words(self) -> dict[str, Any]:
        """What the operation takes; a line “…” stands for a question that has no words in this language yet."""
        data, asked = self.cleaned_data, self._asked()
        lines = [line.strip() for line in data["questions"].splitlines() if line.strip()]
        questions = [
            with_own_words(asked[number] if number < len(asked) else None, "" if line == "…" else line)
            for number, line in enumerate(lines)
        ]
        more = {}
        if "restricted_to" in self.fields:
            before = self.thing.restricted_to if self.thing else None
            more["restricted_to"] = with_own_words(before, data["restricted_to"])
        return {
            **super().words, "questions": questions,
            "aim": with_own_words(self.thing.aim if self.thing else None, data["aim"]), **more,
        }


class AdoptForm(forms.Form):
    """By what the agenda was adopted."""

    basis = forms.ChoiceField(label=_("Adopted by"), widget=forms.RadioSelect)
    note = forms.CharField(
        label=_("Note"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Where a meeting amended what was circulated, say how."),
    )

    def __init__(
        self, *given: Any, procedures: Iterable[SilenceProcedure], meetings: Iterable[BodyMeeting], **more: Any
    ) -> None:
        super().__init__(*given, **more)
        self.procedures = {f"silence {one.code}": one for one in procedures}
        self.meetings = {f"meeting {one.body.code} {one.code}": one for one in meetings}
        self.fields["basis"].choices = [  # type: ignore[attr-defined]
            *((code, gettext("Silence procedure: %(title)s") % {"title": one.title})
              for code, one in self.procedures.items()),
            *((code, gettext("Meeting: %(body)s, %(title)s") % {
                "body": one.body.name, "title": str(one.title) or one.code,
            }) for code, one in self.meetings.items()),
        ]

    @property
    def words(self) -> dict[str, Any]:
        """What the operation takes."""
        basis = self.cleaned_data["basis"]
        return {
            "procedure": self.procedures.get(basis), "meeting": self.meetings.get(basis),
            "note": with_own_words(None, self.cleaned_data["note"]),
        }


class CirculateAgendaForm(forms.Form):
    """Until when comments are asked for; of a revision also what changed."""

    what_changed = forms.CharField(
        label=_("What changed since the version before, and why"), required=False, max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 4}), help_text=_("In the language of this page. Readers see it."),
    )
    day = forms.DateField(label=_("Comments until"), widget=forms.DateInput({"type": "date"}))
    time = forms.TimeField(label=_("Time (UTC)"), initial=dt.time(18), widget=forms.TimeInput({"type": "time"}))

    def __init__(self, *given: Any, is_revision: bool, **more: Any) -> None:
        super().__init__(*given, **more)
        if not is_revision:
            del self.fields["what_changed"]


class SuggestForm(forms.Form):
    """A theme or topic a party would have on the agenda."""

    party = forms.ChoiceField(label=_("For"))
    title = forms.CharField(
        label=_("Theme or topic"), required=False, max_length=TITLE,
        help_text=_("As it could stand on the agenda."),
    )
    reasons = forms.CharField(
        label=_("Why the agenda should take it up"), required=False, max_length=TEXT,
        widget=forms.Textarea(attrs={"rows": 6}),
    )
    may_be_named = forms.BooleanField(
        label=_("If it is taken up, everyone may read this suggestion, its reasons and who made it."), required=False,
        help_text=_("Otherwise the agenda says that a participant suggested it, without the name."),
    )

    def __init__(self, *given: Any, parties: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["party"].choices = parties  # type: ignore[attr-defined]
        for name in ("title", "reasons"):
            self.fields[name].widget.attrs |= {"lang": active_language(), "dir": direction(active_language())}

    @property
    def words(self) -> dict[str, Any]:
        """What the operation takes."""
        data = self.cleaned_data
        return {
            "title": with_own_words(None, data["title"]), "reasons": with_own_words(None, data["reasons"]),
            "may_be_named": data["may_be_named"],
        }


class AnswerSuggestionForm(Reasoned):
    """What becomes of a suggestion: a theme of its own, joined to one, or why not."""

    way = forms.ChoiceField(label=_("What becomes of it"), widget=forms.RadioSelect)
    title = forms.CharField(
        label=_("Title of the new theme"), required=False, max_length=TITLE,
        help_text=_("Where it becomes a theme of its own. Empty: as it was suggested."),
    )
    theme = forms.ChoiceField(label=_("Theme it is joined to"), required=False)
    answer = forms.CharField(
        label=_("Answer to its party"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Where it is not taken up, say why."),
    )
    field_order = ("way", "title", "theme", "answer", "reason")

    def __init__(
        self, *given: Any, suggestion: ThemeSuggestion, themes: Iterable[Theme], ways: set[SuggestionState], **more: Any
    ) -> None:
        super().__init__(*given, initial={"title": own_words(suggestion.title)}, **more)
        self.themes = {one.code: one for one in themes}
        words = {
            SuggestionState.TAKEN_UP: gettext("Take it up as a theme of its own"),
            SuggestionState.JOINED: gettext("Join it to a theme of the agenda"),
            SuggestionState.NOT_TAKEN: gettext("Do not take it up"),
        }
        self.fields["way"].choices = [  # type: ignore[attr-defined]
            (state.value, said) for state, said in words.items()
            if state in ways and (state != SuggestionState.JOINED or self.themes)
        ]
        self.fields["theme"].choices = [  # type: ignore[attr-defined]
            ("", gettext("none chosen")), *((code, str(one.title)) for code, one in self.themes.items())
        ]
        self.fields["title"].widget.attrs |= {"lang": active_language(), "dir": direction(active_language())}
        for name in ("answer", "reason"):
            if name in self.fields:
                self.fields[name].widget.attrs["dir"] = "auto"

    def clean(self) -> dict[str, Any]:
        """A theme is chosen where it is joined to one."""
        data = super().clean() or {}
        if data.get("way") == SuggestionState.JOINED and not data.get("theme"):
            self.add_error("theme", gettext("Choose the theme it is joined to."))
        return data

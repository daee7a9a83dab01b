"""The forms of the agenda, in the language of the page; texts in other languages stay as they are."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convoke.bodies.models import BodyMeeting, SilenceProcedure
from convoke.core.languages import active_language, direction
from convoke.programme.models import Roundtable, Session, Theme

TITLE, TEXT = 200, 2000


def _own(text: Mapping[str, str] | None) -> str:
    """What a text says in the language of the page; empty where it says nothing in it."""
    return (text or {}).get(active_language(), "")


def _into(before: Mapping[str, str] | None, typed: str) -> dict[str, str]:
    """A text with what was typed in the language of the page."""
    return {**(before or {}), active_language(): typed}


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
        return {"title": _own(self.thing.title)} if self.thing else {}

    @property
    def words(self) -> dict[str, Any]:
        """The title and the reason as the operation takes them."""
        return {
            "title": _into(self.thing.title if self.thing else None, self.cleaned_data["title"]),
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
        return {**super().present(), **({"scope": _own(self.thing.scope)} if self.thing else {})}

    @property
    def words(self) -> dict[str, Any]:
        """What the operation takes."""
        return {**super().words, "scope": _into(self.thing.scope if self.thing else None, self.cleaned_data["scope"])}


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
        own = {"aim": _own(self.thing.aim), "theme": self.thing.theme.code} if self.thing else {}
        return {**super().present(), **own}

    @property
    def words(self) -> dict[str, Any]:
        """What the operation takes."""
        return {
            **super().words, "theme": self.themes[self.cleaned_data["theme"]],
            "aim": _into(self.thing.aim if self.thing else None, self.cleaned_data["aim"]),
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
            **super().present(), "aim": _own(self.thing.aim), "restricted_to": _own(self.thing.restricted_to),
            "questions": "\n".join(_own(one) or "…" for one in self._asked()),
        }

    @property
    def words(self) -> dict[str, Any]:
        """What the operation takes; a line “…” stands for a question that has no words in this language yet."""
        data, asked = self.cleaned_data, self._asked()
        lines = [line.strip() for line in data["questions"].splitlines() if line.strip()]
        questions = [
            _into(asked[number] if number < len(asked) else None, "" if line == "…" else line)
            for number, line in enumerate(lines)
        ]
        more = {}
        if "restricted_to" in self.fields:
            more["restricted_to"] = _into(self.thing.restricted_to if self.thing else None, data["restricted_to"])
        return {
            **super().words, "questions": questions,
            "aim": _into(self.thing.aim if self.thing else None, data["aim"]), **more,
        }


class AdoptForm(forms.Form):
    """By what the agenda was adopted."""

    basis = forms.ChoiceField(label=_("Adopted by"), widget=forms.RadioSelect)
    note = forms.CharField(label=_("Note"), required=False, max_length=TEXT, widget=forms.Textarea(attrs={"rows": 3}))

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
            "note": _into(None, self.cleaned_data["note"]),
        }

"""The form a notice is drafted with."""

import re
from difflib import get_close_matches
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from convoke.core.actors import Actor
from convoke.directory.models import Capacity, Party, Person
from convoke.outreach.models import Notice
from convoke.outreach.operations.notices import PACE
from convoke.outreach.recipients import NO_FOCAL_POINT, NO_REPLY, NOT_ANSWERED, choices

STATUSES = (
    ("", pgettext_lazy("selection", "Any")),
    (NO_FOCAL_POINT, pgettext_lazy("selection", "without a reachable focal point")),
    (NO_REPLY, pgettext_lazy("selection", "who have not yet replied to the invitation to a meeting")),
    (NOT_ANSWERED, pgettext_lazy("selection", "who have not yet answered an earlier notice")),
)
CAPACITIES = (Capacity.FOCAL_POINT, Capacity.DEPUTY, Capacity.CONTRIBUTOR, Capacity.DELEGATE, Capacity.OBSERVER,
              Capacity.CIVIL_SOCIETY, Capacity.TEAM_MEMBER, Capacity.RAPPORTEUR, Capacity.OTHER)


def _codes(words: str) -> list[str]:
    """The codes somebody typed, each once."""
    return [code for code in dict.fromkeys(re.split(r"[\s,;]+", words.strip().casefold())) if code]


class NoticeForm(forms.Form):
    """Texts in each language, whom the notice is for, where it leads and how fast it goes out."""

    body = forms.ChoiceField(label=gettext_lazy("Body"), required=False)
    grouping = forms.ChoiceField(label=gettext_lazy("Grouping"), required=False)
    region = forms.ChoiceField(label=gettext_lazy("Region"), required=False)
    status = forms.ChoiceField(label=pgettext_lazy("selection", "Only those"), required=False, choices=STATUSES)
    meeting = forms.ChoiceField(label=gettext_lazy("Meeting they have not replied to"), required=False)
    notice = forms.ChoiceField(label=gettext_lazy("Notice they have not answered"), required=False)
    capacities = forms.MultipleChoiceField(
        label=gettext_lazy("Who of them"), choices=[(one.value, one.label) for one in CAPACITIES],
        widget=forms.CheckboxSelectMultiple, initial=[Capacity.FOCAL_POINT],
        error_messages={"required": gettext_lazy("Choose in which capacity people get the notice.")},
    )
    parties = forms.CharField(
        label=gettext_lazy("Single parties besides"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Codes such as bel, mli; separated by commas, blanks or lines."),
    )
    people = forms.CharField(
        label=gettext_lazy("Single people besides"), required=False, widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Their short names, as in the addresses of their pages; whoever holds a mandate."),
    )
    link = forms.CharField(
        label=gettext_lazy("Page it leads to"), required=False, max_length=300,
        help_text=gettext_lazy("From its first slash on, such as /brussels-2007/. Who opens it is noted."),
    )
    about = forms.CharField(
        label=gettext_lazy("What an answer counts for"), required=False, max_length=120,
        help_text=gettext_lazy("A word the answer is recognised by, such as focal-point."),
    )
    per_minute = forms.IntegerField(
        label=gettext_lazy("Messages a minute"), min_value=PACE[0], max_value=PACE[1], initial=120,
        help_text=gettext_lazy("How fast the mail server may be asked; 1 to 600."),
    )

    def __init__(self, actor: Actor, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = settings.CONVOKE_CONTENT_LANGUAGES
        for code, _name in self.languages:
            self.fields[f"subject_{code}"] = forms.CharField(
                label=gettext_lazy("Subject"), required=False, widget=forms.TextInput(attrs={"lang": code}),
            )
            self.fields[f"body_{code}"] = forms.CharField(
                label=gettext_lazy("Text"), required=False, widget=forms.Textarea(attrs={"lang": code, "rows": 9}),
            )
        found = choices(actor)
        everyone = [("", _("Any"))]
        self._choose("body", everyone + [(one.code, str(one.name)) for one in found.bodies])
        self._choose("grouping", everyone + [(one.code, str(one.name)) for one in found.groupings])
        self._choose("region", everyone + [(one.code, str(one.name)) for one in found.regions])
        meetings = [(f"{one.body.code}/{one.code}", str(one.title)) for one in found.meetings]
        self._choose("meeting", [("", "–"), *meetings])
        self._choose("notice", [("", "–"), *((one.code, str(one.subject)) for one in found.notices)])

    def _choose(self, name: str, options: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if isinstance(field, forms.ChoiceField):
            field.choices = options

    @classmethod
    def initial_of(cls, notice: Notice) -> dict[str, Any]:
        """A draft as the form shows it."""
        chosen = notice.selection
        return {
            **{key: chosen.get(key, "") for key in ("body", "grouping", "region", "status", "meeting", "notice")},
            "capacities": chosen.get("capacities") or [Capacity.FOCAL_POINT],
            "parties": ", ".join(chosen.get("parties", [])), "people": ", ".join(chosen.get("people", [])),
            "link": notice.link, "about": notice.about, "per_minute": notice.per_minute,
            **{f"subject_{language}": words for language, words in notice.subject.items()},
            **{f"body_{language}": words for language, words in notice.body.items()},
        }

    def clean_parties(self) -> list[str]:
        """The codes of parties; an unknown one is named with those that look like it."""
        codes = _codes(self.cleaned_data["parties"])
        known = set(Party.objects.values_list("code", flat=True))
        unknown = [code for code in codes if code not in known]
        if unknown:
            close = [near for code in unknown for near in get_close_matches(code, known, n=2)]
            raise forms.ValidationError(
                _("Unknown code: %(unknown)s. Accepted: codes of participants, such as %(near)s.")
                % {"unknown": ", ".join(unknown), "near": ", ".join(close or ["bel", "mli"])}
            )
        return codes

    def clean_people(self) -> list[str]:
        """The codes of people; an unknown one is named."""
        codes = _codes(self.cleaned_data["people"])
        known = set(Person.objects.filter(code__in=codes).values_list("code", flat=True))
        if unknown := [code for code in codes if code not in known]:
            raise forms.ValidationError(
                _("Nobody in the directory has this short name: %(unknown)s.") % {"unknown": ", ".join(unknown)})
        return codes

    def clean(self) -> dict[str, Any]:
        """A status needs the meeting or the notice it asks about, and a notice needs somebody to go to."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if data.get("status") == NO_REPLY and not data.get("meeting"):
            self.add_error("meeting", _("Choose the meeting."))
        if data.get("status") == NOT_ANSWERED and not data.get("notice"):
            self.add_error("notice", _("Choose the notice."))
        chosen = [data.get(name) for name in ("body", "grouping", "region", "status", "parties", "people")]
        if not any(chosen) and not {"parties", "people"} & set(self.errors):
            self.add_error(None, _("Nobody is chosen. Choose a body, a grouping, a region or single parties."))
        return data

    @property
    def texts(self) -> list[dict[str, Any]]:
        """The fields of each language, for the page; filled or faulty ones stand open."""
        found = []
        for code, name in self.languages:
            subject, body = self[f"subject_{code}"], self[f"body_{code}"]
            is_open = code in ("en", "fr") or bool(subject.value() or body.value() or subject.errors or body.errors)
            found.append({"code": code, "name": name, "subject": subject, "body": body, "is_open": is_open})
        return found

    def given(self) -> dict[str, Any]:
        """What the operations take."""
        data = self.cleaned_data
        keys = ("body", "grouping", "region", "status", "meeting", "notice", "capacities", "parties", "people")
        return {
            "subject": {code: data.get(f"subject_{code}", "") for code, _name in self.languages},
            "body": {code: data.get(f"body_{code}", "").replace("\r\n", "\n") for code, _name in self.languages},
            "selection": {key: data[key] for key in keys},
            "link": data["link"], "about": data["about"], "per_minute": data["per_minute"],
        }

"""The forms of bodies, meetings and silence procedures; what was typed comes back with what was wrong."""

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from convoke.bodies.models import Body, BodyMember, MeetingDecision, MeetingInvitation, SilenceProcedure, SilenceReply
from convoke.bodies.operations.meetings import Plan
from convoke.bodies.operations.silence import Proposal
from convoke.core.audiences import Audience
from convoke.core.languages import active_language, direction
from convoke.directory.models import Party
from convoke.directory.queries import Names

from ..forms import DAY, TIME, Several, all_parties, party_choices

AUDIENCES = [(one.value, one.label) for one in (
    Audience.PUBLIC, Audience.PARTICIPANTS, Audience.FRIENDS, Audience.TASK_FORCE,
)]


class _Form(forms.Form):
    """A form whose fields say what was wrong beside them."""

    required_css_class = "required"


class WorkingGroupForm(_Form):
    """A working group with its leads, members, mandate, and to whom it reports."""

    name = forms.CharField(label=_("Name"), max_length=200)
    mandate = forms.CharField(label=_("Mandate"), widget=forms.Textarea(attrs={"rows": 4}))
    leads = Several(label=_("Lead governments"), help_text=_("One or two."))
    members = Several(label=_("Other members"))
    due_on = forms.DateField(label=_("Due"), required=False, widget=forms.DateInput(DAY))
    reports_to = Several(label=_("Reports to"))

    def __init__(self, *given: Any, names: Names, bodies: Iterable[Body], **more: Any) -> None:
        super().__init__(*given, **more)
        governments = Party.objects.filter(Q(kind="state") | Q(kind="observer"))
        self.fields["leads"].choices = party_choices(names, governments)  # type: ignore[attr-defined]
        self.fields["members"].choices = all_parties(names)  # type: ignore[attr-defined]
        self.fields["reports_to"].choices = [  # type: ignore[attr-defined]
            (body.code, str(body.name)) for body in bodies
        ]


class MemberForm(_Form):
    """A party that enters a body from a day on."""

    party = forms.ChoiceField(label=_("Participant"))
    role = forms.ChoiceField(label=_("Takes part as"), choices=BodyMember.Role.choices, initial=BodyMember.Role.MEMBER)
    since = forms.DateField(label=_("From"), widget=forms.DateInput(DAY))

    def __init__(self, *given: Any, names: Names, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["party"].choices = [("", ""), *all_parties(names)]  # type: ignore[attr-defined]


class EndForm(_Form):
    """An entry that ends on a day."""

    entry = forms.ChoiceField(label=_("Entry"))
    until = forms.DateField(label=_("First day on which it is no longer a member"), widget=forms.DateInput(DAY))
    reason = forms.CharField(label=_("Reason"), required=False, max_length=300)


class PlanForm(_Form):
    """When and where a meeting is, on what, and who sees it."""

    title = forms.CharField(label=_("Title"), max_length=200)
    place = forms.CharField(label=_("Place"), max_length=200, required=False)
    starts_on = forms.DateField(label=_("First day"), widget=forms.DateInput(DAY))
    ends_on = forms.DateField(
        label=_("Last day"), required=False, widget=forms.DateInput(DAY), help_text=_("Empty for one day.")
    )
    begins = forms.TimeField(label=_("Begins at"), required=False, widget=forms.TimeInput(TIME))
    ends = forms.TimeField(label=_("Ends at"), required=False, widget=forms.TimeInput(TIME))
    time_zone = forms.CharField(label=_("Time zone"), max_length=60, help_text=_("Such as Europe/Brussels."))
    agenda = forms.CharField(
        label=_("Agenda"), required=False, widget=forms.Textarea(attrs={"rows": 6}), help_text=_("One item a line.")
    )
    audience = forms.ChoiceField(label=_("Seen by"), choices=AUDIENCES, initial=Audience.FRIENDS)

    def plan(self, before: Plan | None = None) -> Plan:
        """What was typed as a plan; texts are in the language of the page, those in others stay."""
        data, language = self.cleaned_data, active_language()
        return Plan(
            title={**(before.title if before else {}), language: data["title"]},
            place={**(before.place if before else {}), **({language: data["place"]} if data["place"] else {})},
            starts_on=data["starts_on"], ends_on=data["ends_on"], begins=data["begins"], ends=data["ends"],
            time_zone=data["time_zone"], agenda=data["agenda"].splitlines(), language=language,
            audience=data["audience"],
        )


class ConveneForm(_Form):
    """Who is invited as an observer beside the members."""

    observers = Several(
        label=_("Observers"), help_text=_("The members of the body are invited by themselves. Observers are by choice.")
    )

    def __init__(self, *given: Any, names: Names, **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["observers"].choices = all_parties(names)  # type: ignore[attr-defined]


class ReplyForm(_Form):
    """What a party replies to an invitation."""

    reply = forms.ChoiceField(
        label=_("Reply"), choices=[one for one in MeetingInvitation.Reply.choices if one[0]], widget=forms.RadioSelect
    )
    delegates = forms.IntegerField(label=_("Number of delegates"), required=False, min_value=1, max_value=99)
    note = forms.CharField(label=_("Note to the task force"), required=False, max_length=300)


class AttendanceForm(_Form):
    """Which of those invited came."""

    attended = forms.MultipleChoiceField(
        label=_("Present"), required=False, widget=forms.CheckboxSelectMultiple
    )


class SummaryForm(_Form):
    """The summary of a meeting in the language of the page."""

    summary = forms.CharField(
        label=_("Summary"), widget=forms.Textarea(attrs={"rows": 10}),
        help_text=_("Markdown: # heading, * list, **strong**. In the language of this page."),
    )


class DecisionForm(_Form):
    """What a meeting decided."""

    kind = forms.ChoiceField(label=_("Kind"), choices=MeetingDecision.Kind.choices, initial="decision")
    text = forms.CharField(label=_("Text"), widget=forms.Textarea(attrs={"rows": 3}))


class DocumentForm(_Form):
    """A file before a meeting."""

    file = forms.FileField(label=_("File"), help_text=_("PDF, Word, Excel, OpenDocument, PNG or JPEG, up to 20 MB."))
    title = forms.CharField(label=_("Title"), max_length=200, required=False)


class PublishForm(_Form):
    """To whom summary and decisions are published."""

    audience = forms.ChoiceField(label=_("Seen by"), choices=AUDIENCES)


class ReasonForm(_Form):
    """Why something is cancelled or withdrawn."""

    reason = forms.CharField(label=_("Reason"), max_length=300)


class SilenceForm(_Form):
    """A proposal in several languages."""

    body = forms.ChoiceField(label=_("Addressed to the members of"))
    shown = forms.ChoiceField(
        label=_("Addressees see of each other"), choices=SilenceProcedure.Shown.choices, initial="numbers",
        widget=forms.RadioSelect, help_text=_("Chosen now; it cannot be changed once circulated (BOD-4)."),
    )
    time_zone = forms.CharField(label=_("Time zone of the Chair"), max_length=60, help_text=_("Such as Asia/Manila."))

    def __init__(self, *given: Any, bodies: Iterable[Body], **more: Any) -> None:
        super().__init__(*given, **more)
        self.fields["body"].choices = [  # type: ignore[attr-defined]
            (body.code, str(body.name)) for body in bodies
        ]
        for language, name in settings.LANGUAGES:
            marked = {"lang": language, "dir": direction(language)}
            self.fields[f"title_{language}"] = forms.CharField(
                label=gettext("Title (%(language)s)") % {"language": name}, required=False, max_length=300,
                widget=forms.TextInput(attrs=marked),
            )
            self.fields[f"text_{language}"] = forms.CharField(
                label=gettext("Text (%(language)s)") % {"language": name}, required=False,
                widget=forms.Textarea(attrs={"rows": 4, **marked}),
            )

    def proposal(self) -> Proposal:
        """What was typed as a proposal."""
        data = self.cleaned_data
        return Proposal(
            title={language: data[f"title_{language}"] for language, _name in settings.LANGUAGES},
            text={language: data[f"text_{language}"] for language, _name in settings.LANGUAGES},
            shown=data["shown"], time_zone=data["time_zone"],
        )


class CirculateForm(_Form):
    """Until when an objection can be made, in the Chair's time zone."""

    day = forms.DateField(label=_("Deadline"), widget=forms.DateInput(DAY))
    time = forms.TimeField(label=_("Time"), initial=dt.time(18), widget=forms.TimeInput(TIME))


class SilenceReplyForm(_Form):
    """What an addressee replies."""

    party = forms.ChoiceField(label=_("For"))
    kind = forms.ChoiceField(label=_("Reply"), choices=SilenceReply.Kind.choices, widget=forms.RadioSelect)
    reasons = forms.CharField(
        label=_("Reasons or comment"), required=False, widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("An objection gives its reasons. It ends the procedure at once."),
    )

"""MKT-6: the outcome form of a meeting: written by either side, confirmed or seen otherwise by the other."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from convoke.core import clock
from convoke.core.policy import require
from convoke.directory.models import Party
from convoke.editions.states import EditionState
from convoke.marketplace.afterwards.forms import form_of, meeting_with_form, said_of, stand_of
from convoke.marketplace.fair.meetings import not_held_because
from convoke.marketplace.models import Confirmation, Meeting, OutcomeForm
from convoke.marketplace.operations import outcome_forms as operations
from convoke.marketplace.operations._common import LONGEST_REASON, LONGEST_TEXT
from convoke.marketplace.rooms import sides_of
from convoke.marketplace.states import MeetingState

from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, reader_zone, show
from .words_in import choices, language_of, marked, said_in, with_words

MET = [
    ("yes", pgettext_lazy("in touch before", "yes")), ("no", pgettext_lazy("in touch before", "no")),
    ("", pgettext_lazy("in touch before", "not stated")),
]


class WordsForm(forms.Form):
    """What came of a meeting, in the words of one language; ``seen`` is the version that was shown."""

    required_css_class = "required"

    seen = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=9999, initial=0)
    outcome = forms.ChoiceField(
        label=gettext_lazy("What came of it"), choices=OutcomeForm.Outcome.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("In words"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 6}))
    follow_up = forms.CharField(
        label=gettext_lazy("What follows"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}), help_text=gettext_lazy("Who does what, and by when."))
    issues = forms.CharField(
        label=gettext_lazy("Issues to be resolved"), required=False, max_length=LONGEST_TEXT,
        widget=forms.Textarea({"rows": 4}))
    met = forms.ChoiceField(
        label=gettext_lazy("Had the two been in touch before the marketplace?"), choices=MET, required=False,
        widget=forms.RadioSelect)

    def __init__(self, *given: Any, form: OutcomeForm | None, language: str, **more: Any) -> None:
        self.present, self.language = form, language
        initial = {"seen": form.version if form else 0, "met": ""}
        if form:
            met = {True: "yes", False: "no", None: ""}[form.had_met_before]
            initial |= {"outcome": form.outcome, "met": met}
            initial |= {name: said_in(getattr(form, name), language) for name in operations.TEXTS}
        super().__init__(*given, **{**more, "initial": initial})
        for name in operations.TEXTS:
            marked(self.fields[name], language)

    @property
    def said(self) -> operations.Outcome:
        """What was typed, as the operation takes it; words in other languages stay."""
        data, form = self.cleaned_data, self.present
        texts = {
            name: with_words(getattr(form, name) if form else None, self.language, data[name])
            for name in operations.TEXTS
        }
        return operations.Outcome(
            data["outcome"], **texts, had_met_before={"yes": True, "no": False}.get(data["met"]))

    def show_again(self, version: int) -> None:
        """Keeps what was typed to be saved over the version that stands now, which the page shows beside it."""
        self.data = self.data.copy()  # type: ignore[attr-defined]
        self.data["seen"] = str(version)  # type: ignore[index]


class DifferenceForm(forms.Form):
    """What a side sees otherwise."""

    difference = forms.CharField(
        label=gettext_lazy("What your side sees otherwise"), required=False, max_length=LONGEST_REASON,
        widget=forms.Textarea({"rows": 4, "dir": "auto"}),
        help_text=gettext_lazy("It stands beside the words, for both sides and the task force."))


@login_required
def outcome(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """The form of a meeting, for its two sides and the office; for everybody else there is none (MKT-1)."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    meeting = meeting_with_form(actor, found, number)
    if meeting is None:
        raise Http404
    sides, closed, language = sides_of(actor, meeting.interest), _closed_because(meeting), language_of(request)
    form, present = None, form_of(meeting)
    if sides and not closed:
        typed = request.POST if request.POST.get("do") == "write" else None
        form = WordsForm(typed, form=present, language=language)
    differ = _differ_form(request, meeting, sides) if not closed else None
    if request.method == "POST":
        if form is None:
            require(actor, "write", OutcomeForm(meeting=meeting))
            messages.error(request, closed)
            return _here(meeting)
        if _posted(request, meeting, sides, form, differ):
            return _here(meeting)
        meeting = meeting_with_form(actor, found, number) or meeting
    return show(
        request, "web/marketplace/outcome.html", edition=found, section="marketplace", meeting=meeting,
        form_present=form_of(meeting), stand=stand_of(meeting), said=said_of(meeting), form=form, differ=differ,
        closed=closed, is_silent=not sides, typed_in=choices(language), zone=reader_zone(request),
        may_confirm=bool(differ), status=422 if request.method == "POST" else 200,
    )


def _here(meeting: Meeting) -> HttpResponse:
    return redirect("meeting-outcome", edition=meeting.edition.code, number=meeting.number)


def _closed_because(meeting: Meeting) -> str:
    """Why the form cannot be written, as a sentence; nothing while it can."""
    if meeting.edition.state == EditionState.CLOSED:
        return _("This edition is closed; what was recorded can be read.")
    return "" if meeting.state == MeetingState.HELD else not_held_because(meeting, clock.now())


def _answering(meeting: Meeting, sides: list[Party]) -> Party | None:
    """The side of the reader's that has not confirmed the present version; None where none is asked."""
    if form_of(meeting) is None:
        return None
    own = {party.pk for party in sides}
    return next((
        one.party for one in said_of(meeting) if one.party.pk in own and not (one.word and one.word.agrees)), None)


def _differ_form(request: HttpRequest, meeting: Meeting, sides: list[Party]) -> DifferenceForm | None:
    """The form by which the reader's side says what it sees otherwise; None where it has nothing to answer."""
    if _answering(meeting, sides) is None:
        return None
    typed = request.POST if request.POST.get("do") == "differ" else None
    return DifferenceForm(typed, prefix="answer")


def _posted(
    request: HttpRequest, meeting: Meeting, sides: list[Party], form: WordsForm, differ: DifferenceForm | None
) -> bool:
    """Carries out what was asked for; gives False where the page comes back with what was wrong."""
    do = request.POST.get("do")
    if do == "write":
        return _write(request, meeting, form)
    if do not in ("confirm", "differ"):
        raise Http404
    present, side, version = form_of(meeting), _answering(meeting, sides), request.POST.get("version", "")
    if present is None or side is None or differ is None:
        messages.error(request, _("This was answered meanwhile; here is how it stands now."))
        return True
    agrees = do == "confirm"
    answer = differ if differ.is_bound else DifferenceForm({}, prefix="answer")
    if not answer.is_valid():
        return False
    done = carried_out(answer, lambda: operations.answer_form(
        actor=actor_of(request), form=present, version=int(version) if version.isdecimal() else 0, agrees=agrees,
        difference=answer.cleaned_data["difference"], party=side))
    if done is None and agrees:
        for said in answer.non_field_errors():
            messages.error(request, str(said))
        return True
    if done:
        messages.success(request, _("Your side has confirmed the form.") if agrees else _(
            "What your side sees otherwise stands beside the words; the other side reads it."))
    return done is not None


def _write(request: HttpRequest, meeting: Meeting, form: WordsForm) -> bool:
    if not form.is_valid():
        return False
    made = carried_out(form, lambda: operations.write_form(
        actor=actor_of(request), meeting=meeting, outcome=form.said, seen=form.cleaned_data["seen"]))
    if made is None:
        now = OutcomeForm.objects.filter(meeting=meeting).first()
        if form.non_field_errors() and now:
            form.show_again(now.version)
        return False
    waits = Confirmation.objects.filter(form=made, version=made.version).count() < 2
    messages.success(request, _("Saved. The other side is asked to confirm it.") if waits else _(
        "Both sides have confirmed the form; it stands."))
    return True


def address(meeting: Meeting) -> str:
    """Where the form of a meeting is written."""
    return reverse("meeting-outcome", args=[meeting.edition.code, meeting.number])

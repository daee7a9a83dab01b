"""How far a project is: reported by its owner's side and by providers in conversation, read by those who may."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convoke.core import clock
from convoke.core.policy import Denied, holders
from convoke.directory.models import Party
from convoke.directory.roles import OFFICE
from convoke.marketplace.afterwards.projects import closed_because, may_merge_with, reports_of, sides_reporting
from convoke.marketplace.models import ProjectReport, Request
from convoke.marketplace.operations import project_reports as operations
from convoke.marketplace.operations._common import LONGEST_TEXT
from convoke.marketplace.rules import SHOWN

from ...lookups import lookups
from ..forms import carried_out
from ..frame import actor_of, edition_or_missing, reader_zone, show
from .shared import request_or_missing
from .words_in import choices, language_of, marked


class ReportForm(forms.Form):
    """How far a project is; the other request is named by its code."""

    required_css_class = "required"

    party = forms.ChoiceField(label=gettext_lazy("For"))
    result = forms.ChoiceField(
        label=gettext_lazy("How far the project is"), choices=ProjectReport.Result.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label=gettext_lazy("In words"), required=False, max_length=LONGEST_TEXT, widget=forms.Textarea({"rows": 5}),
        help_text=gettext_lazy("Needed for a project that is not pursued: the reason."))
    amount = forms.DecimalField(
        label=gettext_lazy("Amount found"), required=False, max_digits=16, decimal_places=3,
        help_text=gettext_lazy("Needed for a project that is funded."))
    currency = forms.CharField(
        label=gettext_lazy("Currency"), required=False, max_length=3, widget=forms.TextInput({"size": 4}),
        help_text=gettext_lazy("Its ISO 4217 code, such as EUR or USD."))
    merged_with = forms.CharField(
        label=gettext_lazy("Merged with request"), required=False, max_length=20,
        help_text=gettext_lazy("The code of the other request, such as M-12."))

    def __init__(self, *given: Any, asked: Request, sides: list[tuple[str, str]], language: str, **more: Any) -> None:
        super().__init__(*given, **more)
        self.language = language
        self.fields["party"].choices = sides  # type: ignore[attr-defined]
        if len(sides) == 1:
            self.fields["party"].widget = forms.HiddenInput()
        self.fields["party"].initial = sides[0][0]
        self.fields["currency"].initial = asked.currency
        marked(self.fields["text"], language)


@login_required
def progress(request: HttpRequest, edition: str, code: str) -> HttpResponse:
    """The reports on a project; those who may, report anew. The last one counts."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    asked, language = request_or_missing(request, found, code), language_of(request)
    sides, reports = sides_reporting(actor, asked), list(reports_of(actor, asked))
    if not sides and not reports and not actor.has_role(*OFFICE):
        raise Denied("write", holders(ProjectReport, "write"))
    closed = closed_because(asked, clock.today())
    form = _form(request, asked, sides, language) if sides and not closed else None
    if request.method == "POST":
        if form is None:
            if not sides:
                raise Denied("write", holders(ProjectReport, "write"))
            messages.error(request, closed)
            return redirect("request-progress", edition=found.code, code=asked.code)
        if _reported(request, asked, sides, form):
            messages.success(request, _("The report stands; those who may read it find it on this page."))
            return redirect("request-progress", edition=found.code, code=asked.code)
    return show(
        request, "web/marketplace/progress.html", edition=found, section="marketplace", one=asked, reports=reports,
        form=form, closed=closed, typed_in=choices(language), zone=reader_zone(request),
        has_funded=bool(reports) and reports[0].result == ProjectReport.Result.FUNDED,
        status=422 if form is not None and form.errors else 200,
    )


def _form(request: HttpRequest, asked: Request, sides: list[Party], language: str) -> ReportForm:
    names = lookups(request).parties
    typed = request.POST if request.method == "POST" else None
    return ReportForm(
        typed, asked=asked, sides=[(party.code, names.name(party)) for party in sides], language=language)


def _reported(request: HttpRequest, asked: Request, sides: list[Party], form: ReportForm) -> bool:
    """Writes the report; gives False where the page comes back with what was wrong."""
    if not form.is_valid():
        return False
    actor, data = actor_of(request), form.cleaned_data
    wanted = data["merged_with"].strip()
    other = may_merge_with(actor, asked).filter(code__iexact=wanted).first() if wanted else None
    if wanted and other is None:
        form.add_error("merged_with", _("There is no other published request “%(code)s” in this edition.") % {
            "code": wanted})
        return False
    said = operations.Progress(
        result=data["result"], text={form.language: data["text"]}, amount=data["amount"],
        currency=data["currency"], merged_with=other)
    party = next(one for one in sides if one.code == data["party"])
    return carried_out(form, lambda: operations.report_project(
        actor=actor, request=asked, party=party, progress=said)) is not None


def block(request: HttpRequest, asked: Request) -> dict[str, Any]:
    """What came of a request, for its page: the last report the reader may read, and whether one may be written."""
    actor = actor_of(request)
    if asked.state not in SHOWN or not request.user.is_authenticated:
        return {}
    last = reports_of(actor, asked).first()
    return {"last_report": last, "follows": bool(last) or bool(sides_reporting(actor, asked))}

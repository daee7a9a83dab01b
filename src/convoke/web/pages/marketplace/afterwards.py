"""The office's overview afterwards: how far forms and projects are, what was funded; files; activities for IATI."""

from collections.abc import Iterator

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.money import Money
from convoke.core.policy import require
from convoke.directory.queries import Names
from convoke.editions.models import Edition
from convoke.marketplace.afterwards import overview
from convoke.marketplace.afterwards.forms import Stand, form_of, said_of, stand_of
from convoke.marketplace.afterwards.iati import document
from convoke.marketplace.afterwards.projects import last_reports
from convoke.marketplace.models import Marketplace, Meeting, ProjectReport, Request

from ...lookups import lookups
from ..files import as_csv, guarded
from ..frame import actor_of, edition_or_missing, page_of_list, reader_zone, show

Row = tuple[object, ...]


def _edition(request: HttpRequest, code: str) -> Edition:
    """The edition, for the office alone."""
    found = edition_or_missing(request, code)
    require(actor_of(request), "set", Marketplace)
    return found


@login_required
def afterwards(request: HttpRequest, edition: str) -> HttpResponse:
    """How far the forms of meetings and the projects of an edition are."""
    found, actor, now = _edition(request, edition), actor_of(request), clock.now()
    stand = request.GET.get("stand", "")
    wanted = stand if stand in Stand.values else ""
    reports = last_reports(actor, found)
    meetings = page_of_list(request, overview.meetings(actor, found, now, wanted))
    counts = overview.counts_of_projects(reports)
    return show(
        request, "web/marketplace/afterwards.html", edition=found, section="marketplace", wanted=wanted,
        by_state=overview.counts_of_meetings(actor, found).items(),
        by_stand=overview.counts_of_forms(actor, found, now).items(), page=meetings,
        stands=[(one, stand_of(one)) for one in meetings.object_list], reports=reports,
        by_result=counts.items(), unreported=overview.projects(actor, found).count() - sum(counts.values()),
        funding=overview.funding(reports), zone=reader_zone(request),
    )


@login_required
def meetings_file(request: HttpRequest, edition: str) -> HttpResponse:
    """The meetings that took place with their forms, as CSV."""
    found, names = _edition(request, edition), lookups(request).parties
    head = (
        _("Meeting"), _("Request"), _("Owner’s side"), _("Provider"), _("Held"), _("Form"), _("What came of it"),
        _("In words"), _("What follows"), _("Issues to be resolved"), _("In touch before the marketplace"),
        _("Version"), _("Difference"),
    )
    listed = overview.meetings(actor_of(request), found, clock.now())
    rows = (_meeting_row(one, names.name(one.interest.request.party), names.name(one.interest.provider.party))
            for one in listed)
    return as_csv(f"{found.code}-meetings-afterwards", guarded([head, *rows]))


def _meeting_row(one: Meeting, owner: str, provider: str) -> Row:
    form = form_of(one)
    said: Row = ("",) * 7 if form is None else (
        str(form.get_outcome_display()), str(form.text), str(form.follow_up), str(form.issues),
        "" if form.had_met_before is None else _("yes") if form.had_met_before else _("no"), form.version,
        "; ".join(each.word.difference for each in said_of(one) if each.word and each.word.difference),
    )
    return (
        one.number, one.interest.request.code, owner, provider,
        one.held_at.date() if one.held_at else None, str(stand_of(one).label), *said,
    )


@login_required
def projects_file(request: HttpRequest, edition: str) -> HttpResponse:
    """The published requests with what became of them, as CSV."""
    found, names = _edition(request, edition), lookups(request).parties
    head = (
        _("Code"), _("Participant"), _("Title"), _("What became of it"), _("Reported by"), _("Reported"),
        _("Currency"), _("Amount"), _("Merged with"), _("In words"),
    )

    def rows() -> Iterator[Row]:
        for one in overview.projects(actor_of(request), found):
            yield (one.code, names.name(one.party), str(one.title), *_last(one, names))

    return as_csv(f"{found.code}-projects-afterwards", guarded([head, *rows()]))


def _last(one: Request, names: Names) -> Row:
    reports: list[ProjectReport] = one.seen_reports  # type: ignore[attr-defined]
    if not reports:
        return ("",) * 7
    last = reports[0]
    return (
        str(last.get_result_display()), names.name(last.party), last.at.date(), last.currency,
        None if last.amount is None else Money(last.amount, last.currency).amount,
        last.merged_with.code if last.merged_with else "", str(last.text),
    )


@login_required
def activities(request: HttpRequest, edition: str) -> HttpResponse:
    """The funded projects the reader may read, as activities of IATI 2.03."""
    found = edition_or_missing(request, edition)
    made = document(actor=actor_of(request), edition=found)
    if made is None:
        messages.error(request, _("No project that you may read is funded yet; an IATI file needs at least one."))
        return redirect("marketplace", edition=found.code)
    response = HttpResponse(made, content_type="application/xml; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.code}-iati-activities.xml"'
    return response

"""One schedule for the office: its figures, the grid, what it changes, its release; each participant's day; a file."""

from collections.abc import Callable

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from convoke.core.languages import Translated
from convoke.core.policy import readable, require
from convoke.marketplace.fair.instances import Fair, read_fair
from convoke.marketplace.fair.schedules import Change, Changed, agreed_since, broken, changes, places, schedule_of
from convoke.marketplace.fair.standing import in_force
from convoke.marketplace.models import Meeting, Placement, Schedule
from convoke.marketplace.operations.schedules import discard_schedule, release_schedule
from convoke.marketplace.scheduling.results import FOUND

from ...lookups import lookups
from ..files import as_csv, guarded
from ..frame import actor_of, edition_or_missing, page_of_list, show
from . import schedule_grid
from .schedules import SECTION, says

RELEASE, DISCARD = "release", "discard"


def _schedule_or_404(request: HttpRequest, edition: str, number: int) -> Schedule:
    """A schedule of an edition, for the office."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "make", Schedule)
    one = schedule_of(actor, found, number)
    if one is None:
        raise Http404
    one.edition = found
    return one


@login_required
def schedule(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """Figures in words, what it changes against the one in force, the grid, what is not placed and why."""
    one = _schedule_or_404(request, edition, number)
    refused = _posted(request, one) if request.method == "POST" else []
    if isinstance(refused, HttpResponse):
        return refused
    found, present = one.edition, in_force(one.edition)
    fair, placed = read_fair(found), places(one)
    against = present if present and present != one else one.begun_with
    changed = changes(places(against), placed) if against and one.status in FOUND else []
    may_hold = one.status in FOUND and (one == present or not one.released_at)
    return show(
        request, "web/marketplace/schedule.html", edition=found, section=SECTION, schedule=one, says=says(one),
        present=present, is_in_force=one == present, was_found=one.status in FOUND,
        parts=schedule_grid.grid(fair, placed), tables=fair.tables, refused=refused,
        changes=[(change, said(fair, change)) for change in changed], against=against,
        wrong=broken(fair, placed) if may_hold else [], since=agreed_since(fair, placed, one) if may_hold else [],
        unplaced=unplaced(request, one), causes=[Translated(cause) for cause in one.causes], zone=found.time_zone,
        status=422 if refused else 200,
    )


def _posted(request: HttpRequest, one: Schedule) -> HttpResponse | list[str]:
    """Releases or discards; gives what stands against it."""
    actor, do = actor_of(request), request.POST.get("do", "")
    calls: dict[str, tuple[Callable[[], object], str, str]] = {
        RELEASE: (lambda: release_schedule(actor=actor, schedule=one),
                  _("The schedule is in force. Those whose meetings it changes are told by e-mail."), ""),
        DISCARD: (lambda: discard_schedule(actor=actor, schedule=one), _("The schedule was discarded."), "list"),
    }
    if do not in calls:
        return [_("Choose to release the schedule or to discard it.")]
    call, done, back = calls[do]
    try:
        call()
    except ValidationError as error:
        return list(error.messages)
    messages.success(request, done)
    if back:
        return redirect("marketplace-schedule", one.edition.code)
    return redirect("marketplace-schedule-one", one.edition.code, one.number)


def said(fair: Fair, change: Change) -> str:
    """What a schedule changes for a meeting, in words."""
    was, now = (
        _("%(time)s, table %(table)s") % {
            "time": schedule_grid.time_of(fair, place), "table": place.table.number} if place else ""
        for place in (change.before, change.now)
    )
    if change.kind == Changed.NEW:
        return _("new: %(now)s") % {"now": now}
    if change.kind == Changed.GONE:
        return _("no longer placed; it was: %(before)s") % {"before": was}
    return _("from %(before)s to %(now)s") % {"before": was, "now": now}


def unplaced(request: HttpRequest, one: Schedule) -> list[tuple[Meeting, Translated]]:
    """The meetings a schedule leaves out, each with why; one query."""
    found = readable(actor_of(request), Meeting).filter(edition=one.edition, number__in=map(int, one.unplaced))
    known = found.select_related("interest__request__party", "interest__provider__party").order_by("number")
    return [(meeting, Translated(one.unplaced[str(meeting.number)])) for meeting in known]


@login_required
def participants(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """Each participant's meetings by a schedule, in the order of time."""
    one = _schedule_or_404(request, edition, number)
    days = schedule_grid.days(read_fair(one.edition), places(one))
    page = page_of_list(request, lookups(request).parties.sort(days))
    return show(
        request, "web/marketplace/schedule_participants.html", edition=one.edition, section=SECTION, schedule=one,
        page=page, days=[(party, days[party]) for party in page.object_list], zone=one.edition.time_zone,
    )


@login_required
def as_file(request: HttpRequest, edition: str, number: int) -> HttpResponse:
    """A schedule as CSV: what is placed in the order of time, then what is not, with why."""
    one = _schedule_or_404(request, edition, number)
    fair, names = read_fair(one.edition), lookups(request).parties
    head = (
        _("Meeting"), _("Request"), _("Government"), _("Provider"), _("Time"), _("Time zone"),
        pgettext("meeting table", "Table"), _("Reason"),
    )

    def row(meeting: Meeting, place: Placement | None, why: object) -> tuple[object, ...]:
        room = meeting.interest
        return (
            meeting.number, room.request.code, names.name(room.request.party), names.name(room.provider.party),
            schedule_grid.time_of(fair, place) if place else "", one.edition.time_zone,
            place.table.number if place else None, str(why),
        )

    rows = [head, *(row(place.meeting, place, "") for place in places(one))]
    rows += [row(meeting, None, why) for meeting, why in unplaced(request, one)]
    return as_csv(f"{one.edition.code}-schedule-{one.number}", guarded(rows))

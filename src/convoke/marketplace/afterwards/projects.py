"""Reading how far projects are: the reports on one, the last ones of an edition, what waits to be reported."""

import datetime as dt

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from convoke.core import formats
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.editions.models import Edition
from convoke.editions.states import EditionState

from ..models import Interest, ProjectReport, Request, Window
from ..queries import Place, place_of
from ..rules import OFFERING, SHOWN, asked_by
from ..states import InterestState, RequestState

OPENED = (EditionState.MEETING, EditionState.FOLLOWING_UP, EditionState.CLOSED)


def reports_of(actor: Actor, request: Request) -> QuerySet[ProjectReport]:
    """The reports on a project that the actor may read, the last one first; one query."""
    found = readable(actor, ProjectReport).filter(request=request)
    return found.select_related("party", "merged_with", "by__person").order_by("-at", "-pk")


def last_reports(actor: Actor, edition: Edition) -> list[ProjectReport]:
    """The last report on each project of an edition, as far as the actor may read just that one; one query.

    Where the last one is not the actor's to read, an earlier one is not given in its place: it no longer holds.
    """
    last = ProjectReport.objects.filter(request=OuterRef("request")).order_by("-at", "-pk")
    found = readable(actor, ProjectReport).filter(
        request__edition=edition, request__state__in=SHOWN, pk=Subquery(last.values("pk")[:1]))
    return list(found.select_related("request__party", "party", "merged_with").order_by("request__code"))


def monitoring(edition: Edition) -> Window | None:
    """The window in which projects are followed; one query."""
    return Window.objects.filter(marketplace__edition=edition, kind=Window.Kind.MONITORING).first()


def closed_because(request: Request, on: dt.date) -> str:
    """Why nothing more is reported on a project, as a sentence; nothing while it can be. Two queries."""
    edition = request.edition
    if edition.state == EditionState.CLOSED:
        return _("This edition is closed; what was reported can be read.")
    if request.state not in SHOWN:
        return _("Progress is reported on a request that was published.")
    window = monitoring(edition)
    if window and window.ends_on:
        return "" if on <= window.ends_on else _("Progress was reported until %(day)s.") % {
            "day": formats.date(window.ends_on)}
    later = Edition.objects.filter(forum=edition.forum_id, ordinal__gt=edition.ordinal, state__in=OPENED)
    if later.exists():
        return _("The next edition has opened; what was reported can be read.")
    return ""


def sides_reporting(actor: Actor, request: Request) -> list[Party]:
    """The parties for which the actor reports on a project: its government first, then providers; two queries."""
    if actor.account_id is None:
        return []
    found: list[Party] = []
    if Request.objects.filter(asked_by(actor), pk=request.pk).exists():
        found.append(request.party)
    talks = Interest.objects.filter(
        request=request, state=InterestState.ACCEPTED, provider__party__in=actor.acting_for(OFFERING))
    found += [one.provider.party for one in talks.select_related("provider__party")]
    return found


def may_merge_with(actor: Actor, request: Request) -> QuerySet[Request]:
    """The other published requests of the edition, with which a project can be merged."""
    found = readable(actor, Request).filter(edition=request.edition_id, state__in=SHOWN).exclude(pk=request.pk)
    return found.order_by("pk")


def unreported(on: dt.date) -> list[Request]:
    """The published requests in whose window of monitoring today lies and on which nothing was reported in it.

    Three queries. A window whose dates are told in words alone reminds nobody.
    """
    windows = [
        one for one in Window.objects.filter(kind=Window.Kind.MONITORING, starts_on__lte=on).exclude(
            marketplace__edition__state=EditionState.CLOSED).select_related("marketplace")
        if place_of(one, on) == Place.NOW
    ]
    if not windows:
        return []
    asked = Q()
    for window in windows:
        said = ProjectReport.objects.filter(
            request=OuterRef("pk"), at__gte=dt.datetime.combine(window.starts_on or on, dt.time(), dt.UTC))
        asked |= Q(~Exists(said), edition=window.marketplace.edition_id)
    found = Request.objects.filter(asked, state=RequestState.PUBLISHED)
    return list(found.select_related("edition__forum", "edition__chair", "party").order_by("edition__ordinal", "pk"))


def reports_waiting(actor: Actor, on: dt.date) -> list[Request]:
    """The actor's own requests on which a report waits to be written; three queries at most."""
    if actor.account_id is None:
        return []
    own = Request.objects.filter(asked_by(actor))
    asked = {one.pk: one for one in unreported(on)}
    return [asked[pk] for pk in own.filter(pk__in=asked).order_by("pk").values_list("pk", flat=True)] if asked else []


def with_last_report(actor: Actor, found: QuerySet[Request]) -> QuerySet[Request]:
    """Requests, each with the reports the actor may read as ``seen_reports``, the last one first; one query more."""
    seen = readable(actor, ProjectReport).select_related("party", "merged_with").order_by("-at", "-pk")
    return found.prefetch_related(Prefetch("reports", seen, to_attr="seen_reports"))

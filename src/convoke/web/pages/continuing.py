"""Beginning an edition from the last: a preview of what would be carried on, then one step that does it."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from convoke.core.policy import require
from convoke.editions.continuing import steps
from convoke.editions.models import Edition
from convoke.editions.operations import continue_edition
from convoke.editions.queries import editions

from .frame import actor_of, edition_or_missing, show


@login_required
def continuing(request: HttpRequest, edition: str) -> HttpResponse:
    """What each app can carry on into this edition; nothing is changed before it is chosen and sent."""
    actor, found = actor_of(request), edition_or_missing(request, edition)
    require(actor, "continue", found)
    source = _before(request, found)
    chosen = request.POST.getlist("step")
    wrong = ""
    if request.method == "POST" and source is not None:
        try:
            carried = continue_edition(actor=actor, source=source, target=found, chosen=chosen)
        except ValidationError as error:
            wrong = " ".join(error.messages)
        else:
            messages.success(request, _("Carried on: %(number)s records.") % {"number": sum(carried.values())})
            return redirect("edition-continue", edition=found.code)
    offered = []
    for step in steps() if source is not None else ():
        why_not = step.requires(source, found) if source else ""
        lines = step.lines(actor, source, found) if source and not why_not else []
        offered.append((step, lines, why_not, step.code in chosen if request.method == "POST" else bool(lines)))
    return show(
        request, "web/hosting/continuing.html", edition=found, source=source, offered=offered, wrong=wrong,
        anything=any(lines for _step, lines, _why, _chosen in offered), status=400 if wrong else 200,
    )


def _before(request: HttpRequest, edition: Edition) -> Edition | None:
    """The edition this one begins from: the last before it."""
    earlier = editions(actor_of(request)).filter(forum=edition.forum, ordinal__lt=edition.ordinal)
    return earlier.order_by("-ordinal").first()

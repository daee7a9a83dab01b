"""Outreach for the office: what is due, what came back, what is being sent."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse

from convoke.core import clock
from convoke.core.policy import require
from convoke.editions.queries import forum
from convoke.outreach import queries
from convoke.outreach.models import Notice

from ...lookups import lookups
from ..frame import actor_of, page_of_list, show
from .parties import BUTTONS


@login_required
def outreach(request: HttpRequest) -> HttpResponse:
    """Escalations by the day of their next step, what came back, what is uncertain, and all notices."""
    actor, today = actor_of(request), clock.today()
    require(actor, "draft", Notice)
    going = list(queries.escalations(actor)[:100])
    numbers = queries.numbers_for(actor, going, today)
    rows = [(one, numbers.get(one.pk, []), queries.about_label(one.about)) for one in going]
    names = lookups(request).parties
    rows.sort(key=lambda row: (row[0].next_on is None, row[0].next_on or today, names.key(row[0].party)))
    return show(
        request, "web/outreach/outreach.html", forum=forum(), section="outreach", today=today,
        due=[row for row in rows if row[0].next_on and row[0].next_on <= today],
        later=[row for row in rows if not row[0].next_on or row[0].next_on > today],
        came_back=queries.came_back(actor)[:20], uncertain=queries.uncertain(actor)[:50],
        page=page_of_list(request, queries.notices(actor), 20), buttons=BUTTONS[:4],
    )

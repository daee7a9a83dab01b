"""Working groups go on into the next edition."""

import datetime as dt

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convoke.core import clock, formats
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.editions.continuing import Line, Step
from convoke.editions.models import Edition

from .models import Body


def _going_on(actor: Actor, source: Edition) -> QuerySet[Body]:
    today = clock.today()
    groups = readable(actor, Body).filter(edition=source, kind=Body.Kind.WORKING_GROUP)
    return groups.filter(Q(until__isnull=True) | Q(until__gt=today)).order_by("order", "code")


def _lines(actor: Actor, source: Edition, target: Edition) -> list[Line]:
    return [Line(str(one.name), _due(one.due_on)) for one in _going_on(actor, source)]


def _due(day: dt.date | None) -> str:
    return _("its report is due by %(day)s") % {"day": formats.date(day)} if day else ""


def _carry(actor: Actor, source: Edition, target: Edition) -> int:
    return Body.objects.filter(pk__in=[one.pk for one in _going_on(actor, source)]).update(edition=target)


WORKING_GROUPS = Step(
    "working-groups", gettext_lazy("Working groups"),
    gettext_lazy("Working groups that are not over go on under the new edition, with their members; "
                 "their meetings stay where they were held."),
    _lines, _carry,
)

"""Open actions go on as links: a report on each is awaited at the next edition; no action is copied."""

from django.db.models import Max, QuerySet
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from convoke.core import formats
from convoke.core.actors import Actor
from convoke.core.policy import readable
from convoke.directory.queries import Names
from convoke.editions.continuing import Line, Step
from convoke.editions.models import Edition

from .models import Action, Commitment, ReportDue


def _open(actor: Actor, source: Edition, target: Edition) -> QuerySet[Action]:
    """Actions that somebody leads, and on which no report is awaited at the next edition yet."""
    led = readable(actor, Commitment).filter(action__edition=source, role=Commitment.Role.LEAD)
    awaited = ReportDue.objects.filter(due_at=target, actions__isnull=False).values("actions")
    actions = readable(actor, Action).filter(edition=source, pk__in=led.values("action")).exclude(pk__in=awaited)
    return actions.prefetch_related("commitments__party").order_by("order")


def _leads(action: Action) -> list[Commitment]:
    return [one for one in action.commitments.all() if one.role == Commitment.Role.LEAD]


def _lines(actor: Actor, source: Edition, target: Edition) -> list[Line]:
    names = Names()
    return [
        Line(f"{one.code} {one.text}", _("%(parties)s are invited to report") % {
            "parties": formats.phrase([names.name(lead.party) for lead in _leads(one)])})
        for one in _open(actor, source, target)
    ]


def _carry(actor: Actor, source: Edition, target: Edition) -> int:
    actions = list(_open(actor, source, target))
    last = ReportDue.objects.filter(edition=source).aggregate(last=Max("order"))["last"] or 0
    made = ReportDue.objects.bulk_create(
        ReportDue(
            edition=source, code=slugify(f"carried {one.code.replace('.', '-')} {target.code}")[:80],
            order=last + number, item=one.text, due_at=target, passages=one.passages,
        )
        for number, one in enumerate(actions, start=1)
    )
    pairs = list(zip(made, actions, strict=True))
    ReportDue.actions.through.objects.bulk_create(
        ReportDue.actions.through(reportdue=due, action=action) for due, action in pairs
    )
    ReportDue.reporters.through.objects.bulk_create(
        ReportDue.reporters.through(reportdue=due, party=lead.party)
        for due, action in pairs for lead in _leads(action)
    )
    return len(made)


ACTIONS = Step(
    "actions", gettext_lazy("Open actions"),
    gettext_lazy("For each action that a party leads, a report is awaited at the new edition; no action is copied."),
    _lines, _carry,
)

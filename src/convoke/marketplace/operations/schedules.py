"""Schedules of meetings: worked out in the background, released, discarded while nobody was told of them.

A run that is done again after its worker was killed makes no second schedule: it leaves its mark on the one it made.
"""

from typing import TYPE_CHECKING
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.models import Job
from convoke.core.policy import require
from convoke.core.work.operations import request_job
from convoke.core.work.registry import JobFailed, Outcome, Progress
from convoke.editions.models import Edition

from ..fair.instances import Fair, check_fair, read_fair
from ..fair.schedules import KIND, at_work, broken, places
from ..fair.standing import in_force
from ..models import Placement, Schedule, Slot, Table
from ..scheduling.results import FOUND
from ._common import locked_edition

if TYPE_CHECKING:
    from ._solving import Worked

SHORTEST, USUAL, LONGEST = 1, 60, 600
"""Seconds the office may give."""


def start_schedule(*, actor: Actor, edition: Edition, seconds: int = USUAL, repair: bool = False) -> Job:
    """Has a schedule worked out in the background: a new one, or a repair that changes little of the one in force.

    Raises Denied, and ValidationError for a time that is not accepted, work that goes on already, no schedule in
    force to repair, and where nothing can be scheduled as things are set.
    """
    require(actor, "make", Schedule)
    if not SHORTEST <= seconds <= LONGEST:
        raise ValidationError({"seconds": _("Accepted: %(shortest)s to %(longest)s seconds.") % {
            "shortest": SHORTEST, "longest": LONGEST}})
    with transaction.atomic():
        present = locked_edition(edition)
        if at_work(actor, present):
            raise ValidationError(_("A schedule is being worked out already. Wait for it, or stop it first."))
        if repair and in_force(present) is None:
            raise ValidationError(_("No schedule is in force yet; there is nothing to repair."))
        check_fair(read_fair(present))
        return request_job(
            actor=actor, kind=KIND, edition=present.code, seconds=seconds, repair=repair, run=str(uuid4()))


def schedule_job(
    *, actor: Actor, progress: Progress, edition: str, seconds: int, repair: bool, run: str
) -> Outcome:
    """The background work: works a schedule out and puts it down; done again, it gives the one it made."""
    require(actor, "make", Schedule)
    made = Schedule.objects.filter(run=run).first()
    if made is None:
        if progress.is_to_stop():
            raise JobFailed(_("It was stopped before it had begun."))
        from . import _solving  # noqa: PLC0415  (loads the solvers, which no page needs)

        found = Edition.objects.get(code=edition)
        fair = read_fair(found)
        try:
            check_fair(fair)
            before = in_force(found) if repair else None
            worked = _solving.worked_out(fair, progress, seconds, with_home=before is not None)
            made = _put_down(actor, fair, worked, before, UUID(run))
        except ValidationError as error:
            raise JobFailed(_("No schedule was made."), list(error.messages)) from error
    return Outcome({"edition": edition, "schedule": made.number})


def _put_down(actor: Actor, fair: Fair, worked: "Worked", before: Schedule | None, run: UUID) -> Schedule:
    """Keeps what was worked out under the next number, with what it began with and the mark of its run."""
    result = worked.result
    with transaction.atomic():
        present = locked_edition(fair.edition)
        there = Schedule.objects.filter(run=run).first()
        if there is not None:
            return there
        rows = fair.placements(result.schedule)
        slots, tables = {slot.pk for _m, slot, _t in rows}, {table.pk for _m, _s, table in rows}
        if (Slot.objects.filter(pk__in=slots).count(), Table.objects.filter(pk__in=tables).count()) != (
            len(slots), len(tables)
        ):
            raise ValidationError(_("Slots or tables were taken away meanwhile. Start again."))
        with operation(actor=actor, verb="make-schedule", on=present, edition=present.code) as recording:
            last = Schedule.objects.filter(edition=present).aggregate(last=Max("number"))["last"] or 0
            made = Schedule.objects.create(
                edition=present, number=last + 1, status=result.status.value, agreed=len(fair.meetings),
                held=len(result.schedule), held_bound=result.held_bound, breaks=result.objective, bound=result.bound,
                spread=result.spread, seconds=round(result.seconds, 3), unplaced=worked.unplaced,
                causes=worked.causes, moved=sorted(map(int, result.moved)), begun_with=before, made_at=clock.now(),
                made_by_id=actor.account_id, run=run,
            )
            Placement.objects.bulk_create(
                Placement(schedule=made, meeting=meeting, slot=slot, table=table) for meeting, slot, table in rows)
            recording.facts = {
                "schedule": made.number, "status": made.status, "repairs": before.number if before else None}
    return made


def release_schedule(*, actor: Actor, schedule: Schedule) -> Schedule:
    """Puts a schedule in force; those whose own meetings it changes are told by e-mail.

    Raises Denied, and ValidationError where no schedule was found, where it was released before, and with what no
    longer holds when meetings changed since it was made.
    """
    require(actor, "release", schedule)
    edition = schedule.edition
    with operation(
        actor=actor, verb="release-schedule", on=edition, edition=edition.code, audience=Audience.PARTICIPANTS
    ) as recording:
        locked_edition(edition)
        present = Schedule.objects.select_for_update().get(pk=schedule.pk)
        if present.released_at:
            raise ValidationError(_("This schedule was released already. Work out a new one to change it."))
        if present.status not in FOUND:
            raise ValidationError(_("Nothing can be released: no schedule was found by this run."))
        wrong = [
            _("Meeting %(number)s: %(why)s") % {"number": one.number, "why": one.why} if one.number else one.why
            for one in broken(read_fair(edition), places(present))
        ]
        if wrong:
            said = _(
                "This schedule no longer holds; it was not released. Work out a new one, or repair the one in force.")
            raise ValidationError([said, *wrong])
        present.released_at, present.released_by_id = clock.now(), actor.account_id
        present.save(update_fields=["released_at", "released_by"])
        recording.facts = {"schedule": present.number}
    return present


def discard_schedule(*, actor: Actor, schedule: Schedule) -> None:
    """Takes away a schedule that was never released.

    Raises Denied, and ValidationError for one that was released: it says what people were told.
    """
    require(actor, "make", schedule)
    edition = schedule.edition
    with operation(actor=actor, verb="discard-schedule", on=edition, edition=edition.code) as recording:
        locked_edition(edition)
        present = Schedule.objects.select_for_update().get(pk=schedule.pk)
        if present.released_at:
            raise ValidationError(_("A schedule that was released stays on record."))
        recording.facts = {"schedule": present.number}
        present.delete()

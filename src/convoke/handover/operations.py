"""Loading a data folder into the forum."""

from dataclasses import dataclass
from pathlib import Path

from django.db import DatabaseError, transaction
from django.utils.translation import gettext as _

from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.loading import rows
from convoke.core.loading.models import LoadedRecord
from convoke.core.loading.rows import Folder
from convoke.core.loading.source import FaultyData
from convoke.core.loading.synchronise import Plan, Synchroniser, Tally
from convoke.core.locks import Busy, exclusive
from convoke.core.policy import require
from convoke.core.work.registry import JobFailed, Outcome, Progress, Silent
from convoke.directory import reference
from convoke.editions.models import Edition

from .folders import read_folder, rows_of

WAIT = 120.0
"""Seconds a load waits for another one that is running."""


@dataclass(frozen=True)
class Loaded:
    """What a load did, by kind of record."""

    dataset: str
    tallies: dict[str, Tally]

    @property
    def changed(self) -> bool:
        """Whether anything was created or updated."""
        return any(tally.changed for tally in self.tallies.values())


def load_folder(*, actor: Actor, path: Path, progress: Progress | None = None, wait: float = WAIT) -> Loaded:
    """Loads a data folder: all of it or nothing.

    Takes the folder's path. Raises :class:`~convoke.core.loading.source.FaultyData`
    with every fault (nothing is changed then), :class:`~convoke.core.locks.Busy` when
    another load does not end within ``wait`` seconds, and
    :class:`~convoke.core.policy.Denied` for an actor who may not load.
    """
    require(actor, "load", LoadedRecord)
    progress = progress or Silent()
    with exclusive("load", wait=wait, waiting=lambda: progress.advance(_("Waiting for another load to end"))):
        folder = read_folder(path, progress)
        progress.start(2, _("Comparing with what is there"))
        with transaction.atomic():  # a faulty folder leaves not even the reference data behind
            load_reference(actor=actor)
            synchroniser = _synchroniser(folder)
            plan = synchroniser.plan()
            progress.advance(_("Writing"))
            if plan.changes:
                _write(actor, folder.dataset, synchroniser, plan, progress)
        progress.advance(_("Done"))
    return Loaded(folder.dataset, plan.tallies)


def _synchroniser(folder: Folder) -> Synchroniser:
    kinds = [kind for loader in rows.loaders() for kind in loader.kinds]
    synchroniser = Synchroniser(folder.dataset, kinds, rows_of(folder))
    if faults := synchroniser.check():
        raise FaultyData(faults)
    return synchroniser


def load_reference(*, actor: Actor) -> dict[str, Tally]:
    """Brings the reference data on states and groupings up to date; the tallies by kind."""
    synchroniser = Synchroniser(reference.DATASET, reference.KINDS, reference.rows())
    faults = synchroniser.check()
    if faults:
        raise FaultyData(faults)
    plan = synchroniser.plan()
    if plan.changes:
        with operation(actor=actor, verb="load-reference", audience=Audience.TASK_FORCE) as recording:
            synchroniser.write(plan, Silent())
            recording.facts = _facts(reference.DATASET, plan)
    return plan.tallies


def _write(actor: Actor, dataset: str, synchroniser: Synchroniser, plan: Plan, progress: Progress) -> None:
    with operation(actor=actor, verb="load", edition=dataset) as recording:
        synchroniser.write(plan, progress)
        recording.on = Edition.objects.get(code=dataset)
        recording.facts = _facts(dataset, plan)


def _facts(dataset: str, plan: Plan) -> dict[str, object]:
    kinds = {
        kind: {"created": tally.created, "updated": tally.updated}
        for kind, tally in plan.tallies.items()
        if tally.changed
    }
    return {"dataset": dataset, "kinds": kinds}


def load_job(*, actor: Actor, progress: Progress, path: str) -> Outcome:
    """The same as background work; faults become the job's lines."""
    try:
        loaded = load_folder(actor=actor, path=Path(path), progress=progress)
    except FaultyData as error:
        message = _("The data were not accepted. Nothing was changed.")
        raise JobFailed(message, [str(fault) for fault in error.faults]) from error
    except Busy as error:
        raise JobFailed(_("Another load is still running. Nothing was changed.")) from error
    except DatabaseError as error:
        message = _("The database did not take the data: %(reason)s. Nothing was changed.") % {"reason": error}
        raise JobFailed(message) from error
    return Outcome(summary={kind: vars(tally) for kind, tally in loaded.tallies.items()})

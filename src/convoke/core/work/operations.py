"""Asking for background work, doing it, and picking up what a dead worker dropped."""

import datetime as dt
import os
import shutil
import socket
import threading
import uuid
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext as _
from django_tasks import task

from ..actors import Actor, system
from ..journal.operations import operation
from ..languages import active_language
from ..policy import require
from . import registry
from .models import Job
from .states import TRANSITIONS, JobState

HEARTBEAT = 5.0
"""Seconds between two signs of life of a worker."""
LOST_AFTER = dt.timedelta(seconds=60)
"""A worker on another machine that gave no sign of life for so long is dead."""
ATTEMPTS = 3
"""How often a job is tried in all when its workers die."""


def request_job(*, actor: Actor, kind: str, **params: Any) -> Job:
    """Queues work of a kind and gives the job to follow it by.

    ``params`` must be plain JSON. Raises LookupError for an unknown kind.
    """
    registry.kind_of(kind)
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind, params=params, requested_by_id=actor.account_id, language=active_language()
        )
        run_job.enqueue(str(job.pk))
    return job


def stop_job(*, actor: Actor, job: Job) -> Job:
    """Asks work that is waiting or running to end with what it has; asked twice, it is asked once.

    Raises Denied for work of others, and ValidationError for work that is over or cannot end early.
    """
    require(actor, "stop", job)
    if not registry.kind_of(job.kind).can_stop:
        raise ValidationError(_("This work cannot be ended early; it goes on to its end."))
    with operation(actor=actor, verb="stop-job", on=job) as recording:
        present = Job.objects.select_for_update().get(pk=job.pk)
        if present.is_over:
            raise ValidationError(_("This work is over already."))
        if present.stop_asked_at is None:
            present.stop_asked_at = _now()
            Job.objects.filter(pk=job.pk).update(stop_asked_at=present.stop_asked_at)
        recording.facts = {"kind": job.kind}
    return present


@task()
def run_job(job_id: str) -> str:
    """Does one job from start to end; called by a worker."""
    worker = f"{socket.gethostname()}:{os.getpid()}"
    now = _now()
    claimed = Job.objects.filter(pk=job_id, state=JobState.QUEUED).update(
        state=JobState.RUNNING, started_at=now, heartbeat_at=now, worker=worker, done=0, total=0
    )
    if not claimed:
        return "not waiting"
    job = Job.objects.get(pk=job_id)
    Job.objects.filter(pk=job_id).update(attempts=job.attempts + 1)
    with _Heartbeat(job.pk), translation.override(job.language):
        try:
            actor = registry.actor_of(job.requested_by_id) if job.requested_by_id else system("worker")
            outcome = registry.kind_of(job.kind).work(actor=actor, progress=JobProgress(job.pk), **job.params)
            _finish(job, outcome)
        except registry.JobFailed as failure:
            _over(job, JobState.FAILED, message=str(failure), faults=failure.faults)
        except Exception:
            _over(job, JobState.FAILED, message=_("An unexpected fault stopped the work. It has been logged."))
            raise
    return "over"


def requeue_lost_jobs() -> int:
    """Puts jobs whose worker died back into the queue; gives their number.

    A job that has lost its worker :data:`ATTEMPTS` times is closed as not completed.
    """
    requeued = 0
    silent = _now() - LOST_AFTER
    running = Job.objects.filter(state=JobState.RUNNING)
    for job in running.filter(Q(heartbeat_at__lt=silent) | Q(worker__startswith=f"{socket.gethostname()}:")):
        if job.heartbeat_at and job.heartbeat_at >= silent and _is_alive(job.worker):
            continue
        if job.attempts >= ATTEMPTS:
            _over(job, JobState.FAILED, message=_("The work was interrupted %(times)s times and given up.")
                  % {"times": job.attempts})
            continue
        with transaction.atomic():
            if Job.objects.filter(pk=job.pk, state=JobState.RUNNING, worker=job.worker).update(
                state=JobState.QUEUED, worker="", message="", done=0, total=0
            ):
                run_job.enqueue(str(job.pk))
                requeued += 1
    return requeued


class JobProgress:
    """Progress written to the job's row.

    Inside a transaction nothing is written: nobody could see it, and the row must
    not be held.
    """

    def __init__(self, job_id: uuid.UUID) -> None:
        self.job_id = job_id
        self.done = self.total = 0

    def start(self, total: int, message: str = "") -> None:
        """Says how many steps there are."""
        self.done, self.total = 0, total
        self._write(message)

    def advance(self, message: str = "", steps: int = 1) -> None:
        """Says that ``steps`` more are completed and what comes now."""
        self.done = min(self.total, self.done + steps)
        self._write(message)

    def is_to_stop(self) -> bool:
        """Whether somebody asked the work to end with what it has; one query."""
        return Job.objects.filter(pk=self.job_id, stop_asked_at__isnull=False).exists()

    def _write(self, message: str) -> None:
        if connection.in_atomic_block:
            return
        changes: dict[str, Any] = {"done": self.done, "total": self.total, "heartbeat_at": _now()}
        if message:
            changes["message"] = message[:300]
        Job.objects.filter(pk=self.job_id).update(**changes)


def _finish(job: Job, outcome: registry.Outcome) -> None:
    if outcome.file is not None:
        shutil.move(outcome.file, registry.results_folder() / str(job.pk))
    _over(
        job,
        JobState.DONE,
        summary=outcome.summary,
        result_name=outcome.name,
        result_type=outcome.content_type,
    )


def _over(job: Job, state: JobState, **changes: Any) -> None:
    before = [candidate for candidate, targets in TRANSITIONS.items() if state in targets]
    Job.objects.filter(pk=job.pk, state__in=before).update(state=state, finished_at=_now(), **changes)


def _now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


def _is_alive(worker: str) -> bool:
    host, _sep, pid = worker.rpartition(":")
    if host != socket.gethostname():
        return True
    try:
        os.kill(int(pid), 0)
    except (ProcessLookupError, ValueError):
        return False
    except PermissionError:
        return True
    return True


class _Heartbeat:
    """Gives a sign of life for a job every few seconds, from a thread of its own."""

    def __init__(self, job_id: uuid.UUID) -> None:
        self.job_id = job_id
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._beat, daemon=True)

    def __enter__(self) -> None:
        if settings.CONVOKE_HEARTBEAT:
            self.thread.start()

    def __exit__(self, *exception: object) -> None:
        self.over.set()
        if self.thread.is_alive():
            self.thread.join(timeout=1)

    def _beat(self) -> None:
        while not self.over.wait(HEARTBEAT):
            try:
                Job.objects.filter(pk=self.job_id).update(heartbeat_at=_now())
            except OperationalError:
                continue  # the database is busy writing for this very job
        connection.close()

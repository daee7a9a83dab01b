"""Asking for work, doing it, and what becomes of it when it cannot be done."""

import datetime as dt
import os
import socket
import subprocess
import sys

import pytest
from django.utils import translation
from django.utils.translation import get_language
from django_tasks_db.models import DBTaskResult

from convoke.core.actors import Actor, system
from convoke.core.work import operations
from convoke.core.work.operations import ATTEMPTS, LOST_AFTER, request_job, requeue_lost_jobs, run_job
from convoke.core.work.registry import JobFailed, JobKind, Outcome, kind_of, register, results_folder
from convoke.core.work.states import JobState
from tests.factories import AccountFactory, JobFactory

HERE = socket.gethostname()


@pytest.fixture
def ask(db):
    """Asks for work that does what is given and has it done; gives the job as it is then."""

    def doing(work, **params: object):
        register(JobKind("exercise", "Exercise", work))
        job = request_job(actor=system("tests"), kind="exercise", **params)
        run_job.call(str(job.pk))
        job.refresh_from_db()
        return job

    return doing


def test_work_is_handed_its_parameters_and_leaves_a_summary(ask):
    job = ask(lambda *, actor, progress, size: Outcome(summary={"size": size, "by": actor.name}), size=3)
    assert (job.state, job.summary) == (JobState.DONE, {"size": 3, "by": "worker"})
    assert job.finished_at >= job.started_at
    assert job.attempts == 1


def test_work_is_done_as_the_account_that_asked_for_it(db):
    seen = []
    register(JobKind("exercise", "Exercise", lambda *, actor, progress: seen.append(actor) or Outcome({})))
    account = AccountFactory()
    job = request_job(actor=Actor(account_id=account.pk, roles=frozenset({"chair"})), kind="exercise")
    run_job.call(str(job.pk))
    assert seen[0].account_id == account.pk
    assert seen[0].roles == frozenset(), "roles are those of mandates in force, not those of the moment of asking"


def test_work_is_done_in_the_language_it_was_asked_for_in(ask):
    with translation.override("nl"):
        register(JobKind("exercise", "Exercise", lambda *, actor, progress: Outcome({"in": get_language()})))
        job = request_job(actor=system("tests"), kind="exercise")
    run_job.call(str(job.pk))
    job.refresh_from_db()
    assert job.summary == {"in": "nl"}


def test_a_file_that_work_made_is_kept_under_the_number_of_the_job(ask, tmp_path):
    made = tmp_path / "report.txt"
    made.write_text("made")
    job = ask(lambda *, actor, progress: Outcome({}, file=made, name="report.txt", content_type="text/plain"))
    assert (results_folder() / str(job.pk)).read_text() == "made"
    assert (job.result_name, job.result_type) == ("report.txt", "text/plain")


def test_work_of_an_unknown_kind_is_not_taken_on(db):
    with pytest.raises(LookupError, match="there is no background work of kind “nothing”"):
        request_job(actor=system("tests"), kind="nothing")
    with pytest.raises(LookupError):
        kind_of("nothing")


def test_work_that_cannot_be_done_says_why_fault_by_fault(ask):
    def work(*, actor, progress):
        raise JobFailed("Not accepted.", ["line 1", "line 2"])

    job = ask(work)
    assert (job.state, job.message, job.faults) == (JobState.FAILED, "Not accepted.", ["line 1", "line 2"])


def test_an_unexpected_fault_is_passed_on_and_closes_the_job_without_telling_its_inside(ask):
    def work(*, actor, progress):
        raise RuntimeError("a secret")

    with pytest.raises(RuntimeError, match="a secret"):
        ask(work)
    job = operations.Job.objects.latest("created_at")
    assert job.state == JobState.FAILED
    assert "secret" not in job.message
    assert "logged" in job.message


def test_a_job_that_is_not_waiting_is_not_done_a_second_time(ask):
    times = []
    job = ask(lambda *, actor, progress: times.append(1) or Outcome({}))
    assert run_job.call(str(job.pk)) == "not waiting"
    assert times == [1]


# ------------------------------------------------------------------ workers that died


@pytest.fixture(scope="module")
def dead() -> str:
    """The name of a worker on this machine whose process has ended."""
    process = subprocess.Popen([sys.executable, "-c", ""])
    process.wait()
    return f"{HERE}:{process.pid}"


def running(worker: str, silent_for: dt.timedelta = dt.timedelta(0), **more: object):
    heard = dt.datetime.now(dt.UTC) - silent_for
    return JobFactory(state=JobState.RUNNING, worker=worker, heartbeat_at=heard, attempts=1, **more)


def test_work_of_a_dead_process_goes_back_into_the_queue(db, dead):
    job = running(dead, done=1, total=2)
    waiting = DBTaskResult.objects.count()
    assert requeue_lost_jobs() == 1
    job.refresh_from_db()
    assert (job.state, job.worker, job.done, job.total) == (JobState.QUEUED, "", 0, 0)
    assert DBTaskResult.objects.count() == waiting + 1


def test_work_of_a_living_process_is_left_to_it(db):
    running(f"{HERE}:{os.getpid()}")
    assert requeue_lost_jobs() == 0


def test_work_on_another_machine_is_lost_when_nothing_was_heard_of_it_for_long(db):
    heard, silent = running("elsewhere:1"), running("elsewhere:2", 2 * LOST_AFTER)
    assert requeue_lost_jobs() == 1
    heard.refresh_from_db()
    silent.refresh_from_db()
    assert (heard.state, silent.state) == (JobState.RUNNING, JobState.QUEUED)


def test_work_that_kills_its_workers_is_given_up(db, dead):
    job = running(dead)
    job.attempts = ATTEMPTS
    job.save()
    assert requeue_lost_jobs() == 0
    job.refresh_from_db()
    assert job.state == JobState.FAILED
    assert str(ATTEMPTS) in job.message


def test_a_requeued_job_can_be_done(db, dead, ask):
    register(JobKind("exercise", "Exercise", lambda *, actor, progress: Outcome({"done": True})))
    job = running(dead)
    requeue_lost_jobs()
    run_job.call(str(job.pk))
    job.refresh_from_db()
    assert (job.state, job.summary, job.attempts) == (JobState.DONE, {"done": True}, 2)

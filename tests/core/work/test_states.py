"""Where a job stands, and the only ways from one state to another."""

import pytest
from django.db import IntegrityError, transaction

from convoke.core.models import Job
from convoke.core.states import diagram
from convoke.core.work import operations
from convoke.core.work.states import TRANSITIONS, JobState
from tests.factories import JobFactory

OVER = {JobState.DONE, JobState.FAILED}


def test_every_state_says_where_it_leads():
    assert set(TRANSITIONS) == set(JobState)
    assert {state for state, targets in TRANSITIONS.items() if not targets} == OVER


def test_work_goes_from_waiting_to_running_to_its_end_and_back_when_its_worker_died():
    assert TRANSITIONS[JobState.QUEUED] == {JobState.RUNNING, JobState.FAILED}
    assert TRANSITIONS[JobState.RUNNING] == {JobState.DONE, JobState.FAILED, JobState.QUEUED}


@pytest.mark.parametrize("source", JobState)
@pytest.mark.parametrize("target", sorted(OVER))
def test_a_job_ends_only_from_a_state_that_leads_there(db, source, target):
    finished = operations._now() if source in OVER else None
    job = JobFactory(state=source, finished_at=finished)
    operations._over(job, target)
    job.refresh_from_db()
    assert job.state == (target if target in TRANSITIONS[source] else source)


@pytest.mark.parametrize("state", JobState)
def test_a_job_has_an_end_exactly_when_it_is_over(db, state):
    with pytest.raises(IntegrityError, match="job_finished_exactly_when_over"), transaction.atomic():
        JobFactory(state=state, finished_at=None if state in OVER else operations._now())


def test_a_job_does_not_do_more_steps_than_there_are(db):
    with pytest.raises(IntegrityError, match="job_done_within_total"), transaction.atomic():
        JobFactory(done=3, total=2)
    assert JobFactory(done=3, total=0).percent == 0


def test_a_job_shows_how_far_it_is():
    assert Job(done=1, total=4).percent == 25
    assert Job(done=4, total=4).percent == 99
    assert Job(state=JobState.DONE).percent == 100
    assert [Job(state=state).is_over for state in JobState] == [False, False, True, True]


def test_the_diagram_shows_every_way():
    lines = diagram(TRANSITIONS).splitlines()
    assert lines[0] == "stateDiagram-v2"
    assert "    running --> queued" in lines
    assert len(lines) == 2 + sum(map(len, TRANSITIONS.values())) + len(OVER)

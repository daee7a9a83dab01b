"""LIB-1: a paper is found only by those who may read it, wherever it is looked for."""

import pytest

from convoke.core.actors import ANONYMOUS
from convoke.core.audiences import Audience
from convoke.core.policy import readable
from convoke.library.loading import paper_code
from convoke.library.models import Document, Source
from convoke.outcomes.queries import finding
from convoke.outcomes.thread import trace
from convoke.programme.queries import session
from tests.factories import DocumentFactory, FindingFactory, SessionFactory


@pytest.fixture
def hidden(db):
    """A session and a finding anyone may read, and a paper of theirs for the task force alone."""
    paper = DocumentFactory(audience=Audience.TASK_FORCE)
    meeting = SessionFactory(edition=paper.edition)
    meeting.papers.add(paper)
    found = FindingFactory(edition=paper.edition, session=meeting)
    found.papers.add(paper)
    return paper, meeting, found


def test_lib_1_a_hidden_paper_is_in_no_list_of_the_publics(hidden, actor):
    paper, meeting, found = hidden
    assert paper not in readable(ANONYMOUS, Document)
    assert not session(ANONYMOUS, paper.edition, meeting.code).papers.all()
    assert not finding(ANONYMOUS, paper.edition, found.code).papers.all()
    office = actor("task-force")
    assert list(session(office, paper.edition, meeting.code).papers.all()) == [paper]
    assert list(finding(office, paper.edition, found.code).papers.all()) == [paper]


def test_lib_1_a_hidden_paper_is_on_no_thread_of_the_publics(hidden, actor):
    paper, meeting, _found = hidden
    assert ("document", paper.pk) not in trace(ANONYMOUS, ("session", meeting.pk)).nodes
    assert ("document", paper.pk) in trace(actor("chair"), ("session", meeting.pk)).nodes


@pytest.mark.parametrize(
    ("role", "audiences"),
    [
        ("press", {"public"}),
        ("contributor", {"public"}),
        ("delegate", {"public", "participants"}),
        ("focal-point", {"public", "participants", "friends"}),
        ("chair", {"public", "participants", "friends", "team", "party", "task-force"}),
    ],
)
def test_lib_1_each_role_finds_what_its_audiences_let_it(actor, role, audiences):
    papers = [DocumentFactory(audience=audience) for audience in Audience]
    own = Document.objects.filter(pk__in=[paper.pk for paper in papers])
    assert {paper.audience for paper in readable(actor(role), own)} == audiences
    assert readable(actor(role), own).count() == len(audiences)


def test_the_demonstration_has_its_papers_and_sources(demonstration):
    assert readable(ANONYMOUS, Document).filter(edition=demonstration).count() == 15
    assert Source.objects.count() == 5
    assert Document.objects.get(edition=demonstration, code=paper_code("1.4", 1)).sessions.get().code == "1.4"

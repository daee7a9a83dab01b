"""An edition's page says how far its preparation is, to each as far as they may know it (LIB-1)."""

import pytest

from convoke.core.actors import ANONYMOUS
from convoke.editions.models import Edition
from convoke.library.states import VersionState
from convoke.web.pages.preparing import preparation_of
from tests.factories import DocumentFactory, DocumentVersionFactory, EditionFactory, SessionFactory


@pytest.fixture
def manila(demonstration) -> Edition:
    return Edition.objects.get(code="manila-2008")


@pytest.mark.parametrize(("role", "in_work", "open_for_comment"), [
    ("public", 0, 0), ("press", 0, 0), ("civil-society", 0, 0), ("observer", 0, 1), ("focal-point", 1, 1),
    ("task-force", 1, 1),
])
def test_lib_1_papers_are_counted_for_those_who_may_read_them(manila, actor, role, in_work, open_for_comment):
    found = preparation_of(ANONYMOUS if role == "public" else actor(role), manila)
    assert (found.in_work, found.open_for_comment, found.published) == (in_work, open_for_comment, 1)
    assert (found.sessions, found.with_team, found.is_adopted, found.timetable) == (2, 2, False, 0)


def test_the_page_shows_it_while_the_edition_is_prepared(manila, client_of):
    page = client_of("public").get("/en/manila-2008/").content.decode()
    assert "How far the preparation is" in page
    assert "Papers being written" not in page
    assert "Papers being written" in client_of("task-force").get("/en/manila-2008/").content.decode()
    assert "How far the preparation is" not in client_of("public").get("/en/brussels-2007/").content.decode()


def test_nothing_is_said_of_an_edition_that_is_only_announced(demonstration, client_of):
    assert "How far the preparation is" not in client_of("public").get("/en/greece-2009/").content.decode()


def test_it_takes_the_same_number_of_queries_for_one_paper_and_for_many(db, queries):
    edition = EditionFactory()

    def fill() -> None:
        for _number in range(4):
            SessionFactory(edition=edition)
            DocumentVersionFactory(document=DocumentFactory(edition=edition), state=VersionState.DRAFT)

    fill()
    few = queries(lambda: preparation_of(ANONYMOUS, edition))
    fill()
    assert queries(lambda: preparation_of(ANONYMOUS, edition)) == few

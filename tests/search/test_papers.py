"""LIB-1: papers are found by exactly those who may read them: hits, counts, suggestions and choices alike."""

import json

import pytest
from django.core.management import call_command

from convoke.core.actors import ANONYMOUS, Actor, system
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.policy import readable
from convoke.directory.models import Account, Party
from convoke.directory.queries import actor_for
from convoke.directory.roles import ROLES
from convoke.library.models import Document, Rendition
from convoke.library.states import ReadState
from convoke.programme.models import TeamMember
from convoke.programme.states import TeamState
from convoke.search import indexing
from convoke.search.queries import Wanted, choices, search, suggestions
from tests.factories import (
    DocumentFactory,
    DocumentVersionFactory,
    EditionFactory,
    ParagraphFactory,
    RenditionFactory,
    SessionFactory,
    TeamMemberFactory,
)

EVERY_ROLE = ["public", *(role.code for role in ROLES)]


def take(*documents: Document) -> None:
    indexing.take(indexing.kinds()["document"], [one.pk for one in documents])


@pytest.fixture
def who(actor):
    return lambda role: ANONYMOUS if role == "public" else actor(role)


@pytest.fixture
def papers(db) -> list[Document]:
    """Papers for every audience: of Bermea, of nobody, and for a team of Bermea; circulated, and drafts alone."""
    edition = EditionFactory(code="zorbia-2031", name={"en": "Zorbia"})
    session = SessionFactory(edition=edition, code="9.1")
    bermea = Party.objects.get(code="exercise-bermea")
    TeamMemberFactory(session=session, party=bermea)
    made = []
    for audience in Audience.values:
        for name, state in (("Circulated", "circulated"), ("Draft", "draft"), ("Team", "circulated")):
            one = DocumentFactory(
                edition=edition, audience=audience, is_record=False, title={"en": f"Quaxolotl {name} {audience}"},
            )
            until = {"circulated_at": "2030-01-01T00:00Z", "comments_until": "2030-02-01T00:00Z"}
            version = DocumentVersionFactory(document=one, state=state, **(until if state == "circulated" else {}))
            ParagraphFactory(version=version, texts={"en": f"Zorblax {audience} {name}."})
            if name == "Team":
                session.papers.add(one)
            elif audience != Audience.PARTICIPANTS:
                one.authors.add(bermea)
            made.append(one)
    take(*made)
    return made


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_lib_1_papers_are_found_counted_and_suggested_as_the_policy_says(papers, who, role):
    actor = who(role)
    may = set(readable(actor, Document).filter(pk__in=[one.pk for one in papers]).values_list("pk", flat=True))
    found = search(actor, Wanted(q="quaxolotl"), number=100)
    assert {hit.thing.pk for hit in found.hits} == may
    assert found.total == found.kinds.get("document", 0) == len(may)
    drafts = {one.pk for one in papers if "Draft" in str(one.title)}
    told = search(actor, Wanted(q="zorblax"), number=100)
    assert {hit.thing.pk for hit in told.hits} == may - drafts
    assert told.total == len(may - drafts), "the text of a draft is not searched"
    titles = {str(one.title) for one in papers if one.pk in may}
    told_of = {words for words in suggestions(actor, "quaxolotl circ") if words.startswith("Quaxolotl")}
    assert told_of == {title for title in titles if "Circulated" in title}
    assert ("zorbia-2031" in choices(actor).get("edition", [])) == bool(may)


@pytest.mark.parametrize("role", ["focal-point", "team-member"])
def test_lib_1_a_team_finds_its_papers_and_loses_them_when_it_leaves(papers, who, role):
    def found(actor: Actor) -> set[str]:
        return {hit.entry.title for hit in search(actor, Wanted(q="quaxolotl team"), number=100).hits}

    paper = "Quaxolotl Team team"
    assert paper in found(who(role))
    assert paper in suggestions(who(role), "quaxolotl team te")
    assert paper not in found(who("observer"))
    TeamMember.objects.filter(session__edition__code="zorbia-2031").update(state=TeamState.LEFT)
    assert paper not in found(who(role))
    assert paper not in suggestions(who(role), "quaxolotl team te")


def test_lib_1_the_command_finds_as_an_account_does(papers, account_of, capsys):
    email = account_of("team-member").email
    call_command("search", "quaxolotl team", "--account", email, "--json")
    found = json.loads(capsys.readouterr().out)
    assert "Quaxolotl Team team" in {hit["title"] for hit in found["hits"]}
    assert found["total"] == len(search(actor_for(Account.objects.get(email=email)), Wanted(q="quaxolotl team")).hits)
    call_command("search", "quaxolotl team", "--as", "team-member", "--json")
    titles = {hit["title"] for hit in json.loads(capsys.readouterr().out)["hits"]}
    assert "Quaxolotl Team team" not in titles, "a role alone belongs to no team"
    assert "Quaxolotl Team friends" in titles


@pytest.mark.parametrize("role", EVERY_ROLE)
def test_lib_1_a_paper_that_is_narrowed_is_neither_found_nor_counted_from_then_on(papers, who, role):
    one = next(paper for paper in papers if str(paper.title) == "Quaxolotl Team public")
    actor, wanted = who(role), Wanted(q='"team public"')
    assert search(actor, wanted).total == 1
    Document.objects.filter(pk=one.pk).update(audience=Audience.TASK_FORCE)
    may = role in ("chair", "task-force")
    for _time in ("before the index knows", "after"):
        found = search(actor, wanted)
        assert found.total == len(found.hits) == found.kinds.get("document", 0) == may
        assert ("Quaxolotl Team public" in suggestions(actor, "quaxolotl team pub")) == may
        with operation(actor=system("tests"), verb="exercise", on=one, edition=one.edition.code):
            pass
        indexing.follow(actor=system("tests"))


def test_lib_1_a_file_that_is_held_back_is_not_read_and_shows_when_it_is_given(db):
    version = DocumentVersionFactory(
        state="circulated", circulated_at="2030-01-01T00:00Z", comments_until="2030-02-01T00:00Z",
    )
    RenditionFactory(version=version, language="en", text="Zorblax in a file", is_made=False, state=ReadState.HELD)
    take(version.document)
    assert search(ANONYMOUS, Wanted(q="zorblax")).total == 0
    Rendition.objects.filter(version=version).update(state=ReadState.READ)
    take(version.document)
    assert search(ANONYMOUS, Wanted(q="zorblax")).total == 1


def test_a_paper_is_found_under_every_session_it_belongs_to(db):
    edition = EditionFactory()
    one = DocumentFactory(edition=edition, title={"en": "Zorblax"})
    for code in ("7.1", "7.2"):
        SessionFactory(edition=edition, code=code).papers.add(one)
    take(one)
    for session in ("7.1", "7.2", f"{edition.code}/7.2"):
        assert search(ANONYMOUS, Wanted(q="zorblax", session=session)).total == 1
    for session in ("7.3", "7", f"{EditionFactory().code}/7.2"):
        assert search(ANONYMOUS, Wanted(q="zorblax", session=session)).total == 0


def test_lib_1_who_was_only_invited_to_a_team_is_not_told_by_the_filter(db):
    member = TeamMemberFactory(state=TeamState.INVITED)
    session = member.session
    indexing.take(indexing.kinds()["session"], [session.pk])
    assert member.party.code not in choices(ANONYMOUS).get("party", [])
    TeamMember.objects.filter(pk=member.pk).update(state=TeamState.MEMBER)
    indexing.take(indexing.kinds()["session"], [session.pk])
    assert member.party.code in choices(ANONYMOUS)["party"]


AT_MOST = 3 + 3
"""Queries of a search: three, and one for each kind of which somebody reads more than by audience."""


@pytest.mark.parametrize("role", ["public", "team-member", "task-force"])
def test_a_search_costs_the_same_queries_however_many_papers_there_are(papers, who, queries, role):
    actor = who(role)
    few = queries(lambda: search(actor, Wanted(q="quaxolotl")))
    more = [DocumentFactory(title={"en": f"Quaxolotl more {number}"}) for number in range(15)]
    take(*more)
    assert queries(lambda: search(actor, Wanted(q="quaxolotl"))) == few <= AT_MOST
    assert queries(lambda: suggestions(actor, "quaxo")) <= AT_MOST
    assert queries(lambda: search(actor, Wanted(q='"quaxolotl more"'))) == few + 2

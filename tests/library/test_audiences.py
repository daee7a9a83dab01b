"""LIB-1: as every role: which papers, versions, texts, files and comments are found, and how many."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db.models import Q

from convoke.core import clock
from convoke.core.actors import ANONYMOUS
from convoke.core.audiences import Audience
from convoke.core.policy import readable
from convoke.directory.roles import ROLES, role
from convoke.library import rules
from convoke.library.models import Comment, Document, DocumentVersion, Paragraph, ParagraphEdit, Rendition
from convoke.library.operations.commenting import circulate
from convoke.library.operations.documents import narrow, widen
from convoke.library.operations.publishing import publish
from convoke.library.queries import documents, papers_of_session
from tests.factories import CommentFactory, RenditionFactory

EVERY_ROLE = [one.code for one in ROLES]
OFFICE = {"chair", "task-force"}
OF_BERMEA = {"focal-point", "contributor", "team-member"}
ACTING = {*OF_BERMEA, "rapporteur", "delegate"}
"""The roles whose exercise accounts act for Bermea."""


def found(actor, model, made: Document) -> int:
    path = {Document: "pk", DocumentVersion: "document"}.get(model, "version__document")
    return readable(actor, model).filter(**{path: made.pk}).count()


@pytest.mark.parametrize("code", EVERY_ROLE)
@pytest.mark.parametrize("audience", [one for one in Audience if one != Audience.NAMED])
def test_lib_1_a_published_paper_is_found_by_its_audience_and_its_authors(actor, paper, office, code, audience):
    made = paper(audience=audience)
    publish(actor=office, version=made.versions.get())
    reads = audience in role(code).audiences or code in ACTING
    who = actor(code)
    assert found(who, Document, made) == reads
    assert found(who, DocumentVersion, made) == reads
    assert found(who, Paragraph, made) == 4 * reads
    assert documents(who, made.edition).filter(pk=made.pk).count() == reads
    assert found(who, ParagraphEdit, made) == 4 * (code in OFFICE | OF_BERMEA)


@pytest.mark.parametrize("code", EVERY_ROLE)
def test_lib_1_a_draft_is_found_by_those_alone_who_write_it(actor, paper, code):
    made = paper(audience=Audience.PUBLIC)
    RenditionFactory(version=made.versions.get())
    writes = code in OFFICE | OF_BERMEA
    for model in (DocumentVersion, Rendition):
        assert found(actor(code), model, made) == writes
        assert found(ANONYMOUS, model, made) == 0
    assert found(actor(code), Paragraph, made) == 4 * writes
    listed = documents(actor(code), made.edition, language="en")
    assert listed.filter(pk=made.pk).count() == writes
    assert documents(actor(code), made.edition).filter(pk=made.pk).count() == writes, "nor is its title"


@pytest.mark.parametrize("code", EVERY_ROLE)
def test_lib_1_a_circulated_version_is_found_by_the_audience_it_was_circulated_to(actor, paper, office, code):
    made = paper(audience=Audience.FRIENDS)
    version = circulate(actor=office, version=made.versions.get(), until=clock.now() + dt.timedelta(days=7))
    who = actor(code)
    reads = Audience.FRIENDS in role(code).audiences or code in ACTING
    assert found(who, DocumentVersion, made) == reads
    CommentFactory(version=version)
    assert found(who, Comment, made) == (code in OFFICE | OF_BERMEA)
    CommentFactory(version=version, state="taken", answer="Yes.")
    assert found(who, Comment, made) == (code in OFFICE | OF_BERMEA) + reads


@pytest.mark.parametrize("code", EVERY_ROLE)
def test_lib_1_a_paper_for_a_team_is_found_and_written_by_its_members(actor, paper, monkeypatch, code):
    made = paper(audience=Audience.TEAM, authors=[])
    own, none = Q(code=made.code), Q(pk__in=())
    monkeypatch.setattr(rules, "_teams", [lambda actor: own if "observer" in actor.roles else none])
    who = actor(code)
    reads = code in OFFICE or code == "observer"
    assert found(who, Document, made) == found(who, DocumentVersion, made) == reads
    assert rules.may_write(who, made) == reads


def test_lib_1_several_authors_and_teams_make_no_paper_come_twice(actor, paper, bermea, monkeypatch):
    monkeypatch.setattr(rules, "_teams", [lambda actor: Q(authors__isnull=False)] * 2)
    made = paper(audience=Audience.TEAM, authors=[bermea, actor_party("exercise-aldoria")])
    assert found(actor("focal-point"), Document, made) == 1
    assert found(actor("focal-point"), DocumentVersion, made) == 1


def actor_party(code: str):
    from convoke.directory.models import Party

    return Party.objects.get(code=code)


def test_a_team_is_registered_once(monkeypatch):
    monkeypatch.setattr(rules, "_teams", [])
    for _time in range(2):
        rules.register_team(rules.of_teams)
    assert rules._teams == [rules.of_teams]


def test_lib_1_a_published_paper_is_narrowed_at_once_and_everywhere(actor, paper, office):
    made = paper(audience=Audience.PUBLIC)
    version = made.versions.get()
    RenditionFactory(version=version)
    publish(actor=office, version=version)
    assert found(ANONYMOUS, DocumentVersion, made)
    narrow(actor=actor("task-force"), document=made, audience=Audience.FRIENDS)
    for model in (Document, DocumentVersion, Paragraph, Rendition):
        assert not found(ANONYMOUS, model, made)
        assert found(actor("observer"), model, made)
    with pytest.raises(ValidationError, match="narrower"):
        narrow(actor=actor("task-force"), document=made, audience=Audience.PUBLIC)
    with pytest.raises(ValidationError, match="Choose who"):
        narrow(actor=actor("task-force"), document=made, audience=Audience.NAMED)
    widen(actor=actor("chair"), document=made, audience=Audience.PUBLIC)
    assert found(ANONYMOUS, Document, made)


def test_lib_1_a_file_held_back_is_found_by_those_who_write(actor, paper, office):
    made = paper(audience=Audience.PUBLIC)
    RenditionFactory(version=made.versions.get(), state="held")
    publish(actor=office, version=made.versions.get())
    assert not found(ANONYMOUS, Rendition, made)
    assert found(actor("team-member"), Rendition, made) == 1


def test_papers_are_listed_by_kind_session_language_and_party_at_a_constant_number_of_queries(
    actor, paper, demonstration, queries
):
    made = paper(session="1.4")
    who = actor("focal-point")
    wanted = {"kind": "background-paper", "session": "1.4", "language": "en", "party": "exercise-bermea"}
    assert made in documents(who, demonstration, **wanted)
    for name, other in (("kind", "note"), ("session", "1.1"), ("language", "ru"), ("party", "exercise-aldoria")):
        assert made not in documents(who, demonstration, **{**wanted, name: other})
    assert made in papers_of_session(who, demonstration, "1.4")
    few = queries(lambda: list(documents(who, demonstration)))
    paper(), paper()
    assert queries(lambda: list(documents(who, demonstration))) == few == 3

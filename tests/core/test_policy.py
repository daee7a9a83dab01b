"""LIB-1: one policy per model says who may read, who may do what, and whose right it is."""

import pytest
from django.db import models

from convoke.core.actors import ANONYMOUS, Actor, system
from convoke.core.audiences import Audience
from convoke.core.policy import Denied, Policy, allows, everything, holders, policy_of, readable, register, require
from convoke.directory.models import Account
from convoke.editions.models import Edition
from convoke.library.models import Document
from tests.factories import AccountFactory, CommitmentFactory, DocumentFactory, EditionFactory

CHAIR = Actor(account_id=1, roles=frozenset({"chair"}))


@pytest.fixture
def papers(db):
    """One paper for each audience."""
    return {audience.value: DocumentFactory(audience=audience) for audience in Audience}


def test_lib_1_the_public_finds_public_papers_alone(papers):
    found = readable(ANONYMOUS, Document).filter(pk__in=[paper.pk for paper in papers.values()])
    assert list(found) == [papers["public"]]
    assert found.count() == 1


def test_lib_1_a_reader_finds_what_is_for_one_of_the_readers_audiences(papers):
    reader = Actor(account_id=1, audiences=frozenset({"public", "friends"}))
    own = Document.objects.filter(pk__in=[paper.pk for paper in papers.values()])
    assert set(readable(reader, own)) == {papers["public"], papers["friends"]}


def test_lib_1_the_forum_itself_reads_everything(papers):
    assert readable(system("tests"), Document).count() == Document.objects.count()


def test_lib_1_what_hangs_on_a_hidden_thing_is_hidden_with_it(db):
    hidden = CommitmentFactory(action__audience=Audience.TASK_FORCE)
    shown = CommitmentFactory()
    own = type(hidden).objects.filter(pk__in=[hidden.pk, shown.pk])
    assert list(readable(ANONYMOUS, own)) == [shown]
    assert readable(system("tests"), own).count() == 2


def test_a_right_belongs_to_the_roles_the_policy_names(db):
    edition = EditionFactory()
    assert allows(CHAIR, "advance", edition)
    assert allows(CHAIR, "advance", Edition)
    assert not allows(ANONYMOUS, "advance", edition)
    assert holders(Edition, "advance") == {"chair"}


def test_a_command_may_do_what_a_role_may(db):
    assert allows(system("tests"), "advance", EditionFactory())


def test_nobody_has_a_right_that_no_policy_gives(db):
    assert not allows(CHAIR, "abolish", EditionFactory())
    assert holders(Edition, "abolish") == frozenset()


def test_a_guard_must_hold_beside_the_role(db):
    own, other = AccountFactory(), AccountFactory()
    holder = Actor(account_id=own.pk, roles=frozenset({"press"}))
    assert allows(holder, "choose-language", own)
    assert not allows(holder, "choose-language", other)
    assert allows(holder, "choose-language", Account)


def test_a_refusal_says_whose_right_it_is(db):
    with pytest.raises(Denied, match="advance: chair") as refused:
        require(ANONYMOUS, "advance", EditionFactory())
    assert refused.value.roles == {"chair"}
    assert refused.value.verb == "advance"


def test_a_model_without_a_policy_is_a_mistake_that_is_found_at_once():
    class Unruled(models.Model):
        class Meta:
            app_label = "exercise"

        def __str__(self) -> str:
            return "unruled"

    with pytest.raises(LookupError, match=r"Unruled has no policy.*rules\.py"):
        policy_of(Unruled)


def test_a_model_has_one_policy_and_no_second_one():
    with pytest.raises(ValueError, match="Edition has a policy already"):
        register(Policy(Edition, everything))
    register(policy_of(Edition))


def test_an_anonymous_actor_is_nobody_and_a_command_is_somebody():
    assert ANONYMOUS.is_anonymous
    assert not system("tests").is_anonymous
    assert not ANONYMOUS.has_role("chair")
    assert CHAIR.has_role("task-force", "chair")
    assert system("tests").has_role("chair")

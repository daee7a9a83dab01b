"""What goes on of questionnaires when a new edition begins from the last."""

from convoke.consultation.continuing import QUESTIONNAIRES
from convoke.consultation.models import QuestionMatch, Questionnaire, Response
from convoke.core.actors import system
from convoke.editions.continuing import steps
from tests.factories import EditionFactory

OFFICE = system("tests")


def test_the_forms_go_on_as_drafts_and_nothing_of_the_answers(demonstration):
    target = EditionFactory(forum=demonstration.forum)
    lines = QUESTIONNAIRES.lines(OFFICE, demonstration, target)
    assert len(lines) == 5
    assert QUESTIONNAIRES.carry(OFFICE, demonstration, target) == 5
    made = Questionnaire.objects.filter(edition=target)
    assert {one.state for one in made} == {"draft"}
    assert all(one.versions.get().frozen_at is None for one in made)
    assert not Response.objects.filter(questionnaire__in=made).exists()
    assert not any(one.due_at or one.sent_on or one.counts.exists() for one in made)


def test_each_question_is_matched_with_the_one_it_comes_from(demonstration):
    target = EditionFactory(forum=demonstration.forum)
    QUESTIONNAIRES.carry(OFFICE, demonstration, target)
    matched = QuestionMatch.objects.get(later__edition=target, later__code="thematic-2006", later_question="priorities")
    assert (matched.earlier.edition, matched.earlier_question) == (demonstration, "priorities")
    assert len(matched.choices) == 18


def test_the_same_choice_twice_carries_on_once(demonstration):
    target = EditionFactory(forum=demonstration.forum)
    QUESTIONNAIRES.carry(OFFICE, demonstration, target)
    assert QUESTIONNAIRES.lines(OFFICE, demonstration, target) == []
    assert QUESTIONNAIRES.carry(OFFICE, demonstration, target) == 0


def test_the_step_is_offered():
    assert QUESTIONNAIRES in steps()

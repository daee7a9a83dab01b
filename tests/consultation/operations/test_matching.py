"""The same question over editions is mapped by hand, with its choices and what changed."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from convoke.consultation.form.model import Form, Kind, Question, Section, to_json
from convoke.consultation.models import QuestionMatch
from convoke.consultation.operations.matching import match_questions
from convoke.consultation.reading.comparing import others, pairs
from convoke.core.actors import system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.web.journal_words import sentence
from tests.factories import (
    FORM,
    EditionFactory,
    PriorityFactory,
    QuestionMatchFactory,
    QuestionnaireFactory,
    QuestionnaireVersionFactory,
    ReplyCountFactory,
    choices,
)

OFFICE = system("tests")


def today_form() -> Form:
    """The exercise form with another ranking: other words, one choice new, one gone."""
    ranking = Question(
        "themes", Kind.RANKING, {"en": "Order these"}, choices=choices("remittances", "climate", "rights"), first=2
    )
    return replace(FORM, sections=(Section("now", {"en": "Now"}, questions=(ranking,)), *FORM.sections[1:]))


@pytest.fixture
def then(db):
    """The earlier questionnaire."""
    made = QuestionnaireFactory(state="closed")
    QuestionnaireVersionFactory(questionnaire=made, number=1)
    return made


@pytest.fixture
def now(then):
    """The questionnaire of the next edition of the same forum."""
    made = QuestionnaireFactory(state="closed", edition=EditionFactory(forum=then.edition.forum))
    QuestionnaireVersionFactory(questionnaire=made, number=1, form=to_json(today_form()))
    return made


def match(then, now, **fields):
    return match_questions(
        actor=OFFICE,
        **{"earlier": then, "earlier_question": "order", "later": now, "later_question": "themes", **fields},
    )


def test_a_question_is_mapped_with_its_choices_and_what_changed(then, now):
    made = match(then, now, choices={"remittances": "remittances", "rights": "rights", "skills": ""},
                 note={"en": " Fewer themes. ", "fr": ""})
    assert made.choices == {"remittances": "remittances", "rights": "rights"}
    assert made.note == {"en": "Fewer themes."}
    said = sentence(JournalEntry.objects.latest("sequence"))
    assert now.code in said
    assert then.code in said


def test_said_again_it_is_mapped_anew(then, now):
    match(then, now, choices={"rights": "rights"})
    match(then, now, choices={"rights": "climate"}, note={"en": "Merged."})
    assert QuestionMatch.objects.get(later=now).choices == {"rights": "climate"}
    assert JournalEntry.objects.latest("sequence").facts["anew"] is True


@pytest.mark.parametrize(("fields", "said"), [
    ({"earlier_question": "nothing"}, "no such question"),
    ({"later_question": "nothing"}, "no such question"),
    ({"later_question": "council"}, "answered in different ways"),
    ({"choices": {"nothing": "rights"}}, "Not a choice of these questions: nothing"),
    ({"choices": {"rights": "nothing"}}, "Not a choice of these questions: nothing"),
    ({"choices": {"rights": "climate", "skills": "climate"}}, "Given more than once: climate"),
])
def test_what_cannot_be_compared_is_said(then, now, fields, said):
    with pytest.raises(ValidationError, match=said):
        match(then, now, **fields)
    assert not QuestionMatch.objects.filter(later=now).exists()


def test_a_question_is_not_compared_within_one_questionnaire(then):
    with pytest.raises(ValidationError, match="another questionnaire"):
        match(then, then, later_question="order")


def test_the_office_alone_maps(then, now, actor):
    with pytest.raises(Denied):
        match_questions(
            actor=actor("focal-point"), earlier=then, earlier_question="order", later=now, later_question="themes"
        )


def test_the_two_stand_side_by_side_with_ranks_and_counts_on_record(then, now):
    match(then, now, choices={"remittances": "remittances", "rights": "rights"})
    PriorityFactory(questionnaire=then, question="order", choice="rights", rank=4)
    ReplyCountFactory(questionnaire=then, value=123)
    for reader in (then, now):
        (pair,) = pairs(OFFICE, reader)
        assert (str(pair.then.label), str(pair.now.label)) == ("Rank your first three", "Order these")
        assert [count.value for count in pair.then.counts] == [123]
        told = [
            (one.then.code if one.then else "", one.now.code if one.now else "", one.rank_then)
            for one in pair.choices
        ]
        assert ("rights", "rights", 4) in told
        assert ("skills", "", None) in told, "no longer offered"
        assert ("", "climate", None) in told, "new"
        assert pair.has_ranks


def test_one_pair_and_ten_cost_the_same_number_of_queries(then, now, queries):
    QuestionMatchFactory(earlier=then, later=now)
    few = queries(lambda: pairs(OFFICE, now))
    for number in range(9):
        other = QuestionnaireFactory(edition=then.edition)
        QuestionnaireVersionFactory(questionnaire=other, number=1)
        QuestionMatchFactory(earlier=other, later=now, later_question=f"q{number}")
    assert queries(lambda: pairs(OFFICE, now)) == few
    assert len(pairs(OFFICE, now)) == 10


def test_lib_1_a_reader_compares_what_they_may_read_of_both(then, now, actor):
    QuestionMatchFactory(earlier=then, later=now)
    reader = actor("press")
    assert len(pairs(reader, now)) == 1
    then.audience = "task-force"
    then.save()
    assert pairs(reader, now) == []
    assert then not in others(reader, now)

"""CON-3: a text that was kept aside is used or let go by who may type there; none is ever deleted."""

from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError

from convoke.consultation.models import Answer, AnswerEdit, Response
from convoke.consultation.operations.answering import Given, save_answers
from convoke.consultation.operations.authoring import (
    begin_correction,
    close_questionnaire,
    edit_form,
    put_correction_in_force,
)
from convoke.consultation.operations.keeping import let_go, use_kept
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.directory.models import Mandate
from tests.factories import DelegationFactory
from tests.factories.survey import FORM


@pytest.fixture
def focal(actor):
    """The focal point of the party asked."""
    return actor("focal-point")


@pytest.fixture
def ministry(actor, account_of, response):
    """A person of the party to whom the section on policy was handed."""
    held = Mandate.objects.get(person=account_of("contributor").person, party=response.party)
    DelegationFactory(response=response, section="policy", mandate=held)
    return actor("contributor")


def save(actor, response: Response, question: str, value: object, client: str = "", revision: int | None = None):
    given = {question: Given(value, revision)}
    return save_answers(actor=actor, response=response, given=given, client=client)[question]


def both(actor, response: Response, question: str = "why", first: object = "One", second: object = "Two") -> AnswerEdit:
    """Two tabs write at once: the second text, kept aside."""
    save(actor, response, question, first, client="tab-one", revision=0)
    assert save(actor, response, question, second, client="tab-two", revision=0).aside
    return AnswerEdit.objects.get(response=response, question=question, is_aside=True)


def stands(response: Response, question: str = "why") -> object:
    return Answer.objects.get(response=response, question=question).value


def texts(response: Response, question: str = "why") -> set[str]:
    return set(AnswerEdit.objects.filter(response=response, question=question).values_list("value", flat=True))


def aside(response: Response) -> list[AnswerEdit]:
    return list(AnswerEdit.objects.filter(response=response, is_aside=True))


def test_con_3_a_text_kept_aside_becomes_the_answer_and_the_other_stays_among_the_texts(focal, response):
    saved = use_kept(actor=focal, edit=both(focal, response))
    assert (saved.value, saved.revision, saved.refused) == ("Two", 2, "")
    assert (stands(response), aside(response), texts(response)) == ("Two", [], {"One", "Two"})


def test_con_3_a_text_let_go_is_shown_no_longer_and_stays_among_the_texts(focal, response):
    let_go(actor=focal, edit=both(focal, response))
    assert (stands(response), aside(response), texts(response)) == ("One", [], {"One", "Two"})


def test_con_3_of_several_texts_kept_aside_one_is_used_and_the_others_wait(focal, response):
    one = both(focal, response)
    save(focal, response, "why", "Three", client="tab-three", revision=0)
    use_kept(actor=focal, edit=one)
    assert [edit.value for edit in aside(response)] == ["Three"]
    assert (stands(response), texts(response)) == ("Two", {"One", "Two", "Three"})


@pytest.mark.parametrize("settle", [use_kept, let_go])
def test_con_3_a_text_is_settled_once(focal, response, settle):
    kept = both(focal, response)
    settle(actor=focal, edit=kept)
    for again in (use_kept, let_go):
        with pytest.raises(ValidationError, match="settled already"):
            again(actor=focal, edit=kept)


def test_con_3_a_text_that_its_question_does_not_accept_stays_aside_once_with_the_reason(focal, ministry, response):
    save(focal, response, "members", "7", client="tab-one")
    save(ministry, response, "members", "about ten", client="tab-two")
    kept = aside(response)[0]
    saved = use_kept(actor=focal, edit=kept)
    assert saved.refused.startswith("“about ten” is no number")
    assert stands(response, "members") == "7"
    assert [(edit.pk, edit.value) for edit in aside(response)] == [(kept.pk, "about ten")]


def test_con_3_a_text_of_a_question_asked_no_more_is_not_used_and_can_be_let_go(focal, office, response):
    save(focal, response, "why", "Because.")
    shorter = replace(FORM, sections=(
        replace(FORM.sections[0], questions=FORM.sections[0].questions[:1]), FORM.sections[1],
    ))
    begin_correction(actor=office, questionnaire=response.questionnaire)
    edit_form(actor=office, questionnaire=response.questionnaire, change=lambda _form: shorter)
    put_correction_in_force(actor=office, questionnaire=response.questionnaire, note={"en": "One question less."})
    kept = aside(response)[0]
    with pytest.raises(ValidationError, match="not part of the questionnaire any more"):
        use_kept(actor=focal, edit=kept)
    assert aside(response) == [kept]
    let_go(actor=focal, edit=kept)
    assert (aside(response), "Because." in texts(response)) == ([], True)


def test_con_3_a_closed_questionnaire_keeps_the_text_aside(focal, office, response):
    kept = both(focal, response)
    close_questionnaire(actor=office, questionnaire=response.questionnaire)
    with pytest.raises(ValidationError, match="closed"):
        use_kept(actor=focal, edit=kept)
    assert (aside(response), stands(response)) == ([kept], "One")


@pytest.mark.parametrize("settle", [use_kept, let_go])
@pytest.mark.parametrize("role", ["contributor", "delegate", "observer", "task-force"])
def test_con_1_nobody_settles_for_a_party_they_do_not_answer_for(actor, focal, response, settle, role):
    kept = both(focal, response)
    with pytest.raises(Denied):
        settle(actor=actor(role), edit=kept)
    assert aside(response) == [kept]


def test_con_1_a_ministry_settles_what_was_typed_in_its_own_section_alone(focal, ministry, response):
    theirs, own = both(focal, response), both(focal, response, "members", "7", "9")
    for settle in (use_kept, let_go):
        with pytest.raises(Denied):
            settle(actor=ministry, edit=theirs)
    assert use_kept(actor=ministry, edit=own).value == "9"
    assert aside(response) == [theirs]


def test_con_3_who_types_in_a_page_that_is_older_than_the_choice_is_kept_aside(focal, response):
    use_kept(actor=focal, edit=both(focal, response))
    assert save(focal, response, "why", "One and a half", client="tab-one", revision=1).aside
    assert stands(response) == "Two"


def test_con_3_settling_writes_no_journal_entry_for_what_a_government_weighs_is_its_own(focal, response):
    kept = both(focal, response)
    before = JournalEntry.objects.count()
    use_kept(actor=focal, edit=kept)
    assert JournalEntry.objects.count() == before

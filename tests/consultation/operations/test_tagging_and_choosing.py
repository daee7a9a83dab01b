"""Tags on answers in words, and items chosen as themes with their reasons (PRO-5)."""

import pytest
from django.core.exceptions import ValidationError

from convoke.consultation.models import AnswerTag, Priority
from convoke.consultation.operations.choosing import change_reason, choose_priority, take_back
from convoke.consultation.operations.tagging import create_tag, tag_answer, untag_answer
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.programme.models import Basis, ThemeReason
from convoke.programme.operations.themes import cite_priorities, create_theme
from convoke.web.journal_words import SENTENCES, sentence
from tests.factories import (
    PriorityFactory,
    QuestionnaireFactory,
    QuestionnaireVersionFactory,
    SubmissionFactory,
    SubmittedAnswerFactory,
    ThemeFactory,
)

REASON = {"en": "Most governments rank it.", "fr": ""}


@pytest.fixture
def questionnaire(demonstration):
    made = QuestionnaireFactory(edition=demonstration, state="open", opened_at="2030-01-01T12:00Z",
                                due_at="2030-02-01T12:00Z")
    QuestionnaireVersionFactory(questionnaire=made, number=1)
    return made


def choose(actor, questionnaire, choice="rights", reason=REASON, **more):
    return choose_priority(
        actor=actor, questionnaire=questionnaire, question="order", choice=choice, reason=reason, **more
    )


def test_pro_5_an_item_is_chosen_with_its_reason_its_words_and_its_place(actor, questionnaire):
    made = choose(actor("task-force"), questionnaire, rank=2)
    assert (made.text, made.rank, made.item) == ({"en": "Rights", "fr": "Rights (fr)"}, 2, 3)
    assert made.reason == {"en": "Most governments rank it."}
    entry = JournalEntry.objects.order_by("-sequence").first()
    assert entry.verb in SENTENCES
    assert "rights" in sentence(entry)


@pytest.mark.parametrize("reason", [{}, {"en": "  "}, {"en": "x" * 2001}])
def test_pro_5_nothing_is_chosen_without_a_reason(actor, questionnaire, reason):
    with pytest.raises(ValidationError):
        choose(actor("task-force"), questionnaire, reason=reason)
    assert not Priority.objects.filter(questionnaire=questionnaire).exists()


def test_what_is_no_item_or_chosen_already_is_refused(actor, questionnaire):
    office = actor("task-force")
    with pytest.raises(ValidationError, match="not an item"):
        choose(office, questionnaire, choice="weather")
    choose(office, questionnaire)
    with pytest.raises(ValidationError, match="chosen already"):
        choose(office, questionnaire)


def test_only_the_office_chooses_tags_and_makes_themes(actor, questionnaire):
    someone = actor("focal-point")
    with pytest.raises(Denied):
        choose(someone, questionnaire)
    with pytest.raises(Denied):
        create_tag(actor=someone, questionnaire=questionnaire, name={"en": "Rights"})
    with pytest.raises(Denied):
        create_theme(actor=someone, edition=questionnaire.edition, title={"en": "Rights"}, priorities=[])


def test_pro_5_a_choice_is_taken_back_only_while_no_theme_cites_it(actor, questionnaire):
    office = actor("task-force")
    cited, other = choose(office, questionnaire), choose(office, questionnaire, choice="skills")
    create_theme(actor=office, edition=questionnaire.edition, title={"en": "Rights"}, priorities=[cited])
    with pytest.raises(ValidationError, match="PRO-5"):
        take_back(actor=office, priority=cited)
    take_back(actor=office, priority=other)
    assert list(Priority.objects.filter(questionnaire=questionnaire)) == [cited]
    changed = change_reason(actor=office, priority=cited, reason={"en": "Better said."})
    assert changed.reason == {"en": "Better said."}


def test_what_the_record_tells_of_a_priority_stays_when_a_choice_is_taken_back(actor, questionnaire):
    kept = PriorityFactory(questionnaire=questionnaire, question="order", choice="rights", text={"en": "As printed"})
    made = choose(actor("task-force"), questionnaire)
    assert (made.pk, made.text) == (kept.pk, {"en": "As printed"})
    Priority.objects.filter(pk=kept.pk).update(passages=[{"file": "report.txt", "lines": "1-2"}])
    take_back(actor=actor("task-force"), priority=made)
    kept.refresh_from_db()
    assert kept.chosen_at is None


def test_pro_5_a_theme_cites_chosen_priorities_of_its_own_edition_and_says_that_it_is_stated(actor, questionnaire):
    office, made = actor("task-force"), choose(actor("task-force"), questionnaire)
    theme = create_theme(
        actor=office, edition=questionnaire.edition, title={"en": "Rights of migrants"}, priorities=[made]
    )
    assert theme.code == "rights-of-migrants"
    assert ThemeReason.objects.get(theme=theme, priority=made).basis == Basis.STATED
    with pytest.raises(ValidationError, match="already"):
        cite_priorities(actor=office, theme=theme, priorities=[made])
    with pytest.raises(ValidationError, match="PRO-5"):
        cite_priorities(actor=office, theme=ThemeFactory(), priorities=[made])
    unchosen = PriorityFactory(questionnaire=questionnaire)
    with pytest.raises(ValidationError, match="PRO-5"):
        cite_priorities(actor=office, theme=theme, priorities=[unchosen])
    with pytest.raises(ValidationError, match="title"):
        create_theme(actor=office, edition=questionnaire.edition, title={"en": " "}, priorities=[made])


def test_a_tag_is_put_on_an_answer_once_and_taken_off(actor, questionnaire):
    office = actor("task-force")
    answer = SubmittedAnswerFactory(submission=SubmissionFactory(response__questionnaire=questionnaire), question="why")
    response, tag = answer.submission.response, create_tag(
        actor=office, questionnaire=questionnaire, name={"en": "Remittances"}
    )
    given = {"actor": office, "tag": tag, "response": response, "question": "why"}
    assert tag_answer(**given) == tag_answer(**given)
    assert AnswerTag.objects.count() == 1
    untag_answer(**given)
    with pytest.raises(ValidationError, match="not on this answer"):
        untag_answer(**given)
    with pytest.raises(ValidationError, match="no submitted answer"):
        tag_answer(**{**given, "question": "council"})


@pytest.mark.parametrize("name", [{}, {"en": " "}, {"en": "x" * 81}])
def test_a_tag_has_a_name(actor, questionnaire, name):
    with pytest.raises(ValidationError):
        create_tag(actor=actor("task-force"), questionnaire=questionnaire, name=name)


def test_two_tags_have_not_one_name(actor, questionnaire):
    office = actor("task-force")
    create_tag(actor=office, questionnaire=questionnaire, name={"en": "Rights"})
    with pytest.raises(ValidationError, match="already"):
        create_tag(actor=office, questionnaire=questionnaire, name={"en": "RIGHTS"})

"""What the thread begins with: questionnaires, how many replied, what they named."""

from convoke.consultation.models import Priority
from convoke.consultation.queries import questionnaires
from convoke.core.actors import ANONYMOUS
from convoke.core.audiences import Audience
from convoke.core.policy import readable
from tests.factories import EditionFactory, PriorityFactory, QuestionnaireFactory, ReplyCountFactory


def test_the_demonstration_begins_with_the_survey_of_2006(demonstration):
    found = {one.code: one for one in questionnaires(ANONYMOUS, demonstration)}
    assert len(found) == 4
    assert len(found["thematic-2006"].priorities.all()) > 1
    assert sum(len(one.counts.all()) for one in found.values()) == 10
    assert sum(len(one.priorities.all()) for one in found.values()) == 16


def test_what_replied_is_worded_as_in_the_source(demonstration):
    counts = [count for one in questionnaires(ANONYMOUS, demonstration) for count in one.counts.all()]
    assert {count.qualifier for count in counts} <= {"exact", "about", "over", "up_to"}
    assert all(count.passages for count in counts)


def test_lib_1_con_2_a_hidden_questionnaire_takes_its_priorities_and_counts_along(db, actor):
    hidden = QuestionnaireFactory(audience=Audience.TASK_FORCE)
    PriorityFactory(questionnaire=hidden)
    ReplyCountFactory(questionnaire=hidden)
    assert not questionnaires(ANONYMOUS, hidden.edition).exists()
    assert not readable(ANONYMOUS, Priority).filter(questionnaire=hidden).exists()
    (seen,) = questionnaires(actor("chair"), hidden.edition)
    assert (len(seen.priorities.all()), len(seen.counts.all())) == (1, 1)


def test_one_questionnaire_and_many_take_the_same_number_of_queries(queries, db):
    few, many = EditionFactory(), EditionFactory()
    for edition, number in ((few, 1), (many, 5)):
        for _n in range(number):
            one = QuestionnaireFactory(edition=edition)
            PriorityFactory.create_batch(2, questionnaire=one)
            ReplyCountFactory(questionnaire=one)

    def read(edition) -> None:
        for one in questionnaires(ANONYMOUS, edition):
            assert [str(priority) for priority in one.priorities.all()]
            assert [str(count) for count in one.counts.all()]

    assert queries(lambda: read(few)) == queries(lambda: read(many)) == 3

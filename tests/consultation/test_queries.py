"""What the thread begins with: questionnaires, how many replied, what they named."""

from collections import Counter

from convoke.consultation.form.check import faults
from convoke.consultation.models import KnownReply, Priority, Questionnaire
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


def test_the_forms_of_the_past_are_written_anew_and_what_is_unknown_says_so(demonstration):
    known = {one.code: one.versions.get().parsed for one in questionnaires(ANONYMOUS, demonstration)}
    assert set(known) == {"thematic-2006", "coherence-2007", "iom-rcp-2007", "hld-follow-up-2008"}
    themes = known["thematic-2006"].by_code["priorities"].choices
    assert (len(themes), sum(theme.is_unknown for theme in themes)) == (18, 13)


def test_a_priority_knows_its_place_in_the_form(demonstration):
    placed = Priority.objects.filter(questionnaire__code="thematic-2006").exclude(choice="")
    assert placed.count() == 5
    assert not Priority.objects.filter(questionnaire__edition=demonstration, question="").exists()


def test_the_replies_of_the_regional_processes_are_those_of_the_source(demonstration):
    replies = readable(ANONYMOUS, KnownReply).filter(questionnaire__code="iom-rcp-2007")
    assert Counter(one.kind for one in replies) == {"completed": 9, "material": 2, "none": 1}
    assert [one.party.code for one in replies if one.kind == "none"] == ["five-plus-five"]


def test_the_assessment_by_participants_is_ready_to_be_opened(demonstration, actor):
    drafts = readable(actor("task-force"), Questionnaire).filter(edition=demonstration, state="draft")
    (one,) = drafts
    assert (one.code, one.addressed_to) == ("assessment-2007", "participants")
    assert faults(one.versions.get().parsed) == []
    assert not readable(ANONYMOUS, Questionnaire).filter(pk=one.pk).exists()

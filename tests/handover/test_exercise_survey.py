"""The exercise survey: states that do not exist are asked, and a generator answers for them."""

import json

import pytest
from django.core.management import call_command

from convoke.consultation.form.check import faults
from convoke.consultation.form.progress import standing
from convoke.consultation.models import Questionnaire, Response, Submission
from convoke.core.actors import ANONYMOUS, system
from convoke.core.commands import Refused
from convoke.core.policy import Denied
from convoke.handover.exercise import survey


@pytest.fixture
def answered(demonstration) -> Questionnaire:
    return survey.answer(actor=system("tests"), states=25, seed=1)


def test_its_form_can_be_opened_and_is_in_every_language(settings):
    form = survey.read_form()
    assert faults(form) == []
    assert set(form.languages) == {code for code, _name in settings.LANGUAGES}
    for question in form.questions():
        assert set(question.label) == set(form.languages), question.code


def test_the_demonstration_asks_the_states_of_the_exercise_alone(demonstration):
    made = Questionnaire.objects.get(code=survey.OPEN_CODE)
    assert made.is_exercise
    assert made.responses.count() == made.recipients > 10
    assert not made.responses.filter(party__is_exercise=False).exists()
    assert survey.create(actor=system("tests")) == 0


def test_only_states_that_do_not_exist_answer_and_say_so(answered):
    parties = [one.party for one in answered.responses.select_related("party")]
    assert len(parties) == 25
    assert all(party.is_exercise for party in parties)
    assert all("(exercise)" in name for party in parties for name in party.names.values_list("name", flat=True))


def test_every_answer_is_one_its_question_accepts(answered):
    form = answered.versions.get().parsed
    submissions = Submission.objects.filter(response__questionnaire=answered)
    assert submissions.count() > 12
    for one in submissions:
        stands = standing(form, one.answers)
        assert (stands.missing, stands.faults) == ((), {})


def test_the_standings_of_a_real_survey_are_there(answered):
    states = set(answered.responses.values_list("state", flat=True))
    assert {"asked", "submitted"} <= states
    assert answered.opened_at < Submission.objects.filter(response__questionnaire=answered).earliest("at").at


def test_the_same_seed_gives_the_same_answers(demonstration):
    def given() -> list[object]:
        made = survey.answer(actor=system("tests"), states=20, seed=3)
        rows = Submission.objects.filter(response__questionnaire=made).order_by("response__party__code")
        return list(rows.values_list("answers", flat=True))

    class Undo(Exception):
        pass

    from django.db import transaction

    found = []
    for _time in range(2):
        try:
            with transaction.atomic():
                found.append(given())
                raise Undo
        except Undo:
            pass
    assert found[0] == found[1] != []


def test_a_second_time_changes_nothing(answered):
    assert survey.answer(actor=system("tests"), states=99) == answered
    assert Response.objects.filter(questionnaire=answered).count() == 25


def test_others_than_the_office_make_none(demonstration):
    with pytest.raises(Denied):
        survey.answer(actor=ANONYMOUS)


def test_the_command_says_how_many_answered(demonstration, capsys):
    call_command("exercise", "survey", "--states", "12", "--json")
    said = json.loads(capsys.readouterr().out)
    assert (said["questionnaire"], said["asked"]) == (survey.ANSWERED_CODE, 12)


def test_the_command_asks_on_the_edition_named(demonstration, capsys):
    call_command("exercise", "survey", "--states", "6", "--edition", "greece-2009", "--json")
    assert json.loads(capsys.readouterr().out)["edition"] == "greece-2009"
    call_command("exercise", "survey", "--states", "6", "--json")
    assert json.loads(capsys.readouterr().out)["edition"] == "manila-2008"


def test_an_edition_that_is_not_there_is_refused_with_those_that_are(demonstration):
    with pytest.raises(Refused, match="brussels-2007, manila-2008"):
        call_command("exercise", "survey", "--edition", "nowhere-2099")


@pytest.mark.parametrize("number", ["4", "201", "-1"])
def test_the_command_says_how_many_states_are_accepted(demonstration, number):
    with pytest.raises(Refused, match="from 5 to 200"):
        call_command("exercise", "survey", "--states", number)


def test_there_is_no_exercise_in_a_forum_that_is_no_demonstration(demonstration, settings):
    settings.CONVOKE_DEMONSTRATION = False
    with pytest.raises(Refused, match="demonstration"):
        call_command("exercise", "survey")

"""A questionnaire is drafted, opened and frozen, corrected, extended and closed: by the office, and never silently."""

import datetime as dt
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import override

from convoke.consultation.form import editing
from convoke.consultation.form.lines import with_lines
from convoke.consultation.form.model import Choice, Form, Kind, Question, Section, checksum_of, to_json
from convoke.consultation.models import AnswerEdit, Questionnaire, QuestionnaireVersion, ReceivedBy, Response
from convoke.consultation.operations import authoring
from convoke.consultation.operations.answering import Given, save_answers
from convoke.consultation.operations.authoring import Terms, edit_form
from convoke.consultation.operations.submitting import record, submit
from convoke.consultation.queries import version_in_force
from convoke.consultation.reading import authoring as reading
from convoke.consultation.states import QuestionnaireState
from convoke.core import clock
from convoke.core.actors import Actor, system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.web.journal_words import sentence
from tests.factories import PartyFactory
from tests.factories.survey import FORM

OFFICE = system("tests")
WEEK = dt.timedelta(days=7)


@pytest.fixture(autouse=True)
def in_english():
    """Whatever language a test before left active."""
    with override("en"):
        yield


@pytest.fixture
def draft(demonstration, bermea, aldoria):
    """A draft of the small form to two exercise parties, due in a week unless said otherwise."""

    def build(form: Form | None = FORM, **terms) -> Questionnaire:
        given = {"name": {"en": "Exercise"}, "addressed_to": "parties", "invited": (bermea, aldoria),
                 "due_at": clock.now() + WEEK, **terms}
        return authoring.draft_questionnaire(
            actor=OFFICE, edition=demonstration, code="exercise", terms=Terms(**given), form=form, is_exercise=True
        )

    return build


def entries(verb: str) -> list[JournalEntry]:
    return list(JournalEntry.objects.filter(verb=verb, object_key="exercise"))


def put(questionnaire: Questionnaire, **note) -> QuestionnaireVersion:
    return authoring.put_correction_in_force(
        actor=OFFICE, questionnaire=questionnaire, note=note or {"en": "A word was corrected."}
    )


# ------------------------------------------------------------------ drafting


@pytest.mark.parametrize("role", ["focal-point", "contributor", "delegate", "observer", "press"])
def test_only_the_office_drafts_and_opens(draft, actor, role, demonstration):
    with pytest.raises(Denied):
        authoring.draft_questionnaire(
            actor=actor(role), edition=demonstration, code="other", terms=Terms(name={"en": "X"})
        )
    made = draft()
    for call in (
        lambda: authoring.open_questionnaire(actor=actor(role), questionnaire=made),
        lambda: edit_form(actor=actor(role), questionnaire=made, change=lambda form: form),
        lambda: authoring.publish_results(actor=actor(role), questionnaire=made),
    ):
        with pytest.raises(Denied):
            call()


def test_the_public_reads_no_draft(draft):
    made = draft(audience="public")
    assert reading.versions(Actor(), made) == []


@pytest.mark.parametrize(("terms", "field"), [
    ({"name": {"en": "  "}}, "name"), ({"time_zone": "Middle/Earth"}, "time_zone"),
    ({"disclosures": ()}, "disclosures"),
    ({"disclosures": ("everybody",)}, "disclosures"), ({"invited": ()}, "invited"),
])
def test_terms_that_are_incomplete_are_named_by_field(draft, terms, field):
    with pytest.raises(ValidationError) as refusal:
        draft(**terms)
    assert field in refusal.value.message_dict


def test_a_change_is_made_to_the_form_as_it_stands_and_keeps_what_translations_were_made_from(draft):
    made = draft()

    def reworded(form: Form) -> Form:
        return editing.replace_question(form, "why", replace(form.by_code["why"], label={
            "en": "Why so?", "fr": "Pourquoi ?"
        }))

    edit_form(actor=OFFICE, questionnaire=made, change=reworded)
    version = edit_form(
        actor=OFFICE, questionnaire=made, change=lambda form: with_lines(form, "policy", "What else?")[0]
    )
    assert set(version.parsed.by_code) == {*FORM.by_code, "what_else"}
    assert version.parsed.by_code["why"].label["en"] == "Why so?"
    assert "fr" in version.translated_from["question/why/label"]
    assert len(entries("write-questionnaire")) == 2
    assert "“exercise”" in sentence(entries("write-questionnaire")[0])


# ------------------------------------------------------------------ opening


def test_opening_freezes_the_form_and_asks_everyone_addressed(draft, bermea, aldoria):
    opened = authoring.open_questionnaire(actor=OFFICE, questionnaire=draft())
    version = version_in_force(opened)
    assert version.checksum == checksum_of(FORM)
    assert {one.party for one in opened.responses.all()} == {bermea, aldoria}
    assert opened.recipients == 2
    (entry,) = entries("open-questionnaire")
    assert entry.facts == {"asked": 2, "version": 1, "checksum": version.checksum}


def test_what_is_frozen_is_changed_neither_by_an_operation_nor_in_the_database(draft):
    opened = authoring.open_questionnaire(actor=OFFICE, questionnaire=draft())
    with pytest.raises(ValidationError, match="frozen"):
        edit_form(actor=OFFICE, questionnaire=opened, change=lambda form: form)
    with pytest.raises(ValidationError, match="frozen"):
        authoring.edit_form(actor=OFFICE, questionnaire=opened, change=lambda _form: Form())
    with pytest.raises(ValidationError, match="stay as they were"):
        authoring.change_questionnaire(actor=OFFICE, questionnaire=opened, terms=Terms(name={"en": "Other"}))
    with pytest.raises(IntegrityError), transaction.atomic():
        QuestionnaireVersion.objects.filter(questionnaire=opened).update(form={})
    assert version_in_force(opened).parsed == FORM


def ranking(items: int) -> Form:
    choices = tuple(Choice(f"i{number}", {"en": f"Item {number}"}) for number in range(items))
    return Form((Section("s", {"en": "S"}, questions=(Question("q", Kind.RANKING, {"en": "Q"}, choices=choices),)),))


CIRCLE = Form((Section("s", {"en": "S"}, questions=(
    Question("a", Kind.SHORT, {"en": "A"}, relevant="${b} != ''"),
    Question("b", Kind.SHORT, {"en": "B"}, relevant="${a} != ''"),
)),))
TWICE = Form((Section("s", {"en": "S"}, questions=(
    Question("a", Kind.SHORT, {"en": "A"}), Question("a", Kind.SHORT, {"en": "A again"}),
)),))


@pytest.mark.parametrize(("form", "said"), [
    (CIRCLE, "in a circle: a → b → a"), (TWICE, "“a” is used more than once"), (ranking(40), "up to 30 items"),
    (Form(), "no question yet"), (Form((Section("s", {"en": "S"}),)), "no question yet"),
])
def test_a_form_with_faults_is_kept_as_a_draft_and_not_opened(draft, form, said):
    made = draft(form)
    with pytest.raises(ValidationError) as refusal:
        authoring.open_questionnaire(actor=OFFICE, questionnaire=made)
    assert any(said in message for message in refusal.value.messages)
    made.refresh_from_db()
    assert made.state == QuestionnaireState.DRAFT
    assert made.versions.get().form == to_json(form)
    assert not Response.objects.filter(questionnaire=made).exists()
    assert not entries("open-questionnaire")


@pytest.mark.parametrize(("due", "said"), [
    (None, "Set a deadline"), (-WEEK, "lies ahead"), (dt.timedelta(0), "lies ahead"),
    (dt.timedelta(days=731), "at most 730 days"),
])
def test_a_deadline_lies_ahead_and_not_too_far(draft, due, said):
    made = draft(due_at=None if due is None else clock.now() + due)
    with pytest.raises(ValidationError, match=said):
        authoring.open_questionnaire(actor=OFFICE, questionnaire=made)


def test_a_questionnaire_nobody_is_asked_is_not_opened(draft, settings):
    made = draft(addressed_to="processes", invited=())
    made.is_exercise = False
    made.save()
    settings.CONVOKE_DATE = None
    assert reading.number_asked(made, clock.today()) >= 0
    made.invited.clear()
    Questionnaire.objects.filter(pk=made.pk).update(addressed_to="parties")
    with pytest.raises(ValidationError, match="Nobody would be asked"):
        authoring.open_questionnaire(actor=OFFICE, questionnaire=made)


def test_an_exercise_asks_exercise_parties_alone(draft):
    made = draft(addressed_to="states", invited=())
    opened = authoring.open_questionnaire(actor=OFFICE, questionnaire=made)
    assert opened.recipients >= 2
    assert all(one.party.is_exercise for one in opened.responses.select_related("party"))
    assert reading.number_asked(opened, clock.today()) == opened.recipients


def test_it_is_opened_once(draft):
    opened = authoring.open_questionnaire(actor=OFFICE, questionnaire=draft())
    with pytest.raises(ValidationError, match="cannot be done"):
        authoring.open_questionnaire(actor=OFFICE, questionnaire=opened)


# ------------------------------------------------------------------ correcting


@pytest.fixture
def answered(draft, bermea):
    """An open questionnaire with an answer being prepared."""
    opened = authoring.open_questionnaire(actor=OFFICE, questionnaire=draft())
    response = opened.responses.get(party=bermea)
    save_answers(actor=OFFICE, response=response, given={
        "why": Given("Because."), "means": Given(["law", "plan"]), "order": Given(["rights", "skills"]),
    })
    return opened


def corrected(form: Form) -> Form:
    """Why is reworded, the means lose a choice somebody chose, the order is no longer asked."""
    form = editing.replace_question(form, "why", replace(form.by_code["why"], label={"en": "For what reason?"}))
    means = form.by_code["means"]
    form = editing.replace_question(form, "means", replace(means, choices=means.choices[1:]))
    return editing.remove_question(form, "order")


def test_con_3_drafts_move_along_to_a_correction_and_nothing_is_lost(answered, bermea):
    authoring.begin_correction(actor=OFFICE, questionnaire=answered)
    edit_form(actor=OFFICE, questionnaire=answered, change=corrected)
    assert version_in_force(answered).number == 1
    assert reading.drafts_that_move(answered) == 1
    version = put(answered)
    response = answered.responses.get(party=bermea)
    assert response.version == version
    rows = {one.question: one for one in response.answers.all()}
    assert rows["why"].value == "Because."
    assert "corrected" in rows["why"].look_again
    assert rows["means"].value is None
    assert "law" in rows["means"].look_again
    assert "order" not in rows
    kept = {one.question: one.value for one in AnswerEdit.objects.filter(response=response, is_aside=True)}
    assert kept == {"means": ["law", "plan"], "order": ["rights", "skills"]}
    (entry,) = entries("correct-questionnaire")
    assert entry.facts["version"] == 2
    assert version.number == 2
    assert "version 2" in sentence(entry)


def test_con_1_what_was_submitted_stays_with_the_version_it_answered(answered, bermea, actor):
    response = answered.responses.get(party=bermea)
    submit(actor=actor("focal-point"), response=response)
    authoring.begin_correction(actor=OFFICE, questionnaire=answered)
    edit_form(actor=OFFICE, questionnaire=answered, change=corrected)
    put(answered)
    response.refresh_from_db()
    assert response.version.number == 1
    assert response.submissions.get().answers["means"] == ["law", "plan"]


def test_a_correction_needs_a_change_a_note_and_a_form_without_faults(answered):
    with pytest.raises(ValidationError, match="frozen"):
        put(answered)
    authoring.begin_correction(actor=OFFICE, questionnaire=answered)
    with pytest.raises(ValidationError, match="being drafted already"):
        authoring.begin_correction(actor=OFFICE, questionnaire=answered)
    with pytest.raises(ValidationError, match="Nothing was changed"):
        put(answered)
    edit_form(actor=OFFICE, questionnaire=answered, change=lambda form: editing.remove_question(form, "council"))
    with pytest.raises(ValidationError, match="refers to nothing"):
        put(answered)
    edit_form(actor=OFFICE, questionnaire=answered, change=lambda form: editing.remove_question(form, "members"))
    with pytest.raises(ValidationError) as refusal:
        put(answered, en="  ")
    assert "note" in refusal.value.message_dict
    put(answered)


def test_what_differs_between_two_versions_is_said_part_by_part():
    later = editing.add_question(corrected(FORM), "policy", Question("new", Kind.SHORT, {"en": "New"}))
    found = {one.question.code: one for one in reading.differences(FORM, later)}
    assert set(found) == {"why", "means", "new", "order"}
    assert found["why"].parts == ("text",)
    assert found["means"].parts == ("choices",)
    assert found["new"].before is None
    assert found["order"].after is None
    assert reading.differences(FORM, FORM) == []


# ------------------------------------------------------------------ extending, closing, publishing


def test_a_deadline_is_extended_never_shortened_and_opens_what_was_closed(draft):
    opened = authoring.open_questionnaire(actor=OFFICE, questionnaire=draft())
    closed = authoring.close_questionnaire(actor=OFFICE, questionnaire=opened)
    assert closed.closed_at is not None
    with pytest.raises(ValidationError) as refusal:
        authoring.extend_deadline(actor=OFFICE, questionnaire=closed, due_at=closed.due_at - dt.timedelta(days=1))
    assert "due_at" in refusal.value.message_dict
    again = authoring.extend_deadline(actor=OFFICE, questionnaire=closed, due_at=closed.due_at + WEEK)
    assert (again.state, again.closed_at) == (QuestionnaireState.OPEN, None)


def test_con_2_totals_are_published_anew_once_the_difference_tells_of_nobody(draft):
    made = authoring.open_questionnaire(
        actor=OFFICE, questionnaire=draft(invited=tuple(PartyFactory() for _number in range(7)))
    )
    authoring.publish_results(actor=OFFICE, questionnaire=made)
    responses = list(made.responses.select_related("questionnaire", "party", "version"))

    def answers(*some):
        for response in some:
            record(actor=OFFICE, response=response, given={"order": ["rights"]}, channel=ReceivedBy.EMAIL)

    answers(*responses[:4])
    with pytest.raises(ValidationError, match="CON-2: too few"):
        authoring.publish_results(actor=OFFICE, questionnaire=made)
    answers(responses[4])
    before = made.results_published_at
    assert authoring.publish_results(actor=OFFICE, questionnaire=made).results_published_at != before
    with pytest.raises(ValidationError, match="no answer came since"):
        authoring.publish_results(actor=OFFICE, questionnaire=made)


def test_con_2_totals_are_published_by_the_office_or_the_chair(draft, actor):
    made = draft()
    with pytest.raises(ValidationError):
        authoring.publish_results(actor=OFFICE, questionnaire=made)
    authoring.open_questionnaire(actor=OFFICE, questionnaire=made)
    published = authoring.publish_results(actor=actor("chair"), questionnaire=made)
    assert published.results_published_at is not None
    with pytest.raises(ValidationError):
        authoring.publish_results(actor=actor("chair"), questionnaire=made)

"""CON-4: those asked are invited, and those missing are reached step by step until they answer."""

import datetime as dt

import pytest
from django.conf import settings as django_settings
from django.core.exceptions import ValidationError

from convoke.consultation.operations.answering import Given, save_answers
from convoke.consultation.operations.chasing import draft_invitation, remind
from convoke.consultation.operations.submitting import submit
from convoke.consultation.queries import about
from convoke.core.actors import system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.outreach import purposes
from convoke.outreach.models import Escalation, Notice
from convoke.outreach.operations import escalations
from convoke.web.journal_words import sentence
from tests.factories import (
    ASKED,
    ChannelFactory,
    EditionFactory,
    MandateFactory,
    PartyFactory,
    QuestionnaireFactory,
    QuestionnaireVersionFactory,
    ResponseFactory,
)

OFFICE = system("tests")


@pytest.fixture(autouse=True)
def standing_at(settings):
    """Ten days after the questionnaire was sent."""
    settings.CONVOKE_DATE = ASKED.date() + dt.timedelta(days=10)


@pytest.fixture
def questionnaire(db):
    """An open questionnaire in two languages."""
    made = QuestionnaireFactory(
        state="open", opened_at=ASKED, due_at=ASKED + dt.timedelta(days=20), time_zone="Asia/Manila",
        name={"en": "The exercise survey", "fr": "Le questionnaire d’exercice"}, edition=EditionFactory(),
    )
    QuestionnaireVersionFactory(questionnaire=made, number=1)
    return made


def ask(questionnaire, **fields):
    return ResponseFactory(questionnaire=questionnaire, version=questionnaire.versions.get(), **fields)


def test_con_4_one_escalation_is_begun_with_each_party_missing_and_one_entry_tells_of_all(questionnaire):
    parties = [ask(questionnaire).party for _each in range(3)]
    before = JournalEntry.objects.count()
    done = remind(actor=OFFICE, questionnaire=questionnaire, parties=parties)
    begun = Escalation.objects.filter(about=about(questionnaire))
    assert {one.party_id for one in begun} == {party.pk for party in parties}
    assert {(one.next_step.means, one.next_on) for one in begun} == {("email", dt.date(2030, 1, 11))}
    assert (len(done.begun), done.going, done.left_out) == (3, 0, 0)
    assert JournalEntry.objects.count() == before + 1
    entry = JournalEntry.objects.latest("sequence")
    assert "3 parties" in sentence(entry)
    assert questionnaire.code in sentence(entry)


@pytest.mark.parametrize("state", ["submitted", "reopened", "declined"])
def test_con_4_who_has_answered_or_declined_is_not_reminded(questionnaire, state):
    missing = ask(questionnaire).party
    done = ask(questionnaire, state=state, declined_at=ASKED).party
    stranger = PartyFactory()
    result = remind(actor=OFFICE, questionnaire=questionnaire, parties=[missing, done, stranger])
    assert ([one.party for one in result.begun], result.left_out) == ([missing], 2)


def test_con_4_who_is_on_the_way_stays_where_it_is(questionnaire):
    party = ask(questionnaire).party
    remind(actor=OFFICE, questionnaire=questionnaire, parties=[party])
    again = remind(actor=OFFICE, questionnaire=questionnaire, parties=[party, ask(questionnaire).party])
    assert (len(again.begun), again.going) == (1, 1)
    assert Escalation.objects.filter(party=party).count() == 1


def test_nothing_is_begun_where_nobody_is_missing_or_the_questionnaire_is_closed(questionnaire):
    with pytest.raises(ValidationError, match="at least one party"):
        remind(actor=OFFICE, questionnaire=questionnaire, parties=[ask(questionnaire, state="submitted").party])
    party = ask(questionnaire).party
    questionnaire.state = "closed"
    for call in (remind, draft_invitation):
        with pytest.raises(ValidationError, match="not open"):
            call(actor=OFFICE, questionnaire=questionnaire, parties=[party])
    assert not Escalation.objects.exists() or not Escalation.objects.filter(about=about(questionnaire)).exists()


def test_many_parties_cost_no_more_queries_than_few(questionnaire, queries):
    few = [ask(questionnaire).party for _each in range(2)]
    many = [ask(questionnaire).party for _each in range(20)]
    taken = queries(lambda: remind(actor=OFFICE, questionnaire=questionnaire, parties=few))
    assert queries(lambda: remind(actor=OFFICE, questionnaire=questionnaire, parties=many)) <= taken


@pytest.mark.parametrize("role", ["focal-point", "delegate", "press"])
def test_the_office_alone_reminds_and_invites(questionnaire, actor, role):
    party = ask(questionnaire).party
    for call in (remind, draft_invitation):
        with pytest.raises(Denied):
            call(actor=actor(role), questionnaire=questionnaire, parties=[party])


def test_the_invitation_is_drafted_in_every_language_and_leads_to_the_answer(questionnaire):
    parties = [ask(questionnaire).party for _each in range(2)]
    made = draft_invitation(actor=OFFICE, questionnaire=questionnaire, parties=parties)
    languages = {code for code, _name in django_settings.LANGUAGES}
    assert set(made.subject) == set(made.body) == languages
    assert made.subject["fr"] == "Le questionnaire d’exercice"
    assert "21 January 2030, 20:00 (Asia/Manila)" in made.body["en"]
    assert made.link == f"/{questionnaire.edition.code}/questionnaires/{questionnaire.code}/answer/"
    assert made.about == about(questionnaire)
    assert made.selection["parties"] == sorted(party.code for party in parties)
    assert set(made.selection["capacities"]) == {"focal-point", "deputy"}
    assert made.state == "draft", "nothing is sent by drafting"


def test_a_reminder_says_that_it_is_one(questionnaire):
    party = ask(questionnaire).party
    made = draft_invitation(actor=OFFICE, questionnaire=questionnaire, parties=[party], is_reminder=True)
    assert made.subject["en"] == "Reminder: The exercise survey"
    with pytest.raises(ValidationError, match="Nobody is chosen"):
        draft_invitation(actor=OFFICE, questionnaire=questionnaire, parties=[])


def test_con_4_the_steps_by_e_mail_name_the_questionnaire_and_lead_to_it(questionnaire, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    party = ask(questionnaire).party
    ChannelFactory(person=MandateFactory(party=party).person)
    (going,) = remind(actor=OFFICE, questionnaire=questionnaire, parties=[party]).begun
    notice = escalations.send_step(actor=OFFICE, escalation=going)
    assert notice.subject["en"] == "The exercise survey"
    assert "“The exercise survey”" in notice.body["en"]
    assert notice.link.endswith(f"/questionnaires/{questionnaire.code}/answer/")
    going.refresh_from_db()
    reminder = escalations.send_step(actor=OFFICE, escalation=going)
    assert reminder.subject["en"] == "Reminder: The exercise survey"


def test_con_4_the_escalation_stops_when_the_answer_is_submitted(questionnaire, actor, bermea):
    response, party = ask(questionnaire, party=bermea), actor("focal-point")
    (going,) = remind(actor=OFFICE, questionnaire=questionnaire, parties=[response.party]).begun
    save_answers(actor=party, response=response, given={"order": Given(["rights", "skills", "diaspora"])})
    response.refresh_from_db()
    submit(actor=party, response=response)
    going.refresh_from_db()
    assert (going.state, going.next_step) == ("answered", None)


def test_a_purpose_that_no_app_knows_and_a_questionnaire_that_is_gone_have_the_general_words(db):
    assert purposes.find("focal-point") is None
    assert purposes.label("focal-point") == "focal-point"
    assert purposes.find("questionnaire:atlantis-1999/nothing") is None
    assert purposes.label("questionnaire:atlantis-1999/nothing") == "answer to the questionnaire “nothing”"
    subject, _body = escalations.step_texts(actor=OFFICE, about="questionnaire:atlantis-1999/x", is_reminder=False)
    assert subject["en"] == "An invitation from the Chair-in-Office"


def test_the_notices_are_drafted_by_one_entry_each(questionnaire):
    party = ask(questionnaire).party
    before = JournalEntry.objects.count()
    draft_invitation(actor=OFFICE, questionnaire=questionnaire, parties=[party])
    assert JournalEntry.objects.count() == before + 1
    assert Notice.objects.filter(about=about(questionnaire)).count() == 1

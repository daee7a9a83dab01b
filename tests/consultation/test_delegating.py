"""Sections of an answer handed to ministries: who may, until when, what they see, and how they give it back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.consultation.models import (
    Answer,
    AnswerEdit,
    Clearance,
    Delegation,
    Intake,
    Response,
    Submission,
    SubmittedAnswer,
)
from convoke.consultation.operations.answering import Given, save_answers
from convoke.consultation.operations.authoring import close_questionnaire
from convoke.consultation.operations.delegating import delegate, delegate_to_new, hand_back, take_back
from convoke.consultation.operations.submitting import submit
from convoke.consultation.states import DELEGATION, DelegationState
from convoke.core import clock
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Invitation, Mandate, Person
from convoke.directory.operations._records import NewPerson
from convoke.directory.queries import actor_of_account
from tests.factories import DelegationFactory, MandateFactory

YESTERDAY = dt.timedelta(days=-1)


@pytest.fixture
def focal(actor):
    """The focal point of the party asked."""
    return actor("focal-point")


@pytest.fixture
def ministry(actor):
    """Somebody of a ministry of that party."""
    return actor("contributor")


@pytest.fixture
def held(account_of, bermea) -> Mandate:
    """The mandate of that somebody."""
    return Mandate.objects.get(person=account_of("contributor").person, party=bermea)


@pytest.fixture
def handed(focal, response, held) -> Delegation:
    """The section on policy, handed to the ministry."""
    return delegate(actor=focal, response=response, section="policy", mandate=held)


def typed(actor, response: Response, **values: object) -> None:
    save_answers(actor=actor, response=response, given={code: Given(value) for code, value in values.items()})


def ended(mandate: Mandate) -> None:
    """The mandate ended yesterday."""
    Mandate.objects.filter(pk=mandate.pk).update(until=clock.today() + YESTERDAY)


def in_state(response: Response, held: Mandate, state: str) -> Delegation:
    """A delegation that stands in a state."""
    over = None if state == DelegationState.DELEGATED else clock.now()
    return DelegationFactory(response=response, mandate=held, state=state, over_at=over)


def reach(to: str, delegation: Delegation, focal, ministry) -> Delegation:
    """Takes a delegation to a state, by whoever may."""
    if to == DelegationState.DELEGATED:
        return delegate(actor=focal, response=delegation.response, section=delegation.section,
                        mandate=delegation.mandate)
    if to == DelegationState.RETURNED:
        return hand_back(actor=ministry, delegation=delegation)
    return take_back(actor=focal, delegation=delegation)


# ------------------------------------------------------------------ handing a section on


def test_a_section_is_handed_on_with_a_ministry_a_note_and_a_day(focal, response, held):
    day = clock.today() + dt.timedelta(days=5)
    made = delegate(
        actor=focal, response=response, section="policy", mandate=held, ministry=" Ministry of Labour ",
        note="Please ask the council.", due_on=day,
    )
    assert (made.ministry, made.note, made.due_on) == ("Ministry of Labour", "Please ask the council.", day)
    assert (made.state, made.over_at) == (DelegationState.DELEGATED, None)


def test_the_time_of_the_first_delegation_is_kept(focal, response, held, handed):
    response.refresh_from_db()
    first = response.delegated_at
    assert first == handed.delegated_at
    delegate(actor=focal, response=response, section="priorities", mandate=held)
    response.refresh_from_db()
    assert response.delegated_at == first


def test_one_section_may_be_with_two_people_and_one_person_may_have_two_sections(focal, response, held, bermea, handed):
    other = MandateFactory(party=bermea, capacity="contributor")
    delegate(actor=focal, response=response, section="policy", mandate=other)
    delegate(actor=focal, response=response, section="priorities", mandate=held)
    assert response.delegations.count() == 3


@pytest.mark.parametrize("role", ["contributor", "delegate", "team-member", "observer", "press", "task-force", "chair"])
def test_con_1_only_who_answers_for_the_party_hands_sections_on(actor, response, held, role):
    with pytest.raises(Denied):
        delegate(actor=actor(role), response=response, section="policy", mandate=held)
    with pytest.raises(Denied):
        delegate_to_new(actor=actor(role), response=response, section="policy", person=NewPerson("Kim Exercise"))
    assert not Delegation.objects.filter(response=response).exists()


def test_a_ministry_does_not_hand_its_section_on(ministry, response, held, handed):
    with pytest.raises(Denied):
        delegate(actor=ministry, response=response, section="policy", mandate=held)


def test_a_section_that_is_not_asked_about_is_answered_in_a_sentence(focal, response, held):
    with pytest.raises(ValidationError, match="not part of the questionnaire any more"):
        delegate(actor=focal, response=response, section="unheard-of", mandate=held)


def test_somebody_of_another_party_gets_no_section(focal, response, aldoria):
    with pytest.raises(ValidationError, match="somebody who acts for your party"):
        delegate(actor=focal, response=response, section="policy", mandate=MandateFactory(party=aldoria))


@pytest.mark.parametrize(("days", "sentence"), [
    (-1, "This day is over. Choose today or a later day."),
    (22, "The whole answer is awaited by"),
])
def test_a_day_that_is_over_or_after_the_deadline_is_refused_with_what_is_accepted(
    focal, response, held, days, sentence
):
    with pytest.raises(ValidationError, match=sentence) as refusal:
        delegate(
            actor=focal, response=response, section="policy", mandate=held,
            due_on=clock.today() + dt.timedelta(days=days),
        )
    assert set(refusal.value.message_dict) == {"due_on"}


@pytest.mark.parametrize("days", [0, 21])
def test_today_and_the_day_of_the_deadline_are_accepted(focal, response, held, days):
    day = clock.today() + dt.timedelta(days=days)
    assert delegate(actor=focal, response=response, section="policy", mandate=held, due_on=day).due_on == day


def test_after_the_deadline_any_later_day_is_accepted(opened, bermea, focal, held):
    response = opened(days=30, runs=21).responses.get(party=bermea)
    day = clock.today() + dt.timedelta(days=3)
    assert delegate(actor=focal, response=response, section="policy", mandate=held, due_on=day).due_on == day


def test_nothing_is_handed_on_once_the_answer_was_submitted_or_the_questionnaire_closed(focal, office, response, held):
    typed(focal, response, order=["rights"])
    submit(actor=focal, response=response)
    with pytest.raises(ValidationError, match="Reopen it"):
        delegate(actor=focal, response=response, section="policy", mandate=held)
    close_questionnaire(actor=office, questionnaire=response.questionnaire)
    with pytest.raises(ValidationError, match="closed"):
        delegate(actor=focal, response=response, section="policy", mandate=held)


def test_whom_the_directory_does_not_know_is_made_a_contributor_and_invited(focal, response, bermea):
    made = delegate_to_new(
        actor=focal, response=response, section="policy", person=NewPerson("Kim Exercise", language="fr"),
        email="Kim@Example.org", ministry="Ministry of Finance", site="http://testserver/",
    )
    mandate = made.mandate
    assert (str(mandate.person), mandate.party, mandate.capacity) == ("Kim Exercise", bermea, "contributor")
    invitation = Invitation.objects.get(mandate=mandate)
    assert (invitation.means, invitation.email, invitation.language) == ("email", "kim@example.org", "fr")


def test_without_an_address_the_invitation_is_a_letter(focal, response):
    made = delegate_to_new(actor=focal, response=response, section="policy", person=NewPerson("Kim Exercise"))
    assert Invitation.objects.get(mandate=made.mandate).means == Invitation.Means.LETTER


@pytest.mark.parametrize("wrong", [
    {"section": "unheard-of"}, {"email": "no address"}, {"due_on": dt.date(2001, 1, 1)}, {"person": NewPerson("17")},
])
def test_what_cannot_be_done_for_somebody_new_leaves_nobody_behind(focal, response, wrong):
    before = Person.objects.count(), Mandate.objects.count(), JournalEntry.objects.count()
    given = {"section": "policy", "person": NewPerson("Kim Exercise"), "email": "kim@example.org", **wrong}
    with pytest.raises(ValidationError):
        delegate_to_new(actor=focal, response=response, **given)
    assert (Person.objects.count(), Mandate.objects.count(), JournalEntry.objects.count()) == before
    assert not Delegation.objects.filter(response=response).exists()


# ------------------------------------------------------------------ from state to state


@pytest.mark.parametrize(("before", "to"), [(one, to) for one in DelegationState for to in DELEGATION[one]])
def test_a_delegation_goes_the_ways_there_are(focal, ministry, response, held, before, to):
    delegation = in_state(response, held, before)
    after = reach(to, delegation, focal, ministry)
    assert (after.pk, after.state) == (delegation.pk, to)
    assert (after.over_at is None) == (to == DelegationState.DELEGATED)


@pytest.mark.parametrize(("before", "to"), [
    (one, to) for one in DelegationState for to in DelegationState
    if to not in DELEGATION[one] and (one, to) != (DelegationState.WITHDRAWN, DelegationState.DELEGATED)
])
def test_a_delegation_goes_no_other_way_and_says_where_it_stands(focal, ministry, response, held, before, to):
    delegation = in_state(response, held, before)
    with pytest.raises(ValidationError, match="already"):
        reach(to, delegation, focal, ministry)
    delegation.refresh_from_db()
    assert delegation.state == before


def test_what_was_taken_back_is_handed_on_anew_beside_the_earlier_delegation(focal, response, held, handed):
    take_back(actor=focal, delegation=handed)
    again = delegate(actor=focal, response=response, section="policy", mandate=held)
    assert again.pk != handed.pk
    states = set(response.delegations.values_list("state", flat=True))
    assert states == {DelegationState.WITHDRAWN, DelegationState.DELEGATED}


def test_a_section_is_handed_back_with_a_remark_and_what_was_written_stays(ministry, focal, response, handed):
    typed(ministry, response, council={"answer": "yes"})
    back = hand_back(actor=ministry, delegation=handed, remark=" The number of members is not known. ")
    assert (back.state, back.remark) == (DelegationState.RETURNED, "The number of members is not known.")
    assert Answer.objects.get(response=response).value == {"answer": "yes"}
    again = delegate(actor=focal, response=response, section="policy", mandate=handed.mandate, note="Please estimate.")
    assert (again.pk, again.note, again.remark) == (handed.pk, "Please estimate.", "")


def test_only_the_person_asked_hands_a_section_back_and_only_the_focal_point_takes_it_back(
    focal, ministry, actor, handed
):
    for who in (focal, actor("task-force"), actor("delegate")):
        with pytest.raises(Denied):
            hand_back(actor=who, delegation=handed)
    for who in (ministry, actor("task-force"), actor("observer")):
        with pytest.raises(Denied):
            take_back(actor=who, delegation=handed)


# ------------------------------------------------------------------ what a ministry sees


@pytest.fixture
def full(focal, response) -> Response:
    """A response submitted once and reopened, with a text in each section and one kept aside in each."""
    typed(focal, response, order=["rights"], why="Because.", council={"answer": "yes"}, members="7")
    typed(focal, response, members="some", order=["unheard-of"])
    return response


def sections_of(actor, model, response: Response) -> set[str]:
    return set(readable(actor, model).filter(response=response).values_list("section", flat=True))


def test_con_2_a_ministry_reads_its_section_and_no_other(ministry, focal, full, handed):
    for model in (Answer, AnswerEdit):
        assert sections_of(focal, model, full) == {"priorities", "policy"}
        assert sections_of(ministry, model, full) == {"policy"}
    assert readable(ministry, Response).filter(pk=full.pk).exists()
    assert list(readable(ministry, Delegation)) == [handed]


def test_con_2_a_ministry_reads_no_submission_clearance_intake_or_delegation_to_others(
    ministry, focal, full, handed, bermea
):
    other = delegate(actor=focal, response=full, section="priorities",
                     mandate=MandateFactory(party=bermea, capacity="contributor"))
    made = submit(actor=focal, response=full)
    assert not readable(ministry, Submission).filter(response=full).exists()
    assert not readable(ministry, SubmittedAnswer).filter(submission=made).exists()
    assert not readable(ministry, Delegation).filter(pk=other.pk).exists()
    for model in (Clearance, Intake):
        assert not readable(ministry, model).exists()


def test_con_2_others_of_the_party_and_of_other_parties_read_nothing_of_a_draft(actor, full, handed):
    for role in ("delegate", "team-member", "rapporteur", "observer", "press"):
        for model in (Response, Answer, AnswerEdit, Delegation):
            found = readable(actor(role), model)
            own = found.filter(pk=full.pk) if model is Response else found.filter(response=full)
            assert not own.exists(), (role, model)


def test_con_2_the_other_response_of_the_same_questionnaire_is_closed_to_a_ministry(ministry, focal, full, handed):
    other = full.questionnaire.responses.get(party__code="exercise-aldoria")
    for who in (ministry, focal):
        assert not readable(who, Response).filter(pk=other.pk).exists()
        with pytest.raises(Denied):
            typed(who, other, council={"answer": "no"})


@pytest.mark.parametrize("over", [hand_back, take_back])
def test_a_section_given_back_is_typed_into_no_more(ministry, focal, response, handed, over):
    over(actor=ministry if over is hand_back else focal, delegation=handed)
    assert not readable(ministry, Response).filter(pk=response.pk).exists()
    with pytest.raises(Denied):
        typed(ministry, response, council={"answer": "no"})


# ------------------------------------------------------------------ a mandate that ended


def test_a_mandate_that_ended_gets_no_section_and_the_sentence_asks_to_name_somebody_else(focal, response, held):
    ended(held)
    with pytest.raises(ValidationError, match=r"has ended. Please name somebody else") as refusal:
        delegate(actor=focal, response=response, section="policy", mandate=held)
    assert str(held.person) in refusal.value.messages[0]


def test_who_holds_the_mandate_no_longer_has_no_access_and_nothing_written_is_lost(ministry, focal, response, handed):
    typed(ministry, response, council={"answer": "yes"})
    ended(handed.mandate)
    ministry = actor_of_account(ministry.account_id)
    for model in (Response, Answer, AnswerEdit, Delegation):
        found = readable(ministry, model)
        assert not (found.filter(pk=response.pk) if model is Response else found.filter(response=response)).exists()
    with pytest.raises(Denied):
        typed(ministry, response, council={"answer": "no"})
    with pytest.raises(Denied):
        hand_back(actor=ministry, delegation=handed)
    assert readable(focal, Answer).get(response=response).value == {"answer": "yes"}
    assert take_back(actor=focal, delegation=handed).state == DelegationState.WITHDRAWN


def test_a_focal_point_whose_mandate_ended_hands_nothing_on(focal, account_of, response, held, bermea):
    ended(Mandate.objects.get(person=account_of("focal-point").person, party=bermea))
    with pytest.raises(Denied):
        delegate(actor=actor_of_account(focal.account_id), response=response, section="policy", mandate=held)


# ------------------------------------------------------------------ the journal


def test_the_journal_tells_who_has_which_section_and_neither_note_nor_remark(focal, ministry, response, held):
    last = JournalEntry.objects.latest("sequence").sequence
    made = delegate(actor=focal, response=response, section="policy", mandate=held, note="A secret note")
    hand_back(actor=ministry, delegation=made, remark="A secret remark")
    take_back(actor=focal, delegation=made)
    written = list(JournalEntry.objects.filter(sequence__gt=last).order_by("sequence"))
    assert [one.verb for one in written] == ["delegate-section", "hand-back-section", "take-back-section"]
    assert [one.account_id for one in written] == [focal.account_id, ministry.account_id, focal.account_id]
    for one in written:
        assert one.facts == {"section": "policy", "person": str(held.person)}
        assert (one.party, one.audience, one.object_key) == ("exercise-bermea", "party", "small")

"""A provider shows interest in a request, the owner answers, both may think again; who sees whom (MKT-1, MKT-2)."""

import pytest
from django.core.exceptions import ValidationError

from convoke.core.actors import ANONYMOUS, system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Capacity, Party
from convoke.directory.queries import actor_for
from convoke.marketplace.models import Interest, Message, Provider, Request
from convoke.marketplace.operations.rooms import (
    Said,
    answer_interest,
    set_consent,
    show_interest,
    withdraw_interest,
)
from convoke.marketplace.rooms import answers_waiting, interests_of, may_show_interest
from convoke.marketplace.states import INTEREST, InterestState
from tests.factories import InterestFactory, MandateFactory, ProviderFactory

from .talks import OFFERING, STRANGERS, actor_in, edition_of, provider_elsewhere, request_of, room_in


@pytest.fixture
def asked(demonstration) -> Request:
    """A published request of the focal point's party."""
    return request_of(edition_of("exercise-market"))


@pytest.fixture
def able(asked) -> Provider:
    """The registered provider of the exercise."""
    return ProviderFactory(edition=asked.edition, party=Party.objects.get(code="exercise-observatory"))


@pytest.mark.parametrize("role", sorted(OFFERING))
def test_who_acts_for_a_provider_shows_its_interest_with_a_first_message(asked, able, actor, role):
    interest = show_interest(
        actor=actor(role), request=asked, provider=able, may_be_shown=True,
        said=Said(text=" We know harbours. ", phrase="interested", language="nl"),
    )
    assert (interest.state, interest.may_be_shown) == (InterestState.SHOWN, True)
    message = interest.messages.get()
    assert (message.text, message.phrase, message.language) == ("We know harbours.", "interested", "nl")
    assert message.party == able.party
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.object_key, entry.audience) == ("show-interest", asked.code, "task-force")
    assert "harbours" not in str(entry.facts)


def test_no_message_need_come_with_an_interest(asked, able, actor):
    assert not show_interest(actor=actor("provider"), request=asked, provider=able, said=Said()).messages.exists()


def test_interest_is_shown_once_and_again_once_it_was_withdrawn(asked, able, actor):
    who = actor("provider")
    interest = show_interest(actor=who, request=asked, provider=able)
    with pytest.raises(ValidationError, match="shown its interest already"):
        show_interest(actor=who, request=asked, provider=able)
    withdrawn = withdraw_interest(actor=who, interest=interest, reason="We lack people.")
    assert (withdrawn.state, withdrawn.reason) == (InterestState.WITHDRAWN, "We lack people.")
    with pytest.raises(ValidationError, match="stands otherwise now: withdrawn"):
        withdraw_interest(actor=who, interest=interest)
    again = show_interest(actor=who, request=asked, provider=able)
    assert (again.pk, again.state, again.reason) == (interest.pk, InterestState.SHOWN, "")


@pytest.mark.parametrize("state", ["draft", "submitted", "closed", "withdrawn"])
def test_mkt_4_interest_is_shown_in_a_published_request_alone(asked, able, actor, state):
    Request.objects.filter(pk=asked.pk).update(state=state)
    with pytest.raises(ValidationError, match="MKT-4"):
        show_interest(actor=actor("provider"), request=asked, provider=able)
    assert may_show_interest(actor("provider"), Request.objects.get(pk=asked.pk), []) == []


@pytest.mark.parametrize("state", ["invited", "declined", "withdrawn"])
def test_a_provider_that_is_not_registered_shows_no_interest(asked, able, actor, state):
    Provider.objects.filter(pk=able.pk).update(state=state)
    with pytest.raises(ValidationError, match="registered; this one is not"):
        show_interest(actor=actor("provider"), request=asked, provider=able)


def test_interest_is_shown_within_an_edition_that_is_not_closed_and_never_in_an_own_request(asked, able, actor):
    elsewhere = ProviderFactory(edition=edition_of("exercise-other"), party=able.party)
    with pytest.raises(ValidationError, match="another edition"):
        show_interest(actor=actor("provider"), request=asked, provider=elsewhere)
    itself = ProviderFactory(edition=asked.edition, party=asked.party)
    with pytest.raises(ValidationError, match="own request"):
        show_interest(actor=actor("focal-point"), request=asked, provider=itself)
    asked.edition.state = "closed"
    asked.edition.save()
    with pytest.raises(ValidationError, match="edition is closed"):
        show_interest(actor=actor("provider"), request=asked, provider=able)


@pytest.mark.parametrize("role", ["chair", "task-force", "focal-point", "delegate", *STRANGERS])
def test_nobody_else_speaks_for_a_provider(asked, able, actor, role):
    interest = InterestFactory(request=asked, provider=able)
    for change in (
        lambda: show_interest(actor=actor(role), request=asked, provider=able),
        lambda: withdraw_interest(actor=actor(role), interest=interest),
        lambda: set_consent(actor=actor(role), interest=interest, may_be_shown=True),
    ):
        with pytest.raises(Denied):
            change()


def test_who_sits_in_the_office_and_speaks_for_another_party_shows_nobody_elses_interest(asked, able, account_of):
    account = account_of("task-force")
    MandateFactory(person=account.person, capacity=Capacity.FOCAL_POINT)
    with pytest.raises(Denied):
        show_interest(actor=actor_for(account), request=asked, provider=able)


@pytest.mark.parametrize("role", ["focal-point", "delegate", "task-force"])
def test_the_owners_side_accepts_and_the_office_may_record_it(asked, actor, role):
    accepted = answer_interest(actor=actor(role), interest=room_in(asked), accept=True)
    assert accepted.state == InterestState.ACCEPTED
    assert accepted.answered_at


def test_an_interest_is_declined_with_a_reason_and_may_be_accepted_later(asked, actor):
    interest, who = room_in(asked), actor("focal-point")
    for reason in ("", "  "):
        with pytest.raises(ValidationError, match="declined with a reason"):
            answer_interest(actor=who, interest=interest, accept=False, reason=reason)
    with pytest.raises(ValidationError, match="at most 2000"):
        answer_interest(actor=who, interest=interest, accept=False, reason="x" * 2001)
    declined = answer_interest(actor=who, interest=interest, accept=False, reason="We have found a partner.")
    assert (declined.state, declined.reason) == (InterestState.DECLINED, "We have found a partner.")
    with pytest.raises(ValidationError, match="stands otherwise now: declined"):
        answer_interest(actor=who, interest=interest, accept=False, reason="Again.")
    assert answer_interest(actor=who, interest=interest, accept=True).reason == ""


def test_what_is_over_is_not_answered(asked, actor):
    interest = room_in(asked)
    Provider.objects.filter(pk=interest.provider.pk).update(state="withdrawn")
    with pytest.raises(ValidationError, match="no longer registered"):
        answer_interest(actor=actor("focal-point"), interest=interest, accept=True)
    Request.objects.filter(pk=asked.pk).update(state="withdrawn")
    with pytest.raises(ValidationError, match="no longer published"):
        answer_interest(actor=actor("focal-point"), interest=interest, accept=True)
    assert answers_waiting(actor("focal-point")) == []


@pytest.mark.parametrize("role", ["provider", "observer", *STRANGERS])
def test_nobody_else_answers_for_the_owner(asked, actor, role):
    with pytest.raises(Denied):
        answer_interest(actor=actor(role), interest=room_in(asked), accept=True)


def test_another_government_answers_nothing(asked):
    other = actor_in(provider_elsewhere(asked)[0].provider.party, Capacity.FOCAL_POINT)
    with pytest.raises(Denied):
        answer_interest(actor=other, interest=room_in(asked), accept=True)


def test_dir_2_who_no_longer_acts_for_the_government_owns_nothing(asked, actor, account_of):
    interest = room_in(asked)
    account_of("delegate").person.mandates.all().delete()
    with pytest.raises(Denied):
        answer_interest(actor=actor("delegate"), interest=interest, accept=True)
    assert not readable(actor("delegate"), Interest).filter(pk=interest.pk).exists()


@pytest.mark.parametrize(("mine", "theirs", "state", "seen"), [
    (True, True, "accepted", 1), (True, False, "accepted", 0), (False, True, "accepted", 0),
    (False, False, "accepted", 0), (True, True, "shown", 0), (True, True, "declined", 0), (True, True, "withdrawn", 0),
])
def test_mkt_2_providers_of_a_request_see_each_other_where_each_has_consented(
    asked, actor, mine, theirs, state, seen
):
    room_in(asked, may_be_shown=mine)
    other, account = provider_elsewhere(asked, may_be_shown=theirs, state=state, reason="A reason.")
    Message.objects.create(room=other, party=other.provider.party, at=other.shown_at, text="Hush.")
    found = interests_of(actor("provider"), asked)
    assert (len(found.own), [one.pk for one in found.shown]) == (1, [other.pk] * seen)
    assert not readable(actor("provider"), Message).filter(room=other).exists()  # MKT-1: never what they say
    assert len(interests_of(actor("focal-point"), asked).own) == 2
    assert len(interests_of(actor_for(account), asked).own) == 1


def test_mkt_2_consent_is_given_and_taken_back(asked, actor):
    interest = room_in(asked)
    other, account = provider_elsewhere(asked, may_be_shown=True, state="accepted")
    assert set_consent(actor=actor("observer"), interest=interest, may_be_shown=True).may_be_shown
    answer_interest(actor=actor("focal-point"), interest=interest, accept=True)
    assert [one.pk for one in interests_of(actor_for(account), asked).shown] == [interest.pk]
    set_consent(actor=actor("provider"), interest=interest, may_be_shown=False)
    assert interests_of(actor_for(account), asked).shown == []
    assert interests_of(actor("provider"), asked).shown == []
    withdraw_interest(actor=actor("provider"), interest=interest)
    with pytest.raises(ValidationError, match="no longer stands"):
        set_consent(actor=actor("provider"), interest=interest, may_be_shown=True)
    assert other.pk


@pytest.mark.parametrize("role", STRANGERS)
def test_mkt_2_who_offers_nothing_sees_no_provider_of_a_request(asked, actor, role):
    provider_elsewhere(asked, may_be_shown=True, state="accepted")
    found = interests_of(actor(role), asked)
    assert (found.own, found.shown) == ([], [])
    assert not readable(ANONYMOUS, Interest).exists()


def test_the_table_of_states_is_the_only_way(asked):
    assert set(INTEREST) == set(InterestState)
    for state, ways in INTEREST.items():
        interest = InterestFactory(request=asked, state=state, reason="A reason.")
        if InterestState.ACCEPTED not in ways:
            with pytest.raises(ValidationError, match="stands otherwise"):
                answer_interest(actor=system("tests"), interest=interest, accept=True)


def test_only_what_waits_is_counted_as_waiting(asked, actor):
    room_in(asked)
    provider_elsewhere(asked, state="accepted")
    provider_elsewhere(asked)
    assert [(one.code, one.waiting) for one in answers_waiting(actor("delegate"))] == [(asked.code, 2)]
    assert answers_waiting(actor("provider")) == answers_waiting(actor("task-force")) == []


def test_more_interests_cost_no_query_more(asked, actor, queries):
    who = actor("focal-point")
    room_in(asked)
    before = queries(lambda: (interests_of(who, asked), answers_waiting(who)))
    for _ in range(4):
        provider_elsewhere(asked, may_be_shown=True, state="accepted")
    assert queries(lambda: (interests_of(who, asked), answers_waiting(who))) == before == 4

"""DIR-2: a one-time code opens exactly the mandate it was made for."""

import datetime as dt

import pytest
from django.core import mail
from django.core.exceptions import ValidationError

from convoke.core import clock
from convoke.core.actors import ANONYMOUS, system
from convoke.core.models import Job
from convoke.core.policy import Denied, readable
from convoke.core.work.operations import run_job
from convoke.directory.codes import LETTERS, code_of, hash_of
from convoke.directory.models import Account, Capacity, Invitation, Party
from convoke.directory.operations.invitations import LASTS, NotOpened, accept, expire_invitations, invite, revoke
from convoke.directory.queries import actor_for
from convoke.directory.states import TRANSITIONS
from tests.factories import AccountFactory, MandateFactory, PersonFactory

OFFICE = system("tests")
WORDS = "four plain words here"


def invited(**also):
    mandate = also.pop("mandate", None) or MandateFactory(capacity=Capacity.DEPUTY)
    return invite(actor=OFFICE, mandate=mandate, means="letter", **also)


def test_dir_2_a_code_is_readable_worked_out_again_and_stored_as_a_hash_alone(db):
    invitation = invited()
    code = code_of(Invitation.objects.get(pk=invitation.pk))
    assert [len(group) for group in code.split("-")] == [4, 4, 4, 4]
    assert set(code.replace("-", "")) <= set(LETTERS)
    assert not set("0O1IL") & set(LETTERS)
    assert invitation.code_hash == hash_of(code.lower().replace("-", " "))
    assert code.replace("-", "") not in str(list(Invitation.objects.values()))


def test_dir_2_a_code_opens_exactly_its_mandate(db):
    mandate = MandateFactory(capacity=Capacity.DEPUTY)
    MandateFactory(party=mandate.party, capacity=Capacity.FOCAL_POINT)
    invitation = invited(mandate=mandate)
    account = accept(actor=ANONYMOUS, code=code_of(invitation), email="New@Example.org", password=WORDS)
    assert (account.person, account.email) == (mandate.person, "new@example.org")
    assert account.check_password(WORDS)
    opened = actor_for(account)
    assert (opened.roles, opened.parties) == ({"focal-point"}, {mandate.party.code})
    invitation.refresh_from_db()
    assert invitation.state == "accepted"


def test_dir_2_a_code_is_used_once(db):
    code = code_of(invited())
    accept(actor=ANONYMOUS, code=code, email="one@example.org", password=WORDS)
    with pytest.raises(NotOpened, match="used already"):
        accept(actor=ANONYMOUS, code=code, email="two@example.org", password=WORDS)
    assert not Account.objects.filter(email="two@example.org").exists()


def test_dir_2_wrong_expired_revoked_and_ended_are_each_answered(db):
    invitation = invited()
    with pytest.raises(NotOpened, match="do not belong together"):
        accept(actor=ANONYMOUS, code="AAAA-AAAA-AAAA-AAAA", email="a@example.org", password=WORDS)
    sent = clock.now() - LASTS - dt.timedelta(days=1)
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=sent, expires_at=sent + LASTS)
    with pytest.raises(NotOpened, match="accepted until"):
        accept(actor=ANONYMOUS, code=code_of(invitation), email="a@example.org", password=WORDS)
    second = invited(mandate=invitation.mandate)
    with pytest.raises(NotOpened, match="replaced"):
        accept(actor=ANONYMOUS, code=code_of(invitation), email="a@example.org", password=WORDS)
    second.mandate.since, second.mandate.until = dt.date(2001, 1, 1), dt.date(2002, 1, 1)
    second.mandate.save()
    with pytest.raises(NotOpened, match="ended"):
        accept(actor=ANONYMOUS, code=code_of(second), email="a@example.org", password=WORDS)
    assert not Account.objects.filter(email="a@example.org").exists()


def test_dir_2_an_invitation_by_mail_asks_for_the_address_it_went_to(db):
    mandate = MandateFactory(capacity=Capacity.DEPUTY)
    invitation = invite(actor=OFFICE, mandate=mandate, means="email", email="Right@example.org", site="https://forum")
    with pytest.raises(NotOpened):
        accept(actor=ANONYMOUS, code=code_of(invitation), email="wrong@example.org", password=WORDS)
    assert accept(actor=ANONYMOUS, code=code_of(invitation), email="right@example.org", password=WORDS)


def test_a_weak_password_or_a_strangers_address_changes_nothing(db):
    invitation, stranger = invited(), AccountFactory()
    with pytest.raises(ValidationError) as caught:
        accept(actor=ANONYMOUS, code=code_of(invitation), email="a@example.org", password="short")
    assert "password" in caught.value.message_dict
    with pytest.raises(ValidationError) as caught:
        accept(actor=ANONYMOUS, code=code_of(invitation), email=stranger.email, password=WORDS)
    assert "email" in caught.value.message_dict
    invitation.refresh_from_db()
    assert invitation.state == "sent"


def test_who_has_an_account_signs_in_and_attaches_the_mandate(db):
    account = AccountFactory()
    invitation = invited(mandate=MandateFactory(person=account.person, capacity=Capacity.DEPUTY))
    with pytest.raises(ValidationError, match="sign in"):
        accept(actor=ANONYMOUS, code=code_of(invitation), email=account.email, password=WORDS)
    assert accept(actor=actor_for(account), code=code_of(invitation), email=account.email) == account
    without = AccountFactory(person=None)
    invitation = invited()
    accept(actor=actor_for(without), code=code_of(invitation), email=without.email)
    without.refresh_from_db()
    assert without.person == invitation.mandate.person


@pytest.mark.parametrize(("language", "word"), [("fr", ""), ("ar", ""), ("en", "Deputy focal point")])
def test_the_message_goes_out_in_the_language_of_the_person(db, language, word):
    mandate = MandateFactory(capacity=Capacity.DEPUTY, person=PersonFactory(language=language))
    invitation = invite(actor=OFFICE, mandate=mandate, means="email", email="a@example.org", site="https://forum/")
    job = Job.objects.get(kind="send-invitation", params__invitation=invitation.pk)
    run_job.call(str(job.pk))
    message = mail.outbox[-1]
    assert message.to == ["a@example.org"]
    assert code_of(invitation) in message.body
    assert f"https://forum/{language}/invitation/?email=a%40example.org" in message.body
    assert word in message.subject
    revoke(actor=OFFICE, invitation=invitation)
    Job.objects.filter(pk=job.pk).update(state="queued", finished_at=None)
    run_job.call(str(job.pk))
    assert len(mail.outbox) == 1


def test_invitations_expire_by_themselves_and_once(db):
    invitation, other = invited(), invited()
    sent = clock.now() - LASTS * 2
    Invitation.objects.filter(pk=invitation.pk).update(sent_at=sent, expires_at=sent + LASTS)
    assert expire_invitations(actor=OFFICE) == 1
    assert expire_invitations(actor=OFFICE) == 0
    invitation.refresh_from_db()
    other.refresh_from_db()
    assert (invitation.state, other.state) == ("expired", "sent")


def test_a_focal_point_invites_her_own_people_alone(db, actor):
    bermea = Party.objects.get(code="exercise-bermea")
    own = MandateFactory(party=bermea, capacity=Capacity.DEPUTY)
    invitation = invite(actor=actor("focal-point"), mandate=own, means="letter")
    assert list(readable(actor("focal-point"), Invitation)) == [invitation]
    for mandate in (MandateFactory(), MandateFactory(party=bermea, capacity=Capacity.CHAIR)):
        with pytest.raises(Denied):
            invite(actor=actor("focal-point"), mandate=mandate, means="letter")
    for one in (ANONYMOUS, actor("contributor"), actor("press")):
        with pytest.raises(Denied):
            invite(actor=one, mandate=own, means="letter")
        with pytest.raises(Denied):
            revoke(actor=one, invitation=invitation)
        assert not readable(one, Invitation).exists()


@pytest.mark.parametrize("wrong", [{"means": "pigeon"}, {"means": "email"}, {"means": "email", "email": "no"}])
def test_an_invitation_that_cannot_go_out_is_refused(db, wrong):
    with pytest.raises(ValidationError):
        invite(actor=OFFICE, mandate=MandateFactory(), **wrong)


def test_an_invitation_that_is_over_stays_so():
    assert all(TRANSITIONS[state] == frozenset() for state in TRANSITIONS if state != "sent")
    assert set(TRANSITIONS) == set(Invitation.State)

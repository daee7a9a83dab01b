"""Designating, replacing and ending: DIR-1 at every date, and whose right it is."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from hypothesis import given
from hypothesis import strategies as st

from convoke.core import clock
from convoke.core.actors import ANONYMOUS, system
from convoke.core.models import JournalEntry, StoredFile
from convoke.core.policy import Denied
from convoke.directory.models import Capacity, Invitation, Mandate, Party, Person
from convoke.directory.operations.designations import Note, designate, end_mandate, replace_focal_point
from convoke.directory.operations.people import NewPerson
from convoke.directory.queries import actor_for
from convoke.directory.rules import dir_1_no_two_focal_points, overlap
from tests.factories import AccountFactory, InvitationFactory, MandateFactory, PartyFactory, PersonFactory

OFFICE = system("tests")
DAY = dt.date(2007, 7, 9)
DAYS = st.none() | st.dates(dt.date(2000, 1, 1), dt.date(2000, 1, 20))


@pytest.fixture
def party(db: None) -> Party:
    """A party of the exercise without anybody."""
    return PartyFactory()


@pytest.fixture
def bermea(db: None) -> Party:
    """The party whose focal point has an account."""
    return Party.objects.get(code="exercise-bermea")


def days_of(period):
    since, until = period
    return {
        day for number in range(-3, 25) if (day := dt.date(2000, 1, 1) + dt.timedelta(days=number))
        and (since is None or since <= day) and (until is None or day < until)
    }


@given(st.tuples(DAYS, DAYS), st.tuples(DAYS, DAYS))
def test_dir_1_periods_overlap_exactly_when_they_have_a_day_in_common(one, other):
    if any(since and until and until <= since for since, until in (one, other)):
        return
    assert overlap(one, other) == bool(days_of(one) & days_of(other))
    assert dir_1_no_two_focal_points(one, [other]) != overlap(one, other)


@pytest.mark.parametrize(("since", "until"), [
    (None, None), (DAY, None), (dt.date(2007, 1, 2), None), (None, dt.date(2007, 2, 1)),
    (dt.date(2007, 3, 1), dt.date(2007, 4, 1)), (dt.date(2006, 1, 1), dt.date(2009, 1, 1)),
])
def test_dir_1_no_second_focal_point_on_any_day(party, since, until):
    MandateFactory(party=party, since=dt.date(2007, 1, 1), until=dt.date(2008, 1, 1))
    with pytest.raises(ValidationError, match="DIR-1"):
        designate(actor=OFFICE, party=party, person=PersonFactory(), capacity=Capacity.FOCAL_POINT,
                  since=since or dt.date(2006, 6, 1), until=until)
    assert Mandate.objects.filter(party=party).count() == 1


def test_dir_1_the_day_one_ends_another_begins(party):
    MandateFactory(party=party, since=dt.date(2007, 1, 1), until=DAY)
    made = designate(actor=OFFICE, party=party, person=PersonFactory(), capacity=Capacity.FOCAL_POINT, since=DAY)
    assert made.since == DAY


def test_dir_1_a_successor_follows_without_a_gap_in_one_operation(party):
    before = MandateFactory(party=party, since=dt.date(2006, 1, 1))
    open_one = InvitationFactory(mandate=before)
    entries = JournalEntry.objects.count()
    made = replace_focal_point(actor=OFFICE, party=party, person=NewPerson("Élodie N’Diaye", "Ms", "fr"), on=DAY)
    before.refresh_from_db()
    open_one.refresh_from_db()
    assert (before.until, made.since, made.until) == (DAY, DAY, None)
    assert open_one.state == Invitation.State.REVOKED
    assert made.person.code == "elodie-ndiaye"
    assert JournalEntry.objects.count() == entries + 1
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.party, entry.audience) == ("replace-focal-point", party.code, "party")


def test_dir_1_a_successor_cannot_begin_before_the_present_one_did(party):
    MandateFactory(party=party, since=DAY)
    with pytest.raises(ValidationError, match="DIR-1"):
        replace_focal_point(actor=OFFICE, party=party, person=PersonFactory(), on=DAY)
    assert not Person.objects.filter(name="Somebody").exists()


def test_dir_1_a_successor_does_not_overrun_one_who_is_to_come(party):
    MandateFactory(party=party, since=dt.date(2009, 1, 1))
    with pytest.raises(ValidationError, match="DIR-1"):
        replace_focal_point(actor=OFFICE, party=party, person=NewPerson("Somebody"), on=DAY)
    assert not Person.objects.filter(name="Somebody").exists()


def test_nobody_follows_themselves(party):
    mandate = MandateFactory(party=party, since=dt.date(2006, 1, 1))
    with pytest.raises(ValidationError, match="already"):
        replace_focal_point(actor=OFFICE, party=party, person=mandate.person, on=DAY)
    mandate.refresh_from_db()
    assert mandate.until is None


def test_a_person_holds_a_capacity_once_at_a_time(party):
    mandate = MandateFactory(party=party, capacity=Capacity.DEPUTY, since=dt.date(2006, 1, 1))
    with pytest.raises(ValidationError, match="holds this capacity"):
        designate(actor=OFFICE, party=party, person=mandate.person, capacity=Capacity.DEPUTY, since=DAY)
    designate(actor=OFFICE, party=party, person=PersonFactory(), capacity=Capacity.DEPUTY, since=DAY)


@pytest.mark.parametrize(("wrong", "field"), [
    ({"capacity": "king"}, "capacity"),
    ({"since": DAY, "until": DAY}, "until"),
    ({"since": DAY, "until": dt.date(2007, 1, 1)}, "until"),
    ({"since": dt.date(207, 7, 9)}, "since"),
    ({"since": dt.date(3007, 7, 9)}, "since"),
    ({"note": Note(date=dt.date(2099, 1, 1))}, "note_date"),
    ({"person": NewPerson("  — 12 ")}, "name"),
    ({"person": NewPerson("A", language="xx")}, "language"),
])
def test_what_is_not_accepted_is_said_beside_its_field(party, wrong, field):
    given_ = {"actor": OFFICE, "party": party, "person": NewPerson("Somebody"), "capacity": Capacity.DEPUTY, **wrong}
    with pytest.raises(ValidationError) as caught:
        designate(**given_)
    assert field in caught.value.message_dict
    assert not Mandate.objects.filter(party=party).exists()
    assert not Person.objects.filter(name="Somebody").exists()


def test_a_designation_keeps_its_note_and_the_scan(party):
    scan = SimpleUploadedFile("note.pdf", b"%PDF-1.4 exercise")
    made = designate(actor=OFFICE, party=party, person=PersonFactory(), capacity=Capacity.DEPUTY,
                     note=Note("NV 12/2007", DAY, scan))
    assert (made.designation, made.note_date, made.scan.name) == ("NV 12/2007", DAY, "note.pdf")
    assert (made.scan.audience, made.scan.party) == ("party", party.code)
    assert made.since == clock.today()


def test_a_scan_that_is_none_is_refused_and_nothing_is_kept(party):
    files = StoredFile.objects.count()
    with pytest.raises(ValidationError) as caught:
        designate(actor=OFFICE, party=party, person=NewPerson("Somebody"), capacity=Capacity.DEPUTY,
                  note=Note(scan=SimpleUploadedFile("note.pdf", b"MZ not a PDF")))
    assert "scan" in caught.value.message_dict
    assert StoredFile.objects.count() == files
    assert not Person.objects.filter(name="Somebody").exists()


def test_a_focal_point_replaces_herself_and_acts_no_longer(bermea, account_of, actor):
    designate(actor=actor("focal-point"), party=bermea, person=NewPerson("A deputy"), capacity=Capacity.DEPUTY)
    made = replace_focal_point(actor=actor("focal-point"), party=bermea, person=NewPerson("A successor"))
    assert made.person.name == "A successor"
    assert "focal-point" not in actor_for(account_of("focal-point")).roles
    with pytest.raises(Denied):
        designate(actor=actor("focal-point"), party=bermea, person=NewPerson("Another"), capacity=Capacity.DEPUTY)


@pytest.mark.parametrize("capacity", [Capacity.CHAIR, Capacity.TASK_FORCE, Capacity.RAPPORTEUR])
def test_a_focal_point_designates_to_no_office_of_the_forum(bermea, actor, capacity):
    with pytest.raises(Denied):
        designate(actor=actor("focal-point"), party=bermea, person=NewPerson("A friend"), capacity=capacity)


def test_a_focal_point_designates_for_no_other_party(party, actor):
    for call in (designate, replace_focal_point):
        also = {"capacity": Capacity.DEPUTY} if call is designate else {}
        with pytest.raises(Denied):
            call(actor=actor("focal-point"), party=party, person=NewPerson("A friend"), **also)


def test_a_deputy_and_everybody_else_designates_nobody(bermea, actor):
    deputy = AccountFactory()
    MandateFactory(person=deputy.person, party=bermea, capacity=Capacity.DEPUTY)
    others = [actor(role) for role in ("contributor", "observer", "press", "rapporteur")]
    for one in (ANONYMOUS, actor_for(deputy), *others):
        with pytest.raises(Denied):
            designate(actor=one, party=bermea, person=NewPerson("A friend"), capacity=Capacity.CONTRIBUTOR)


def test_a_mandate_is_ended_once_and_its_invitation_with_it(party):
    mandate = MandateFactory(party=party, since=dt.date(2006, 1, 1))
    invitation = InvitationFactory(mandate=mandate)
    end_mandate(actor=OFFICE, mandate=mandate, on=DAY, reason="a new post")
    invitation.refresh_from_db()
    assert (mandate.until, invitation.state) == (DAY, "revoked")
    with pytest.raises(ValidationError, match="ended already"):
        end_mandate(actor=OFFICE, mandate=mandate, on=dt.date(2008, 1, 1))
    with pytest.raises(ValidationError):
        end_mandate(actor=OFFICE, mandate=mandate, on=dt.date(2005, 1, 1))


def test_a_mandate_of_another_party_is_not_ended(party, bermea, actor):
    with pytest.raises(Denied):
        end_mandate(actor=actor("focal-point"), mandate=MandateFactory(party=party))
    own = MandateFactory(party=bermea, capacity=Capacity.CONTRIBUTOR)
    assert end_mandate(actor=actor("focal-point"), mandate=own).until == clock.today()

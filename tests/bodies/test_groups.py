"""Who sits in a body on a date: derived where it is derived, entered where it is entered (BOD-2, BOD-3)."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.bodies.models import Body, BodyMember
from convoke.bodies.operations.groups import create_working_group, end_member, enter_member
from convoke.bodies.queries import bodies, body_balance, body_by_code, members_of, past_entries
from convoke.core.actors import ANONYMOUS
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.directory.models import Party
from tests.factories import BodyFactory, BodyMemberFactory, PartyFactory

DAY = dt.date(2008, 6, 1)


def codes(seats) -> set[str]:
    return {seat.party.code for seat in seats}


def loaded(code: str) -> Body:
    return Body.objects.get(code=code)


def test_the_friends_are_all_members_and_observers_of_the_united_nations(demonstration):
    friends = loaded("friends-of-the-forum")
    now = codes(members_of(ANONYMOUS, friends, DAY))
    assert {"bel", "phl", "vat"} <= now
    assert 192 <= len(now) <= 194
    assert "mne" not in codes(members_of(ANONYMOUS, friends, dt.date(2006, 1, 1)))


def test_organisations_join_the_friends_as_observers_by_invitation(demonstration, office):
    friends, iom = loaded("friends-of-the-forum"), Party.objects.get(code="iom")
    before = body_balance(members_of(ANONYMOUS, friends, DAY), DAY)
    with pytest.raises(ValidationError, match="observers alone"):
        enter_member(actor=office, body=friends, party=iom)
    enter_member(actor=office, body=friends, party=iom, role=BodyMember.Role.OBSERVER, since=dt.date(2008, 1, 1))
    seats = members_of(ANONYMOUS, friends, DAY)
    assert [seat.is_observer for seat in seats if seat.party == iom] == [True]
    assert body_balance(seats, DAY) == before


def test_bod_2_the_troika_sits_in_the_steering_group_without_being_entered(demonstration):
    group = loaded("steering-group")
    seats = members_of(ANONYMOUS, group, DAY)
    assert codes(seats) == codes(members_of(ANONYMOUS, loaded("troika"), DAY)) == {"bel", "phl", "grc"}
    assert all(seat.ex_officio and seat.entry is None for seat in seats)
    assert codes(members_of(ANONYMOUS, loaded("co-chair"), DAY)) == {"bel"}
    BodyMemberFactory(body=group, party=Party.objects.get(code="mar"))
    BodyMemberFactory(body=group, party=Party.objects.get(code="phl"))
    seats = {seat.party.code: seat for seat in members_of(ANONYMOUS, group, DAY)}
    assert set(seats) == {"bel", "phl", "grc", "mar"}
    assert (seats["mar"].ex_officio, seats["phl"].ex_officio) == (False, True)


def test_bod_2_the_troika_is_another_on_another_day(demonstration):
    assert codes(members_of(ANONYMOUS, loaded("steering-group"), dt.date(2007, 7, 1))) == {"bel", "phl"}


def test_who_the_network_is_made_of_is_known_to_those_who_may_read_it(demonstration, actor):
    network = loaded("focal-points")
    assert members_of(ANONYMOUS, network, DAY) == []
    assert "exercise-bermea" not in codes(members_of(actor("task-force"), network, DAY))


def test_bod_3_the_balance_of_a_body_is_counted_as_of_a_date(demonstration):
    group = BodyFactory(forum=demonstration.forum)
    for code in ("bel", "fra", "mar", "phl"):
        BodyMemberFactory(body=group, party=Party.objects.get(code=code), since=dt.date(2008, 1, 1))
    seats = members_of(ANONYMOUS, group, DAY)
    assert body_balance(seats, DAY) == {
        "region": {"europe": 2, "africa": 1, "asia": 1}, "development": {"developed": 2, "developing": 2},
    }
    assert body_balance(members_of(ANONYMOUS, group, dt.date(2007, 1, 1)), dt.date(2007, 1, 1)) == {
        "region": {}, "development": {},
    }


# ------------------------------------------------------------------ entering and ending


def test_a_change_ends_one_entry_and_begins_another(body, bermea, office):
    entry = BodyMember.objects.get(body=body, party=bermea)
    with pytest.raises(ValidationError, match="already"):
        enter_member(actor=office, body=body, party=bermea)
    end_member(actor=office, member=entry, until=dt.date(2008, 3, 1), reason="Asked to leave.")
    with pytest.raises(ValidationError, match="ended already"):
        end_member(actor=office, member=entry)
    enter_member(actor=office, body=body, party=bermea, since=dt.date(2008, 5, 1))
    in_body = [bermea.code in codes(members_of(ANONYMOUS, body, day)) for day in
               (dt.date(2008, 2, 1), dt.date(2008, 3, 1), dt.date(2008, 4, 1), DAY)]
    assert in_body == [True, False, False, True]
    assert [one.reason for one in past_entries(ANONYMOUS, body, DAY)] == ["Asked to leave."]


def test_an_entry_that_would_overlap_a_later_one_is_refused(body, bermea, office):
    entry = BodyMember.objects.get(body=body, party=bermea)
    end_member(actor=office, member=entry, until=dt.date(2008, 3, 1))
    with pytest.raises(ValidationError, match="already"):
        enter_member(actor=office, body=body, party=bermea, since=dt.date(2008, 2, 1))


def test_an_entry_does_not_end_before_it_began(body, office):
    entry = enter_member(actor=office, body=body, party=PartyFactory(), since=DAY)
    with pytest.raises(ValidationError):
        end_member(actor=office, member=entry, until=DAY)


@pytest.mark.parametrize("role", ["focal-point", "observer", "press"])
def test_only_the_office_enters_and_ends(body, actor, bermea, role):
    with pytest.raises(Denied):
        enter_member(actor=actor(role), body=body, party=PartyFactory())
    with pytest.raises(Denied):
        end_member(actor=actor(role), member=BodyMember.objects.get(body=body, party=bermea))


# ------------------------------------------------------------------ working groups


def test_a_working_group_has_its_leads_mandate_and_who_hears_it(demonstration, body, actor, bermea, aldoria):
    made = create_working_group(
        actor=actor("task-force"), forum=demonstration.forum, name={"en": "Remittances"},
        mandate={"en": "Collect what works."}, leads=[bermea], members=[aldoria], due_on=dt.date(2040, 1, 1),
        reports_to=[body], edition=demonstration,
    )
    assert made.code == "remittances"
    assert {(seat.party, seat.role) for seat in members_of(ANONYMOUS, made, made.since)} == {
        (bermea, "lead"), (aldoria, "member"),
    }
    assert list(body_by_code(ANONYMOUS, body.code).hears.all()) == [made]
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.object_key, entry.audience) == ("create-body", "remittances", "public")
    again = create_working_group(
        actor=actor("chair"), forum=demonstration.forum, name={"en": "Remittances"}, mandate={}, leads=[bermea],
    )
    assert again.code == "remittances-2"


def test_a_working_group_has_one_or_two_governments_as_leads(demonstration, actor, bermea, aldoria):
    def create(leads, members=(), name="Group"):
        return create_working_group(
            actor=actor("chair"), forum=demonstration.forum, name={"en": name}, mandate={}, leads=leads, members=members
        )

    organisation = Party.objects.get(code="exercise-observatory")
    for leads, members, name in (
        ([], [], "Group"), ([bermea, aldoria, PartyFactory()], [], "Group"), ([organisation], [], "Group"),
        ([bermea], [bermea], "Group"), ([bermea], [], ""),
    ):
        with pytest.raises(ValidationError):
            create(leads, members, name)
    with pytest.raises(Denied):
        create_working_group(
            actor=actor("focal-point"), forum=demonstration.forum, name={"en": "X"}, mandate={}, leads=[bermea]
        )


def test_many_members_cost_no_query_more(demonstration, queries):
    group = BodyFactory(forum=demonstration.forum, composition=Body.Composition.STEERING)

    def read() -> object:
        found = body_by_code(ANONYMOUS, group.code)
        seats = members_of(ANONYMOUS, found, DAY)
        return body_balance(seats, DAY), list(bodies(ANONYMOUS))

    BodyMemberFactory(body=group)
    before = queries(read)
    BodyMemberFactory.create_batch(40, body=group)
    BodyFactory.create_batch(10, forum=demonstration.forum)
    assert queries(read) == before

"""When a party cannot meet: said by itself or the office; after a release nothing is moved silently."""

import pytest
from django.core.exceptions import ValidationError

from convoke.core import clock
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied, readable
from convoke.directory.models import Capacity
from convoke.editions.models import Edition
from convoke.marketplace.fair import times
from convoke.marketplace.models import Absence, Availability, Interest, Meeting, Placement, Slot
from convoke.marketplace.operations.absences import set_absences
from tests.factories import AbsenceFactory, MeetingFactory, ScheduleFactory, SlotFactory

from .meets import fair_of, meeting_in, placed, slot_at, talk_in
from .talks import OFFICE, actor_in, provider_elsewhere

PARTY = ("focal-point", "delegate", "contributor", "team-member", "rapporteur")
"""All who act for the government."""


@pytest.fixture
def room(demonstration) -> Interest:
    return talk_in(fair_of())


@pytest.fixture
def slots(room) -> list[Slot]:
    return list(Slot.objects.filter(edition=room.request.edition))


def stated(actor, room: Interest, slots: list[Slot], role: str = "focal-point", **more: object):
    return set_absences(
        actor=actor(role), edition=room.request.edition, party=more.pop("party", room.request.party), slots=slots,
        **more)


def away(party) -> list[Slot]:
    return list(Slot.objects.filter(absences__party=party))


@pytest.mark.parametrize("role", [*PARTY, *sorted(OFFICE)])
def test_those_who_act_for_a_party_and_the_office_say_when_it_cannot_meet(room, slots, actor, role):
    done = stated(actor, room, slots[:2], role, reason="  A bilateral.  ")
    assert done.away == slots[:2]
    assert done.concerned == []
    assert {one.reason for one in Absence.objects.all()} == {"A bilateral."}
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.audience, entry.party) == ("set-absences", "task-force", "exercise-bermea")
    assert entry.facts == {"party": "exercise-bermea", "times": 2, "meetings": []}
    assert stated(actor, room, slots[1:], role).away == slots[1:]
    assert away(room.request.party) == slots[1:]
    assert Availability.objects.count() == 1


@pytest.mark.parametrize("role", ["provider", "observer", "civil-society", "press"])
def test_nobody_says_so_for_another_party(room, slots, actor, role):
    with pytest.raises(Denied):
        stated(actor, room, slots, role)
    assert not Absence.objects.exists()
    assert not Availability.objects.exists()


def test_that_a_party_can_always_meet_is_a_word_as_well(room, actor):
    meeting_in(room)
    edition, party = room.request.edition, room.request.party
    assert times.unstated(actor("focal-point")) == [(edition, party)]
    assert times.unstated(actor("delegate")) == [(edition, party)]
    assert times.unstated(actor("provider")) == [(edition, room.provider.party)]
    for role in ("task-force", "contributor", "press"):
        assert times.unstated(actor(role)) == []
    stated(actor, room, [])
    assert times.unstated(actor("delegate")) == []
    assert times.stated_at(actor("focal-point"), edition, party)
    assert times.stated_at(actor("provider"), edition, party) is None


def test_nobody_is_asked_for_times_before_there_are_some_or_without_an_agreed_meeting(room, actor):
    meeting = meeting_in(room, state="proposed")
    assert times.unstated(actor("focal-point")) == []
    Meeting.objects.filter(pk=meeting.pk).update(state="agreed", provider_agreed_at=clock.now())
    assert times.unstated(actor("focal-point"))
    Slot.objects.all().delete()
    assert times.unstated(actor("focal-point")) == []


@pytest.mark.parametrize(("more", "words"), [
    ({"reason": "y" * 301}, "at most 300 signs"), ({"elsewhere": True}, "times of meetings of this edition"),
])
def test_what_cannot_stand_is_said_and_nothing_is_lost(room, slots, actor, more, words):
    AbsenceFactory(slot=slots[0], party=room.request.party)
    wanted = [SlotFactory()] if more.pop("elsewhere", False) else slots[1:]
    with pytest.raises(ValidationError) as error:
        stated(actor, room, wanted, **more)
    assert words in " ".join(error.value.messages)
    assert away(room.request.party) == slots[:1]


def test_a_closed_edition_takes_nothing(room, slots, actor):
    Edition.objects.filter(pk=room.request.edition_id).update(state="closed")
    with pytest.raises(ValidationError, match="closed"):
        stated(actor, room, slots)


def test_what_a_colleague_has_said_meanwhile_stays(room, slots, actor):
    stated(actor, room, slots[:1], seen=[])
    stated(actor, room, slots[1:2], "delegate", seen=[])
    assert away(room.request.party) == slots[:2]
    stated(actor, room, slots[2:], "delegate", seen=slots[1:2])
    assert away(room.request.party) == [slots[0], slots[2]]


def test_after_a_release_both_sides_may_say_so_and_nothing_is_moved_silently(room, slots, actor):
    meeting = meeting_in(room, length=2)
    place = placed(meeting, slots[0])
    before = list(Placement.objects.values())
    first = stated(actor, room, [slots[1]])  # the second hour of the meeting
    assert first.concerned == [place]
    assert JournalEntry.objects.latest("sequence").facts["meetings"] == [1]
    second = stated(actor, room, [slots[0]], "provider", party=room.provider.party)
    assert second.concerned == [place]
    assert list(Placement.objects.values()) == before
    assert [one.pk for one in times.absent(actor("task-force"), [place.schedule])] == [place.pk]
    assert stated(actor, room, [slots[2]]).concerned == []


def test_mkt_1_a_colleague_who_does_not_know_of_a_meeting_is_not_told_of_it(room, slots, actor):
    place = placed(meeting_in(room), slots[0])
    assert stated(actor, room, slots[:1], "contributor").concerned == []
    assert JournalEntry.objects.latest("sequence").facts["meetings"] == [1]
    assert stated(actor, room, slots[:1], "delegate").concerned == [place]


def test_a_meeting_of_an_earlier_schedule_or_called_off_is_not_concerned(room, slots, actor):
    meeting = meeting_in(room)
    placed(meeting, slots[0])
    newer = ScheduleFactory(edition=meeting.edition)
    assert stated(actor, room, slots[:1]).concerned == []
    placed(meeting, slots[0], schedule=newer)
    Meeting.objects.filter(pk=meeting.pk).update(state="cancelled", reason="-")
    assert stated(actor, room, slots[:1]).concerned == []


@pytest.mark.parametrize("model", [Absence, Availability])
def test_when_a_party_cannot_meet_is_known_to_its_own_and_the_office(room, slots, actor, model):
    stated(actor, room, slots[:1])
    for role, reads in (("focal-point", 1), ("contributor", 1), ("task-force", 1), ("provider", 0), ("press", 0)):
        assert readable(actor(role), model).count() == reads
    stranger = actor_in(provider_elsewhere(room.request)[0].provider.party, Capacity.FOCAL_POINT)
    assert not readable(stranger, model).exists()


def test_the_times_of_an_edition_are_told_by_day_and_half(room, actor):
    edition = room.request.edition
    slot_at(edition, 9, day=1)
    found = times.days(actor("provider"), edition)
    assert [(one.day, one.half, len(one.slots)) for one in found] == [
        (edition.starts_on, "morning", 2), (edition.starts_on, "afternoon", 1), (edition.ends_on, "morning", 1)]
    Edition.objects.filter(pk=edition.pk).update(time_zone="Asia/Manila")
    days = [one.day for one in times.days(actor("provider"), Edition.objects.get(pk=edition.pk))]
    assert len(days) == 3


def test_the_parties_that_can_be_asked_are_ones_own_and_all_for_the_office(room, actor):
    meeting_in(room)
    edition, both = room.request.edition, {room.request.party, room.provider.party}
    assert set(times.parties_asked(actor("task-force"), edition)) == both
    assert times.parties_asked(actor("delegate"), edition) == [room.request.party]
    assert times.parties_asked(actor("observer"), edition) == [room.provider.party]
    assert times.parties_asked(actor("press"), edition) == []


def test_more_times_and_meetings_cost_no_query_more(room, slots, actor, queries):
    placed(meeting_in(room), slots[0], schedule=(schedule := ScheduleFactory(edition=room.request.edition)))
    before = queries(lambda: stated(actor, room, slots[:1]))
    for number in range(2, 6):
        other = provider_elsewhere(room.request, state="accepted")[0]
        placed(MeetingFactory(interest=other, number=number), slot_at(room.request.edition, 9 + number, 1),
               schedule=schedule)
    more = list(Slot.objects.filter(edition=room.request.edition))
    assert queries(lambda: stated(actor, room, more)) <= before

"""When a party cannot meet, as a page: times by day to be ticked, for its own and the office."""

import re

import pytest

from convoke.editions.models import Edition
from convoke.marketplace.models import Absence, Interest, Slot
from tests.factories import AbsenceFactory, SlotFactory
from tests.marketplace.meets import fair_of, meeting_in, placed, talk_in
from tests.marketplace.talks import OFFICE

PAGE = "/en/exercise-market/marketplace/meetings/availability/exercise-bermea/"
OWN = ("focal-point", "delegate", "team-member", "rapporteur")


def text(answer) -> str:
    return " ".join(re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode()).split())


@pytest.fixture
def room(demonstration) -> Interest:
    return talk_in(fair_of())


@pytest.fixture
def slots(room) -> list[str]:
    return [str(one.pk) for one in Slot.objects.filter(edition=room.request.edition)]


def ticked(page: str) -> list[str]:
    return re.findall(r'value="(\d+)" checked', page)


@pytest.mark.parametrize("role", [*OWN, *sorted(OFFICE)])
def test_its_own_and_the_office_tick_the_times(client_of, room, slots, role):
    client = client_of(role)
    page = text(client.get(PAGE))
    assert "Nothing was stated yet." in page
    assert page.count("<fieldset") == 2
    assert "09:00–10:00" in page
    answer = client.post(PAGE, {"slots": slots[:2], "reason": "Plenary"}, follow=True)
    page = text(answer)
    assert "Stated: no meeting at 2 times." in page
    assert ticked(page) == slots[:2]
    assert page.count("Plenary") == 2
    assert "Last stated on" in page
    page = text(client.post(PAGE, {"seen": slots[:2]}, follow=True))
    assert "a meeting can be at any time" in page
    assert not Absence.objects.exists()


@pytest.mark.parametrize("role", ["public", "provider", "observer", "civil-society", "press"])
def test_nobody_else_reads_or_states_them(client_of, room, slots, role):
    AbsenceFactory(slot_id=int(slots[0]), party=room.request.party, reason="Most secret.")
    client = client_of(role)
    for answer in (client.get(PAGE), client.post(PAGE, {"slots": slots})):
        assert answer.status_code == (302 if role == "public" else 403)
        assert "secret" not in text(answer)
    assert Absence.objects.count() == 1


def test_a_party_there_is_not_is_not_found(client_of, room):
    assert client_of("task-force").get(PAGE.replace("exercise-bermea", "atlantis")).status_code == 404


def test_what_is_concerned_is_said_and_nothing_is_moved(client_of, room, slots):
    meeting = meeting_in(room, length=2)
    place = placed(meeting, Slot.objects.first())
    client = client_of("focal-point")
    assert text(client.get(PAGE)).count('<span class="note">Meeting 1</span>') == 2
    page = text(client.post(PAGE, {"slots": slots[1:2]}, follow=True))
    assert "These meetings are placed at times at which <bdi>Bermea (exercise)</bdi> cannot meet." in page
    assert "/marketplace/meetings/1/" in page
    place.refresh_from_db()
    assert str(place.slot_id) == slots[0]
    page = text(client_of("team-member").get(PAGE))  # acts for the party, and knows of no meeting (MKT-1)
    assert "These meetings are placed" not in page
    assert "Meeting 1" not in page


@pytest.mark.parametrize(("typed", "words"), [
    ({"slots": ["999999"]}, "Select a valid choice"), ({"slots": ["nonsense"]}, "Select a valid choice"),
    ({"reason": "y" * 301}, "at most 300"), ({"seen": ["nonsense"]}, "Select a valid choice"),
])
def test_nothing_typed_is_lost_when_something_is_wrong(client_of, room, slots, typed, words):
    answer = client_of("focal-point").post(PAGE, {"slots": slots[1:2], **typed})
    assert answer.status_code == 422
    assert words in text(answer)
    if "slots" not in typed:
        assert ticked(text(answer)) == slots[1:2]
    assert not Absence.objects.exists()


def test_a_time_of_another_edition_is_not_taken(client_of, room):
    elsewhere = SlotFactory()
    assert client_of("focal-point").post(PAGE, {"slots": [str(elsewhere.pk)]}).status_code == 422


def test_a_colleagues_word_since_then_stays(client_of, room, slots):
    first, second = client_of("focal-point"), client_of("delegate")
    first.post(PAGE, {"slots": slots[:1]})
    second.post(PAGE, {"slots": slots[1:2]})  # read before the other was stated
    assert ticked(text(first.get(PAGE))) == slots[:2]


def test_a_closed_edition_says_so(client_of, room, slots):
    Edition.objects.filter(pk=room.request.edition_id).update(state="closed")
    answer = client_of("focal-point").post(PAGE, {"slots": slots[:1]})
    assert answer.status_code == 422
    assert "This edition is closed" in text(answer)


def test_without_times_the_page_says_so(client_of, room):
    Slot.objects.all().delete()
    assert "The times of meetings are not set yet." in text(client_of("focal-point").get(PAGE))


def test_more_times_cost_no_query_more(client_of, room, slots, queries):
    client = client_of("focal-point")
    placed(meeting_in(room), Slot.objects.first())
    AbsenceFactory(slot_id=int(slots[0]), party=room.request.party)
    client.get(PAGE)
    before = queries(lambda: client.get(PAGE))
    for _ in range(9):
        slot = SlotFactory(edition=room.request.edition)
        AbsenceFactory(slot=slot, party=room.request.party)
    assert queries(lambda: client.get(PAGE)) == before

"""The office's pages of slots, tables, interpreters and screens, and of the arrangement of meetings."""

import pytest

from convoke.marketplace.models import Meeting, Resource, Slot, Table
from tests.factories import ResourceFactory
from tests.marketplace.fairs import met, set_up
from tests.marketplace.test_duties import plenary
from tests.web.places import ROLES

BASE = "/en/exercise-fair/marketplace/schedule/"
SETTING, MEETINGS = f"{BASE}setting/", f"{BASE}meetings/"
OFFICE = ("chair", "task-force")
DAY = {
    "do": "day", "day-begins": "09:00", "day-pause_from": "12:00", "day-pause_to": "14:00", "day-ends": "16:00"}


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


@pytest.fixture
def office(client_of):
    return client_of("task-force")


@pytest.mark.parametrize("role", ["public", *ROLES])
def test_the_pages_are_the_offices_alone(client_of, edition, role):
    met(edition)
    client = client_of(role)
    codes = {client.get(address).status_code for address in (
        BASE, SETTING, MEETINGS, "/en/exercise-fair/marketplace/meetings/1/arrange/")}
    assert codes == {302 if role == "public" else 200 if role in OFFICE else 403}


def test_the_slots_of_a_day_are_added_and_what_a_plenary_keeps_free_is_told(office, edition):
    plenary(edition, 9, 10, code="opening")
    answer = office.post(SETTING, {**DAY, "day-day": edition.starts_on}, follow=True)
    said = text(answer)
    assert "5 slots were added." in said
    assert "PRO-2: these overlap a plenary session" in said
    assert "by session opening (PRO-2)" in said
    assert Slot.objects.filter(edition=edition).count() == 5


def test_what_cannot_be_set_comes_back_with_what_was_typed_and_what_is_accepted(office, edition):
    answer = office.post(SETTING, {**DAY, "day-day": "2001-01-01"})
    assert answer.status_code == 422
    said = text(answer)
    assert "This day is not of the edition. Accepted:" in said
    assert 'value="2001-01-01"' in said
    assert 'value="12:00' in said


def test_slots_are_added_and_taken_away_one_by_one(office, edition):
    slots = set_up(edition)
    office.post(SETTING, {"do": "slot", "slot-day": edition.ends_on, "slot-begins": "10:00"})
    assert Slot.objects.filter(edition=edition).count() == 6
    said = text(office.post(SETTING, {"do": "remove", "remove-slots": [slots[0].pk, slots[1].pk]}, follow=True))
    assert "2 slots were taken away." in said
    assert "<details><summary>Take slots away" in text(office.get(SETTING))
    wrong = text(office.post(SETTING, {"do": "remove"}))
    assert "Choose the slots" in wrong
    assert "<details open><summary>Take slots away" in wrong


def test_tables_are_counted_placed_and_closed(office, edition):
    set_up(edition, tables=1)
    office.post(SETTING, {"do": "tables", "tables-number": "3", "tables-place": "Hall B"})
    tables = list(Table.objects.filter(edition=edition))
    assert [str(one.place) for one in tables] == ["", "Hall B", "Hall B"]
    slot = Slot.objects.filter(edition=edition).first()
    office.post(SETTING, {"do": "closing", "closing-tables": [tables[0].pk], "closing-closed": [slot.pk]})
    office.post(SETTING, {"do": "placing", "placing-tables": [tables[0].pk], "placing-place": "By the door"})
    said = text(office.get(SETTING))
    assert "By the door" in said
    assert list(tables[0].closed.all()) == [slot]


def test_interpreters_and_screens_are_counted(office, edition):
    office.post(SETTING, {"do": "resources", "resources-ar": "2", "resources-screens": "4"})
    assert {(one.language, one.number) for one in Resource.objects.filter(edition=edition)} == {("ar", 2), ("", 4)}
    assert 'value="4"' in text(office.get(SETTING))


def test_an_edition_without_a_marketplace_says_what_is_to_be_done_first(office, edition):
    edition.marketplace.delete()
    assert "This edition has no marketplace yet." in text(office.get(SETTING))
    assert office.post(SETTING, {**DAY, "day-day": edition.starts_on}).status_code == 422


def test_a_meeting_is_arranged_on_its_page_and_listed_with_it(office, edition):
    slots = set_up(edition)
    first, second = met(edition), met(edition)
    second.needs.add(ResourceFactory(edition=edition, kind="interpreter", language="fr"))
    address = f"/en/exercise-fair/marketplace/meetings/{second.number}/arrange/"
    answer = office.post(address, {"priority": "1", "slot": slots[0].pk, "after": [first.pk]}, follow=True)
    assert answer.redirect_chain == [(MEETINGS, 302)]
    said = text(answer)
    assert "interpreter: French" in said
    assert "09:00–10:00" in said
    second.refresh_from_db()
    assert (second.priority, second.fixed_slot) == (1, slots[0])
    assert f'value="{slots[0].pk}" selected' in text(office.get(address))


def test_a_circle_comes_back_with_its_sentence(office, edition):
    set_up(edition)
    first, second = met(edition), met(edition)
    first.after.add(second)
    answer = office.post(f"/en/exercise-fair/marketplace/meetings/{second.number}/arrange/", {
        "priority": "5", "after": [first.pk]})
    assert answer.status_code == 422
    assert "in a circle: 2, 1" in text(answer)
    assert not Meeting.objects.get(pk=second.pk).after.exists()


def test_a_meeting_there_is_not_is_not_found(office, edition):
    assert office.get("/en/exercise-fair/marketplace/meetings/99/arrange/").status_code == 404


@pytest.mark.parametrize("address", [SETTING, MEETINGS, "/en/exercise-fair/marketplace/meetings/1/arrange/"])
def test_the_pages_ask_the_same_queries_whatever_there_is(office, edition, queries, address):
    set_up(edition, tables=2)
    met(edition)
    office.get(address)
    few = queries(lambda: office.get(address))
    for language in ("fr", "es", "ar", "nl", "en"):
        met(edition).needs.add(ResourceFactory(edition=edition, kind="interpreter", language=language))
    for table in Table.objects.filter(edition=edition):
        table.closed.add(Slot.objects.filter(edition=edition).first())
    assert queries(lambda: office.get(address)) <= few + 1

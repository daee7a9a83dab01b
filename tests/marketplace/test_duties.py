"""PRO-2: what keeps slots of meetings free: plenary sessions for everybody, panels for who would attend."""

import datetime as dt

import pytest

from convoke.editions.models import Edition
from convoke.marketplace.fair.duties import duties_of, plenary_of
from convoke.marketplace.models import Interest, Slot
from convoke.programme.models import Session
from tests.factories import (
    InterestFactory,
    MandateFactory,
    PanelRoleFactory,
    PersonFactory,
    ProviderFactory,
    RequestFactory,
    SessionFactory,
)

from .fairs import met, set_up, slot_at


@pytest.fixture
def slots(edition: Edition) -> list[Slot]:
    """Nine to twelve, and two to four."""
    return set_up(edition)


@pytest.fixture
def room(edition: Edition) -> Interest:
    """A room whose request has an owner and whose provider names a contact."""
    request = RequestFactory(edition=edition, owner=PersonFactory())
    return InterestFactory(request=request, provider=ProviderFactory(edition=edition, contact=PersonFactory()))


def session(edition: Edition, begins: float, ends: float, **more: object) -> Session:
    """A session of the first day."""
    midnight = dt.datetime.combine(edition.starts_on, dt.time(), dt.UTC)
    return SessionFactory(
        edition=edition, starts_at=midnight + dt.timedelta(hours=begins), ends_at=midnight + dt.timedelta(hours=ends),
        **more,
    )


def plenary(edition: Edition, begins: float, ends: float, **more: object) -> Session:
    return session(edition, begins, ends, kind="plenary", roundtable=None, **more)


def on_panel(edition: Edition, person: object, hour: float, **more: object) -> Session:
    """Somebody who has a role in a session of an hour."""
    of = session(edition, hour, hour + 1)
    PanelRoleFactory(session=of, person=person, **more)
    return of


def hours(keys: object, slots: list[Slot]) -> list[int]:
    """The hours of slots given by their keys."""
    return [one.starts_at.hour for one in slots if one.pk in keys]


def test_pro_2_a_plenary_keeps_what_it_overlaps_free_and_not_what_merely_follows(edition, slots):
    plenary(edition, 8, 9)
    opening = plenary(edition, 9.5, 11, code="opening")
    assert plenary_of(edition, slots) == {
        slot_at(edition, 9).pk: opening.code, slot_at(edition, 10).pk: opening.code}


def test_a_roundtable_or_a_plenary_without_an_hour_keeps_nothing_free(edition, slots):
    session(edition, 9, 12)
    SessionFactory(edition=edition, kind="plenary", roundtable=None, held_on=edition.starts_on)
    assert plenary_of(edition, slots) == {}


@pytest.mark.parametrize("state", ["proposed", "invited", "confirmed"])
def test_pro_2_a_panel_keeps_the_owners_and_the_contacts_time_free(edition, slots, room, state):
    on_panel(edition, room.request.owner, 9, state=state)
    on_panel(edition, room.provider.contact, 14, state=state)
    assert hours(duties_of(edition, slots, [room]).of_room(room), slots) == [9, 14]


@pytest.mark.parametrize("state", ["declined", "withdrawn"])
def test_a_role_that_was_declined_or_withdrawn_keeps_nothing_free(edition, slots, room, state):
    on_panel(edition, room.request.owner, 9, state=state)
    assert duties_of(edition, slots, [room]).of_room(room) == {}


def test_a_colleague_on_a_panel_keeps_nobody_from_meeting(edition, slots, room):
    colleague = MandateFactory(party=room.provider.party, capacity="provider").person
    on_panel(edition, colleague, 9)
    assert duties_of(edition, slots, [room]).of_room(room) == {}


def test_where_no_contact_is_named_a_time_is_kept_free_once_all_who_act_for_the_provider_are_on_panels(edition, slots):
    room = InterestFactory(
        request=RequestFactory(edition=edition, owner=PersonFactory()), provider=ProviderFactory(edition=edition))
    one, other = (MandateFactory(party=room.provider.party, capacity="provider").person for _ in range(2))
    MandateFactory(party=room.provider.party, capacity="contributor")
    on_panel(edition, one, 9)
    on_panel(edition, one, 10)
    assert duties_of(edition, slots, [room]).of_room(room) == {}
    on_panel(edition, other, 10)
    assert hours(duties_of(edition, slots, [room]).of_room(room), slots) == [10]


def test_a_provider_for_whom_nobody_acts_is_kept_free_of_nothing(edition, slots):
    room = InterestFactory(
        request=RequestFactory(edition=edition, owner=PersonFactory()), provider=ProviderFactory(edition=edition))
    assert duties_of(edition, slots, [room]).of_room(room) == {}


def test_the_panels_of_another_edition_are_no_duty(edition, slots, room):
    of = SessionFactory(starts_at=slots[0].starts_at, ends_at=slots[0].ends_at)
    PanelRoleFactory(session=of, person=room.request.owner)
    assert duties_of(edition, slots, [room]).of_room(room) == {}


def test_all_duties_of_an_edition_are_read_by_the_same_few_queries(edition, slots, queries):
    def read() -> int:
        rooms = list(Interest.objects.filter(request__edition=edition).select_related("request", "provider"))
        return queries(lambda: duties_of(edition, slots, rooms))

    for _number in range(2):
        met(edition)
    few = read()
    for _number in range(8):
        on_panel(edition, met(edition).interest.request.owner or PersonFactory(), 9)
        plenary(edition, 14, 15)
    assert read() == few == 3

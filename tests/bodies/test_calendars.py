"""Calendars: files that others read, and an address of one's own that can be revoked."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import translation
from icalendar import Calendar

from convoke.bodies.calendars import calendar, title_of
from convoke.bodies.models import BodyMeeting, CalendarFeed
from convoke.bodies.operations.calendars import make_feed, revoke_feed
from convoke.bodies.queries import account_of_feed, calendar_of, open_feed
from convoke.core.actors import ANONYMOUS
from convoke.core.policy import Denied
from convoke.directory.queries import actor_for
from tests.factories import AgendaItemFactory, BodyMeetingFactory, CalendarFeedFactory


def read(meetings=(), milestones=(), name: str = "Forum") -> Calendar:
    made = calendar(name, meetings, milestones, lambda thing: f"https://forum.example/{thing.code}/")
    assert b"\r\n" in made
    assert all(len(line) <= 75 for line in made.split(b"\r\n"))
    return Calendar.from_ical(made)


def test_a_meeting_has_its_times_in_its_zone_with_the_zones_definition(body):
    meeting = BodyMeetingFactory(
        body=body, title={"en": "Réunion, à Manille; deuxième"}, place={"en": "Manila"}, time_zone="Europe/Brussels",
        starts_on=dt.date(2008, 6, 13), ends_on=dt.date(2008, 6, 13), state="convened",
        starts_at=dt.datetime(2008, 6, 13, 7, 30, tzinfo=dt.UTC), ends_at=dt.datetime(2008, 6, 13, 10, tzinfo=dt.UTC),
    )
    AgendaItemFactory(meeting=meeting, order=1, title={"en": "Opening"})
    made = read([meeting])
    (event,) = made.walk("VEVENT")
    assert event["SUMMARY"] == "Réunion, à Manille; deuxième"
    assert event.decoded("DTSTART").isoformat() == "2008-06-13T09:30:00+02:00"
    assert event["DTSTART"].params["TZID"] == "Europe/Brussels"
    assert [zone["TZID"] for zone in made.walk("VTIMEZONE")] == ["Europe/Brussels"]
    assert (event["STATUS"], event["LOCATION"], event["DESCRIPTION"]) == ("CONFIRMED", "Manila", "1. Opening")
    assert (made["VERSION"], made["METHOD"]) == ("2.0", "PUBLISH")
    assert event["UID"] == read([meeting], name="Another").walk("VEVENT")[0]["UID"]
    assert "DTSTAMP" in event


def test_days_end_on_the_day_after_the_last(body):
    days = {"starts_on": dt.date(2008, 6, 13), "ends_on": dt.date(2008, 6, 14)}
    (event,) = read([BodyMeetingFactory(body=body, state="planned", **days)]).walk("VEVENT")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (dt.date(2008, 6, 13), dt.date(2008, 6, 15))
    assert event["STATUS"] == "TENTATIVE"
    (event,) = read([BodyMeetingFactory(body=body, state="cancelled", reason="Closed.", **days)]).walk("VEVENT")
    assert (event["STATUS"], event["DESCRIPTION"]) == ("CANCELLED", "Closed.")


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_the_calendar_of_an_edition_is_read_in_every_language(demonstration, language):
    milestones, meetings = calendar_of(ANONYMOUS, demonstration)
    with translation.override(language):
        made = read(meetings, milestones)
    events = made.walk("VEVENT")
    assert len(events) == len(milestones) + len(meetings) > 5
    assert len({event["UID"] for event in events}) == len(events)


def test_a_meeting_without_a_title_is_called_by_its_number(demonstration):
    first = BodyMeeting.objects.select_related("body").get(code="fof-2007-01-30")
    assert title_of(first) == "Friends of the Forum: meeting 1"


def test_lib_1_a_calendar_holds_what_its_reader_may_read(body, actor):
    hidden = BodyMeetingFactory(body=body, audience="task-force")
    assert hidden in calendar_of(actor("chair"))[1]
    assert hidden not in calendar_of(actor("focal-point"))[1]


def test_an_address_is_made_made_anew_and_revoked(actor, account_of):
    holder = actor("focal-point")
    first = make_feed(actor=holder)
    assert len(first) >= 43
    assert not CalendarFeed.objects.filter(token=first).exists()
    account = account_of_feed(first)
    assert account == account_of("focal-point")
    assert actor_for(account).parties == holder.parties
    second = make_feed(actor=holder)
    assert account_of_feed(first) is None
    assert account_of_feed(second) == account
    feed = open_feed(holder)
    with pytest.raises(Denied):
        revoke_feed(actor=actor("press"), feed=feed)
    revoke_feed(actor=holder, feed=feed)
    assert account_of_feed(second) is None
    assert open_feed(holder) is None
    with pytest.raises(ValidationError):
        revoke_feed(actor=holder, feed=feed)


def test_the_public_has_no_address_and_nobody_sees_anothers(actor, account_of):
    CalendarFeedFactory(account=account_of("chair"))
    with pytest.raises(Denied):
        make_feed(actor=ANONYMOUS)
    assert open_feed(actor("focal-point")) is None
    assert account_of_feed("") is None

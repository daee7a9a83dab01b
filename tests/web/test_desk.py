"""The desk reads in ten seconds: what waits, what was done, what changed, and for the office the edition in numbers."""

import datetime as dt
import re

import pytest
from django.utils import timezone

from convoke.bodies.models import SilenceProcedure
from convoke.core.audiences import Audience
from convoke.core.journal.operations import operation
from convoke.core.models import JournalEntry
from convoke.directory.models import Account, Capacity, Party
from convoke.editions.models import HostingInterest
from convoke.web.desks.state import figures
from convoke.web.visits import PAUSE, seen_before
from tests.factories import (
    BodyFactory,
    BodyMeetingFactory,
    ChannelFactory,
    HostingInterestFactory,
    MandateFactory,
    SilenceProcedureFactory,
)

from .conftest import EVERYONE

TODAY = dt.date(2008, 6, 1)


@pytest.fixture(autouse=True)
def standing_at(settings):
    """The clock of the demonstration."""
    settings.CONVOKE_DATE = TODAY


def body(answer) -> str:
    assert answer.status_code == 200
    return answer.content.decode()


def write(actor, verb="advance", audience=Audience.PUBLIC):
    """An entry in the journal."""
    with operation(actor=actor, verb=verb, audience=audience) as recording:
        recording.facts = {"to": "preparing"}


@pytest.mark.parametrize("language", ["en", "fr", "ar"])
@pytest.mark.parametrize("role", [role for role in EVERYONE if role != "public"])
def test_every_role_has_a_desk_in_every_direction(client_of, demonstration, role, language):
    page = body(client_of(role).get(f"/{language}/desk/"))
    assert page.count("<h1>") == 1
    assert ('class="glance"' in page) == (role in ("chair", "task-force"))


def test_the_office_sees_the_state_of_the_edition_in_five_numbers_with_links(client_of, demonstration):
    page = body(client_of("task-force").get("/en/desk/"))
    assert page.count("<li><a href=", page.index('class="glance"'), page.index('id="asked"')) >= 4
    assert "states without a focal point who can be reached" in page
    assert "/en/brussels-2007/modalities/?verdict=fail#rules" in page


def test_the_numbers_count_who_is_missing_what_bounces_what_runs_and_what_comes(demonstration, actor):
    office = actor("task-force")

    def numbers():
        return [one.number for one in figures(office, demonstration, TODAY)]

    before = numbers()
    ChannelFactory(person=MandateFactory(party=Party.objects.get(code="fra")).person)
    ChannelFactory(unreliable_since=TODAY, unreliable_reason="came back")
    ChannelFactory(unreliable_since=TODAY, unreliable_reason="came back", until=TODAY)
    SilenceProcedureFactory(
        edition=demonstration, state="circulated", checksum="a" * 64, deadline="2008-06-10T00:00Z",
        circulated_at="2008-06-01T00:00Z",
    )
    meeting = BodyMeetingFactory(starts_on="2008-06-20", ends_on="2008-06-20", audience=Audience.FRIENDS)
    BodyMeetingFactory(body=meeting.body, starts_on="2008-05-20", ends_on="2008-05-20")
    assert [after - old for after, old in zip(numbers(), before, strict=True)] == [-1, 1, 1, 1, 0]
    assert SilenceProcedure.objects.count() >= 1


def test_ed_2_the_chair_finds_what_waits_before_the_troika(client_of, demonstration):
    HostingInterest.objects.all().delete()
    assert "would chair an edition" not in body(client_of("chair").get("/en/desk/"))
    HostingInterestFactory(forum=demonstration.forum)
    assert "1 government has told the Troika" in body(client_of("chair").get("/en/desk/"))
    assert "has told the Troika" not in body(client_of("press").get("/en/desk/"))


def test_ed_2_a_focal_point_of_the_troika_finds_it_too(client_of, demonstration, account_of):
    HostingInterestFactory(forum=demonstration.forum)
    MandateFactory(person=account_of("delegate").person, party=Party.objects.get(code="phl"))
    assert "told the Troika" in body(client_of("delegate").get("/en/desk/"))


def test_the_office_is_told_how_many_rules_are_not_met(client_of, demonstration):
    for role in ("chair", "task-force"):
        assert "rules of the modalities are not met as of today" in body(client_of(role).get("/en/desk/"))
    assert "not met" not in body(client_of("focal-point").get("/en/desk/"))


def test_a_focal_point_sees_the_people_of_its_own_government(client_of, demonstration, account_of):
    own = MandateFactory(party=Party.objects.get(code="exercise-bermea"), capacity=Capacity.DEPUTY)
    other = MandateFactory(party=Party.objects.get(code="fra"), capacity=Capacity.DEPUTY)
    page = body(client_of("focal-point").get("/en/desk/"))
    assert own.person.name in page
    assert other.person.name not in page
    assert "All people and channels" in page


def test_what_was_done_lately_stands_as_a_receipt(client_of, demonstration):
    client = client_of("focal-point")
    assert "Done lately" not in body(client.get("/en/desk/"))
    client.post("/en/hosting/", {"year": "2015", "text": "We offer to chair."})
    page = body(client.get("/en/desk/"))
    assert "Done lately" in page
    assert "told the Troika that it would chair in 2015" in page


def test_meetings_to_come_are_listed_for_those_who_may_read_them(client_of, demonstration):
    BodyMeetingFactory(
        body=BodyFactory(forum=demonstration.forum), title={"en": "A meeting to come"}, starts_on="2008-06-20",
        ends_on="2008-06-20", audience=Audience.FRIENDS,
    )
    assert "A meeting to come" in body(client_of("focal-point").get("/en/desk/"))
    assert "A meeting to come" not in body(client_of("press").get("/en/desk/"))


# ------------------------------------------------------------------ since I was last here


def test_what_changed_since_the_last_visit_stays_while_one_reloads(client_of, demonstration, actor):
    first = client_of("focal-point")
    assert "From now on" in body(first.get("/en/desk/"))
    write(actor("chair"))
    second = client_of("focal-point")
    for _reload in range(3):
        assert "took the edition" in body(second.get("/en/desk/")), "a reload must not lose it"
    assert "Nothing you may read has changed." in body(client_of("focal-point").get("/en/desk/"))


def test_lib_1_what_changed_for_others_is_not_told(client_of, demonstration, actor):
    client_of("focal-point").get("/en/desk/")
    write(actor("chair"), audience=Audience.TASK_FORCE)
    assert "Nothing you may read has changed." in body(client_of("focal-point").get("/en/desk/"))


def test_what_one_did_oneself_is_no_news(client_of, demonstration, actor):
    client_of("focal-point").get("/en/desk/")
    write(actor("focal-point"))
    page = body(client_of("focal-point").get("/en/desk/"))
    assert "Nothing you may read has changed." in page
    assert "Done lately" in page


def test_new_entries_of_the_journal_are_marked_for_the_office(client_of, demonstration, actor):
    client_of("task-force").get("/en/desk/")
    write(actor("chair"))
    page = body(client_of("task-force").get("/en/desk/"))
    assert len(re.findall(r'tag--accent">new<', page)) == 1


def test_a_visit_ends_with_a_pause_of_half_an_hour(client, account_of):
    account: Account = account_of("press")
    account.seen_entry, session, now = 5, client.session, timezone.now()
    account.save()
    assert seen_before(session, account, 9, now) == 5
    account.refresh_from_db()
    assert account.seen_entry == 9
    assert seen_before(session, account, 12, now + PAUSE / 2) == 5, "the visit goes on"
    account.refresh_from_db()
    assert seen_before(session, account, 12, now + PAUSE) == 5, "each look makes it go on"
    assert seen_before(session, account, 14, now + 3 * PAUSE) == 12, "a new visit begins after what was seen"
    account.refresh_from_db()
    assert account.seen_entry == 14


def test_the_mark_never_moves_back(client, account_of):
    account: Account = account_of("press")
    Account.objects.filter(pk=account.pk).update(seen_entry=20)
    stale = Account(pk=account.pk, seen_entry=3)
    seen_before(client.session, stale, 10)
    assert Account.objects.get(pk=account.pk).seen_entry == 20


def test_looking_at_the_desk_writes_nothing_into_the_journal(client_of, demonstration):
    before = JournalEntry.objects.count()
    client_of("chair").get("/en/desk/")
    assert JournalEntry.objects.count() == before

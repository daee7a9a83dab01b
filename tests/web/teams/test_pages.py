"""The pages of partnership teams, as each reader meets them."""

import datetime as dt

import pytest
from icalendar import Calendar

from convoke.core import clock
from convoke.core.audiences import Audience
from convoke.core.models import JournalEntry
from convoke.directory.models import Grouping, Party
from convoke.programme.models import TeamCall, TeamDuty, TeamException, TeamMember
from convoke.web.journal_words import sentence
from tests.factories import (
    ChannelFactory,
    DocumentFactory,
    GroupingMembershipFactory,
    MandateFactory,
    PartyFactory,
    PartyNameFactory,
    SessionFactory,
    TeamCallFactory,
    TeamDutyFactory,
    TeamExceptionFactory,
    TeamMemberFactory,
)

LANGUAGES = ("en", "fr", "es", "nl", "ar")
LIST = "/en/exercise-teams/teams/"
TEAM = "/en/exercise-teams/sessions/9.1/team/"
MOST = 60 * 1024


def text(answer) -> str:
    return answer.content.decode()


def party(code: str) -> Party:
    return Party.objects.get(code=code)


@pytest.mark.parametrize("language", LANGUAGES)
def test_everyone_sees_members_and_balance_in_every_language(client_of, session, language):
    TeamMemberFactory(session=session, party=party("exercise-bermea"), note="For the office.")
    TeamMemberFactory(session=session, party=party("exercise-cardenia"), state="offered", note="We know ports.")
    TeamExceptionFactory(session=session, reason="Nobody else was free.")
    for address in (LIST, TEAM):
        answer = client_of("public").get(address.replace("/en/", f"/{language}/"))
        page = text(answer)
        assert answer.status_code == 200
        assert "Bermea (exercise)" in page
        assert "Nobody else was free." in page
        for hidden in ("Cardenia", "We know ports.", "For the office.", "<form method=\"post\" class=\"form"):
            assert hidden not in page.partition("<main")[2]
        assert len(answer.content) < MOST


def test_a_past_edition_shows_its_teams_and_offers_nothing(client_of, demonstration):
    page = text(client_of("focal-point").get("/en/brussels-2007/sessions/1.4/team/"))
    assert "Partnership team" in page
    assert "Offer to help" not in page
    assert "/en/brussels-2007/sessions/1.4/team/" in text(client_of("public").get("/en/brussels-2007/programme/1.4/"))
    listed = text(client_of("task-force").get("/en/brussels-2007/teams/"))
    assert listed.count("<tr>") == 13
    answer = client_of("focal-point").post("/en/brussels-2007/sessions/1.4/team/", {"do": "offer"}, follow=True)
    assert "cannot be done with the team as it stands" in text(answer)


def test_a_party_offers_and_the_office_takes_it_up(client_of, session):
    focal = client_of("focal-point")
    wrong = focal.post(TEAM, {"do": "offer", "offer-party": "exercise-cardenia", "offer-note": "We know ports."})
    assert "Select a valid choice" in text(wrong)
    assert "We know ports." in text(wrong)
    done = focal.post(TEAM, {"do": "offer", "offer-party": "exercise-bermea", "offer-note": "Ports."}, follow=True)
    assert "Your offer was recorded" in text(done)
    assert "offered to join" in text(done)
    office = client_of("task-force")
    assert "offers to help prepare session 9.1" in text(office.get("/en/desk/"))
    member = TeamMember.objects.get(session=session)
    accepted = office.post(TEAM, {"do": "accept", "entry": member.pk}, follow=True)
    assert "Make it coordinator" in text(accepted)
    again = office.post(TEAM, {"do": "accept", "entry": member.pk}, follow=True)
    assert "There is no offer to decide on." in text(again)
    office.post(TEAM, {"do": "coordinator", "entry": member.pk})
    assert TeamMember.objects.get(session=session).role == "coordinator"


@pytest.mark.parametrize(("join", "state"), [("yes", "member"), ("no", "declined")])
def test_an_invitation_stands_on_the_desk_and_is_replied_to(client_of, session, join, state):
    invited = client_of("chair").post(
        TEAM, {"do": "invite", "invite-parties": ["exercise-bermea"], "invite-note": "Please join."}, follow=True
    )
    assert "stands on the desks" in text(invited)
    focal = client_of("focal-point")
    assert "You are invited to help prepare session 9.1" in text(focal.get("/en/desk/"))
    assert "Please join." in text(focal.get(TEAM))
    member = TeamMember.objects.get(session=session)
    missing = focal.post(TEAM, {"do": "reply", "reply-entry": member.pk, "reply-note": "Gladly."})
    assert "Nothing was saved yet" in text(missing)
    assert 'value="Gladly."' in text(missing)
    focal.post(TEAM, {"do": "reply", "reply-entry": member.pk, "reply-join": join, "reply-note": "Gladly."})
    assert TeamMember.objects.get(session=session).state == state
    assert "You are invited to help" not in text(focal.get("/en/desk/"))


@pytest.mark.parametrize("do", ["invite", "duty", "exception", "call", "accept", "coordinator", "no-exception"])
@pytest.mark.parametrize("role", ["public", "press", "delegate", "focal-point"])
def test_a_right_one_has_not_is_refused_with_whose_it_is(client_of, session, do, role):
    assert client_of(role).post(TEAM, {"do": do, "entry": "1"}).status_code == 403


def test_a_number_that_is_none_is_not_found(client_of, session):
    assert client_of("chair").post(TEAM, {"do": "accept", "entry": "x"}).status_code == 404
    assert client_of("chair").get("/en/exercise-teams/sessions/8.8/team/").status_code == 404


def test_what_is_owed_is_set_by_the_office_and_carried_by_the_team(client_of, session):
    TeamMemberFactory(session=session, party=party("exercise-bermea"))
    office, worker = client_of("task-force"), client_of("team-member")
    past = {"do": "duty", "duty-kind": "panel", "duty-due_on": "2001-01-01"}
    assert "today or later" in text(office.post(TEAM, past))
    due = (clock.today() + dt.timedelta(days=5)).isoformat()
    office.post(TEAM, {"do": "duty", "duty-kind": "panel", "duty-due_on": due, "duty-party": "exercise-bermea"})
    duty = TeamDuty.objects.get(session=session)
    for client in (office, worker):
        assert "Session 9.1: Panel, to be begun" in text(client.get("/en/desk/"))
    bare = worker.post(TEAM, {"do": f"carry-{duty.pk}", f"carry-{duty.pk}-state": "delivered"})
    assert "say in a note where it is" in text(bare)
    assert "not needed" not in text(bare).partition('id="duties"')[2].partition("</ol>")[0]
    worker.post(TEAM, {
        "do": f"carry-{duty.pk}", f"carry-{duty.pk}-state": "delivered", f"carry-{duty.pk}-note": "Sent by post.",
    })
    assert TeamDuty.objects.get(pk=duty.pk).state == "delivered"
    assert "Sent by post." not in text(client_of("public").get(TEAM))


def test_pro_1_the_chair_records_and_takes_back_an_exception(client_of, session):
    chair = client_of("chair")
    assert "Nothing was saved yet" in text(chair.post(TEAM, {"do": "exception", "exception-reason": ""}))
    done = chair.post(TEAM, {"do": "exception", "exception-reason": "We asked twice."}, follow=True)
    assert "accepted by the Chair" in text(done)
    assert "Take back the exception" not in text(client_of("task-force").get(TEAM))
    chair.post(TEAM, {"do": "no-exception"})
    assert not TeamException.objects.exists()


def test_pro_1_the_list_is_narrowed_by_balance_and_by_what_is_missing(client_of, session):
    other = SessionFactory(edition=session.edition, roundtable=session.roundtable, code="9.2")
    for group in ("developed", "developing"):
        joined = PartyFactory()
        PartyNameFactory(party=joined)
        GroupingMembershipFactory(party=joined, grouping=Grouping.objects.get(code=group))
        TeamMemberFactory(session=other, party=joined)

    def shown(narrowed: str) -> list[bool]:
        page = text(client_of("public").get(f"{LIST}?{narrowed}"))
        return [f"/sessions/{code}/team/" in page for code in ("9.1", "9.2")]

    assert shown("") == [True, True]
    assert shown("balance=met") == [False, True]
    assert shown("balance=not-yet") == [True, False]
    assert shown("lacking=members") == [True, False]
    assert shown("lacking=duties") == [False, False]
    assert shown("balance=excepted&lacking=waiting") == [False, False]


def test_the_office_sees_whom_it_might_ask_and_invites_with_one_button(client_of, session):
    wanted = PartyFactory()
    PartyNameFactory(party=wanted, name="Wantedland (exercise)")
    GroupingMembershipFactory(party=wanted, grouping=Grouping.objects.get(code="developed"))
    ChannelFactory(person=MandateFactory(party=wanted).person)
    page = text(client_of("task-force").get(TEAM))
    assert "Whom you might ask" in page
    assert "stands for a group that is missing" in page
    assert "Whom you might ask" not in text(client_of("focal-point").get(TEAM))
    client_of("task-force").post(TEAM, {"do": "invite", "invite-parties": wanted.code})
    assert TeamMember.objects.get(session=session).party == wanted


def test_the_team_plans_a_call_and_takes_it_into_its_calendar(client_of, session):
    TeamMemberFactory(session=session, party=party("exercise-bermea"))
    worker, day = client_of("team-member"), (clock.today() + dt.timedelta(days=3)).isoformat()
    typed = {"do": "call", "call-topic": "First draft", "call-day": day, "call-time": "15:00",
             "call-time_zone": "Europe/Brussels", "call-minutes": "45", "call-place": "Line 1"}
    assert "time zone is not known" in text(worker.post(TEAM, {**typed, "call-time_zone": "Mars/North"}))
    assert "the call was planned" in text(worker.post(TEAM, typed, follow=True)).lower()
    call = TeamCall.objects.get(session=session)
    address = f"{TEAM}calls/{call.pk}/"
    for file in (f"{TEAM}calls/{call.pk}.ics", f"{TEAM}calls.ics"):
        event = Calendar.from_ical(worker.get(file).content).walk("VEVENT")[0]
        assert (str(event["summary"]), event["url"]) == ("First draft", f"http://testserver{TEAM}")
        assert client_of("focal-point").get(file).status_code == 200
        assert client_of("observer").get(file).status_code == 404
    worker.post(address, {"do": "notes", "notes-notes": "Two more weeks."})
    assert "Two more weeks." in text(worker.get(TEAM))
    worker.post(address, {"do": "change", "change-topic": "Second draft", "change-day": day, "change-time": "16:00",
                          "change-time_zone": "UTC", "change-minutes": "30"})
    assert "Second draft" in text(worker.get(address))
    worker.post(address, {"do": "cancel"})
    assert "cancelled" in text(worker.get(address))
    for hidden in (client_of("public"), client_of("press"), client_of("observer")):
        assert "Second draft" not in text(hidden.get(TEAM))
    assert client_of("press").get(address).status_code == 404


def test_lib_1_drafts_of_the_team_are_listed_for_the_team(client_of, session):
    TeamMemberFactory(session=session, party=party("exercise-bermea"))
    session.papers.add(DocumentFactory(edition=session.edition, audience=Audience.TEAM, title={"en": "A quiet draft"}))
    assert "A quiet draft" in text(client_of("team-member").get(TEAM))
    assert "A quiet draft" in text(client_of("task-force").get(TEAM))
    for role in ("public", "observer", "delegate"):
        assert "A quiet draft" not in text(client_of(role).get(TEAM))


def test_every_deed_is_said_in_the_journal(client_of, session):
    office = client_of("chair")
    office.post(TEAM, {"do": "invite", "invite-parties": ["exercise-bermea", "exercise-cardenia"]})
    said = sentence(JournalEntry.objects.latest("sequence"))
    assert said == "invited to the team of session 9.1: exercise-bermea and exercise-cardenia"


@pytest.mark.parametrize("role", ["public", "task-force", "focal-point", "team-member"])
def test_more_members_and_sessions_cost_no_query_more(client_of, session, queries, role):
    client = client_of(role)

    def fill() -> None:
        for _number in range(4):
            for one in (session, SessionFactory(edition=session.edition, roundtable=session.roundtable)):
                TeamMemberFactory(session=one)
                TeamMemberFactory(session=one, state="offered")
                TeamCallFactory(session=one)
            TeamDutyFactory(session=one, due_on=clock.today())
            session.papers.add(DocumentFactory(edition=session.edition))

    TeamMemberFactory(session=session, party=party("exercise-bermea"))
    TeamDutyFactory(session=session)
    fill()
    pages = (LIST, TEAM, "/en/desk/")
    for page in pages:
        client.get(page)
    before = [queries(lambda page=page: client.get(page)) for page in pages]
    fill()
    for page in pages:
        client.get(page)  # what was remembered is read anew
    assert [queries(lambda page=page: client.get(page)) for page in pages] == before

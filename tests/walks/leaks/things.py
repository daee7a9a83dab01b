"""What is hidden, each thing with a word that stands nowhere else and those who may read it."""

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile

from convoke.core import clock
from convoke.core.actors import system
from convoke.core.audiences import Audience
from convoke.directory.models import Account, Capacity, Party
from convoke.directory.operations.people import NewPerson
from convoke.editions.models import Edition
from convoke.library.models import Document
from convoke.library.operations.commenting import circulate, comment
from convoke.library.operations.documents import create_document, narrow
from convoke.library.operations.publishing import publish
from convoke.library.operations.replacing import replace_text
from convoke.marketplace.models import Interest, Request, Schedule, Slot, Table
from convoke.marketplace.operations.absences import set_absences
from convoke.marketplace.operations.meetings import Plan, agree_meeting, propose_meeting
from convoke.marketplace.operations.outcome_forms import Outcome, answer_form, write_form
from convoke.marketplace.operations.requests import Project, draft_request
from convoke.marketplace.operations.rooms import Said, answer_interest, show_interest, write_message
from convoke.programme.models import Room, Session, TeamMember
from convoke.programme.operations.panels import propose_somebody_new
from convoke.programme.operations.team_calls import CallPlan, plan_call
from convoke.programme.operations.teams import invite_to_team, reply_to_invitation
from convoke.programme.operations.timetable import add_room, place_session, release_timetable
from tests.factories import (
    AccountFactory,
    EditionFactory,
    MandateFactory,
    MarketplaceFactory,
    MeetingFactory,
    PartyFactory,
    PartyNameFactory,
    PlacementFactory,
    ProjectReportFactory,
    ProviderFactory,
    RequestFactory,
    RoomFactory,
    ScheduleFactory,
    SessionFactory,
    SlotFactory,
    TableFactory,
    TeamMemberFactory,
)

OFFICE = frozenset({"chair", "task-force"})
TEAM = frozenset({"focal-point", "team-member"})
"""Those of the exercise who work in the team: their party is a member of it."""
PARTY = frozenset({*TEAM, "contributor", "rapporteur", "delegate"})
"""All who act for that party."""
OUTSIDE = ("former-member", "declined", "coordinator-elsewhere", "outsider")
"""Focal points of other states: one left the team, one declined, one coordinates another team, one does neither."""
FRIENDS = frozenset({*OFFICE, *TEAM, "observer", *OUTSIDE})
TALKING = frozenset({"focal-point", "delegate", "provider", "observer"})
"""The two sides of a room of the marketplace: of the government that asks, and of the interested provider."""
HOOK = "quaxolith"
"""Stands beside each hidden word in what is written, so that it can be searched for without saying it."""


def word(what: str) -> str:
    """The hidden word of a thing."""
    return f"zqv{what}"


@dataclass(frozen=True)
class Hidden:
    """Who finds the word of a thing on some page, and who else may."""

    finds: frozenset[str]
    may: frozenset[str] = frozenset()


HIDDEN = {
    "paper": Hidden(OFFICE | TEAM),
    "draft": Hidden(OFFICE | TEAM | {"contributor"}),
    "circulated": Hidden(FRIENDS),
    "narrowed": Hidden(OFFICE),
    "comment": Hidden(OFFICE | TEAM, PARTY),
    "panellist": Hidden(OFFICE | TEAM, PARTY),
    "contact": Hidden(frozenset(), OFFICE),
    "refusal": Hidden(OFFICE | {"declined"}),
    "hall": Hidden(OFFICE),
    "call": Hidden(OFFICE | TEAM),
    "need": Hidden(OFFICE | {"focal-point", "delegate"}),
    "offer": Hidden(OFFICE | {"coordinator-elsewhere"}),
    "message": Hidden(OFFICE | TALKING),
    "attachment": Hidden(OFFICE | TALKING),
    "meeting": Hidden(OFFICE | TALKING),
    "absence": Hidden(OFFICE | PARTY - {"contributor"}, PARTY),
    "declining": Hidden(OFFICE | {"focal-point", "delegate", "outsider"}),
    "outcome": Hidden(OFFICE | TALKING),
    "difference": Hidden(OFFICE | TALKING),
    "progress": Hidden(OFFICE | {"focal-point", "delegate"}),
    "schedule": Hidden(OFFICE),
    "promised": Hidden(OFFICE | TALKING),
}


@dataclass
class Place:
    """Where the walk goes: an edition in preparation with two sessions, a released timetable and its teams."""

    edition: Edition
    session: Session
    accounts: dict[str, Account]
    parties: dict[str, Party]
    hall: Room
    """A room with a hidden name, in which nothing takes place yet."""
    asked: Request
    """What a government asks for in the marketplace; known to the participants."""
    schedule: Schedule
    """A schedule of meetings that was released; nothing is placed by it yet."""
    talks: list[Interest] = field(default_factory=list)
    papers: list[Document] = field(default_factory=list)
    numbers: set[int] = field(default_factory=set)


def prepare(demonstration: Edition) -> Place:
    """What everybody may know of before anything is hidden."""
    office, begins = system("tests"), clock.today() + dt.timedelta(days=100)
    edition = EditionFactory(
        forum=demonstration.forum, code="exercise-leaks", ordinal=90, state="preparing", starts_on=begins,
        ends_on=begins + dt.timedelta(days=2),
    )
    session = SessionFactory(edition=edition, code="9.1")
    other = SessionFactory(edition=edition, roundtable=session.roundtable, code="9.2")
    accounts = {
        role: Account.objects.get(email=f"{role}@example.org")
        for role in (*OFFICE, *PARTY, "observer", "civil-society", "provider", "press")
    }
    parties = {"member": Party.objects.get(code="exercise-bermea")}
    for name in OUTSIDE:
        parties[name] = PartyFactory(code=f"exercise-{name}")
        PartyNameFactory(party=parties[name], name=f"Exercise {name}")
        accounts[name] = AccountFactory()
        MandateFactory(person=accounts[name].person, party=parties[name], capacity=Capacity.FOCAL_POINT)
    TeamMemberFactory(session=session, party=parties["member"])
    TeamMemberFactory(session=session, party=parties["former-member"], state="left")
    TeamMemberFactory(session=other, party=parties["coordinator-elsewhere"], role=TeamMember.Role.COORDINATOR)
    _place(session, add_room(actor=office, edition=edition, name={"en": "Open hall"}))
    release_timetable(actor=office, edition=edition)
    hall = RoomFactory(edition=edition, code="second-hall", name={"en": f"{HOOK} {word('hall')}"})
    MarketplaceFactory(edition=edition)
    asked = RequestFactory(edition=edition, party=parties["member"], owner=accounts["delegate"].person)
    for party in (Party.objects.get(code="exercise-observatory"), parties["outsider"]):
        ProviderFactory(edition=edition, party=party)
    at = dt.datetime.combine(begins, dt.time(11), dt.UTC)
    SlotFactory(edition=edition, starts_at=at, ends_at=at + dt.timedelta(hours=1))
    TableFactory(edition=edition, number=1)
    return Place(edition, session, accounts, parties, hall, asked, ScheduleFactory(edition=edition, number=2))


def _place(session: Session, room: Any) -> None:
    at = dt.datetime.combine(session.edition.starts_on, dt.time(9, 30), dt.UTC)
    place_session(
        actor=system("tests"), session=session, starts_at=at, ends_at=at + dt.timedelta(hours=1), room=room
    )


def hide(place: Place) -> None:
    """One thing of each kind, made by the operations by which people make them."""
    office, session, member = system("tests"), place.session, place.parties["member"]

    def written(what: str, audience: str, *authors: Party, of_session: bool = False) -> Document:
        made = create_document(
            actor=office, edition=place.edition, kind=Document.Kind.BACKGROUND_PAPER, language="en",
            title={"en": f"Exercise {HOOK} {word(what)}"}, audience=audience, authors=authors,
            session=session.code if of_session else None,
        )
        text = f"# Of {HOOK}\n\nThis is {HOOK} and {word(what)}.\n"
        replace_text(actor=office, version=made.versions.get(), language="en", markdown=text)
        place.papers.append(made)
        return made

    until = clock.now() + dt.timedelta(days=9)
    circulate(actor=office, version=written("paper", Audience.TEAM, of_session=True).versions.get(), until=until)
    written("draft", Audience.PUBLIC, member)
    shared = written("circulated", Audience.FRIENDS, of_session=True)
    version = circulate(actor=office, version=shared.versions.get(), until=until)
    comment(actor=office, version=version, key="", text=f"{HOOK} {word('comment')}", party=member)
    once_public = written("narrowed", Audience.PUBLIC, of_session=True)
    publish(actor=office, version=once_public.versions.get())
    narrow(actor=office, document=once_public, audience=Audience.TASK_FORCE)
    role = propose_somebody_new(
        actor=office, session=session, new=NewPerson(f"{HOOK} {word('panellist')}"), role="speaker", party=member,
        email=f"{word('contact')}@example.net",
    )
    [invited] = invite_to_team(actor=office, session=session, parties=[place.parties["declined"]])
    reply_to_invitation(actor=office, member=invited, join=False, note=f"{HOOK} {word('refusal')}")
    _place(session, place.hall)  # after the timetable was released: nobody but the office knows
    call = plan_call(actor=office, session=session, plan=CallPlan(
        topic=f"{HOOK} {word('call')}", day=clock.today() + dt.timedelta(days=3), time=dt.time(15)))
    place.numbers |= {role.pk, role.person_id, invited.pk, call.pk}
    draft_request(actor=office, edition=place.edition, party=member, project=Project(
        title={"en": f"{HOOK} {word('need')}"}, owner=place.accounts["delegate"].person))
    _talk(place)
    ScheduleFactory(edition=place.edition, number=1, status="infeasible", released_at=None, held=0, causes=[
        {"en": f"{HOOK} {word('schedule')}"}])
    ProviderFactory(edition=place.edition, party=place.parties["coordinator-elsewhere"], state="declined",
                    offer={"en": f"{HOOK} {word('offer')}"})


def _talk(place: Place) -> None:
    """One provider is in conversation on a request, another was declined (MKT-1)."""
    office, asked = system("tests"), place.asked
    for provider in asked.edition.providers.order_by("pk"):
        place.talks.append(show_interest(actor=office, request=asked, provider=provider, may_be_shown=True))
    room, declined = place.talks
    answer_interest(actor=office, interest=room, accept=True)
    write_message(actor=office, room=room, party=room.provider.party, said=Said(
        text=f"{HOOK} {word('message')}", upload=SimpleUploadedFile(f"{word('attachment')}.png", b"\x89PNG\r\n\x1a\n")))
    _meet(place, room)
    answer_interest(actor=office, interest=declined, accept=False, reason=f"{HOOK} {word('declining')}")
    _come_of_it(room)


def _come_of_it(room: Interest) -> None:
    """What came of a meeting of the two, with a difference, and how far the project is (MKT-6)."""
    office, sides = system("tests"), (room.request.party, room.provider.party)
    meeting = MeetingFactory(interest=room, state="held", number=77)
    form = write_form(actor=office, meeting=meeting, party=sides[0], seen=0, outcome=Outcome(
        "further", {"en": f"{HOOK} {word('outcome')}"}))
    answer_form(actor=office, form=form, version=1, agrees=False, difference=f"{HOOK} {word('difference')}",
                party=sides[1])
    for party, what in zip(sides, ("progress", "promised"), strict=True):
        ProjectReportFactory(request=room.request, party=party, text={"en": f"{HOOK} {word(what)}"})


def _meet(place: Place, room: Interest) -> None:
    """The two meet at a time and a table; the government cannot meet then (MKT-1)."""
    office, edition = system("tests"), place.edition
    meeting = propose_meeting(actor=office, room=room, plan=Plan(about=f"{HOOK} {word('meeting')}"))
    meeting, slot = agree_meeting(actor=office, meeting=meeting), Slot.objects.get(edition=edition)
    PlacementFactory(
        schedule=place.schedule, meeting=meeting, slot=slot, table=Table.objects.get(edition=edition))
    set_absences(
        actor=office, edition=edition, party=room.request.party, slots=[slot], reason=f"{HOOK} {word('absence')}")

"""The demonstration's edition in preparation: an exercise roundtable, its teams, its panel, its papers in work.

The themes of the edition come from the sources, which name no roundtables; what hangs on them here is labelled as
an exercise, in every language, and is done by states and people that do not exist.
"""

import datetime as dt
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml
from django.db import transaction

from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.models import LoadedRecord
from convoke.core.policy import require
from convoke.directory.models import Party, Person
from convoke.editions.models import Edition
from convoke.editions.queries import editions
from convoke.editions.states import EditionState
from convoke.library.models import Document, DocumentVersion, Paragraph
from convoke.library.operations.commenting import answer_comment, circulate, comment
from convoke.library.operations.documents import create_document
from convoke.library.operations.publishing import publish
from convoke.library.operations.replacing import replace_text
from convoke.library.operations.writing import save_paragraph
from convoke.programme.models import Roundtable, Session, TeamDuty, TeamMember, Theme
from convoke.programme.operations.agenda import add_roundtable, add_session
from convoke.programme.operations.panels import invite_panellist, propose_role, reply_for_panellist
from convoke.programme.operations.team_duties import change_duty_state, set_duty
from convoke.programme.operations.teams import invite_to_team, offer_to_partner, reply_to_invitation
from convoke.programme.operations.timetable import add_room, place_session
from convoke.programme.states import DutyState, PanelState

FILE = Path(__file__).with_name("preparation.yaml")
COMMENTS_FOR = dt.timedelta(days=21)
"""How long the exercise's concept note is open for comment."""
_DUE_IN = {
    TeamDuty.Kind.CONCEPT_NOTE: 14, TeamDuty.Kind.PANEL: 45, TeamDuty.Kind.BACKGROUND_PAPER: 75,
    TeamDuty.Kind.OUTCOMES: 110,
}
"""In how many days the exercise's teams owe what, where the meeting is not over by then."""
_DELIVERS = {"concept-note": TeamDuty.Kind.CONCEPT_NOTE, "background-paper": TeamDuty.Kind.BACKGROUND_PAPER}


def create(*, actor: Actor) -> int:
    """Prepares the edition that is in preparation, once; gives how many sessions were made.

    Nothing is made where the edition lacks the theme of the exercise, or has a roundtable already.
    """
    require(actor, "load", LoadedRecord)
    with transaction.atomic():
        return _create(actor, _content())


def _create(actor: Actor, content: Mapping[str, Any]) -> int:
    edition = editions(actor).filter(state=EditionState.PREPARING).order_by("ordinal").first()
    theme = Theme.objects.filter(edition=edition, code=content["theme"]).first()
    if edition is None or theme is None or Roundtable.objects.filter(edition=edition).exists():
        return 0
    sessions = _sessions(actor, edition, theme, content)
    for session, team in zip(sessions, content["teams"], strict=True):
        _team(actor, session, team)
    _place(actor, edition, sessions, content)
    _panel(actor, sessions[0], content["panel"])
    for given in content["papers"]:
        _paper(actor, sessions[0], given)
    return len(sessions)


def _content() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
    return content


def _parties(codes: Iterable[str]) -> list[Party]:
    """Parties of the exercise by their codes, in that order."""
    wanted = list(codes)
    found = {party.code: party for party in Party.objects.filter(code__in=wanted, is_exercise=True)}
    return [found[code] for code in wanted]


def _sessions(actor: Actor, edition: Edition, theme: Theme, content: Mapping[str, Any]) -> list[Session]:
    given = content["roundtable"]
    roundtable = add_roundtable(actor=actor, edition=edition, theme=theme, title=given["title"], aim=given["aim"])
    return [
        add_session(
            actor=actor, edition=edition, roundtable=roundtable, title=one["title"], aim=one["aim"],
            questions=one["questions"],
        )
        for one in content["sessions"]
    ]


def _team(actor: Actor, session: Session, given: Mapping[str, list[str]]) -> None:
    for role, codes in (
        (TeamMember.Role.COORDINATOR, given["coordinators"]), (TeamMember.Role.PARTNER, given["partners"]),
    ):
        if codes:
            for member in invite_to_team(actor=actor, session=session, parties=_parties(codes), role=role):
                reply_to_invitation(actor=actor, member=member, join=True)
    if given["invited"]:
        invite_to_team(actor=actor, session=session, parties=_parties(given["invited"]))
    for party in _parties(given["offered"]):
        offer_to_partner(actor=actor, session=session, party=party)
    for kind, days in _DUE_IN.items():
        day, last = clock.today() + dt.timedelta(days=days), session.edition.ends_on
        set_duty(actor=actor, session=session, kind=kind, due_on=day if last and day <= last else None)


def _place(actor: Actor, edition: Edition, sessions: list[Session], content: Mapping[str, Any]) -> None:
    if edition.starts_on is None:
        return
    room = add_room(actor=actor, edition=edition, name=content["room"], seats=180, booths=4)
    for session, given in zip(sessions, content["sessions"], strict=True):
        day = edition.starts_on + dt.timedelta(days=given["day"] - 1)
        starts, ends = (
            dt.datetime.combine(day, dt.time.fromisoformat(given[end]), ZoneInfo(edition.time_zone))
            for end in ("begins", "ends")
        )
        place_session(actor=actor, session=session, starts_at=starts, ends_at=ends, room=room)


def _panel(actor: Actor, session: Session, given: Iterable[Mapping[str, str]]) -> None:
    for one in given:
        person = Person.objects.get(code=one["person"], is_exercise=True)
        role = propose_role(
            actor=actor, session=session, person=person, role=one["role"], party=_parties([one["party"]])[0]
        )
        if one["reply"] != PanelState.PROPOSED:
            role = invite_panellist(actor=actor, role=role)
        if one["reply"] == PanelState.CONFIRMED:
            reply_for_panellist(actor=actor, role=role, reply=PanelState.CONFIRMED)


def _paper(actor: Actor, session: Session, given: Mapping[str, Any]) -> None:
    """Writes a paper in its languages; circulates it where there are comments, publishes it where that is said."""
    made = create_document(
        actor=actor, edition=session.edition, kind=given["kind"], title=given["title"], language="en",
        languages=given["languages"], audience=given["audience"], authors=_parties(given["authors"]),
        session=session.code if given["kind"] in _DELIVERS else None,
    )
    draft = made.versions.get()
    for language, text in given["texts"].items():
        replace_text(actor=actor, version=draft, language=language, markdown=text)
    if "revised" in given:
        _revise(actor, draft, given["revised"])
    if given.get("published"):
        publish(actor=actor, version=draft)
    if "comments" in given:
        _discuss(actor, made, draft, given["comments"])
    if given["kind"] in _DELIVERS:
        duty = TeamDuty.objects.get(session=session, kind=_DELIVERS[given["kind"]])
        change_duty_state(actor=actor, duty=duty, state=DutyState.IN_WORK, document=made)


def _at(version: DocumentVersion, place: int) -> Paragraph:
    """The paragraph in that place of a version, counted from 1."""
    return version.paragraphs.order_by("order")[place - 1]


def _revise(actor: Actor, draft: DocumentVersion, given: Mapping[str, Any]) -> None:
    """Changes a paragraph once its translation is there, which so falls behind."""
    paragraph = _at(draft, given["paragraph"])
    save_paragraph(
        actor=actor, version=draft, key=paragraph.key, language="en", text=given["text"],
        revision=paragraph.revisions["en"],
    )


def _end_of_comments() -> dt.datetime:
    return dt.datetime.combine(clock.today() + COMMENTS_FOR, dt.time(18), dt.UTC)


def _discuss(actor: Actor, made: Document, draft: DocumentVersion, given: Iterable[Mapping[str, Any]]) -> None:
    version = circulate(actor=actor, version=draft, until=_end_of_comments())
    for one in given:
        said = comment(
            actor=actor, version=version, key=_at(version, one["paragraph"]).key, text=one["text"],
            proposal=one["proposal"], party=_parties([one["party"]])[0], language=one["language"],
        )
        if "answer" in one:
            answer_comment(actor=actor, comment=said, state=one["answer"], answer=one["reason"])

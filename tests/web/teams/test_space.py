"""A team's own space: its drafts, who works on what, what is open for comment; and all teams by what they owe."""

import datetime as dt
import re

import pytest

from convoke.core import clock
from convoke.core.actors import system
from convoke.core.audiences import Audience
from convoke.directory.models import Capacity, Party
from convoke.directory.queries import actor_for
from convoke.library.models import Document
from convoke.library.operations.commenting import circulate, comment
from convoke.library.operations.documents import create_document
from convoke.library.operations.replacing import replace_text
from convoke.library.operations.writing import begin_version
from convoke.programme.models import Session
from tests.factories import (
    MandateFactory,
    PanelRoleFactory,
    PersonFactory,
    SessionFactory,
    TeamDutyFactory,
    TeamMemberFactory,
)

TEAM, LIST = "/en/exercise-teams/sessions/9.1/team/", "/en/exercise-teams/teams/"


def text(answer) -> str:
    return " ".join(re.sub(r'(csrfmiddlewaretoken" value=)"\w+"', r"\1", answer.content.decode()).split())


@pytest.fixture
def session(session: Session) -> Session:
    """The same with the party of the exercise in its team."""
    TeamMemberFactory(session=session, party=bermea())
    return session


def bermea() -> Party:
    return Party.objects.get(code="exercise-bermea")


def paper(session: Session, account_of, title: str = "Of ports") -> Document:
    """A paper of the team, circulated once with a comment, its next version in work."""
    worker = actor_for(account_of("team-member"))
    made = create_document(
        actor=worker, edition=session.edition, kind=Document.Kind.BACKGROUND_PAPER, title={"en": title}, language="en",
        audience=Audience.TEAM, authors=[bermea()], session=session.code,
    )
    replace_text(actor=worker, version=made.versions.get(), language="en", markdown="Ports.")
    version = circulate(
        actor=system("tests"), version=made.versions.get(), until=clock.now() + dt.timedelta(days=5)
    )
    comment(actor=worker, version=version, key="", text="Add harbours.", party=bermea())
    draft = begin_version(actor=worker, document=made)
    replace_text(actor=worker, version=draft, language="en", markdown="Ports and harbours.")
    return made


def test_the_team_sees_drafts_comments_and_who_wrote_last_and_goes_on_from_there(client_of, session, account_of):
    made = paper(session, account_of)
    page = text(client_of("team-member").get(TEAM))
    address = f"/en/exercise-teams/documents/{made.code}/"
    assert "Of ports" in page
    assert "1 comment on version 1 to be answered" in page
    assert "Wrote last: <bdi>Team member (exercise)</bdi>" in page
    for link in ("", "v1/", "v1/comments/", "v2/write/"):
        assert f'href="{address}{link}"' in page
        assert client_of("team-member").get(f"{address}{link}").status_code == 200


def test_lib_1_who_is_in_no_team_sees_nothing_of_a_draft_nor_its_number(client_of, session, account_of):
    without = {role: text(client_of(role).get(TEAM)).partition("<main")[2] for role in ("public", "press", "observer")}
    paper(session, account_of)
    for role, page in without.items():
        assert text(client_of(role).get(TEAM)).partition("<main")[2] == page


def test_a_draft_alone_is_seen_by_its_team_with_the_way_to_write_it(client_of, session, account_of):
    made = create_document(
        actor=system("tests"), edition=session.edition, kind=Document.Kind.CONCEPT_NOTE, title={"en": "Just begun"},
        language="en", audience=Audience.TEAM, session=session.code,
    )
    assert f"/documents/{made.code}/v1/write/" in text(client_of("focal-point").get(TEAM))
    assert "Just begun" not in text(client_of("observer").get(TEAM))


def test_what_is_delivered_stands_with_its_paper_for_those_who_may_read_it(client_of, session, account_of):
    made = paper(session, account_of)
    TeamDutyFactory(session=session, kind="background-paper", state="delivered", document=made)
    assert made.code in text(client_of("task-force").get(TEAM)).partition('id="duties"')[2].partition("</section>")[0]
    assert made.code not in text(client_of("public").get(TEAM))


def test_all_teams_stand_by_what_they_owe(client_of, session):
    today = clock.today()
    SessionFactory(edition=session.edition, roundtable=session.roundtable, code="9.2")
    TeamDutyFactory(session=session, kind="panel", due_on=today - dt.timedelta(days=1))
    TeamDutyFactory(session=session, kind="outcomes", state="delivered")
    page = text(client_of("task-force").get(LIST)).partition("<table")[2]
    heads = page.partition("</thead>")[0]
    assert [heads.index(word) for word in ("Concept note", "Background paper", "Outcomes proposed", "Panel")] == sorted(
        heads.index(word) for word in ("Concept note", "Background paper", "Outcomes proposed", "Panel"))
    first, second = page.partition("<tbody>")[2].split("</tr>")[:2]
    assert [first.count("<td>"), first.count("nothing recorded yet"), second.count("nothing recorded yet")] == [6, 2, 4]
    assert '<span class="tag tag--accent">to be begun</span>' in first  # the day has passed
    assert '<span class="tag tag--state">delivered</span>' in first


def test_pro_3_gender_is_shown_in_counts_and_never_of_whom(client_of, session):
    for gender in ("woman", "woman", "man", ""):
        MandateFactory(person=PersonFactory(gender=gender), party=bermea(), capacity=Capacity.TEAM_MEMBER)
        PanelRoleFactory(session=session, person=PersonFactory(gender=gender, name="Somebody (exercise)"))
    assert "women: 2; men: 1; another gender, or not stated:" in text(client_of("team-member").get(TEAM))
    assert "women:" not in text(client_of("public").get(TEAM))  # who works in a team is not public (DIR-3)
    for page in (f"/en/exercise-teams/programme/{session.code}/", "/en/exercise-teams/programme/"):
        assert "women: 2; men: 1; another gender, or not stated: 1" in text(client_of("public").get(page))


def test_more_papers_and_comments_cost_no_query_more(client_of, session, account_of, queries):
    client = client_of("team-member")
    paper(session, account_of)
    client.get(TEAM)
    before = queries(lambda: client.get(TEAM))
    for number in range(4):
        paper(session, account_of, f"Paper {number}")
    client.get(TEAM)
    assert queries(lambda: client.get(TEAM)) == before

"""Teams at a glance, what waits for whom, and what reading costs."""

import datetime as dt

from convoke.core import clock
from convoke.outcomes.queries import volunteered_on
from convoke.practices.queries import offered_on
from convoke.programme.models import TeamDuty
from convoke.programme.states import TeamState
from convoke.programme.teams.reading import duties_due, invitations_waiting, offers_waiting, team_of, teams_of
from convoke.programme.teams.suggestions import suggestions
from tests.factories import (
    DocumentFactory,
    SessionFactory,
    TeamCallFactory,
    TeamDutyFactory,
    TeamMemberFactory,
)

from .makers import reachable

TOMORROW = dt.timedelta(days=1)


def test_what_waits_is_known_to_whom_it_waits_for(session, bermea, cardenia, actor):
    TeamMemberFactory(session=session, party=bermea, state=TeamState.INVITED)
    TeamMemberFactory(session=session, party=cardenia, state=TeamState.OFFERED)
    TeamDutyFactory(session=session, due_on=clock.today())
    today = clock.today()
    here = {"session": session}
    assert [one.party for one in invitations_waiting(actor("focal-point")).filter(**here)] == [bermea]
    assert not invitations_waiting(actor("press")).exists()
    assert [one.party for one in offers_waiting(actor("task-force")).filter(**here)] == [cardenia]
    assert not offers_waiting(actor("focal-point")).exists()
    assert session.pk in [one.session_id for one in duties_due(actor("chair"), today)]
    assert not duties_due(actor("focal-point"), today).filter(**here).exists()


def test_many_teams_and_members_cost_no_query_more(session, office, queries):
    def fill() -> None:
        for _number in range(5):
            other = SessionFactory(edition=session.edition, roundtable=session.roundtable)
            for one in (session, other):
                TeamMemberFactory(session=one, party=reachable("developing", "africa"))
                TeamCallFactory(session=one)
            TeamDutyFactory(session=other)
            one.papers.add(DocumentFactory(edition=session.edition))

    def read() -> None:
        [row, *_rows] = teams_of(office, session.edition)
        team_of(office, session.edition, "9.1")
        suggestions(office, session, row.balance, clock.today(), clock.today(), (volunteered_on, offered_on))

    fill()
    before = queries(read)
    fill()
    assert queries(read) == before
    assert TeamDuty.objects.filter(session__edition=session.edition).count() == 10

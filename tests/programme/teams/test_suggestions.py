"""Whom one might ask, each with the reasons in words."""

import datetime as dt

from convoke.consultation.form.model import canonical
from convoke.core import clock
from convoke.core.actors import Actor
from convoke.core.audiences import Audience
from convoke.directory.models import Party
from convoke.outcomes.queries import volunteered_on
from convoke.practices.queries import offered_on
from convoke.programme.models import Session
from convoke.programme.states import TeamState
from convoke.programme.teams.reading import teams_of
from convoke.programme.teams.suggestions import suggestions
from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    PracticeFactory,
    PracticePartyFactory,
    PriorityFactory,
    ResponseFactory,
    SubmissionFactory,
    SubmittedAnswerFactory,
    TeamMemberFactory,
    ThemeReasonFactory,
)

from .makers import of_group, reachable

TOMORROW = dt.timedelta(days=1)


def asked(session: Session, who: Actor) -> dict[str, str]:
    """The suggestions for a session, with their reasons."""
    [row] = teams_of(who, session.edition)
    today = clock.today()
    found = suggestions(who, session, row.balance, today, today, (volunteered_on, offered_on))
    return {one.party.code: "; ".join(one.reasons) for one in found}


def test_governments_of_the_missing_side_who_can_be_reached_are_suggested_with_reasons(session, office):
    TeamMemberFactory(session=session, party=reachable("developing", "africa"))
    wanted, same = reachable("developed", "europe"), reachable("developing", "africa")
    silent = of_group("developed")
    found = asked(session, office)
    assert "a group that is missing" in found[wanted.code]
    assert "a region that is missing" in found[wanted.code]
    assert same.code not in found
    assert silent.code not in found
    TeamMemberFactory(session=session, party=wanted, state=TeamState.INVITED)
    assert wanted.code not in asked(session, office)


def test_who_volunteered_or_offered_practices_on_the_theme_is_suggested(session, office):
    for group, region in (("developing", "africa"), ("developed", "europe")):
        TeamMemberFactory(session=session, party=reachable(group, region))
    helper, doer = reachable("developing", "africa"), reachable("developed", "europe")
    theme = session.roundtable.theme
    action = ActionFactory(edition=session.edition, session=None, theme=theme)
    CommitmentFactory(action=action, party=helper)
    PracticePartyFactory(practice=PracticeFactory(edition=session.edition, session=session), party=doer)
    found = asked(session, office)
    assert action.code in found[helper.code]
    assert "offered a practice" in found[doer.code]


def test_whose_answer_ranked_the_theme_high_is_suggested_as_far_as_answers_may_be_read(session, office, actor):
    for group, region in (("developing", "africa"), ("developed", "europe")):
        TeamMemberFactory(session=session, party=reachable(group, region))
    theme = session.roundtable.theme
    priority = PriorityFactory(question="order", choice="rights")
    ThemeReasonFactory(theme=theme, questionnaire=None, priority=priority)

    def answers(ranking: list[str], **more) -> Party:
        party = reachable("developing", "africa")
        response = ResponseFactory(questionnaire=priority.questionnaire, party=party)
        SubmittedAnswerFactory(
            submission=SubmissionFactory(response=response), value=canonical(ranking),
            audience=Audience.TASK_FORCE, **more,
        )
        return party

    first, third = answers(["rights", "skills"]), answers(["skills", "data", "rights"])
    low, other = answers(["skills", "data", "health", "rights"]), answers(["skills", "data"])
    replaced = answers(["rights"], until=dt.datetime(2031, 1, 1, tzinfo=dt.UTC))
    found = asked(session, office)
    assert "ranked the theme as number 1 in the survey" in found[first.code]
    assert "ranked the theme as number 3 in the survey" in found[third.code]
    assert not {low.code, other.code, replaced.code} & set(found)
    assert first.code not in asked(session, actor("press"))

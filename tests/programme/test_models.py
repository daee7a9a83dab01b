"""What the database itself keeps right about the programme."""

import pytest
from django.db import IntegrityError, transaction

from tests.factories import (
    PanelRoleFactory,
    PriorityFactory,
    QuestionnaireFactory,
    RoundtableFactory,
    SessionFactory,
    TeamMemberFactory,
    ThemeFactory,
    ThemeReasonFactory,
)


def refused(make) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        make()


def test_pro_5_a_theme_is_on_the_agenda_for_one_reason_at_a_time(db):
    questionnaire = QuestionnaireFactory()
    priority, earlier = PriorityFactory(questionnaire=questionnaire), ThemeFactory()
    ThemeReasonFactory(questionnaire=questionnaire)
    ThemeReasonFactory(questionnaire=None, priority=priority)
    ThemeReasonFactory(questionnaire=None, earlier=earlier)
    refused(lambda: ThemeReasonFactory(questionnaire=questionnaire, priority=priority))
    refused(lambda: ThemeReasonFactory(questionnaire=questionnaire, earlier=earlier))


def test_pro_5_a_reason_that_names_nothing_is_refused(db):
    refused(lambda: ThemeReasonFactory(questionnaire=None))


def test_pro_5_the_same_reason_is_given_once(db):
    reason = ThemeReasonFactory()
    refused(lambda: ThemeReasonFactory(theme=reason.theme, questionnaire=reason.questionnaire))


def test_a_session_is_in_a_roundtable_unless_it_is_a_plenary(db):
    SessionFactory(kind="plenary", roundtable=None)
    refused(lambda: SessionFactory(kind="plenary"))
    refused(lambda: SessionFactory(roundtable=None))


def test_a_code_is_given_once_an_edition(db):
    session = SessionFactory()
    refused(lambda: SessionFactory(edition=session.edition, roundtable=session.roundtable, code=session.code))
    refused(lambda: RoundtableFactory(edition=session.edition, code=session.roundtable.code))
    SessionFactory(code=session.code)


def test_a_place_on_a_panel_and_in_a_team_is_given_once(db):
    entry, member = PanelRoleFactory(), TeamMemberFactory()
    refused(lambda: PanelRoleFactory(session=entry.session, order=entry.order))
    refused(lambda: TeamMemberFactory(session=member.session, party=member.party))

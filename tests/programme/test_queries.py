"""Reading the programme."""

import datetime as dt

import pytest

from convoke.core.actors import ANONYMOUS
from convoke.core.audiences import Audience
from convoke.directory.models import Party
from convoke.directory.queries import balance, memberships
from convoke.outcomes.thread import Stage, trace
from convoke.programme.models import PanelRole, Session, Subject
from convoke.programme.queries import definitions, plenaries, roundtables, session, subject, theme, themes
from tests.factories import (
    DocumentFactory,
    EditionFactory,
    GuidingQuestionFactory,
    PanelRoleFactory,
    QuestionnaireFactory,
    RoundtableFactory,
    SessionFactory,
    StatementFactory,
    TeamMemberFactory,
    ThemeFactory,
    ThemeReasonFactory,
)


def test_the_demonstration_has_three_roundtables_with_twelve_sessions(demonstration):
    found = list(roundtables(ANONYMOUS, demonstration))
    assert [one.code for one in found] == ["RT1", "RT2", "RT3"]
    codes = [meeting.code for one in found for meeting in one.sessions.all()]
    assert len(codes) == 12
    assert codes == sorted(codes)


def test_the_demonstration_has_63_panel_entries_in_roundtable_sessions_and_24_statements(demonstration):
    panels = PanelRole.objects.filter(session__edition=demonstration)
    assert panels.filter(session__kind=Session.Kind.ROUNDTABLE).count() == 63
    opening, closing = plenaries(ANONYMOUS, demonstration)
    assert (opening.code, closing.code) == ("opening", "closing")
    statements = list(opening.statements.all())
    assert [one.order for one in statements] == list(range(1, 25))
    assert [one.party.code for one in statements[:3]] == ["sau", "kaz", "rus"]
    assert [(one.party.code, one.on_behalf_of.code) for one in statements if one.on_behalf_of] == [("prt", "eu")]


def test_a_session_is_read_with_all_that_belongs_to_it(demonstration):
    found = session(ANONYMOUS, demonstration, "1.4")
    assert found.roundtable.theme.code == "RT1"
    assert [paper.code for paper in found.papers.all()] == ["P1.4-1", "P1.4-2"]
    assert found.questions.all()
    assert found.panel.all()[0].role == "chair"
    assert session(ANONYMOUS, demonstration, "9.9") is None


def test_a_code_is_found_however_it_is_written(demonstration):
    assert session(ANONYMOUS, demonstration, "OPENING").code == "opening"
    assert theme(ANONYMOUS, demonstration, "rt1").code == "RT1"


def test_the_themes_of_the_agenda_stand_before_the_horizontal_issues(demonstration):
    assert [one.code for one in themes(ANONYMOUS, demonstration)] == [
        "RT1", "RT2", "RT3", "root-causes", "human-rights", "gender",
    ]


def test_pro_5_every_session_of_the_demonstration_can_show_why_it_is_on_the_agenda(demonstration):
    for meeting in Session.objects.filter(edition=demonstration, kind="roundtable"):
        thread = trace(ANONYMOUS, ("session", meeting.pk))
        assert thread.at(Stage.THEME), meeting
        assert thread.at(Stage.PRIORITY), meeting


def test_pro_5_a_theme_says_why_it_is_on_the_agenda(demonstration):
    reasons = theme(ANONYMOUS, demonstration, "RT1").reasons.all()
    assert {reason.basis for reason in reasons} == {"stated", "derived"}
    assert any(reason.priority for reason in reasons)


def test_pro_5_a_reason_from_a_hidden_questionnaire_is_hidden_with_it(db, actor):
    hidden = QuestionnaireFactory(audience=Audience.TASK_FORCE)
    reason = ThemeReasonFactory(questionnaire=hidden)
    edition, code = reason.theme.edition, reason.theme.code
    assert not theme(ANONYMOUS, edition, code).reasons.all()
    assert list(theme(actor("chair"), edition, code).reasons.all()) == [reason]


def test_a_subject_belongs_to_the_forum_and_not_to_an_edition(demonstration):
    known = Subject.objects.filter(forum=demonstration.forum).first()
    assert subject(ANONYMOUS, demonstration, known.code) == known
    assert subject(ANONYMOUS, EditionFactory(), known.code) is None


def test_working_definitions_are_listed_with_their_sessions(demonstration, queries):
    assert definitions(ANONYMOUS, demonstration).count() == 5
    assert queries(lambda: [str(one.session) for one in definitions(ANONYMOUS, demonstration)]) == 1


def test_pro_3_balance_counts_each_party_once_in_its_region_and_development_group(db):
    parties = [Party.objects.get(code=code) for code in ("bel", "phl", "mli", "fra")]
    assert balance(parties, memberships(dt.date(2007, 7, 9))) == {
        "region": {"europe": 2, "asia": 1, "africa": 1},
        "development": {"developed": 2, "developing": 2},
    }


def test_pro_3_a_body_that_is_no_state_stands_for_no_region(db):
    assert balance([Party.objects.get(code="iom")], memberships(dt.date(2007, 7, 9))) == {
        "region": {}, "development": {},
    }


@pytest.fixture
def editions_of(db):
    """Makes an edition with so many of everything."""

    def make(number: int):
        edition = EditionFactory()
        plenary = SessionFactory(edition=edition, kind="plenary", roundtable=None, code="opening")
        StatementFactory.create_batch(number, session=plenary)
        PanelRoleFactory.create_batch(number, session=plenary)
        theme = ThemeFactory(edition=edition, code="theme")
        ThemeReasonFactory.create_batch(number, theme=theme)
        for table in RoundtableFactory.create_batch(number, edition=edition, theme=theme):
            for position in range(number):
                meeting = SessionFactory(edition=edition, roundtable=table, code=f"{table.code}.{position}")
                PanelRoleFactory.create_batch(number, session=meeting)
                TeamMemberFactory.create_batch(number, session=meeting)
                GuidingQuestionFactory.create_batch(number, session=meeting)
                meeting.papers.add(*DocumentFactory.create_batch(number, edition=edition))
        return edition

    return make


def read_tables(edition) -> None:
    for table in roundtables(ANONYMOUS, edition):
        assert [str(meeting.title) for meeting in table.sessions.all()]
        assert table.theme.title


def read_session(edition) -> None:
    code = Session.objects.filter(edition=edition, kind="roundtable").values_list("code", flat=True)[0]
    found = session(ANONYMOUS, edition, code)
    assert [(one.person.name, one.party.code) for one in found.panel.all()]
    assert [one.party.code for one in found.team.all()]
    assert found.questions.all()
    assert found.papers.all()


def read_plenaries(edition) -> None:
    for found in plenaries(ANONYMOUS, edition):
        assert [one.party.code for one in found.statements.all()]
        assert [one.person.name for one in found.panel.all()]


def read_theme(edition) -> None:
    assert [reason.questionnaire.name for reason in theme(ANONYMOUS, edition, "theme").reasons.all()]


@pytest.mark.parametrize("read", [read_tables, read_session, read_plenaries, read_theme])
def test_one_and_many_take_the_same_number_of_queries(editions_of, queries, read):
    few, many = editions_of(1), editions_of(3)
    assert queries(lambda: read(few)) == queries(lambda: read(many))

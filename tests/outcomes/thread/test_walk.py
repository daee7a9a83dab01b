"""The thread: from the survey to the next edition and back."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convoke.core.actors import ANONYMOUS
from convoke.core.audiences import Audience
from convoke.outcomes.models import Action
from convoke.outcomes.thread import Stage, find, trace
from convoke.outcomes.thread.kinds import links_downwards, links_upwards, node_kind, node_kinds
from convoke.outcomes.thread.walk import LIMIT
from convoke.programme.models import Basis
from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    CrossReferenceFactory,
    DocumentFactory,
    EditionFactory,
    FindingFactory,
    PracticeFactory,
    PriorityFactory,
    QuestionnaireFactory,
    ReportDueFactory,
    RoundtableFactory,
    SessionFactory,
    ThemeFactory,
    ThemeReasonFactory,
)


def one(code: str, edition: str = "brussels-2007"):
    (found,) = find(ANONYMOUS, code, edition)
    return found.key


def codes(thread, stage: Stage) -> list[str]:
    return [node.code for node in thread.at(stage)]


def test_the_thread_of_r1_4_1_leads_from_the_survey_of_2006_to_manila(demonstration):
    thread = trace(ANONYMOUS, one("R1.4-1"))
    assert "thematic-2006" in codes(thread, Stage.PRIORITY)
    assert "RT1" in codes(thread, Stage.THEME)
    assert codes(thread, Stage.SESSION) == ["1.4"]
    assert codes(thread, Stage.PAPER) == ["P1.4-1", "P1.4-2"]
    assert "F1.4-1" in codes(thread, Stage.FINDING)
    assert codes(thread, Stage.ACTION) == ["R1.4-1"]
    assert sorted(codes(thread, Stage.COMMITMENT)) == ["ec", "mus"]
    assert codes(thread, Stage.REPORT) == ["rep-circular"]
    assert codes(thread, Stage.NEXT) == ["manila-2008"]
    assert thread.starts == {one("R1.4-1")}


@pytest.mark.parametrize("code", ["thematic-2006", "RT1", "1.4", "P1.4-1", "F1.4-1", "rep-circular"])
def test_the_thread_is_found_from_either_end_and_from_the_middle(demonstration, code):
    assert one("R1.4-1") in trace(ANONYMOUS, one(code)).nodes


def test_a_link_says_whether_the_source_states_it(demonstration):
    links = {(link.source, link.target): link for link in trace(ANONYMOUS, one("R1.4-1")).links}
    assert links[one("1.4"), one("R1.4-1")].basis == Basis.STATED
    assert links[one("F1.4-1"), one("R1.4-1")].basis == Basis.DERIVED


def test_every_action_of_the_demonstration_hangs_on_something(demonstration):
    for action in Action.objects.filter(edition=demonstration, session__isnull=False)[:20]:
        thread = trace(ANONYMOUS, ("action", action.pk))
        assert codes(thread, Stage.SESSION)
        assert codes(thread, Stage.PRIORITY)


@pytest.mark.slow
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_what_a_thing_leads_to_leads_back_to_it(demonstration, data):
    code = data.draw(st.sampled_from(["R1.4-1", "R2.1-1", "1.4", "F1.4-2", "RT1", "rep-circular", "thematic-2006-p3"]))
    start = one(code)
    thread = trace(ANONYMOUS, start)
    other = data.draw(st.sampled_from(sorted(thread.nodes)))
    back = trace(ANONYMOUS, other)
    if not thread.cut and not back.cut:
        assert start in back.nodes


def test_several_things_are_traced_as_one_thread(demonstration):
    both = trace(ANONYMOUS, one("R1.4-1"), one("R1.4-2"))
    assert {one("R1.4-1"), one("R1.4-2")} == both.starts
    for code in ("R1.4-1", "R1.4-2"):
        assert trace(ANONYMOUS, one(code)).nodes.keys() <= both.nodes.keys()


def test_a_thing_is_found_by_its_code_however_it_is_written(demonstration):
    assert one("r1.4-1") == one("R1.4-1")
    assert find(ANONYMOUS, "no-such-code") == []
    assert find(ANONYMOUS, "R1.4-1", "manila-2008") == []


def test_the_kinds_stand_in_the_order_of_their_stages():
    stages = [kind.stage for kind in node_kinds()]
    assert stages == sorted(stages)
    downwards = [node_kind(link.source).stage for link in links_downwards()]
    upwards = [node_kind(link.target).stage for link in links_upwards()]
    assert downwards == sorted(downwards)
    assert upwards == sorted(upwards, reverse=True)


@pytest.mark.parametrize("link", links_downwards(), ids=lambda link: f"{link.source}-{link.relation}-{link.target}")
def test_every_link_leads_from_an_earlier_stage_to_a_later_one(link):
    assert node_kind(link.source).stage < node_kind(link.target).stage


# ------------------------------------------------------------------ LIB-1


@pytest.fixture
def hidden(db):
    """A thread through an action for the task force alone."""
    edition = EditionFactory()
    meeting = SessionFactory(edition=edition, code="9.1")
    found = FindingFactory(edition=edition, session=meeting)
    action = ActionFactory(edition=edition, session=meeting, code="R-hidden", audience=Audience.TASK_FORCE)
    action.rests_on.add(found)
    commitment = CommitmentFactory(action=action)
    report = ReportDueFactory(edition=edition, due_at=EditionFactory(forum=edition.forum))
    report.actions.add(action)
    report.reporters.add(commitment.party)
    practice = PracticeFactory(edition=edition, session=meeting)
    practice.cross_references.add(CrossReferenceFactory(edition=edition, finding=None, action=action))
    return {
        "session": ("session", meeting.pk), "finding": ("finding", found.pk), "action": ("action", action.pk),
        "commitment": ("commitment", commitment.pk), "report-due": ("report-due", report.pk),
        "practice": ("practice", practice.pk), "edition": ("edition", report.due_at_id),
    }


@pytest.mark.parametrize("role", ["press", "delegate", "focal-point", "team-member", "observer"])
def test_lib_1_an_action_for_the_task_force_is_in_nobody_elses_thread(hidden, actor, role):
    reader = actor(role)
    for start in hidden.values():
        assert not {"action", "commitment"} & {kind for kind, _pk in trace(reader, start).nodes}
    assert find(reader, "R-hidden") == []


@pytest.mark.parametrize("start", ["session", "finding", "practice"])
def test_lib_1_nothing_is_followed_through_an_action_its_reader_may_not_see(hidden, actor, start):
    assert hidden["report-due"] not in trace(ANONYMOUS, hidden[start]).nodes
    assert hidden["edition"] not in trace(ANONYMOUS, hidden[start]).nodes
    assert hidden["report-due"] in trace(actor("task-force"), hidden[start]).nodes


@pytest.mark.parametrize("start", ["report-due", "edition"])
def test_lib_1_nothing_is_followed_back_through_an_action_its_reader_may_not_see(hidden, actor, start):
    assert hidden["session"] not in trace(ANONYMOUS, hidden[start]).nodes
    assert hidden["session"] in trace(actor("chair"), hidden[start]).nodes


def test_lib_1_the_thread_of_a_hidden_thing_is_empty(hidden):
    thread = trace(ANONYMOUS, hidden["action"])
    assert (thread.starts, thread.nodes, thread.links) == (frozenset(), {}, [])


# ------------------------------------------------------------------ one and many


def woven(number: int):
    """An edition with so many of everything, all linked; and a session of it to start from."""
    edition = EditionFactory()
    theme = ThemeFactory(edition=edition)
    questionnaire = QuestionnaireFactory(edition=edition)
    for _n in range(number):
        priority = PriorityFactory(questionnaire=questionnaire)
        ThemeReasonFactory(theme=theme, questionnaire=None, priority=priority)
    following = EditionFactory(forum=edition.forum)
    table = RoundtableFactory(edition=edition, theme=theme)
    meeting = SessionFactory(edition=edition, roundtable=table)
    for _n in range(number):
        paper = DocumentFactory(edition=edition)
        meeting.papers.add(paper)
        found = FindingFactory(edition=edition, session=meeting)
        found.papers.add(paper)
        PracticeFactory(edition=edition, session=meeting).findings.add(found)
        action = ActionFactory(edition=edition, session=meeting)
        action.rests_on.add(found)
        commitment = CommitmentFactory(action=action)
        report = ReportDueFactory(edition=edition, due_at=following)
        report.actions.add(action)
        report.reporters.add(commitment.party)
        next_theme = ThemeFactory(edition=following)
        ThemeReasonFactory(theme=next_theme, questionnaire=None, earlier=theme)
    return "session", meeting.pk


def test_the_thread_of_one_thing_and_of_many_takes_the_same_number_of_queries(db, queries):
    few, many = woven(1), woven(5)

    def read(start) -> None:
        for node in trace(ANONYMOUS, start).nodes.values():
            assert node.code
            assert node.edition
            if node.kind == "commitment":
                assert node.thing.party.code
                assert node.thing.action.code
            if node.kind == "report-due":
                assert node.thing.due_at

    assert queries(lambda: read(few)) == queries(lambda: read(many))


def test_finding_by_code_takes_the_same_number_of_queries_for_one_and_many(db, queries):
    for edition in (EditionFactory(), EditionFactory(), EditionFactory()):
        ActionFactory(edition=edition, code="R-many")
    ActionFactory(code="R-once")
    assert queries(lambda: find(ANONYMOUS, "R-once")) == queries(lambda: find(ANONYMOUS, "R-many"))


def test_a_thread_with_more_things_of_a_kind_than_can_be_followed_says_so(db, monkeypatch):
    assert LIMIT >= 100
    monkeypatch.setattr("convoke.outcomes.thread.walk.LIMIT", 3)
    thread = trace(ANONYMOUS, woven(5))
    assert thread.cut["action"] == 3
    assert len(thread.at(Stage.ACTION)) == 3

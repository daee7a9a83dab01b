"""Lists, filters and counts of what came out of an edition: they cannot disagree."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from convoke.core.actors import ANONYMOUS
from convoke.core.audiences import Audience
from convoke.core.policy import readable
from convoke.directory.models import Party
from convoke.outcomes.models import Action, Commitment, CrossReference, Finding, SessionReference
from convoke.outcomes.models.actions import Level
from convoke.outcomes.queries import (
    OPEN_TERM,
    ActionFilter,
    action,
    actions,
    actions_of,
    commitments_of,
    expected_at,
    finding,
    findings_of,
    findings_of_kind,
    horizontal_issues,
    matrix,
    origins,
    references_of,
    reports_due,
    totals,
)
from convoke.programme.models import Session
from convoke.programme.queries import session
from tests.factories import (
    ActionFactory,
    CommitmentFactory,
    CrossReferenceFactory,
    EditionFactory,
    FindingFactory,
    ReportDueFactory,
    SessionFactory,
    SubjectFactory,
    ThemeFactory,
)


def test_the_demonstration_has_the_outcomes_of_its_report(demonstration):
    assert totals(ANONYMOUS, demonstration) == {
        "outcomes": 128, "process": 24, "suggestions": 32, "taken_on": 15, "findings": 176, "reports_due": 13,
    }
    assert CrossReference.objects.filter(edition=demonstration).count() == 157
    assert SessionReference.objects.filter(edition=demonstration).count() == 55


def test_totals_are_what_the_lists_count(demonstration):
    counted = totals(ANONYMOUS, demonstration)
    for group, name in (("outcome", "outcomes"), ("process", "process"), ("suggestion", "suggestions")):
        assert actions(ANONYMOUS, demonstration, ActionFilter(group=group)).count() == counted[name]
    assert findings_of_kind(ANONYMOUS, demonstration, "finding").count() == counted["findings"]
    assert reports_due(ANONYMOUS, demonstration).count() == counted["reports_due"]


@pytest.mark.parametrize("group", Action.Group.values)
def test_the_matrix_counts_what_the_list_shows(demonstration, group):
    cells: Counter[tuple[str, str, str]] = Counter()
    for one in actions(ANONYMOUS, demonstration, ActionFilter(group=group)):
        origin = getattr(one.session or one.roundtable or one.theme, "code", one.part)
        cells.update((origin, one.term or OPEN_TERM, level.value) for level in one.levels)
    assert matrix(ANONYMOUS, demonstration, group) == cells


def test_each_cell_of_the_matrix_leads_to_a_list_of_that_length(demonstration):
    for (origin, term, level), count in matrix(ANONYMOUS, demonstration).items():
        narrowed = ActionFilter(group="outcome", origin=origin, term=term, level=level)
        assert actions(ANONYMOUS, demonstration, narrowed).count() == count


def test_everything_an_action_comes_from_has_a_title(demonstration):
    titles = origins(ANONYMOUS, demonstration)
    for one in actions(ANONYMOUS, demonstration):
        assert titles[getattr(one.session or one.roundtable or one.theme, "code", one.part)]


FILTERS = st.builds(
    ActionFilter,
    group=st.sampled_from(["", *Action.Group.values]),
    origin=st.sampled_from(["", "1.4", "RT2", "gender", "marketplace", "nowhere"]),
    level=st.sampled_from(["", *Level.values]),
    term=st.sampled_from(["", OPEN_TERM, "short", "medium", "long"]),
    status=st.sampled_from(["", *Action.Status.values]),
    horizontal=st.sampled_from(["", "gender", "human-rights"]),
    subject=st.sampled_from(["", "circular-migration", "remittances"]),
    party=st.sampled_from(["", "mus", "ec", "fin"]),
    taken_on=st.sampled_from(["", "yes", "no"]),
)


def meets(one: Action, narrowed: ActionFilter) -> bool:
    """What a filter means, said once more in Python."""
    taken = [commitment.party.code for commitment in one.commitments.all()]
    return all(
        not getattr(narrowed, name) or holds
        for name, holds in {
            "group": one.group == narrowed.group,
            "origin": getattr(one.session or one.roundtable or one.theme, "code", one.part) == narrowed.origin,
            "level": narrowed.level in {level.value for level in one.levels},
            "term": (one.term or OPEN_TERM) == narrowed.term,
            "status": one.status == narrowed.status,
            "horizontal": narrowed.horizontal in {theme.code for theme in one.horizontal.all()},
            "subject": narrowed.subject in {subject.code for subject in one.subjects.all()},
            "party": narrowed.party in taken,
            "taken_on": (narrowed.taken_on == "no") == (not taken),
        }.items()
    )


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(narrowed=FILTERS)
def test_a_filter_leaves_what_meets_it_each_once_and_in_order(demonstration, narrowed):
    everything = actions(ANONYMOUS, demonstration).prefetch_related("subjects")
    assert list(actions(ANONYMOUS, demonstration, narrowed)) == [one for one in everything if meets(one, narrowed)]


def test_an_action_is_read_with_all_that_hangs_on_it(demonstration):
    found = action(ANONYMOUS, demonstration, "r1.4-1")
    assert found.code == "R1.4-1"
    assert {commitment.party.code for commitment in found.commitments.all()} == {"ec", "mus"}
    assert [report.due_at.code for report in found.reports_due.all()] == ["manila-2008"]
    assert found.subjects.all()
    assert action(ANONYMOUS, demonstration, "R9.9-9") is None


def test_a_finding_is_read_with_papers_and_references(demonstration):
    code = Finding.objects.filter(edition=demonstration, papers__isnull=False).values_list("code", flat=True)[0]
    assert finding(ANONYMOUS, demonstration, code).papers.all()
    assert finding(ANONYMOUS, demonstration, "F9.9-9") is None


def test_a_session_has_its_findings_its_actions_and_where_it_touches_horizontal_issues(demonstration):
    meeting = session(ANONYMOUS, demonstration, "1.4")
    assert [one.code for one in findings_of(ANONYMOUS, meeting)][:2] == ["F1.4-1", "F1.4-2"]
    assert "R1.4-1" in {one.code for one in actions_of(ANONYMOUS, meeting)}
    touched = sum(references_of(ANONYMOUS, one).count() for one in Session.objects.filter(edition=demonstration))
    assert 0 < touched <= 55


def test_reports_are_expected_at_the_edition_they_were_announced_for(demonstration):
    manila = demonstration.forum.editions.get(code="manila-2008")
    expected = set(expected_at(ANONYMOUS, manila))
    assert expected
    assert expected <= set(reports_due(ANONYMOUS, demonstration))


def test_a_party_sees_what_it_takes_on(demonstration):
    mauritius = Party.objects.get(code="mus")
    assert "R1.4-1" in {one.action.code for one in commitments_of(ANONYMOUS, mauritius)}


def test_the_horizontal_issues_are_three(demonstration):
    assert [one.code for one in horizontal_issues(ANONYMOUS, demonstration)] == [
        "root-causes", "human-rights", "gender",
    ]


def test_out_1_what_is_named_in_the_report_is_not_said_to_be_volunteered(demonstration):
    bases = Counter(Commitment.objects.filter(action__edition=demonstration).values_list("basis", flat=True))
    assert set(bases) == {"volunteered", "named"}


# ------------------------------------------------------------------ LIB-1


@pytest.fixture
def hidden(db):
    """An action for the task force alone, with everything that may hang on one."""
    edition = EditionFactory()
    one = ActionFactory(edition=edition, audience=Audience.TASK_FORCE, term="short")
    CommitmentFactory(action=one)
    ReportDueFactory(edition=edition).actions.add(one)
    one.horizontal.add(ThemeFactory(edition=edition, kind="horizontal"))
    one.subjects.add(SubjectFactory(forum=edition.forum))
    CrossReferenceFactory(edition=edition, finding=None, action=one)
    return one


def test_lib_1_an_action_for_the_task_force_is_in_nobody_elses_list_count_or_matrix(hidden, actor):
    edition, party = hidden.edition, hidden.commitments.get().party
    for role in ("press", "delegate", "focal-point", "observer"):
        reader = actor(role)
        assert not actions(reader, edition).exists()
        assert action(reader, edition, hidden.code) is None
        assert not actions_of(reader, hidden.session).exists()
        assert matrix(reader, edition) == {}
        assert totals(reader, edition)["outcomes"] == totals(reader, edition)["taken_on"] == 0
        assert not commitments_of(reader, party).exists()
        assert not readable(reader, CrossReference).filter(edition=edition).exists()
        assert [list(report.actions.all()) for report in reports_due(reader, edition)] == [[]]
    office = actor("task-force")
    assert list(actions(office, edition)) == [hidden]
    assert sum(matrix(office, edition).values()) == 1
    assert totals(office, edition)["taken_on"] == 1


def test_lib_1_a_public_part_does_not_show_the_hidden_action_it_belongs_to(hidden, actor):
    part = ActionFactory(edition=hidden.edition, parent=hidden)
    assert action(ANONYMOUS, hidden.edition, part.code).parent is None
    assert action(actor("chair"), hidden.edition, part.code).parent == hidden


def test_lib_1_a_hidden_part_is_not_shown_under_a_public_action(hidden, actor):
    whole = ActionFactory(edition=hidden.edition)
    Action.objects.filter(pk=hidden.pk).update(parent=whole)
    assert not action(ANONYMOUS, hidden.edition, whole.code).parts.all()
    assert list(action(actor("chair"), hidden.edition, whole.code).parts.all()) == [hidden]


def test_lib_1_a_reference_does_not_show_the_hidden_action_it_cites(hidden, actor):
    reference = CrossReferenceFactory(edition=hidden.edition, to_action=hidden)
    code = reference.finding.code
    assert not finding(ANONYMOUS, hidden.edition, code).references.all()
    assert list(finding(actor("chair"), hidden.edition, code).references.all()) == [reference]


def test_lib_1_a_hidden_finding_is_in_no_list_of_the_publics(db, actor):
    one = FindingFactory(audience=Audience.TASK_FORCE)
    assert not findings_of(ANONYMOUS, one.session).exists()
    assert finding(ANONYMOUS, one.edition, one.code) is None
    assert totals(ANONYMOUS, one.edition)["findings"] == 0
    assert list(findings_of(actor("chair"), one.session)) == [one]


# ------------------------------------------------------------------ one and many


@pytest.fixture
def editions_of(db):
    """Makes an edition with so many actions, each with all that a list shows."""

    def make(number: int):
        edition, party = EditionFactory(), Party.objects.get(code="bel")
        meeting = SessionFactory(edition=edition, code="1.1")
        for position in range(number):
            one = ActionFactory(edition=edition, session=meeting, code=f"R1.1-{position}")
            CommitmentFactory(action=one, party=party)
            report = ReportDueFactory(edition=edition, due_at=EditionFactory(forum=edition.forum))
            report.actions.add(one)
            report.reporters.add(party)
            one.horizontal.add(ThemeFactory(edition=edition, kind="horizontal"))
            ActionFactory.create_batch(number, edition=edition, session=meeting, parent=one)
            CrossReferenceFactory.create_batch(number, edition=edition, finding=None, action=one, to_session=meeting)
            FindingFactory(edition=edition, session=meeting, code=f"F1.1-{position}")
        return edition

    return make


def read_list(edition) -> None:
    for one in actions(ANONYMOUS, edition, ActionFilter(level="national")):
        assert one.origin
        assert all(commitment.party.code for commitment in one.commitments.all())
        assert all(report.due_at.chair.code for report in one.reports_due.all())
        assert all(theme.code for theme in one.horizontal.all())


def read_one(edition) -> None:
    found = action(ANONYMOUS, edition, "R1.1-0")
    assert [part.code for part in found.parts.all()]
    assert [reference.to_session.code for reference in found.references.all()]


def read_reports(edition) -> None:
    for report in reports_due(ANONYMOUS, edition):
        assert [party.code for party in report.reporters.all()]
        assert [one.code for one in report.actions.all()]
        assert report.due_at.chair


def read_commitments(edition) -> None:
    own = commitments_of(ANONYMOUS, Party.objects.get(code="bel")).filter(action__edition=edition)
    for commitment in own:
        assert commitment.action.edition.code
        assert [report.due_at.chair for report in commitment.action.reports_due.all()]


@pytest.mark.parametrize(
    "read",
    [
        read_list,
        read_one,
        read_reports,
        read_commitments,
        lambda edition: matrix(ANONYMOUS, edition),
        lambda edition: totals(ANONYMOUS, edition),
    ],
)
def test_one_and_many_take_the_same_number_of_queries(editions_of, queries, read):
    few, many = editions_of(1), editions_of(4)
    assert queries(lambda: read(few)) == queries(lambda: read(many))

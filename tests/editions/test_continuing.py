"""A new edition begins from the last: what is carried on is chosen, shown before, and carried on once."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from convoke.bodies.models import Body
from convoke.core.actors import ANONYMOUS, system
from convoke.core.models import JournalEntry
from convoke.core.policy import Denied
from convoke.editions import continuing
from convoke.editions.continuing import Step, register, steps
from convoke.editions.models import Edition, Milestone
from convoke.editions.operations import continue_edition
from convoke.outcomes.models import Action, ReportDue
from convoke.outreach.models import Notice
from tests.factories import BodyFactory, NoticeFactory

OFFICE = system("tests")
ALL = ("calendar", "working-groups", "notices", "actions", "questionnaires")


@pytest.fixture(autouse=True)
def standing_at(settings):
    """The clock of the demonstration."""
    settings.CONVOKE_DATE = dt.date(2008, 6, 1)


@pytest.fixture
def manila(demonstration):
    return Edition.objects.select_related("forum", "chair").get(code="manila-2008")


def carry_on(source, target, *chosen, actor=OFFICE):
    return continue_edition(actor=actor, source=source, target=target, chosen=chosen or ALL)


def test_each_app_offers_what_it_can_carry_on():
    assert {step.code for step in steps()} == set(ALL)


def test_steps_come_after_those_they_name(monkeypatch):
    def make(code, *after):
        return Step(code, code, code, lambda *_: [], lambda *_: 0, after=after)

    monkeypatch.setattr(continuing, "_steps", {})
    register(make("b", "a"))
    register(make("a"))
    assert [step.code for step in steps()] == ["a", "b"]
    with pytest.raises(ValueError, match="a step already"):
        register(make("a"))
    register(make("c", "d"))
    register(make("d", "c"))
    with pytest.raises(ValueError, match="wait for one another: c, d"):
        steps()


def test_the_calendar_moves_by_the_days_between_the_meetings(demonstration, manila):
    carried = carry_on(demonstration, manila, "calendar")
    made = Milestone.objects.filter(edition=manila, is_proposed=True)
    assert carried == {"calendar": made.count()}
    first = made.get(code="proposed-ev-2007-01-30-fof1")
    assert (first.starts_on, first.ends_on) == (dt.date(2008, 5, 1), dt.date(2008, 5, 31))
    assert first.precision == Milestone.Precision.MONTH
    assert first.title["en"] == "First meeting of the Friends of the Forum"
    assert not made.filter(kind__in=("conference", "document", "next-edition", "offer")).exists()
    assert (first.passages, first.figures, first.who) == ([], [], [])


def test_the_calendar_needs_the_days_of_both_meetings(demonstration):
    greece = Edition.objects.get(code="greece-2009")
    with pytest.raises(ValidationError, match="days of both meetings"):
        carry_on(demonstration, greece, "calendar", "actions")
    assert not ReportDue.objects.filter(due_at=greece).exists(), "nothing of the choice was carried on"


def test_working_groups_go_on_unless_they_are_over(demonstration, manila):
    open_ = BodyFactory(forum=demonstration.forum, edition=demonstration, kind=Body.Kind.WORKING_GROUP)
    over = BodyFactory(
        forum=demonstration.forum, edition=demonstration, kind=Body.Kind.WORKING_GROUP, until="2008-01-01")
    carry_on(demonstration, manila, "working-groups")
    open_.refresh_from_db()
    over.refresh_from_db()
    assert (open_.edition, over.edition) == (manila, demonstration)


def test_notices_become_drafts_and_nothing_is_sent(demonstration, manila):
    NoticeFactory(edition=demonstration, code="welcome", state="sent", queued_at="2007-05-01T00:00Z")
    NoticeFactory(edition=demonstration, code="dropped", state="cancelled")
    carry_on(demonstration, manila, "notices")
    draft = Notice.objects.get(edition=manila, code="welcome-manila-2008")
    assert (draft.state, draft.queued_at, draft.deliveries.count()) == ("draft", None, 0)
    assert not Notice.objects.filter(edition=manila, code__startswith="dropped").exists()


def test_out_3_open_actions_go_on_as_links_and_are_not_copied(demonstration, manila):
    actions, due = Action.objects.count(), ReportDue.objects.filter(due_at=manila).count()
    carried = carry_on(demonstration, manila, "actions")
    assert Action.objects.count() == actions
    assert ReportDue.objects.filter(due_at=manila).count() == due + carried["actions"]
    made = ReportDue.objects.filter(code__startswith="carried-").first()
    action = made.actions.get()
    assert made.edition == demonstration
    assert set(made.reporters.all()) == {one.party for one in action.commitments.filter(role="lead")}


def test_the_same_choice_sent_twice_carries_everything_on_once(demonstration, manila):
    carry_on(demonstration, manila, "calendar", "actions")
    counts = Milestone.objects.count(), ReportDue.objects.count(), JournalEntry.objects.count()
    with pytest.raises(ValidationError, match="Nothing is left"):
        carry_on(demonstration, manila, "calendar", "actions")
    assert (Milestone.objects.count(), ReportDue.objects.count(), JournalEntry.objects.count()) == counts


def test_it_is_one_entry_in_the_journal(demonstration, manila):
    before = JournalEntry.objects.count()
    carry_on(demonstration, manila, "calendar", "actions")
    assert JournalEntry.objects.count() == before + 1
    entry = JournalEntry.objects.latest("sequence")
    assert (entry.verb, entry.object_key, entry.facts["from"]) == ("continue-edition", "manila-2008", "brussels-2007")


def test_who_may_and_what_is_accepted(demonstration, manila, actor):
    for other in (ANONYMOUS, actor("focal-point")):
        with pytest.raises(Denied):
            carry_on(demonstration, manila, actor=other)
    with pytest.raises(ValidationError, match="at least one of: Calendar"):
        continue_edition(actor=OFFICE, source=demonstration, target=manila, chosen=[])
    with pytest.raises(ValidationError, match="at least one of"):
        carry_on(demonstration, manila, "alchemy")
    with pytest.raises(ValidationError, match="one before it"):
        carry_on(manila, demonstration)

"""The groups of the demonstration forum, as their files tell them."""

import datetime as dt

from convoke.bodies.models import Body, BodyFunction, BodyMeeting, MeetingDecision
from convoke.bodies.queries import members_of, standing
from convoke.bodies.states import SilenceState
from convoke.core.actors import ANONYMOUS
from convoke.core.policy import readable
from tests.factories import SilenceProcedureFactory


def test_the_groups_and_the_regional_processes_are_there(demonstration):
    own = Body.objects.filter(forum=demonstration.forum).exclude(rule__has_key="exercise")
    assert own.exclude(kind=Body.Kind.RCP).count() == 13
    assert own.filter(kind=Body.Kind.RCP).count() == 14
    friends = own.get(code="friends-of-the-forum")
    assert friends.acronym == "FoF"
    assert friends.composition == Body.Composition.UNITED_NATIONS
    assert friends.functions.filter(kind=BodyFunction.Kind.FUNCTION).count() == 6
    assert friends.functions.filter(kind=BodyFunction.Kind.RULE).count() == 4
    assert own.get(code="ad-hoc-group").since == dt.date(2007, 1, 30)
    assert own.get(code="igad-rcp").since == dt.date(2008, 5, 1)


def test_the_three_meetings_of_2007_have_their_figures(demonstration):
    meetings = list(BodyMeeting.objects.filter(body__code="friends-of-the-forum").order_by("starts_on"))
    assert [(one.starts_on, str(one.place)) for one in meetings] == [
        (dt.date(2007, 1, 30), "Brussels"), (dt.date(2007, 3, 27), "Geneva"), (dt.date(2007, 6, 8), "Geneva"),
    ]
    assert meetings[0].figures == [
        {"what": "participants", "qualifier": "over", "value": 230},
        {"what": "member_states", "qualifier": "exact", "value": 91},
        {"what": "organisations", "qualifier": "exact", "value": 12},
    ]
    assert [one.figures[0]["value"] for one in meetings] == [230, 200, 180]
    assert meetings[2].present[:2] == ["Enrique Manalo", "Alex van Meeuwen"]
    assert {one.edition for one in meetings} == {demonstration}


def test_every_passage_of_a_meeting_is_cited(demonstration):
    assert all(one.passages for one in BodyMeeting.objects.filter(edition=demonstration))
    assert all(one.passages for one in MeetingDecision.objects.filter(meeting__edition=demonstration))
    assert MeetingDecision.objects.get(code="fof1-d3").points["en"].startswith("concrete deliverables\npartnerships")


def test_the_public_reads_the_meetings_the_report_tells_of(demonstration):
    assert readable(ANONYMOUS, BodyMeeting).filter(edition=demonstration).count() == 3
    assert readable(ANONYMOUS, MeetingDecision).filter(meeting__edition=demonstration).count() == 19


def test_members_of_the_global_migration_group_are_parties_where_they_are_known(demonstration):
    group = Body.objects.get(code="global-migration-group")
    codes = {seat.party.code for seat in members_of(ANONYMOUS, group, dt.date(2008, 6, 1))}
    assert {"iom", "ilo", "undp", "unctad", "unfpa", "ohchr", "undesa", "wb"} <= codes
    named = [entry["name"] for entry in group.rule["members"]]
    assert "Regional commissions of the UN" in named
    assert len(codes) + len(named) == 14


def test_a_draft_stands_as_a_draft(db):
    assert standing(SilenceProcedureFactory()) == SilenceState.DRAFT

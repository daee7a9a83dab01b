"""Where everyone who was asked stands, on any day, with rates of the same day."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest

from convoke.consultation.models import Response
from convoke.consultation.operations.answering import Given, decline, save_answers
from convoke.consultation.operations.submitting import reopen, submit
from convoke.consultation.reading.standing import Filter, Standing, in_short, standings, who_answered
from convoke.core.actors import system
from convoke.directory.models import Grouping
from tests.factories import (
    ASKED,
    ContactLogEntryFactory,
    EscalationFactory,
    GroupingFactory,
    GroupingMembershipFactory,
    PartyFactory,
    QuestionnaireFactory,
    QuestionnaireVersionFactory,
    ResponseFactory,
    SubmissionFactory,
)

OFFICE = system("tests")
"""Reads as the office does."""
FIRST = ASKED.date()


def on(days: int) -> dt.datetime:
    return ASKED + dt.timedelta(days=days)


@pytest.fixture(autouse=True)
def standing_at(settings):
    """Day 30 after the questionnaire was sent."""
    settings.CONVOKE_DATE = FIRST + dt.timedelta(days=30)


@pytest.fixture
def questionnaire(db):
    """An open questionnaire with one version; its deadline is day 20."""
    made = QuestionnaireFactory(state="open", opened_at=ASKED, due_at=on(20))
    QuestionnaireVersionFactory(questionnaire=made, number=1)
    return made


def ask(questionnaire, **fields) -> Response:
    return ResponseFactory(questionnaire=questionnaire, version=questionnaire.versions.get(), **fields)


def handed_in(questionnaire, day: int, **fields) -> Response:
    response = ask(questionnaire, state="submitted", submitted_at=on(day))
    SubmissionFactory(response=response, at=on(day), is_late=day > 20, **fields)
    return response


def stood(questionnaire, response, day: int) -> Standing:
    """Where a response stood on a day."""
    found = standings(OFFICE, questionnaire, (ASKED + dt.timedelta(days=day)).date())
    return next(row.standing for row in found.rows if row.response.pk == response.pk)


def test_each_step_is_told_on_the_day_it_was_taken_and_not_before(questionnaire):
    one = ask(
        questionnaire, state="submitted", opened_at=on(2), began_at=on(4), delegated_at=on(6), submitted_at=on(8)
    )
    SubmissionFactory(response=one, at=on(8))
    told = [stood(questionnaire, one, day) for day in (0, 1, 2, 4, 6, 8, 30)]
    assert told == ["asked", "asked", "opened", "begun", "delegated", "submitted", "submitted"]


def test_who_was_asked_later_is_not_in_the_denominator_before(questionnaire):
    handed_in(questionnaire, 3)
    ask(questionnaire, asked_at=on(10))
    assert standings(OFFICE, questionnaire, on(9).date()).overall.asked == 1
    assert standings(OFFICE, questionnaire, on(9).date()).overall.percent == 100
    assert standings(OFFICE, questionnaire, on(10).date()).overall.percent == 50
    assert not standings(OFFICE, questionnaire, on(-1).date()).rows


def test_a_day_ends_where_the_questionnaire_has_its_deadline(questionnaire):
    handed_in(questionnaire, 3)
    questionnaire.time_zone = "Pacific/Auckland"
    auckland = on(3).astimezone(ZoneInfo("Pacific/Auckland")).date()
    assert standings(OFFICE, questionnaire, auckland).over_time() == [(auckland, 1)]
    assert not standings(OFFICE, questionnaire, auckland - dt.timedelta(days=1)).over_time()


def test_late_is_a_fact_of_the_first_submission(questionnaire):
    late, timely = handed_in(questionnaire, 21), handed_in(questionnaire, 5)
    timely.submissions.update(superseded_at=on(25))
    SubmissionFactory(response=timely, number=2, at=on(25), is_late=True)
    rows = {row.response.pk: row for row in standings(OFFICE, questionnaire).rows}
    assert (rows[late.pk].is_late, rows[timely.pk].is_late) == (True, False)
    assert standings(OFFICE, questionnaire).late == 1


def test_an_answer_on_paper_is_marked(questionnaire):
    handed_in(questionnaire, 3, channel="paper")
    found = standings(OFFICE, questionnaire)
    assert (found.on_paper, found.rows[0].channel_label) == (1, "on paper")


def test_con_1_a_reopened_answer_counts_and_is_told_from_the_day_it_was_reopened(
    questionnaire, settings, actor, bermea
):
    one, party = ask(questionnaire, party=bermea), actor("focal-point")
    for day, deed in ((3, "type"), (4, "submit"), (6, "reopen"), (9, "submit")):
        settings.CONVOKE_DATE = on(day).date()
        one.refresh_from_db()
        if deed == "type":
            save_answers(actor=party, response=one, given={"order": Given(["rights", "skills", "diaspora"])})
        else:
            {"submit": submit, "reopen": reopen}[deed](actor=party, response=one)
    settings.CONVOKE_DATE = on(30).date()
    assert [stood(questionnaire, one, day) for day in (3, 4, 5, 6, 8, 9, 30)] == [
        "begun", "submitted", "submitted", "reopened", "reopened", "submitted", "submitted"
    ]
    assert standings(OFFICE, questionnaire, on(7).date()).overall.answered == 1
    assert standings(OFFICE, questionnaire).over_time() == [(on(4).date(), 1)], "the first submission is the day"


def test_who_declined_and_answered_after_all_stands_so_on_each_day(questionnaire, settings, actor, bermea):
    one, party = ask(questionnaire, party=bermea), actor("focal-point")
    settings.CONVOKE_DATE = on(2).date()
    decline(actor=party, response=one, reason="No capacity.")
    settings.CONVOKE_DATE = on(5).date()
    one.refresh_from_db()
    save_answers(actor=party, response=one, given={"why": Given("We changed our mind.")})
    assert [stood(questionnaire, one, day) for day in (1, 2, 4, 5)] == ["asked", "declined", "declined", "begun"]
    found = standings(OFFICE, questionnaire, on(3).date())
    assert (found.overall.declined, found.missing) == (1, [])


def test_rates_are_by_region_development_and_grouping_as_of_the_day(questionnaire):
    region = GroupingFactory(kind=Grouping.Kind.REGION)
    union = GroupingFactory(kind=Grouping.Kind.POLITICAL)
    one, other = handed_in(questionnaire, 3), ask(questionnaire)
    for response in (one, other):
        GroupingMembershipFactory(grouping=region, party=response.party)
    GroupingMembershipFactory(grouping=union, party=one.party, since=on(10).date())
    found = standings(OFFICE, questionnaire)
    assert [(rate.asked, rate.answered) for rate in found.by("region")] == [(2, 1)]
    assert [rate.grouping for rate in found.by("political", "economic")] == [union]
    assert standings(OFFICE, questionnaire, on(9).date()).by("political") == []


def test_submissions_add_up_day_by_day(questionnaire):
    for day in (3, 3, 8):
        handed_in(questionnaire, day)
    assert standings(OFFICE, questionnaire).over_time() == [(on(3).date(), 2), (on(8).date(), 3)]
    assert standings(OFFICE, questionnaire, on(5).date()).over_time() == [(on(3).date(), 2)]


def test_who_is_missing_stands_with_how_it_can_be_reached_and_what_comes_next(questionnaire):
    one = ask(questionnaire)
    about = f"questionnaire:{questionnaire.edition.code}/{questionnaire.code}"
    escalation = EscalationFactory(party=one.party, about=about)
    EscalationFactory(party=one.party, about="focal-point")
    entry = ContactLogEntryFactory(party=one.party, escalation=escalation)
    (row,) = standings(OFFICE, questionnaire).missing
    assert (row.gap.reason, row.escalation, row.contact) == ("no-focal-point", escalation, entry)


def test_a_list_is_narrowed_by_standing_grouping_and_reach(questionnaire):
    region = GroupingFactory(kind=Grouping.Kind.REGION)
    late, waiting = handed_in(questionnaire, 25), ask(questionnaire)
    GroupingMembershipFactory(grouping=region, party=waiting.party)
    rows = standings(OFFICE, questionnaire).rows

    def chosen(**words):
        return [row.response.pk for row in Filter(**words).of(rows)]

    assert chosen(standing="missing") == [waiting.pk]
    assert chosen(standing="late") == chosen(standing="submitted") == [late.pk]
    assert chosen(region=region.code) == [waiting.pk]
    assert chosen(region=region.code, standing="submitted") == []
    assert chosen(reach="yes") == []
    assert chosen() == [late.pk, waiting.pk]


def test_con_2_nobody_but_the_office_learns_who_has_answered_before_the_results_are_published(
    questionnaire, actor
):
    one = handed_in(questionnaire, 3)
    ask(questionnaire)
    questionnaire.results_audience = "public"
    reader, office = actor("focal-point"), actor("task-force")
    assert standings(reader, questionnaire).rows == ()
    assert (who_answered(reader, questionnaire), in_short(reader, [questionnaire])) == ([], {})
    assert in_short(office, [questionnaire])[questionnaire.pk].percent == 50
    questionnaire.results_published_at = on(28)
    assert who_answered(reader, questionnaire) == [one.party]
    assert in_short(reader, [questionnaire])[questionnaire.pk].answered == 1


def test_a_party_sees_its_own_standing_alone(questionnaire, actor, bermea):
    own = ask(questionnaire, party=bermea)
    handed_in(questionnaire, 3)
    assert [row.response for row in standings(actor("focal-point"), questionnaire).rows] == [own]


def test_four_and_forty_cost_the_same_number_of_queries(questionnaire, actor, queries):
    office = actor("task-force")

    def fill(number: int) -> None:
        for _each in range(number):
            handed_in(questionnaire, 3)
            GroupingMembershipFactory(party=ask(questionnaire, party=PartyFactory()).party)

    fill(2)
    few = queries(lambda: standings(office, questionnaire).by("region", "other"))
    fill(20)
    assert queries(lambda: standings(office, questionnaire).by("region", "other")) == few
    assert few <= 14

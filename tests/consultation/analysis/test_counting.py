"""Counts are those of a recount by hand, as of any moment, as a whole and by groups."""

import datetime as dt
import random
from collections import Counter
from decimal import Decimal
from statistics import quantiles

import pytest

from convoke.consultation.analysis.counting import ballots, breakdown, totals
from convoke.consultation.analysis.eyes import THE_OFFICE, eyes_as
from convoke.consultation.models import Disclosure
from convoke.directory.models import GroupingMembership

from .conftest import AT, Survey, answers_of, state_in

MOMENTS = (None, AT, AT + dt.timedelta(days=3), AT + dt.timedelta(days=11), AT + dt.timedelta(days=13))


def counting(survey, moment):
    """The answers that count at a moment, by hand."""
    return [
        (party, given, disclosure, late) for party, given, since, until, disclosure, late in survey.log
        if (until is None if moment is None else since <= moment and (until is None or until > moment))
    ]


@pytest.mark.parametrize("moment", MOMENTS)
def test_every_kind_is_counted_as_by_hand_as_of_any_moment(survey, moment):
    found = totals(survey.questionnaire, THE_OFFICE, moment)
    given = [one for _party, one, _disclosure, _late in counting(survey, moment)]
    figures = {code: counted.figures for code, counted in found.counted.items()}
    assert found.respondents == len(given)
    assert {one.answered for one in figures.values()} == {len(given)}
    assert +Counter(figures["one"].counts) == Counter(one["one"] for one in given)
    assert +Counter(figures["several"].counts) == Counter(code for one in given for code in one["several"])
    assert +Counter(figures["council"].counts) == Counter(one["council"]["answer"] for one in given)
    assert +Counter(figures["partners"].counts) == Counter(code for one in given for code in one["partners"])
    assert figures["order"].weights == Counter(tuple(one["order"]) for one in given)
    for row in "xy":
        assert figures["grid"].rows[row] == Counter(one["grid"][row] for one in given)
    numbers = sorted(Decimal(one["number"]) for one in given)
    assert [value for value, number in figures["number"].values for _ in range(number)] == numbers
    assert figures["date"].counts == Counter(dt.date.fromisoformat(one["date"]).replace(day=1) for one in given)


def test_quartiles_are_those_of_the_statistics_module(survey):
    figures = totals(survey.questionnaire, THE_OFFICE).counted["number"].figures
    numbers = [int(value) for value, number in figures.values for _ in range(number)]
    assert [float(one) for one in figures.quartiles] == pytest.approx(quantiles(numbers, n=4, method="inclusive"))


@pytest.mark.parametrize("moment", MOMENTS)
def test_groups_add_up_to_the_whole_and_are_counted_as_by_hand(survey, moment):
    found = breakdown(survey.questionnaire, "one", THE_OFFICE, by="region", moment=moment)
    by_hand = {}
    for party, given, _disclosure, _late in counting(survey, moment):
        region = GroupingMembership.objects.filter(party=party).values_list("grouping__code", flat=True).first() or ""
        by_hand.setdefault(region, Counter())[given["one"]] += 1
    assert {group.code: +Counter(group.counted.figures.counts) for group in found.groups} == by_hand
    assert sum(group.counted.answered for group in found.groups) == found.whole.answered


def test_groups_are_those_of_the_date_the_answers_are_counted_at(db):
    survey, party = Survey(), state_in("europe")
    survey.submit(party, {"one": "a"}, AT)
    GroupingMembership.objects.filter(party=party).update(since=dt.date(2030, 2, 1))

    def regions(moment):
        found = breakdown(survey.questionnaire, "one", THE_OFFICE, by="region", moment=moment)
        return [group.code for group in found.groups]

    assert regions(AT + dt.timedelta(days=1)) == [""]
    assert regions(AT + dt.timedelta(days=40)) == ["europe"]


def test_late_answers_are_a_group_of_their_own(survey):
    found = breakdown(survey.questionnaire, "one", THE_OFFICE, by="deadline")
    late = sum(is_late for *_rest, is_late in counting(survey, None))
    assert {group.code: group.counted.answered for group in found.groups}["late"] == late


def test_ballots_carry_their_region_and_whether_they_were_late(survey):
    profile = ballots(survey.questionnaire, "order", THE_OFFICE, by="region").profile
    assert profile.voters == 26
    assert profile.groups == ("africa", "asia", "europe")
    assert profile.of("europe").voters == 3
    assert profile.voters - profile.in_time().voters == sum(late for *_rest, late in counting(survey, None))


def test_con_2_a_small_region_and_what_it_could_be_worked_out_from_are_withheld(survey):
    seen = breakdown(survey.questionnaire, "one", eyes_as("friends"), by="region")
    assert {group.code: group.is_withheld for group in seen.groups} == {
        "africa": False, "asia": False, "europe": True, "": True,
    }
    assert not seen.whole.is_withheld


def test_con_2_four_confidential_answers_are_withheld_and_so_are_the_disclosed_with_them(db):
    survey, source = Survey(disclosures=["task-force", "friends"]), random.Random(1)
    for place in range(10):
        disclosure = Disclosure.TOTALS if place < 4 else Disclosure.FRIENDS
        survey.submit(state_in("africa"), answers_of(source), disclosure=disclosure)
    assert totals(survey.questionnaire, eyes_as("friends")).counted["one"].is_withheld
    assert not totals(survey.questionnaire, THE_OFFICE).counted["one"].is_withheld
    assert totals(survey.questionnaire, eyes_as("friends")).counted["one"].answered == 0


def test_con_2_others_see_confidential_totals_as_published_and_as_of_no_other_moment(survey):
    survey.questionnaire.results_published_at = AT + dt.timedelta(days=3)
    survey.questionnaire.save()
    for moment in (None, AT, AT + dt.timedelta(days=11)):
        seen = totals(survey.questionnaire, eyes_as("friends"), moment)
        assert seen.moment == AT + dt.timedelta(days=3)
        assert seen.respondents == len(counting(survey, AT + dt.timedelta(days=3)))


def test_counting_costs_the_same_for_any_number_of_answers(survey, queries):
    small = Survey()
    small.submit(state_in("africa"), answers_of(random.Random(3)))
    for call in (
        lambda one: totals(one.questionnaire, THE_OFFICE),
        lambda one: breakdown(one.questionnaire, "order", eyes_as("friends"), by="region"),
    ):
        call(small)
        assert queries(lambda call=call: call(small)) == queries(lambda call=call: call(survey))


def test_a_question_that_is_not_asked_and_a_view_there_is_none_of_are_refused(survey):
    for code, by in (("nothing", ""), ("one", "nonsense")):
        with pytest.raises(KeyError):
            breakdown(survey.questionnaire, code, THE_OFFICE, by=by)

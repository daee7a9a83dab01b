"""Reading editions: the Troika, the current one, milestones, figures."""

import datetime as dt

import pytest

from convoke.core.actors import ANONYMOUS
from convoke.directory.models import Grouping
from convoke.directory.queries import memberships
from convoke.editions.models import Edition
from convoke.editions.queries import (
    current,
    edition_by_code,
    editions,
    figures,
    forum,
    milestones,
    principles,
    troika,
    upcoming,
)
from convoke.editions.rules import ed_1_alternation
from tests.factories import EditionFactory, ForumFactory, GroupingFactory, GroupingMembershipFactory, PartyFactory


@pytest.mark.parametrize(
    ("on", "previous", "present", "following"),
    [
        (dt.date(2006, 9, 14), None, "bel", "phl"),
        (dt.date(2007, 7, 11), None, "bel", "phl"),
        (dt.date(2007, 7, 12), "bel", "phl", "grc"),
        (dt.date(2008, 6, 1), "bel", "phl", "grc"),
        (dt.date(2008, 10, 31), "phl", "grc", "arg"),
        (dt.date(2010, 1, 1), "grc", "arg", None),
        (dt.date(2011, 1, 1), "arg", None, None),
    ],
)
def test_bod_2_the_troika_is_the_chairs_before_now_and_next(demonstration, on, previous, present, following):
    found = troika(ANONYMOUS, on)
    codes = [edition.chair.code if edition else None for edition in (found.previous, found.present, found.next)]
    assert codes == [previous, present, following]
    assert [party.code for party in found.parties] == [code for code in codes if code]


def test_bod_2_an_edition_without_a_chair_yet_is_not_in_the_troika(demonstration):
    Edition.objects.filter(code="greece-2009").update(chair=None)
    assert [party.code for party in troika(ANONYMOUS, dt.date(2008, 6, 1)).parties] == ["bel", "phl", "arg"]


def test_ed_1_the_demonstration_alternates_until_two_developed_chairs_follow_each_other(demonstration):
    groups = memberships(dt.date(2008, 6, 1))
    found = ed_1_alternation(list(editions(ANONYMOUS)), groups)
    assert [(one.before.code, one.edition.code, one.alternates) for one in found] == [
        ("brussels-2007", "manila-2008", True),
        ("manila-2008", "greece-2009", True),
        ("greece-2009", "argentina-2010", True),
    ]


@pytest.fixture
def chairs(demonstration):
    """Makes successive editions whose chairs belong to groups that count as the development groups given."""

    def make(*sides: str | None) -> list[Edition]:
        process, made = ForumFactory(), []
        grouping = {
            side: GroupingFactory(
                code=f"another-{side}", kind="development", parent=Grouping.objects.get(code=side)
            ) for side in set(sides) - {None}
        }
        for ordinal, side in enumerate(sides, 1):
            party = PartyFactory()
            if side:
                GroupingMembershipFactory(party=party, grouping=grouping[side])
            made.append(EditionFactory(forum=process, ordinal=ordinal, chair=party))
        return made

    return make


def test_ed_1_a_break_is_a_finding_and_never_a_bar(chairs):
    found = ed_1_alternation(chairs("developed", "developed", "developing"), memberships(dt.date(2030, 5, 1)))
    assert [one.alternates for one in found] == [False, True]


def test_ed_1_nothing_is_said_where_a_chair_belongs_to_neither_group(chairs):
    found = ed_1_alternation(chairs("developed", None, "developing"), memberships(dt.date(2030, 5, 1)))
    assert [one.alternates for one in found] == [None, None]


def test_ed_1_editions_without_a_chair_are_passed_over(chairs):
    made = chairs("developed", "developing")
    made.insert(1, Edition(chair=None))
    assert [one.alternates for one in ed_1_alternation(made, memberships(dt.date(2030, 5, 1)))] == [True]


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        (("closed", "following-up", "preparing"), 1),
        (("following-up", "meeting", "announced"), 1),
        (("closed", "preparing", "announced"), 1),
        (("closed", "closed", "announced"), 1),
        (("announced", "announced", "announced"), 0),
        (("following-up", "following-up", "preparing"), 1),
    ],
)
def test_the_current_edition_is_the_one_most_people_come_for(demonstration, states, expected):
    known = list(editions(ANONYMOUS))
    Edition.objects.exclude(pk__in=[edition.pk for edition in known[:3]]).update(state="announced")
    for edition, state in zip(known, states, strict=False):
        Edition.objects.filter(pk=edition.pk).update(state=state)
    assert current(ANONYMOUS) == known[expected]


def test_there_may_be_no_edition_at_all(db):
    assert edition_by_code(ANONYMOUS, "nowhere-1900") is None


def test_the_demonstration_has_one_forum_and_four_editions(demonstration):
    assert forum() == demonstration.forum
    assert [(edition.code, edition.state) for edition in editions(ANONYMOUS)] == [
        ("brussels-2007", "following-up"),
        ("manila-2008", "preparing"),
        ("greece-2009", "announced"),
        ("argentina-2010", "announced"),
    ]
    assert (demonstration.starts_on, demonstration.ends_on) == (dt.date(2007, 7, 9), dt.date(2007, 7, 11))


def test_the_milestones_stand_in_the_order_of_their_dates_with_the_undated_last(demonstration):
    found = list(milestones(ANONYMOUS, demonstration))
    assert len(found) == 61
    dated = [(one.starts_on or dt.date.max, one.ends_on or dt.date.max) for one in found]
    assert [first for first, _last in dated] == sorted(first for first, _last in dated)
    assert all(one.ends_on is None or one.starts_on is None or one.ends_on >= one.starts_on for one in found)


def test_a_milestone_is_dated_as_exactly_as_its_source(demonstration):
    meeting = next(one for one in milestones(ANONYMOUS, demonstration) if one.starts_on == dt.date(2007, 7, 10))
    assert meeting.precision in {"day"}
    months = [one for one in milestones(ANONYMOUS, demonstration) if one.precision == "month" and one.ends_on]
    assert months
    assert all((one.ends_on + dt.timedelta(1)).day == 1 for one in months if one.ends_on != one.starts_on)


def test_what_is_ahead_is_listed_from_the_next_day_on_without_what_is_only_background(demonstration):
    on = dt.date(2007, 7, 1)
    ahead = list(upcoming(ANONYMOUS, on, limit=100))
    assert ahead
    assert all((one.ends_on or one.starts_on) >= on for one in ahead)
    assert not {one.kind for one in ahead} & {"background", "context"}
    ends = [one.ends_on for one in ahead if one.ends_on]
    assert ends == sorted(ends)
    assert len(upcoming(ANONYMOUS, on, limit=2)) == 2


def test_figures_that_disagree_stand_side_by_side(demonstration):
    assert figures(ANONYMOUS, demonstration).count() == 7
    assert {figure.qualifier for figure in figures(ANONYMOUS, demonstration)} <= {"exact", "about", "over", "up_to"}


def test_the_forum_has_principles_and_purposes(demonstration):
    kinds = [principle.kind for principle in principles(ANONYMOUS, demonstration.forum)]
    assert len(kinds) == 15
    assert set(kinds) == {"principle", "purpose"}

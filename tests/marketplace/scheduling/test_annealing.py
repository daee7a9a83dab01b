"""The annealing never leaves the rules, and knows what its schedule costs."""

import threading
import time

import numpy as np
import pytest
from hypothesis import given, settings

from convoke.marketplace.scheduling import climbing
from convoke.marketplace.scheduling.annealing import Annealing, Prices, cooling
from convoke.marketplace.scheduling.annealing.bits import kept_in
from convoke.marketplace.scheduling.annealing.chains import TAKEN, chain_of, price, price_of_path
from convoke.marketplace.scheduling.annealing.state import cost_of
from convoke.marketplace.scheduling.board import Board
from convoke.marketplace.scheduling.check import faults
from convoke.marketplace.scheduling.generate import random_fair
from convoke.marketplace.scheduling.instance import Instance, Meeting, Participant, Place
from convoke.marketplace.scheduling.numbered import Numbered, breaks_in, spans
from convoke.marketplace.scheduling.tables import with_places

from .instances import fair, meet
from .strategies import optional, small_fairs


def searched(instance: Instance, slices: int = 3) -> Annealing:
    search = Annealing(Numbered(instance), seed=1)
    search.moves = 3_000
    for turn in range(slices):
        search.slice(cooling(turn / slices, 0.25, 0.08), -1)
        search.moves = 3_000
    return search


@settings(max_examples=40, deadline=None)
@given(small_fairs(is_plain=True))
def test_whatever_it_holds_keeps_the_rules(instance):
    instance = optional(instance)
    schedule = with_places(instance, searched(instance).best_times())
    assert schedule is not None
    assert faults(instance, schedule) == ()


def test_the_cost_it_keeps_is_the_cost_there_is():
    instance = random_fair(requesters=20, providers=15, meetings=120, slots=12, tables=12, seed=7)
    numbered = Numbered(instance)
    search = searched(instance, 30)
    while search.missing:
        search.slice(0.2)
    each = breaks_in(numbered, tuple(int(one) for one in search.state.when))
    assert abs(search.costs[0] - sum(number + search.fair.numbers[number] for number in each)) < 1e-6
    assert sum(breaks_in(numbered, search.best_times())) <= search.least + 1e-6


def test_what_a_chain_costs_is_seen_from_its_ends_before_it_is_made():
    instance = random_fair(requesters=20, providers=15, meetings=120, slots=12, tables=12, seed=7)
    search = searched(instance)
    given = search.fair, search.state
    seen = 0
    for meeting in range(0, 120, 5):
        source = int(search.state.when[meeting])
        for target in set(range(12)) - {source}:
            is_seen, gain, cost, hurt = price_of_path(*given, search.random, meeting, target)
            size, gained, changed = chain_of(*given, search.work, meeting, target)
            costs, hurts = price(*given, search.work, search.random, size, changed, source, target)
            if is_seen:
                seen += 1
                assert changed == 2
                assert (gain, hurt < 0) == (gained, hurts < 0)
                assert cost == pytest.approx(costs)
            else:  # it comes back to where it began: nobody's row changes
                assert (gained, changed, costs) == (0, 0, 0.0)
    assert seen > 200


def test_a_chain_of_meetings_of_three_is_not_seen_from_two_ends():
    people = tuple(Participant(str(number)) for number in range(4))
    meetings = (Meeting("1", ("0", "1"), is_required=True), Meeting("2", ("1", "2", "3"), is_required=True))
    numbered = Numbered(Instance(2, (Place("1"), Place("2")), people, meetings))
    search = Annealing(numbered, seed=1, begin=(0, 1))
    assert not price_of_path(search.fair, search.state, search.random, 0, 1)[0]
    assert not price_of_path(search.fair, search.state, search.random, 1, 0)[0]
    assert chain_of(search.fair, search.state, search.work, 0, 1)[0] == 2


def test_a_series_of_moves_that_is_taken_back_leaves_no_trace():
    instance = random_fair(requesters=20, providers=15, meetings=120, slots=12, tables=12, seed=3)
    numbered = Numbered(instance)
    search = searched(instance, 30)
    when = [int(one) for one in search.state.when]
    for who, meetings in enumerate(numbered.of):
        row = {when[one]: one for one in meetings if when[one] >= 0}
        assert row == {slot: int(one) for slot, one in enumerate(search.state.at[who]) if one >= 0}
        assert int(search.state.word[who]) == sum(1 << slot for slot in row)
    assert list(search.state.count) == [when.count(slot) for slot in range(numbered.slots)]


@pytest.mark.parametrize("seed", range(6))
def test_a_meeting_of_several_slots_is_not_sent_elsewhere_to_mend_a_break(seed):
    instance = fair(
        meet("long", "CD", length=2), meet("m1", "CD", sessions=frozenset({"pm"}), after=frozenset({"long"})),
        meet("m2", "DA", after=frozenset({"m1"})), slots=5, tables=1, sessions=[("am", 1, 2), ("pm", 3, 5)],
    )
    search = Annealing(Numbered(instance), seed=seed, begin=(0, None, None))
    for _slice in range(10):
        search.slice(0.3)
        met = [sum(1 << slot for slot in range(5) if row[slot] >= 0 or row[slot] == TAKEN) for row in search.state.at]
        assert met == search.state.word.tolist()
        assert [row[:2].tolist() for row in search.state.at] == [[-1, -1], [TAKEN, TAKEN], [TAKEN, TAKEN]]
        assert search.state.when[0] == 0


def test_what_is_compiled_is_kept_by_its_sources(tmp_path):
    sources, first, second = (tmp_path / name for name in ("sources", "first", "second"))
    sources.mkdir()
    for name in ("a.py", "b.py"):
        (sources / name).write_text("one = 1\n")
    kept = kept_in(sources, first, second)
    assert kept.parent == first
    assert kept_in(sources, first, second) == kept
    (sources / "b.py").write_text("one = 2\n")
    assert kept_in(sources, first, second) not in {kept, None}
    (tmp_path / "file").touch()
    assert kept_in(sources, tmp_path / "file", second).parent == second
    assert kept_in(sources, tmp_path / "file") is None


def test_what_was_compiled_from_earlier_sources_is_cleared_away_beside_them_alone(tmp_path):
    sources, shared = tmp_path / "sources", tmp_path / "shared"
    sources.mkdir()
    (sources / "a.py").write_text("one = 1\n")
    before = kept_in(sources, sources), kept_in(sources, shared)
    (sources / "a.py").write_text("one = 2\n")
    after = kept_in(sources, sources), kept_in(sources, shared)
    assert [place.exists() for place in (*before, *after)] == [False, True, True, True]


def test_it_places_everything_in_a_full_fair():
    instance = random_fair(requesters=10, providers=10, meetings=100, slots=10, tables=10, seed=1)
    search = Annealing(Numbered(instance), seed=1)
    for _turn in range(200):
        search.slice(0.3)
        if not search.missing:
            break
    assert None not in search.best_times()


def test_annealing_gives_way_and_comes_back():
    numbered = Numbered(random_fair(requesters=6, providers=5, meetings=21, slots=7, tables=3, seed=1))
    gave_way, looks = threading.Event(), []

    def stopped():
        looks.append(gave_way.is_set())
        return sum(looks) >= 10

    board = Board(  # with a bound nothing meets
        numbered, fairness=None, bound=-1, deadline=time.monotonic() + 60, stopped=stopped)
    climbing.anneal(board, seed=1, gave_way=gave_way, rest=0.1)
    assert looks[0] is False
    assert sum(looks) >= 10  # it looked whether it is to stop, slice by slice, after its rest as well
    assert board.best is not None


@pytest.mark.parametrize(("row", "breaks"), [
    ("", []), ("1", []), ("0110", []), ("101", [1]), ("0100101", [2, 1]), ("1" + "0" * 61 + "1", [61]),
    ("0" * 62 + "1", []), ("1" * 63, []), ("101" * 21, [1] * 21),
])
def test_a_row_costs_what_each_of_its_breaks_does_by_its_length(row, breaks):
    prices = Prices(short=0.25, near=0.2, far=0.05)
    fair = Annealing(Numbered(random_fair(
        requesters=1, providers=1, meetings=1, slots=63, tables=1, seed=1)), seed=1, prices=prices).fair
    cost = cost_of(fair, np.uint64(sum(1 << slot for slot, busy in enumerate(row) if busy == "1")))
    assert cost - fair.numbers[len(breaks)] == pytest.approx(
        sum(0.25 + 0.2 * min(length, 4) + 0.05 * length for length in breaks))


def test_a_search_under_other_prices_ends_where_there_can_be_no_fewer_breaks():
    numbered = Numbered(random_fair(requesters=20, providers=15, meetings=120, slots=12, tables=12, seed=3))
    search = Annealing(numbered, seed=1, prices=Prices(short=0.2, near=0.1))
    for heat in (0.3, 0.2, 0.15, 0.12, 0.1, 0.08):
        search.slice(heat, 20)
    assert search.is_done
    assert search.least <= 20 * 0.3 + 1e-6
    assert sum(breaks_in(numbered, search.best_times())) <= 20


def test_a_price_on_idle_slots_draws_meetings_together():
    numbered = Numbered(random_fair(requesters=12, providers=9, meetings=40, slots=20, tables=4, seed=1))

    def idle(price):
        search = Annealing(numbered, seed=1, prices=Prices(far=price))
        for heat in (1.0, 0.5, 0.25, 0.12, 0.06):
            search.slice(heat)
        found = [slots for slots in spans(numbered, search.times_now()) if slots]
        return sum(max(slots) - min(slots) + 1 - len(slots) for slots in found)

    assert idle(1.0) < idle(0.0)

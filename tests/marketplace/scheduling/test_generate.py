"""Generated fairs are the same for the same seed, and what they say they are."""

import pytest

from convoke.marketplace.scheduling.generate import gapless_fair, random_fair
from convoke.marketplace.scheduling.validation import check


@pytest.mark.parametrize("make", [random_fair, gapless_fair])
def test_a_fair_is_of_the_size_asked_for_and_the_same_again(make):
    size = {"requesters": 20, "providers": 15, "meetings": 100, "slots": 20, "tables": 6}
    instance = make(**size, seed=1)
    check(instance)
    assert (len(instance.participants), len(instance.meetings), instance.slots) == (35, 100, 20)
    assert len({one.participants for one in instance.meetings}) == 100
    assert instance == make(**size, seed=1)
    assert instance != make(**size, seed=2)


@pytest.mark.parametrize("make", [random_fair, gapless_fair])
def test_a_fair_without_room_is_refused(make):
    with pytest.raises(ValueError, match="room"):
        make(requesters=3, providers=3, meetings=9, slots=2, tables=3, seed=1)

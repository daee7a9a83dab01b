"""How long it may take; in time of the processor, with room for a slow machine."""

import random
import time

from convoke.consultation.priorities.ballots import Ballot, Profile
from convoke.consultation.priorities.rules import ORDERS, rank
from convoke.consultation.priorities.sensitivity import sensitivity

REGIONS = ("africa", "americas", "asia", "europe", "middle-east", "oceania")
ITEMS = tuple(f"theme-{number}" for number in range(30))


def many(ballots: int) -> Profile:
    """Rankings of five of thirty themes, in which each region leans to its own."""
    chance = random.Random(2030)
    leaning = {region: [chance.paretovariate(1.2) for _item in ITEMS] for region in REGIONS}
    made = []
    for number in range(ballots):
        region = REGIONS[number % len(REGIONS)]
        ranking = dict.fromkeys(chance.choices(ITEMS, leaning[region], k=12))
        made.append(
            Ballot(f"voter-{number}", tuple(ranking)[:5], frozenset({region}), is_late=number % 11 == 0)
        )
    return Profile(ITEMS, tuple(made), longest=5)


def test_two_hundred_answers_on_thirty_themes_by_all_rules_without_each_of_six_regions():
    profile, began = many(200), time.process_time()
    found = sensitivity(profile, 12)
    assert all(len(shifts) == 6 for shifts in found.without_group.values())
    assert time.process_time() - began < 1.5  # half a second where it was written


def test_fifty_thousand_answers_are_counted_in_a_second():
    profile, began = many(50_000), time.process_time()
    for rule in ORDERS:
        assert len(rank(profile, rule).places) == 30
    assert time.process_time() - began < 2

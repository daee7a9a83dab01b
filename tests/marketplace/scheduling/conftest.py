"""A fair that is small and has breaks in every schedule."""

import pytest

from convoke.marketplace.scheduling.generate import random_fair
from convoke.marketplace.scheduling.numbered import Numbered
from convoke.marketplace.scheduling.solve import Options, solve


@pytest.fixture(scope="package")
def numbered():
    return Numbered(random_fair(requesters=6, providers=5, meetings=21, slots=7, tables=3, seed=1))


@pytest.fixture(scope="package")
def optimum(numbered):
    return solve(numbered.instance, Options(seconds=30)).objective

"""Long walks are shared where tests run on two databases: each takes its part of their cases.

``CONVOKE_TEST_SHARE`` is "0/2" for the first part of two; without it a run takes them all.
"""

import os
from collections import defaultdict
from collections.abc import Sequence

import pytest

SHARE, SHARES = map(int, os.environ.get("CONVOKE_TEST_SHARE", "0/1").split("/"))
SHARED = (
    "tests/editions/test_checks.py", "tests/library/test_audiences.py", "tests/outcomes/thread/test_walk.py",
    "tests/walks/test_models.py", "tests/web/test_addresses.py", "tests/web/test_filters.py",
    "tests/web/test_headers.py",
)
"""Tests of many cases that are alike: a case runs on one database or the other; tests without cases run on both."""


def shared_out(items: Sequence[pytest.Item]) -> tuple[list[pytest.Item], list[pytest.Item]]:
    """The tests that run here, and those that another part takes: of each shared test every so-many-eth case."""
    seen: dict[str, int] = defaultdict(int)
    own: list[pytest.Item] = []
    others: list[pytest.Item] = []
    for item in items:
        name, has_cases, _case = item.nodeid.partition("[")
        is_own = True
        if has_cases and name.split("::")[0] in SHARED:
            is_own = seen[name] % SHARES == SHARE
            seen[name] += 1
        (own if is_own else others).append(item)
    return own, others
